"""What a row claims: the principal, and interest and costs when there are any."""

from engine.domain.case import ChargeKind, ClaimLine
from engine.portfolio.cells import BadCell, Row, euro, needed_day


def claim_lines(row: Row) -> tuple[ClaimLine, ...]:
    """Make the lines of the claim; debtors read their descriptions."""
    invoice_date, due_on = needed_day(row, "invoice_date"), needed_day(row, "due_on")
    if due_on < invoice_date:
        raise BadCell("due_on", row["due_on"], f"lies before the invoice date {invoice_date}")
    amounts = (
        (ChargeKind.PRINCIPAL, row["description"], euro(row, "amount")),
        (ChargeKind.INTEREST, row.get("interest_basis") or "Rente", euro(row, "interest")),
        (ChargeKind.COSTS, "Kosten", euro(row, "costs")),
    )
    return tuple(
        ClaimLine(
            kind=kind,
            description=description,
            amount=amount,
            invoice_number=row["invoice_number"],
            invoice_date=invoice_date,
            due_on=due_on,
        )
        for kind, description, amount in amounts
        if amount or kind is ChargeKind.PRINCIPAL
    )

"""What a row claims: the principal, and interest and costs when there are any."""

from datetime import date

from engine.domain.case import ChargeKind, ClaimLine, EarlierLetter
from engine.portfolio.cells import BadCell, Row, choice, euro, needed_day, past_day

#: how a creditor sends its own letter
BY_POST, BY_MAIL = "letter", "email"
NOT_SENT = "none"


def earlier_letter(row: Row, today: date) -> EarlierLetter | None:
    """Read what the creditor sent before we came; None where nobody told us."""
    told = row.get("earlier_letter_on", "").lower()
    by_mail = choice(row, "earlier_letter_by", (BY_POST, BY_MAIL), BY_POST) == BY_MAIL
    received_on = past_day(row, "earlier_letter_received_on", today)
    sent_on = None if told in {"", NOT_SENT} else past_day(row, "earlier_letter_on", today)
    if sent_on is None and received_on is not None:
        raise BadCell("earlier_letter_on", told, "is no day, and a day of arrival is given")
    if sent_on and received_on and received_on < sent_on:
        raise BadCell("earlier_letter_received_on", str(received_on), f"lies before the sending on {sent_on}")
    return EarlierLetter(sent_on=sent_on, by_mail=by_mail, received_on=received_on) if told else None


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

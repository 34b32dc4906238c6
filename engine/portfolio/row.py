"""One row of a portfolio becomes a case, a debtor and the debtor's wishes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256

from engine.domain.case import Case, CaseStatus, ChargeKind, ClaimLine, CollectorRole, Jurisdiction, Phase
from engine.domain.organisation import Creditor, Organisation
from engine.domain.people import ContactPoint, Debtor, DebtorKind, Representative
from engine.domain.portfolio import PortfolioRecord
from engine.portfolio.cells import (
    BadCell,
    Row,
    account,
    choice,
    day,
    euro,
    mailbox,
    needed,
    needed_day,
    phone,
)
from engine.portfolio.columns import NAMES, REQUIRED
from engine.portfolio.points import mobile_point, points_of, region_of
from engine.portfolio.wishes import wishes_of

ROLES = tuple(role.value for role in CollectorRole)
HELPERS = ("helper", "bewindvoerder", "curator", "guardian", "lawyer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row or a cell that was not taken in; nothing of it is lost."""

    line: int
    column: str
    value: str
    reason: str
    #: False: only this cell was left out, and the case came in without it
    whole_row: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """Reads rows against an organisation at a moment."""

    organisation: Organisation
    now: datetime

    def read(self, row: Row, line: int) -> tuple[PortfolioRecord | None, list[Reject]]:
        """Make a record of a row; the list names what was left out, or why there is no record."""
        rejects: list[Reject] = []

        def leave_out(fault: BadCell) -> None:
            rejects.append(_reject(line, fault, whole_row=False))

        try:
            self._known_columns(row)
            return self._record(row, leave_out), rejects
        except BadCell as fault:
            return None, [_reject(line, fault, whole_row=True)]

    def _known_columns(self, row: Row) -> None:
        for column in REQUIRED:
            needed(row, column)
        stray = next((name for name in row if name not in NAMES), None)
        if stray is not None:
            raise BadCell(stray, row[stray], "is no column of a portfolio; see docs/portfolio.md")

    def _record(self, row: Row, leave_out: Callable[[BadCell], None]) -> PortfolioRecord:
        creditor = self._creditor(row)
        debtor = self._debtor(row, creditor, leave_out)
        return PortfolioRecord(
            case=self._case(row, creditor, debtor),
            debtor=debtor,
            changes=wishes_of(row, self.now),
            fingerprint=fingerprint(row),
        )

    def _creditor(self, row: Row) -> Creditor:
        creditor = self.organisation.creditor(row["creditor"])
        if creditor is None:
            known = ", ".join(one.id for one in self.organisation.creditors)
            raise BadCell("creditor", row["creditor"], f"is not in organisation.yaml; known: {known}")
        return creditor

    def _debtor(self, row: Row, creditor: Creditor, leave_out: Callable[[BadCell], None]) -> Debtor:
        region = region_of(row, creditor.jurisdiction.upper())
        kinds = tuple(kind.value for kind in DebtorKind)
        return Debtor(
            id=row["debtor_id"],
            name=row["debtor_name"],
            kind=DebtorKind(choice(row, "debtor_kind", kinds, DebtorKind.PERSON.value)),
            points=points_of(row, region, leave_out),
            birth_date=day(row, "birth_date"),
            representative=_helper(row, region),
        )

    def _case(self, row: Row, creditor: Creditor, debtor: Debtor) -> Case:
        opened_on = day(row, "opened_on")
        jurisdiction = choice(
            row, "jurisdiction", ("nl", "be"), _lives_in(debtor) or creditor.jurisdiction.value
        )
        role = choice(row, "collector_role", ROLES, creditor.collector_role.value)
        return Case(
            id=row["case_id"],
            debtor_id=row["debtor_id"],
            creditor=creditor.id,
            jurisdiction=Jurisdiction(jurisdiction),
            collector_role=CollectorRole(role),
            sector=creditor.sector,
            status=CaseStatus.OPEN,
            phase=Phase.NEW,
            opened_at=_morning(opened_on) if opened_on else self.now,
            lines=_lines(row),
            paid=euro(row, "paid"),
            iban=account(row, "iban"),
        )


def _reject(line: int, fault: BadCell, *, whole_row: bool) -> Reject:
    return Reject(line=line, column=fault.column, value=fault.value, reason=fault.reason, whole_row=whole_row)


def _morning(opened_on: date) -> datetime:
    return datetime.combine(opened_on, time(7), UTC)


def _lives_in(debtor: Debtor) -> str:
    """Say whose law holds by the address: nl, be, or nothing when it is neither."""
    countries = {point.address.country for point in debtor.points if point.address}
    return next((country.lower() for country in ("NL", "BE") if country in countries), "")


def _lines(row: Row) -> tuple[ClaimLine, ...]:
    """Make the lines of the claim: the principal, and interest and costs when there are any."""
    amounts = (
        (ChargeKind.PRINCIPAL, row["description"], euro(row, "amount")),
        (ChargeKind.INTEREST, "Rente", euro(row, "interest")),
        (ChargeKind.COSTS, "Kosten", euro(row, "costs")),
    )
    invoice_date, due_on = needed_day(row, "invoice_date"), needed_day(row, "due_on")
    if due_on < invoice_date:
        raise BadCell("due_on", row["due_on"], f"lies before the invoice date {invoice_date}")
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
        if kind is ChargeKind.PRINCIPAL or amount > Decimal(0)
    )


def _helper(row: Row, region: str) -> Representative | None:
    name = row.get("helper_name", "")
    if not name:
        return None
    points: list[ContactPoint] = []
    points += mobile_point(phone(row, "helper_mobile", region, mobile=True))
    points += mobile_point(mailbox(row, "helper_email"))
    if not points:
        raise BadCell("helper_email", "", "a helper needs a mailbox or a mobile number")
    kind = choice(row, "helper_kind", HELPERS, "helper")
    return Representative(name=name, kind=kind, points=tuple(points), until=day(row, "helper_until"))


def fingerprint(row: Row) -> str:
    """Hash a row as it was handed over: the same fingerprint again means that nothing changed."""
    cells = "\x1f".join(f"{name}={row[name]}" for name in sorted(row) if row[name])
    return sha256(cells.encode()).hexdigest()

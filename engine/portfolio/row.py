"""One row of a portfolio becomes a case, a debtor and the debtor's wishes."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from engine.campaigns.words import suggestion
from engine.domain.case import Case, CaseStatus, CollectorRole, Jurisdiction, Phase
from engine.domain.organisation import Creditor, Organisation
from engine.domain.people import Debtor, DebtorKind
from engine.domain.portfolio import PortfolioRecord
from engine.portfolio.cells import BadCell, Row, choice, day, euro, faults, identifier, needed, past_day
from engine.portfolio.claim import claim_lines, earlier_letter
from engine.portfolio.columns import LEFT_OUT_ALONE, NAMES, REQUIRED
from engine.portfolio.contact_cells import account, country
from engine.portfolio.helpers import helper_of
from engine.portfolio.interest import check_interest
from engine.portfolio.points import LeaveOut, points_of
from engine.portfolio.wishes import wishes_of

KNOWN = frozenset(NAMES)
ROLES = tuple(role.value for role in CollectorRole)
KINDS = tuple(kind.value for kind in DebtorKind)
LAWS = tuple(law.value for law in Jurisdiction)
#: a day of the portfolio begins here and at this hour
ZONE, MORNING = ZoneInfo("Europe/Amsterdam"), time(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row or a cell that was not taken in; nothing of it is lost."""

    line: int
    #: empty: the row as a whole
    column: str
    value: str
    reason: str
    #: False: only this cell was left out, and the case came in without it
    whole_row: bool = True


@dataclass(frozen=True, kw_only=True)
class RowReader:
    """Reads rows against an organisation at a moment."""

    organisation: Organisation
    now: datetime

    def read(self, row: Row | BadCell, line: int) -> tuple[PortfolioRecord | None, list[Reject]]:
        """Make a record of a row; the list names what was left out, or why there is no record."""
        rejects: list[Reject] = []

        def leave_out(fault: BadCell) -> None:
            rejects.append(rejected(line, fault, whole_row=False))

        try:
            if isinstance(row, BadCell):
                raise row
            return self._record(_usable(row, leave_out), leave_out), rejects
        except BadCell as fault:
            return None, [rejected(line, fault, whole_row=True)]

    def _record(self, row: Row, leave_out: LeaveOut) -> PortfolioRecord:
        creditor = self._creditor(row)
        region = country(row, creditor.jurisdiction.upper())
        return PortfolioRecord(
            case=self._case(row, creditor, region),
            debtor=_debtor(row, region, leave_out, self._today),
            changes=wishes_of(row, self.now),
            fingerprint=fingerprint(row),
        )

    def _creditor(self, row: Row) -> Creditor:
        creditor = self._creditors.get(row["creditor"])
        if creditor is None:
            fix = suggestion(row["creditor"], self._creditors)
            raise BadCell("creditor", row["creditor"], f"is not in organisation.yaml; {fix}")
        return creditor

    @cached_property
    def _creditors(self) -> dict[str, Creditor]:
        return {creditor.id: creditor for creditor in self.organisation.creditors}

    @cached_property
    def _today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def _case(self, row: Row, creditor: Creditor, region: str) -> Case:
        opened_on = day(row, "opened_on")
        lives_under = region.lower() if region.lower() in LAWS else creditor.jurisdiction.value
        jurisdiction = Jurisdiction(choice(row, "jurisdiction", LAWS, lives_under))
        check_interest(row, jurisdiction)
        return Case(
            id=identifier(row, "case_id"),
            debtor_id=identifier(row, "debtor_id"),
            creditor=creditor.id,
            jurisdiction=jurisdiction,
            collector_role=CollectorRole(choice(row, "collector_role", ROLES, creditor.collector_role.value)),
            sector=creditor.sector,
            status=CaseStatus.OPEN,
            phase=Phase.NEW,
            opened_at=_morning(opened_on) if opened_on else self.now,
            lines=claim_lines(row),
            paid=euro(row, "paid"),
            iban=account(row, "iban"),
            described_on=past_day(row, "described_on", self._today),
            earlier_letter=earlier_letter(row, self._today),
        )


def rejected(line: int, fault: BadCell, *, whole_row: bool) -> Reject:
    """Say where a fault stands and what it keeps out."""
    return Reject(line=line, column=fault.column, value=fault.value, reason=fault.reason, whole_row=whole_row)


def fingerprint(row: Row) -> str:
    """Hash a row as it was handed over: the same fingerprint again means that nothing changed."""
    cells = "\x1f".join(f"{name}={row[name]}" for name in NAMES if name in row)
    return sha256(cells.encode()).hexdigest()


def _usable(row: Row, leave_out: LeaveOut) -> Row:
    """Refuse a row with strange columns or without a needed one, and leave out cells that fit no column."""
    row = {name: value for name, value in row.items() if value}
    if not row.keys() <= KNOWN:
        stray = next(name for name in row if name not in KNOWN)
        raise BadCell(stray, row[stray], f"is no column of a portfolio; {suggestion(stray, NAMES)}")
    for fault in list(faults(row)):
        if fault.column not in LEFT_OUT_ALONE:
            raise fault
        leave_out(fault)
        row = {name: value for name, value in row.items() if name != fault.column}
    for column in REQUIRED:
        needed(row, column)
    return row


def _morning(opened_on: date) -> datetime:
    return datetime.combine(opened_on, MORNING, ZONE)


def _debtor(row: Row, region: str, leave_out: LeaveOut, today: date) -> Debtor:
    return Debtor(
        id=row["debtor_id"],
        name=row["debtor_name"],
        kind=DebtorKind(choice(row, "debtor_kind", KINDS, DebtorKind.PERSON.value)),
        points=points_of(row, region, leave_out),
        birth_date=past_day(row, "birth_date", today),
        representative=helper_of(row, identifier(row, "case_id"), region, leave_out),
    )

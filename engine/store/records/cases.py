"""Cases, their lines and where they stand."""

from datetime import date
from decimal import Decimal

from engine.domain.case import (
    Case,
    CaseStatus,
    ChargeKind,
    ClaimLine,
    CollectorRole,
    EarlierLetter,
    Jurisdiction,
    Phase,
)
from engine.domain.contact import Position
from engine.domain.money import euro
from engine.store.columns import moment, moment_or_none, words
from engine.store.vocabulary import Columns

JURISDICTIONS = words(Jurisdiction)
COLLECTOR_ROLES = words(CollectorRole)
STATUSES = words(CaseStatus)
PHASES = words(Phase)
CHARGES = words(ChargeKind)

NOTHING = Decimal(0)
#: stands for a letter of which it is known that the creditor did not send it
NOT_SENT = "none"
BY_MAIL, BY_POST = "email", "letter"


def case_record(row: Columns, lines: tuple[ClaimLine, ...]) -> Case:
    """Read a case; its lines come from a table of their own."""
    case_id, debtor_id, creditor, jurisdiction, role, sector, status, phase, opened_at, *money = row
    paid, iban, *earlier, described_on = money
    return Case(
        id=case_id,
        debtor_id=debtor_id,
        creditor=creditor,
        jurisdiction=JURISDICTIONS[jurisdiction],
        collector_role=COLLECTOR_ROLES[role],
        sector=sector,
        status=STATUSES[status],
        phase=PHASES[phase],
        opened_at=moment(opened_at),
        lines=lines,
        paid=euro(paid) if paid else NOTHING,
        iban=iban,
        described_on=date.fromisoformat(described_on) if described_on else None,
        earlier_letter=earlier_letter(*earlier) if earlier[0] else None,
    )


def earlier_letter(sent_on: str, sent_by: str, received_on: str) -> EarlierLetter:
    """Read what the creditor sent before."""
    return EarlierLetter(
        sent_on=None if sent_on == NOT_SENT else date.fromisoformat(sent_on),
        by_mail=sent_by == BY_MAIL,
        received_on=date.fromisoformat(received_on) if received_on else None,
    )


def written_earlier(letter: EarlierLetter | None) -> tuple[str, str, str]:
    """Write what the creditor sent before, in the three columns of a case."""
    if letter is None:
        return "", "", ""
    sent_on = letter.sent_on.isoformat() if letter.sent_on else NOT_SENT
    received_on = letter.received_on.isoformat() if letter.received_on else ""
    return sent_on, BY_MAIL if letter.by_mail else BY_POST, received_on


def line_record(row: Columns) -> ClaimLine:
    """Read a line of a claim."""
    kind, description, amount, invoice_number, invoice_date, due_on = row
    return ClaimLine(
        kind=CHARGES[kind],
        description=description,
        amount=euro(amount),
        invoice_number=invoice_number,
        invoice_date=date.fromisoformat(invoice_date),
        due_on=date.fromisoformat(due_on),
    )


def position_record(row: Columns) -> Position:
    """Read where a case stands."""
    case_id, campaign, version, run, step, since, due_at, started_at = row
    return Position(
        case_id=case_id,
        campaign=campaign,
        version=version,
        run=run,
        step=step,
        since=moment(since),
        due_at=moment_or_none(due_at),
        started_at=moment(started_at),
    )

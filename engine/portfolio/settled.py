"""Claims of which a portfolio tells that they are paid, and paid ones of which it tells that they are not."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from engine.domain.case import Case, CaseStatus
from engine.domain.contact import Contact
from engine.domain.decision import TaskKind
from engine.domain.person_task import PersonTask
from engine.ending import Ending


def settle(ending: Ending, before: Case | None, after: Case, contacts: Iterable[Contact]) -> None:
    """End an open case of which nothing is left to pay; who heard from us hears so, where it is news."""
    if after.outstanding > 0 or after.status is not CaseStatus.OPEN:
        return
    is_news = before is not None and before.outstanding > 0
    # one import owes one notice for a case: its id needs no chance
    cause = f"{after.id} paid"
    ending.paid(after, contacts if is_news else (), lambda: sha256(cause.encode()).hexdigest()[:32])


def open_again(before: Case, after: Case, now: datetime) -> PersonTask | None:
    """Ask a person about a case that was paid, and of which the portfolio says that something is left."""
    is_news = after.status is CaseStatus.PAID and before.outstanding <= 0 < after.outstanding
    if not is_news:
        return None
    because = (
        f"the case was paid, and by the portfolio {after.outstanding:.2f} euro is left: ask the creditor; "
        "what is owed gets a case_id of its own"
    )
    return PersonTask(
        id=sha256(f"{after.id} {because} {now.isoformat()}".encode()).hexdigest()[:32],
        kind=TaskKind.WORK,
        case_id=after.id,
        debtor_id=after.debtor_id,
        because=because,
        opened_at=now,
    )

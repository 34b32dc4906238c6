"""What a portfolio tells of a case that nobody can read: a person asks the creditor, and the case goes on."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from engine.domain.case import Case
from engine.domain.decision import TaskKind
from engine.domain.person_task import PersonTask
from engine.policy.calendars import calendar_for
from engine.policy.law_window import law_zone
from engine.portfolio.row import Reject

#: house policy: so soon a person has asked
ASK_WITHIN_WORKING_DAYS = 2


def ask_about(case: Case, rejects: Sequence[Reject], now: datetime) -> PersonTask:
    """
    Ask a person about cells or a row that were left out; what they held stands in the rejects file alone.

    The same portfolio again asks nothing new: the task has the same id.
    """
    told = "; ".join(f"{one.column or 'row'}: {one.reason}" for one in rejects)
    values = " ".join(f"{one.column}={one.value}" for one in rejects)
    today = now.astimezone(law_zone(case.jurisdiction)).date()
    return PersonTask(
        id=sha256(f"unclear {case.id} {values}".encode()).hexdigest()[:32],
        kind=TaskKind.UNCLEAR_IMPORT,
        case_id=case.id,
        debtor_id=case.debtor_id,
        because=f"left out of the portfolio, see its rejects file: {told}",
        opened_at=now,
        due_on=calendar_for(case.jurisdiction).working_day_after(today, ASK_WITHIN_WORKING_DAYS),
    )

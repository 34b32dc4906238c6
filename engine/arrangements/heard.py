"""A plan to pay in parts that a debtor proposes, and whether it may be agreed at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from engine.arrangements.judging import Means, speaks_against
from engine.arrangements.plan import Proposal, by_amount
from engine.domain.arrangement import Arrangement, ArrangementStatus
from engine.domain.case import Case, CaseStatus
from engine.domain.organisation import Creditor
from engine.domain.pause import Pause, PauseKind
from engine.replies.label import Label
from engine.replies.understand import Reading

#: under this name a form tells what somebody can miss each month, in euro
AFFORDABLE = "affordable"
#: beside these words of the same reply a plan is no matter for a machine: who needs help gets a person
GOES_WITH = frozenset({Label.ARRANGEMENT, Label.WILL_PAY, Label.ACK})
#: pauses that say nothing against agreeing
HARMLESS = frozenset({PauseKind.PLAN_REQUEST, PauseKind.TEAM, PauseKind.ARRANGEMENT})
HOLDS = frozenset({ArrangementStatus.PROPOSED, ArrangementStatus.RUNNING, ArrangementStatus.BROKEN})
#: without a day the first payment falls on the first of a month, at least so long from now
NOTICE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a reply proposes, and what speaks against agreeing at once; no proposal: no sum was named."""

    proposal: Proposal | None = None
    against: tuple[str, ...] = ()

    @property
    def may_be_agreed(self) -> bool:
        """Say whether it may be agreed without a person."""
        return self.proposal is not None and not self.against


def heard(  # noqa: PLR0913 - everything that a plan is judged by
    case: Case,
    creditor: Creditor,
    reading: Reading,
    *,
    means: Means,
    pauses: Sequence[Pause],
    today: date,
) -> Heard:
    """Judge a plan of so many euro a month by the creditor's bounds and by what else the reply says."""
    if Label.ARRANGEMENT not in reading.labels or "per_month" not in reading.entities:
        return Heard()
    try:
        amount = Decimal(str(reading.entities["per_month"])).quantize(Decimal("0.01"))
        proposal = by_amount(
            case.outstanding, min(amount, case.outstanding), _first_on(reading.entities, today)
        )
    except ValueError as fault:
        return Heard(against=(str(fault),))
    against = list(speaks_against(proposal, creditor.bounds, means, today))
    against += _asks_for_person(case, reading, means.arrangements, pauses)
    return Heard(proposal=proposal, against=tuple(against))


def _asks_for_person(
    case: Case, reading: Reading, arrangements: Sequence[Arrangement], pauses: Sequence[Pause]
) -> list[str]:
    found = []
    if not reading.sure:
        found.append("the reply was not surely understood")
    beside = sorted(set(reading.labels) - GOES_WITH)
    if beside:
        found.append(f"the reply also says: {', '.join(beside)}")
    if case.status is not CaseStatus.OPEN:
        found.append(f"the case is {case.status}")
    if any(one.case_id == case.id and one.status in HOLDS and one.ended_at is None for one in arrangements):
        found.append("another arrangement stands")
    standing = sorted({one.kind for one in pauses if one.ended_at is None} - HARMLESS)
    if standing:
        found.append(f"a pause stands: {', '.join(standing)}")
    return found


def _first_on(entities: Mapping[str, str | float], today: date) -> date:
    """Take the day that the debtor names, else the first of a month with some notice."""
    if "date" in entities:
        return date.fromisoformat(str(entities["date"]))
    soonest = today + NOTICE
    return soonest if soonest.day == 1 else _next_first(soonest)


def _next_first(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)

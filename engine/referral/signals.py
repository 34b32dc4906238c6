"""The signal rule: when guidance in paying off is offered to somebody (product.md S1); pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from engine.domain.arrangement import Arrangement, ArrangementStatus
from engine.domain.case import Case, CaseStatus
from engine.domain.guidance import Guidance, GuidanceState
from engine.domain.other_arrears import OtherArrears
from engine.policy.law_window import law_zone
from engine.ports import DebtorFile

#: from so many signals on guidance is offered (house policy)
OFFER_FROM = 2
#: so many messages without a reaction are a signal
UNANSWERED = 3
#: arrears that are older than this are a signal
LONG_OVERDUE = timedelta(days=90)
#: who said no is asked again after this at the earliest
NOT_AGAIN = timedelta(days=180)


class Signal(StrEnum):
    """A fact of the case that tells that somebody may be glad of guidance; never a guess about a person."""

    #: arrears elsewhere are known, and not too old
    OTHER_ARREARS = auto()
    #: more than one case is open here
    SEVERAL_CASES = auto()
    #: an arrangement was not kept
    BROKEN_ARRANGEMENT = auto()
    #: some messages, and no reaction at all
    NO_REACTION = auto()
    #: the oldest rest is long overdue
    LONG_OVERDUE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a debtor beside the file."""

    arrangements: Sequence[Arrangement] = ()
    arrears: Sequence[OtherArrears] = ()
    guidance: Sequence[Guidance] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """What the store looks for: the figures of the signal rule, at one moment."""

    #: a claim that was due on this day or earlier is long overdue
    due_before: datetime
    #: who said no after this is not asked again
    refused_since: datetime
    unanswered: int = UNANSWERED
    signals: int = OFFER_FROM


def signals(file: DebtorFile, case: Case, known: Known, today: date) -> tuple[Signal, ...]:
    """List the signals that a case gives on a day."""
    open_cases = [one for one in file.cases if one.status is CaseStatus.OPEN]
    reached = [one for one in file.contacts if case.id in one.case_ids and one.outcome.may_have_reached]
    facts = {
        Signal.OTHER_ARREARS: any(one.counts_on(today) for one in known.arrears),
        Signal.SEVERAL_CASES: len(open_cases) > 1,
        Signal.BROKEN_ARRANGEMENT: any(one.status is ArrangementStatus.BROKEN for one in known.arrangements),
        Signal.NO_REACTION: len(reached) >= UNANSWERED and case.id not in file.reacted_at,
        Signal.LONG_OVERDUE: case.due_on + LONG_OVERDUE <= today,
    }
    return tuple(signal for signal, holds in facts.items() if holds)


def may_offer(file: DebtorFile, case: Case, known: Known, today: date) -> str:
    """Say why guidance is not offered now; empty: it may be."""
    if case.status is not CaseStatus.OPEN:
        return f"the case is {case.status}"
    for one in known.guidance:
        if one.state.is_open:
            return f"guidance {one.id} is {one.state}"
        offered_on = one.offered_at.astimezone(law_zone(case.jurisdiction)).date()
        if one.state is GuidanceState.REFUSED and offered_on + NOT_AGAIN > today:
            return f"it was refused on {offered_on}"
    found = signals(file, case, known, today)
    if len(found) < OFFER_FROM:
        return f"{len(found)} signals, {OFFER_FROM} are needed"
    return ""

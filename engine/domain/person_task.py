"""A line on the work list of a person."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from engine.domain.decision import TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTask:
    """What a person is asked to do for a case, why, and what came of it."""

    id: str
    kind: TaskKind
    case_id: str
    debtor_id: str
    because: str
    opened_at: datetime
    #: the day on which it must be done at latest, where a rule sets one
    due_on: date | None = None
    step: str | None = None
    script: str | None = None
    #: who does it; empty: nobody yet
    taken_by: str = ""
    done_at: datetime | None = None
    done_by: str = ""
    #: what the person reported: reached, not_reached, solved, ...
    result: str = ""


class ReviewOutcome(StrEnum):
    """What follows on a review of the whole case."""

    #: it goes back into its campaign
    BACK = auto()
    #: it ends: the creditor takes it further
    HANDED_OVER = auto()
    #: it ends for another reason
    CLOSED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person decided after a review, and why."""

    outcome: ReviewOutcome
    because: str
    #: with BACK: the step to go back to; empty: the first that was never tried
    step: str = ""

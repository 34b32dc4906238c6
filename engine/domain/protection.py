"""What each kind of pause means: how long, what it stops, who hears from us meanwhile, who has to act."""

from dataclasses import dataclass
from enum import StrEnum, auto

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, TaskKind
from engine.domain.pause import PauseKind


class Lasting(StrEnum):
    """How long a pause lasts when nobody says otherwise."""

    #: until an event or a person ends it
    UNTIL_ENDED = auto()
    #: so many calendar days; the day on which it began is day 0
    DAYS = auto()
    #: so many days, of which the first is the next working day
    DAYS_FROM_NEXT_WORKING_DAY = auto()
    #: so many months: the same day of the month, else its last day
    MONTHS = auto()


class Interest(StrEnum):
    """What a pause does to interest."""

    RUNS = auto()
    STOPS = auto()
    #: it stops when nothing was decided within 30 calendar days
    STOPS_AFTER_30_DAYS = auto()


class Listener(StrEnum):
    """Who hears from us while a pause stands, about what we owe them."""

    DEBTOR = auto()
    REPRESENTATIVE = auto()
    #: a person decides; nothing goes by itself
    NOBODY = auto()


class Lifting(StrEnum):
    """Who may end a pause before its time."""

    #: whoever works on the case
    ANYBODY = auto()
    #: one person asks, a team lead who is somebody else agrees
    TWO_PEOPLE = auto()


class Duty(StrEnum):
    """What we owe somebody; no pause ever blocks it."""

    ACKNOWLEDGE = auto()
    CLAIM_DESCRIPTION = auto()
    CONFIRM_AGREEMENT = auto()
    SETTLEMENT_NOTICE = auto()
    YEARLY_STATEMENT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """One row of the table of pauses; every one of them stops all outbound campaign messages."""

    kind: PauseKind
    #: None: the same in both countries
    jurisdiction: Jurisdiction | None = None
    source: Source
    lasting: Lasting = Lasting.UNTIL_ENDED
    amount: int = 0
    #: what ends it, in words for people
    ends_with: str
    stops_costs: bool = False
    interest: Interest = Interest.RUNS
    listener: Listener = Listener.DEBTOR
    task: TaskKind | None = None
    #: calendar or working days for the task; 0: as soon as possible
    task_days: int = 0
    task_working_days: int = 0
    duties: tuple[Duty, ...] = ()
    lifting: Lifting = Lifting.TWO_PEOPLE
    #: it holds for the debtor as a whole, not for one case
    whole_debtor: bool = True

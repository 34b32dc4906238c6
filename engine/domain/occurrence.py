"""What happens in the life of a case that the law or good practice reacts to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from engine.domain.decision import TaskKind
from engine.domain.pause import PauseKind
from engine.domain.protection import Duty
from preferences.channel import ChannelKind


class OccurrenceKind(StrEnum):
    """What happened."""

    #: a reason for a pause arose; `pause` says which
    PAUSE_BEGAN = auto()
    #: what a pause waited for came; `pause` says which, none: any
    DECIDED = auto()
    #: a claim came in, and nothing was told yet
    CASE_OPENED = auto()
    #: the debtor stopped one channel
    OPT_OUT = auto()
    #: everything was paid
    PAID = auto()
    #: an arrangement was agreed
    AGREED = auto()
    #: somebody else has this number, mailbox or address
    WRONG_PERSON = auto()
    #: a message cannot be delivered, or nobody knows whether it arrived
    BOUNCED = auto()
    #: the agency lost its registration, or it was suspended
    REGISTRATION_LOST = auto()
    #: the debtor asked which data we hold
    ACCESS_ASKED = auto()
    #: somebody says that a representative acts, and nothing proves it yet
    AUTHORITY_CLAIMED = auto()
    #: time passed, or a step came due
    TIME_PASSED = auto()
    #: something without any effect: a message was read, a part was paid
    NOTHING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something that happened to a case on a day, with what decides its effect."""

    kind: OccurrenceKind
    on: date
    pause: PauseKind | None = None
    #: how long it lasts, when a court, a covenant or the debtor says so
    until: date | None = None
    months: int | None = None
    days: int | None = None
    channel: ChannelKind | None = None
    #: it was the carrier of a message whose term depends on its arrival
    carried_a_term: bool = False
    #: the last day of a running Belgian term
    term_last: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What we owe somebody, and until when; None: as soon as possible."""

    duty: Duty
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """What follows from an occurrence; empty: nothing changes."""

    pause: PauseKind | None = None
    #: the last day of the pause; None: until it is ended
    pause_last: date | None = None
    #: pauses that end by it
    ends: frozenset[PauseKind] = frozenset()
    owed: tuple[Owed, ...] = ()
    task: TaskKind | None = None
    task_due: date | None = None
    #: a channel that carries nothing to this person any more
    blocked: ChannelKind | None = None
    #: the term starts anew with a letter
    restart_by_letter: bool = False

"""What the engine decides about a case, with every rule's verdict."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum, auto
from functools import lru_cache
from typing import NamedTuple

from preferences.channel import ChannelKind
from preferences.records import quickly_made


class Ruling(IntEnum):
    """A rule's answer; the highest wins."""

    ALLOW = 0
    #: a person must do something first
    TASK = 1
    #: not now; look again at a moment, also before a person is asked
    WAIT = 2
    #: leave this case alone until something happens
    STOP = 3


class Source(NamedTuple):
    """Where a rule comes from: a law.md ID with its status (V, S, U), or campaign, preference or house."""

    ref: str
    #: V read in the source, S secondary source, U unverified; empty for our own rules
    status: str = ""

    def __str__(self) -> str:
        return f"{self.ref} ({self.status})" if self.status else self.ref


CAMPAIGN = Source("campaign")
PREFERENCE = Source("preference")
HOUSE = Source("house policy")


class Verdict(NamedTuple):
    """One rule's answer with its reason and its source; compared and remembered by what it says."""

    rule: str
    ruling: Ruling
    because: str
    source: Source = HOUSE
    #: with WAIT: the first moment at which this rule may answer otherwise
    until: datetime | None = None
    #: with TASK: which task a person gets
    task: "TaskKind | None" = None
    #: parts of the answer that have a reason of their own: (channel, why chosen or rejected)
    details: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def allow(rule: str, because: str, source: Source = HOUSE) -> "Verdict":
        """Say that nothing speaks against it; the same few verdicts come back for nearly every case."""
        return _allowed(rule, because, source)

    @classmethod
    def wait(cls, rule: str, because: str, until: datetime, source: Source = HOUSE) -> "Verdict":
        """Not before a moment."""
        return cls(rule, Ruling.WAIT, because, source, until)

    @classmethod
    def ask_person(cls, rule: str, because: str, task: "TaskKind", source: Source = HOUSE) -> "Verdict":
        """Ask a person to act first."""
        return cls(rule, Ruling.TASK, because, source, None, task)

    @classmethod
    def stop(cls, rule: str, because: str, source: Source = HOUSE) -> "Verdict":
        """Leave it alone."""
        return cls(rule, Ruling.STOP, because, source)


@lru_cache(maxsize=8192)
def _allowed(rule: str, because: str, source: Source) -> Verdict:
    return Verdict(rule, Ruling.ALLOW, because, source)


class TaskKind(StrEnum):
    """What a person is asked to do."""

    #: phone the debtor
    CALL = auto()
    #: talk with the debtor by video
    VIDEO_CALL = auto()
    #: visit the debtor
    VISIT = auto()
    #: look at the whole case before it ends or is handed over, with a list of what was not tried
    REVIEW = auto()
    #: find a working number, mailbox or address
    FIND_CONTACT_POINT = auto()
    #: the letter of a fallback waits: find out whether the debtor still lives there
    CHECK_ADDRESS = auto()
    #: the law wants the debtor's address in what we send, and nobody told us: ask for it
    COMPLETE_ADDRESS = auto()
    #: no channel is left that the debtor accepts: agree on one
    AGREE_CHANNEL = auto()
    #: a message could not be made or was refused: mend the text, template or account
    MEND_MESSAGE = auto()
    #: nobody knows whether a message arrived: decide
    DECIDE_IN_DOUBT = auto()
    #: a proposal, or an arrangement that was not kept: agree on what is possible
    AGREE_ARRANGEMENT = auto()
    #: read and answer a reply
    ANSWER_REPLY = auto()
    #: look into a dispute and answer it in writing
    ANSWER_DISPUTE = auto()
    #: acknowledge a complaint in writing, and answer it
    ANSWER_COMPLAINT = auto()
    #: send the description of the claim with its documents
    SEND_CLAIM_DESCRIPTION = auto()
    #: decide on a request to pay in parts
    DECIDE_PLAN = auto()
    #: follow what debt help, a mediator or a court does
    FOLLOW_DEBT_HELP = auto()
    #: hear from the municipality whether somebody was reached after a warm referral
    FOLLOW_REFERRAL = auto()
    #: a partner reports a client: find out whether it is this debtor
    CONFIRM_CLIENT = auto()
    #: guide somebody in paying off: take the next step that was agreed
    GUIDE_SOMEBODY = auto()
    #: check in the register, or on paper, that somebody speaks for the debtor
    CHECK_AUTHORITY = auto()
    #: file the claim with the administrator, trustee or mediator
    FILE_CLAIM = auto()
    #: write once, neutrally, to the estate
    WRITE_TO_ESTATE = auto()
    #: find out whether a payment came in
    CHECK_PAYMENT = auto()
    #: find out who this number or address belongs to
    CHECK_PERSON = auto()
    #: answer a request for one's own data
    ANSWER_DATA_REQUEST = auto()
    #: somebody may be in danger: a trained person acts at once
    CARE_FOR_SOMEBODY = auto()
    #: write in how a plan stands: paid, and still to pay
    SEND_STATEMENT = auto()
    #: a portfolio tells something of a case that nobody can read: ask the creditor
    UNCLEAR_IMPORT = auto()
    #: any other work that a campaign step names
    WORK = auto()


Trace = tuple[Verdict, ...]


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Send one message: the channel, where to, what, and until when it may leave."""

    channel: ChannelKind
    #: the number, mailbox or one-line address
    to: str
    step: str
    template: str
    ordinal: int
    #: the end of the allowed hours that are open now; None: no end today
    window_ends_at: datetime | None
    trace: Trace


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Look again at a moment."""

    until: datetime
    trace: Trace


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Ask a person; `step` when a campaign step asks for it."""

    kind: TaskKind
    because: str
    trace: Trace
    step: str | None = None
    script: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Leave the case alone until something happens."""

    trace: Trace


Decision = Send | Wait | Task | Stop

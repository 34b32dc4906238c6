"""What happened in a contact with a debtor, as it was at that moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

from preferences.records import quickly_made

#: what a guarded line may hold: no floats, so that its bytes are the same everywhere (RFC 8785)
Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class CanonicalJson:
    """JSON that many lines share, as engine.record.canonical wrote it for the first of them."""

    written: bytes


#: what stands in a guarded line
Public = Mapping[str, Json | CanonicalJson]


class Outcome(StrEnum):
    """What became of a contact; every provider's own status maps onto one of these."""

    #: decided and queued; the rules will be asked once more
    PLANNED = auto()
    #: written down with its text, about to be handed to a provider
    INTENDED = auto()
    #: the provider took it; it may still fail
    ACCEPTED = auto()
    #: the provider says that it reached the debtor's phone or mailbox; for a call: we spoke
    DELIVERED = auto()
    #: the channel itself says that it was read (WhatsApp only; e-mail is not tracked)
    READ = auto()
    #: the provider could not take it now; we try again
    POSTPONED = auto()
    #: the address does not work and will not work later either
    BOUNCED = auto()
    #: the debtor told the provider to stop
    STOPPED = auto()
    #: the provider would not take it from us; a person must look
    REFUSED = auto()
    #: no clear answer came; it may have been sent and is never resent blindly
    IN_DOUBT = auto()
    #: in doubt for too long; a person decides
    HELD = auto()
    #: the provider took it and could not deliver it in time
    EXPIRED = auto()
    #: withdrawn before it left, with the reason
    CANCELLED = auto()
    #: the print house printed it
    PRINTED = auto()
    #: the print house handed it to the post
    POSTED = auto()
    #: the post brought the letter back
    RETURNED = auto()
    #: the debtor answered
    REPLIED = auto()
    #: a status that we do not know yet (kept raw, never dropped)
    UNRECOGNISED = auto()

    @property
    def may_have_reached(self) -> bool:
        """Say whether the debtor may have seen it; in doubt: yes."""
        return self not in NEVER_REACHED

    @property
    def surely_left(self) -> bool:
        """Say whether it is certain that it was sent, and nobody says that it came back; in doubt: no."""
        return self in SURELY_LEFT

    @property
    def may_still_reach(self) -> bool:
        """Say whether the debtor saw it, or may yet: this is what counts for caps."""
        return self.may_have_reached or self.is_open

    @property
    def is_open(self) -> bool:
        """Say whether it is still on its way out: queued, being handed over, or in doubt."""
        return self in STILL_OPEN


NEVER_REACHED = frozenset(
    {
        Outcome.POSTPONED,
        Outcome.BOUNCED,
        Outcome.STOPPED,
        Outcome.RETURNED,
        Outcome.REFUSED,
        Outcome.EXPIRED,
        Outcome.CANCELLED,
    }
)
SURELY_LEFT = frozenset(
    {
        Outcome.ACCEPTED,
        Outcome.DELIVERED,
        Outcome.READ,
        Outcome.PRINTED,
        Outcome.POSTED,
        Outcome.REPLIED,
        Outcome.UNRECOGNISED,
    }
)
STILL_OPEN = frozenset({Outcome.PLANNED, Outcome.INTENDED, Outcome.POSTPONED, Outcome.IN_DOUBT})


class LineKind(StrEnum):
    """What a line of the ledger is about."""

    #: a step of a contact: planned, intended, accepted, delivered, ...
    CONTACT = auto()
    #: a decision that led to no contact: wait, task or stop
    DECISION = auto()
    #: a case, debtor or contact point came in or changed by an import
    IMPORT = auto()
    #: the debtor's choice, or a contact point, changed
    PREFERENCE = auto()
    #: a pause began or ended
    PAUSE = auto()
    #: a payment came in
    PAYMENT = auto()
    #: an arrangement was proposed, agreed, missed, settled or ended
    ARRANGEMENT = auto()
    #: somebody was led to help: offered, agreed, told to a partner, answered by one
    REFERRAL = auto()
    #: a task of a person was done
    TASK = auto()
    #: a case was closed or moved to another version of its campaign, or the debtor replied
    CASE = auto()
    #: the whole house stopped or resumed
    HOUSE = auto()
    #: the contents were erased: the key is destroyed
    ERASURE = auto()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One line to append to the ledger; the store gives it its number, chain and hash.

    `subject` is `case:ID`, `debtor:ID` or `house`. `public` stands in the guarded line and holds no name,
    number, address or free text; `content` (texts, names, exact words) is encrypted and may be erased.
    """

    subject: str
    kind: LineKind
    at: datetime
    public: Public
    reference: str | None = None
    outcome: Outcome | None = None
    content: Mapping[str, Json] | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a line of the ledger needs a moment with a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touchpoint:
    """One line of the ledger as it stands: added once, never changed."""

    id: int
    subject: str
    seq: int
    kind: LineKind
    at: datetime
    public: Mapping[str, Json]
    reference: str | None = None
    outcome: Outcome | None = None
    content_hash: str | None = None
    hash: str
    previous: str
    content: Mapping[str, Json] | None = field(default=None)

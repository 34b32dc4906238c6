"""A call that came in from outside, exactly as it was: kept first, understood later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """A call at a door, before anybody knows whether it may be trusted."""

    #: our own path; never the host that the caller claims to have called
    path: str
    query: str
    #: by their names in small letters
    headers: Mapping[str, str]
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCall:
    """One call of a provider whose signature held; what it says has not been looked at yet."""

    #: who called: twilio, sendgrid, ...
    provider: str
    #: through which door: status, events, inbound, ...
    kind: str
    received_at: datetime
    #: what stood behind the `?` of the address, as it came
    query: str
    content_type: str
    body: bytes


class CallState(StrEnum):
    """How far we are with a call."""

    #: it waits to be worked
    NEW = auto()
    #: what it told was taken in
    WORKED = auto()
    #: nobody could read it, or working it failed; it is kept for a person
    UNREADABLE = auto()
    #: nobody knows whose it is, or it needs eyes: kept until a person has dealt with it
    FOR_PERSON = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCall:
    """A call as it is kept; without its contents when those were thrown away after their time."""

    id: int
    provider: str
    kind: str
    received_at: datetime
    state: CallState
    #: in short what came of it; nothing personal
    said: str = ""


class EventFate(StrEnum):
    """What became of one event that a provider told."""

    #: it was news: the outcome of a contact changed
    NEWS = auto()
    #: something later was known already; the ledger has it, the outcome stayed
    NO_NEWS = auto()
    #: it speaks of a message that is not in our books; it is kept and shown
    STRANGER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEvent:
    """An event as it is kept: which message, what was told, and what it changed."""

    key: str
    provider: str
    reference: str
    provider_ref: str
    outcome: str
    code: str
    at: datetime
    fate: EventFate

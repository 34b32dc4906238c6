"""A text that is ready to go, and what comes back for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind
from preferences.records import quickly_made

#: stands in the window when we do not know who opens the letter
WHO_LIVES_THERE = "Aan de bewoner"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Where a message goes: a number, mailbox or one-line address, and the lines for an envelope."""

    value: str
    name: str
    address_lines: tuple[str, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words of one message in one channel, rendered and checked."""

    channel: ChannelKind
    #: SMS and WhatsApp: the whole text; e-mail: the plain part; letter: the body as plain text
    body: str
    subject: str = ""
    html: str = ""
    #: which template and which version (hash of its files) it was written from
    template: str = ""
    template_version: str = ""
    #: WhatsApp: the values for the approved template's places, in order
    variables: tuple[str, ...] = ()
    #: SMS: how many parts it takes
    sms_parts: int = 0
    #: "pass" or "warn"; a text that fails is never made into a message
    reading: str = "pass"
    #: letter: what the press needs to print it, as plain values
    letter: Mapping[str, object] | None = None
    #: the code in the link to the page of this contact; empty: it has no such link
    code: str = ""
    #: e-mail and letter: the accounts that it names, in small letters and without spaces
    accounts: frozenset[str] = frozenset()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text to one recipient under one reference; a channel sends it at most once a call."""

    #: our own id of the contact: nothing personal in it, 6 to 40 characters of A-Z, 0-9 and -
    reference: str
    channel: ChannelKind
    to: Recipient
    #: the sender that the creditor uses on this channel
    sender: str
    sender_name: str
    text: Text
    #: the provider must give up at this moment (end of the allowed hours); None: no end
    valid_until: datetime | None = None
    #: WhatsApp: the provider's approved template; empty: free text inside the 24-hour window
    provider_template: str = ""
    #: which house style and envelope a letter gets
    envelope: str = "standard"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The provider's word that it took a message."""

    reference: str
    provider_ref: str
    #: the provider's own first status, as it said it
    raw_status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryEvent:
    """What a provider tells later about a message that it took."""

    #: our reference when the provider carries it; else empty
    reference: str
    provider_ref: str
    outcome: Outcome
    at: datetime
    code: str = ""
    #: what makes this event one of a kind; the same key twice is taken in once
    key: str
    raw: Mapping[str, str]

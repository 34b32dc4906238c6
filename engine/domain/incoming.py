"""What somebody outside sent us that is no report about a message: words, or money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from engine.domain.message import DeliveryEvent
from engine.domain.partner import PartnerWord
from preferences.channel import ChannelKind


class WrittenBy(StrEnum):
    """Who wrote what came in, as far as its own marks say."""

    #: nothing says otherwise
    PERSON = auto()
    #: an answer by itself: out of office, "we received your mail"
    MACHINE = auto()
    #: a mail server that could not deliver
    MAIL_SERVER = auto()


class OptOut(StrEnum):
    """A word that ends or begins all messages of a provider to one number."""

    STOP = auto()
    START = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message that somebody sent us, before anybody knows whose it is."""

    #: what makes it one of a kind: the same key twice is taken in once; nothing personal stands in it
    key: str
    channel: ChannelKind
    #: the number in E.164, or the mailbox in small letters
    came_from: str
    text: str
    received_at: datetime
    opt_out: OptOut | None = None
    #: pictures and files that came along; nobody opens them by machine
    attachments: int = 0
    #: words of its subject and headers among which a reference of ours may be
    named: frozenset[str] = frozenset()
    written_by: WrittenBy = WrittenBy.PERSON
    #: who receives our mail checked the sender, and it is not who it says (SPF and DKIM)
    is_forged: bool = False
    #: a mail server says that it will never deliver (RFC 3463: 5.x.x), not only that it could not now
    is_final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTold:
    """A payment that a bank, a payment provider or a creditor's system tells of."""

    case_id: str
    amount_cents: int
    paid_on: date
    #: theirs; the same one twice counts once
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalAct:
    """What somebody did on the page behind a link of ours: they chose it, so nobody has to guess."""

    #: what makes it one of a kind: a form that is sent twice is taken in once
    key: str
    #: the fingerprint of the link
    link: str
    #: the labels of a reply with the same meaning; none: somebody only looked at the case
    labels: tuple[str, ...]
    #: what was chosen beside it: a day, a channel, a part of the day
    entities: Mapping[str, str | float]
    received_at: datetime
    #: the channel to stop, where one is to be stopped
    stop: str = ""
    #: all that was filled in, as it stood on the page
    text: str = ""
    #: what somebody wrote in words of their own: it is read as any reply is
    own_words: str = ""
    #: the case that was chosen; empty: that of the message
    case_id: str = ""
    #: the version of the wording on WhatsApp that was agreed to; empty: nothing was agreed to
    opt_in: str = ""
    #: the question about help that was answered, as its name; empty: none was
    asked: str = ""
    #: yes or no
    says: str = ""


#: everything that a call can hold
Told = Sequence[DeliveryEvent | Incoming | PaymentTold | PartnerWord | PortalAct]

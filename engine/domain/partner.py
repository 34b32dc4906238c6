"""Partners: who takes over the care for somebody with money worries, and what they tell us."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from engine.domain.case import Jurisdiction


class PartnerKind(StrEnum):
    """What a partner does for somebody."""

    #: the debt help of a Dutch municipality
    MUNICIPALITY = auto()
    #: a Belgian public centre for social welfare
    OCMW = auto()
    #: a debt counsellor, CAW or recognised mediator
    COUNSELLOR = auto()
    #: a budget coach of our own, or of the creditor
    BUDGET_COACH = auto()
    #: the Dutch help line Geldfit (Nederlandse Schuldhulproute)
    GELDFIT = auto()
    #: early signalling by the municipality
    VROEG_EROPAF = auto()
    #: the exchange for collective debt settlement
    SCHULDENKNOOPPUNT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerProtocol:
    """What was agreed with a partner about its own clients; no costs and no steps while they keep to it."""

    signed_on: date
    #: after so many days without word we ask how it stands
    word_days: int = 90
    #: every so many days the partner hears from us how it stands
    note_days: int = 30
    #: by when the protocol is evaluated; None: nothing was agreed
    evaluated_by: date | None = None
    #: the partner may see on its pages what its clients have to pay
    shows_amounts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation to which we lead people, or that leads its clients to us."""

    id: str
    kind: PartnerKind
    name: str
    #: in which country it helps people
    jurisdiction: Jurisdiction
    #: what a debtor can phone
    phone: str = ""
    #: the mailbox for our messages
    email: str = ""
    #: the address that takes our signed calls
    webhook: str = ""
    #: where a debtor can read about it
    page: str = ""
    #: it phones people itself within three working days (product.md S8)
    warm: bool = False
    protocol: PartnerProtocol | None = None


class PartnerSaid(StrEnum):
    """What a partner can tell, about a referral or about a client of its own."""

    #: it took the referral
    ACCEPTED = auto()
    #: it cannot help this person: another town, or no place
    DECLINED = auto()
    #: it spoke with the person
    CONTACTED = auto()
    #: it tried, and reached nobody
    NO_CONTACT = auto()
    #: help has started
    STARTED = auto()
    #: help goes on: the stop has to last longer, on a proof
    EXTENDED = auto()
    #: help, or the agreements about a client, came to their end
    ENDED = auto()
    #: a client of its own owes something to a creditor of ours
    REPORTED = auto()
    #: the client keeps to what was agreed
    KEPT = auto()
    #: the client does not keep to it any more
    BROKEN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDetails:
    """Who a client is, as a partner knows it; an empty field was not told."""

    name: str
    birth_date: date | None = None
    postcode: str = ""
    house_number: str = ""
    #: E.164, or as it was told when nobody can read it
    phone: str = ""
    email: str = ""
    #: the number of one of our cases
    case_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerWord:
    """One thing that a partner told us, through its signed call, its link, or one of our people."""

    partner: str
    #: theirs; the same one twice counts once
    key: str
    said: PartnerSaid
    #: our id of the referral, or the partner's own reference of a client; never a name
    about: str
    at: datetime
    #: with REPORTED: who the client is
    client: ClientDetails | None = None
    #: with EXTENDED: the last day of the stop, and what shows that help goes on
    until: date | None = None
    proof: str = ""
    #: the personal link through which it was told; empty: another way
    link: str = ""

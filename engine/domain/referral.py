"""Referrals: leading somebody to a partner, with their consent and a stop, or pointing the way."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from preferences.change import Through


class ReferralWay(StrEnum):
    """How somebody is led to a partner."""

    #: the partner phones; we pass on name and number, with consent
    WARM = auto()
    #: we only point the way; nothing is passed on
    POINTED = auto()


class ReferralReason(StrEnum):
    """Why somebody was referred; never a word about health (law.md NL-70)."""

    ASKED_FOR_HELP = auto()
    CANNOT_PAY = auto()
    OTHER_ARREARS = auto()
    SEVERAL_CREDITORS = auto()
    BROKEN_ARRANGEMENT = auto()
    NO_REACTION = auto()


class ReferralState(StrEnum):
    """How far a referral has come."""

    #: the partner was asked to phone
    ASKED = auto()
    ACCEPTED = auto()
    DECLINED = auto()
    NOT_REACHED = auto()
    CONTACTED = auto()
    STARTED = auto()
    ENDED = auto()
    #: the debtor took the consent back
    WITHDRAWN = auto()
    #: a person let collecting go on
    RESUMED = auto()
    #: the way was pointed; nothing more follows
    POINTED = auto()

    @property
    def is_open(self) -> bool:
        """Say whether the stop still stands: only a person ends it."""
        return self not in {ReferralState.RESUMED, ReferralState.POINTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Somebody's yes: to which exact wording, in which version, how and when."""

    #: the text as it was shown or read out
    wording: str
    version: str
    through: Through
    at: datetime
    #: what the debtor said, in their own words
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be offered to a debtor: which partner, and the exact wording of the question."""

    partner: str
    partner_name: str
    wording: str
    version: str
    #: the same by SMS; empty: by SMS it is not asked
    short: str = ""
    short_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One referral of one debtor to one partner."""

    id: str
    case_id: str
    debtor_id: str
    partner: str
    way: ReferralWay
    reason: ReferralReason
    state: ReferralState
    made_at: datetime
    made_by: str
    #: the version of the wording that was agreed to; empty: nothing was passed on
    wording_version: str = ""
    #: the last day on which the partner phones in time
    contact_due_on: date | None = None
    #: the last day of the stop; after it a person decides
    stop_last: date | None = None
    #: when the partner first spoke with the debtor
    contacted_at: datetime | None = None
    #: when we saw that nobody phoned in time
    alarmed_at: datetime | None = None
    #: when a person was told that the stop is over
    stop_told_at: datetime | None = None
    #: when it is looked at again
    look_at: datetime | None = None
    ended_at: datetime | None = None
    pause_id: str = ""

"""What we tell partners: planned with the fact that brought it about, handed over later, each once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from engine.domain.touchpoint import Outcome


class PartnerRoute(StrEnum):
    """How a message goes to a partner."""

    EMAIL = auto()
    #: a signed call to the partner's own address
    WEBHOOK = auto()


class PartnerMessageKind(StrEnum):
    """What a message to a partner is about."""

    #: please phone this person
    REFERRAL = auto()
    #: three working days have passed
    REMINDER = auto()
    #: the debtor took the consent back
    WITHDRAWN = auto()
    #: a person let collecting go on
    RESUMED = auto()
    #: the client was found: costs and steps rest
    CLIENT_PAUSED = auto()
    #: one of our people compares the details first
    CLIENT_IN_REVIEW = auto()
    #: nobody here fits what was told
    CLIENT_NOT_FOUND = auto()
    #: how it stands, from time to time
    CLIENT_STATUS = auto()
    #: we heard nothing for a while: how does it stand?
    CLIENT_WORD_ASKED = auto()
    #: the agreements are over, and a person let collecting go on
    CLIENT_RESUMED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerMessage:
    """One message to one partner through one route; nothing personal stands in it."""

    #: our id of it: 6 to 40 characters of A-Z, 0-9 and -
    id: str
    partner: str
    kind: PartnerMessageKind
    route: PartnerRoute
    #: the id of the referral or of the client report that it is about
    about: str
    #: the case in whose record it stands; empty: it is about nobody whom we know
    case_id: str
    made_at: datetime
    outcome: Outcome = Outcome.PLANNED
    tries: int = 0
    #: when it may leave, or when its lease runs out; None: nothing more happens to it
    due_at: datetime | None = None
    provider_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerLink:
    """A link with which a partner answers: only the hash of its token is kept."""

    digest: str
    referral_id: str
    partner: str
    made_at: datetime
    expires_at: datetime
    #: wrong codes since `tried_at`
    tries: int = 0
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerPass:
    """A personal link to the pages of a partner, for one of its people; only a hash of its token is kept."""

    id: str
    digest: str
    partner: str
    #: for whom: a name or a desk of the partner
    holder: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    #: wrong codes since `tried_at`
    tries: int = 0
    tried_at: datetime | None = None
    #: when one of our people shut it
    ended_at: datetime | None = None
    #: since when it has a code of its own; None: it opens with the code of the organisation, as before
    own_code_at: datetime | None = None

    def opens(self, now: datetime) -> bool:
        """Say whether it leads anywhere at a moment."""
        return self.ended_at is None and now < self.expires_at

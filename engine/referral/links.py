"""
Links with which a partner answers: a token that only the mail holds, and a code that only the partner knows.

Programs that read mail also open its links and press its buttons, so a link alone shows nobody's name and
changes nothing.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from hashlib import sha256
from typing import TypeVar

from engine.domain.partner import PartnerSaid
from engine.domain.partner_message import PartnerLink, PartnerPass
from engine.domain.referral import Referral, ReferralState
from engine.domain.touchpoint import Json
from engine.referral.letters import person
from engine.referral.transitions import REFERRALS
from engine.referral_ports import ReferralStore
from preferences.records import replace

#: as long as a referral with one extension may take
LINK_LASTS = timedelta(days=120)
#: so many wrong codes in so long shut a link for the rest of that time
MOST_TRIES, TRIES_IN = 5, timedelta(hours=24)
#: a shorter code can be guessed
SHORTEST_CODE = 8
SHUT = frozenset({ReferralState.RESUMED, ReferralState.WITHDRAWN})


Tried = TypeVar("Tried", PartnerLink, PartnerPass)


class Entry(StrEnum):
    """What a code opened."""

    OPEN = auto()
    WRONG = auto()
    #: too many wrong codes; the right one does not help now
    LOCKED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """What a link shows without a code: nothing personal."""

    referral_id: str
    partner: str
    state: ReferralState
    phone_before: str
    #: what can still be answered
    answers: tuple[PartnerSaid, ...]
    has_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Opens links."""

    store: ReferralStore
    #: by partner
    codes: Mapping[str, str]

    def view(self, token: str, now: datetime) -> LinkView | None:
        """Show a link; None when there is none, or it came to its end."""
        with self.store.begin() as books:
            link = books.link(digest_of(token))
            if link is None or link.expires_at <= now:
                return None
            referral = books.referral(link.referral_id)
            if referral.state in SHUT:
                return None
            return self._shown(link, referral)

    def enter(self, token: str, code: str, now: datetime) -> Entry:
        """Try a code; a wrong one is counted before anything is answered."""
        with self.store.begin() as books:
            link = books.link(digest_of(token))
            if link is None:
                return Entry.WRONG
            entry, after = tried(link, self.codes.get(link.partner, ""), code, now)
            books.put_link(after)
            return entry

    def person(self, token: str) -> dict[str, Json]:
        """Give who is to be phoned; only after the code was right."""
        with self.store.begin() as books:
            link = books.link(digest_of(token))
            if link is None:
                return {}
            referral = books.referral(link.referral_id)
            return {} if referral.state in SHUT else person(books.files([referral.debtor_id])[0].debtor)

    def _shown(self, link: PartnerLink, referral: Referral) -> LinkView:
        return LinkView(
            referral_id=referral.id,
            partner=link.partner,
            state=referral.state,
            phone_before=str(referral.contact_due_on or ""),
            answers=tuple(REFERRALS[referral.state]),
            has_code=bool(self.codes.get(link.partner)),
        )


def tried(link: Tried, right: str, code: str, now: datetime) -> tuple[Entry, Tried]:
    """Try a code at a link of a partner; gives what it opened, and the link with its tries counted."""
    fresh = link.tried_at is not None and now - link.tried_at < TRIES_IN
    tries = link.tries if fresh else 0
    if tries >= MOST_TRIES:
        return Entry.LOCKED, link
    if right and hmac.compare_digest(right.encode(), code.strip().encode()):
        return Entry.OPEN, replace(link, tries=0, tried_at=None)
    return Entry.WRONG, replace(link, tries=tries + 1, tried_at=now)


def digest_of(token: str) -> str:
    """Give what is kept of a token."""
    return sha256(token.encode()).hexdigest()

"""The house behind the page of debtors, and the page itself."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from fastapi import APIRouter

from app.keys import purpose_key
from app.wiring import House
from engine.domain.organisation import Agency, Creditor
from engine.visiting import Given, Level, Visit, proven, visit_of
from web.pages import Pages
from web.portal.door import Door
from web.portal.host import Letterbox
from web.portal.routes import FOLDER, portal
from web.sealed import Seal
from web.slowdown import Slowdown

#: so many tries a day to prove who one is, for a link and for a debtor over all links (trust.md 3.3)
MOST_TRIES = 5
#: nobody sends in more than this through one link on one day
MOST_SENT = 40
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HouseHost:
    """An answer to web.portal.host.Host."""

    house: House

    @property
    def agency(self) -> Agency:
        """Name who runs this house."""
        return self.house.organisation.agency

    @property
    def clock(self) -> Callable[[], datetime]:
        """Give what reads the clock."""
        return self.house.clock

    def new_number(self) -> str:
        """Make a number that nobody can guess."""
        return self.house.new_id()

    def creditors_at(self, host: str) -> tuple[Creditor, ...]:
        """List for whom messages point to pages at a host name."""
        return tuple(
            one
            for one in self.house.organisation.creditors
            if one.portal_page and not one.name_is_sensitive and urlsplit(one.portal_page).hostname == host
        )

    def visit(self, fingerprint: str) -> Visit | None:
        """Find what a link leads to."""
        with self.house.store.read() as books:
            return visit_of(books, self.house.nearby, fingerprint, self.house.clock())

    def prove(self, visit: Visit, given: Given) -> Level | None:
        """Say what somebody proved; a try counts before it is judged. None after too many."""
        subjects = (f"proof of link {visit.link.fingerprint}", f"proof of debtor {visit.debtor.id}")
        counts = [self._count(subject, MOST_TRIES) for subject in subjects]
        return proven(visit, given) if all(counts) else None

    def may_send(self, visit: Visit) -> bool:
        """Count one more thing that is sent in through a link."""
        return self._count(f"sent by link {visit.link.fingerprint}", MOST_SENT)

    def _count(self, subject: str, most: int) -> bool:
        """Count a try, and say whether it still is one of the first."""
        now = self.house.clock()
        with self.house.store.begin() as books:
            books.note_try(subject, now)
            return books.tries_since(subject, now - A_DAY) <= most


def door_for_debtors(house: House, letterbox: Letterbox) -> APIRouter:
    """Make the page behind the links in messages."""
    door = Door(
        host=HouseHost(house),
        letterbox=letterbox,
        seal=Seal(purpose_key(house.settings, "pages")),
        slowdown=Slowdown(house.clock, secrets.token_bytes(32)),
        pages=Pages(FOLDER),
    )
    return portal(door)

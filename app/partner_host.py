"""The house behind the pages of partners: personal links, what a partner may see, and what it tells."""

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256

from fastapi import APIRouter

from app.keys import purpose_key
from app.partner_desk import HousePartnerDesk, Keeps
from app.partner_keys import codes_of, pass_key
from app.readers import PAGES, provider_of
from app.wiring import House
from engine.domain.partner import Partner
from engine.domain.raw_call import RawCall
from engine.referral.links import Entry
from engine.referral.partner_view import PartnerView
from engine.referral.passes import Passes
from web.pages import Pages
from web.partner.door import PartnerDoor
from web.partner.host import Entrance, T
from web.partner.pages import partner_pages
from web.partner.routes import FOLDER, partner_door
from web.sealed import Seal
from web.slowdown import Slowdown

#: nobody tells more than this through one link on one day; who has more has a system of its own
MOST_SENT = 200
A_DAY = timedelta(days=1)
#: how long we wait for the disk, in seconds
PATIENCE = 8.0


@dataclass(frozen=True)
class HousePartnerHost:
    """An answer to web.partner.host.PartnerHost."""

    house: House
    letterbox: Keeps

    @property
    def agency(self) -> Mapping[str, str]:
        """Name the agency and how to reach it."""
        firm = self.house.organisation.agency.firm
        return {"name": firm.name, "phone": firm.phone}

    @property
    def clock(self) -> Callable[[], datetime]:
        """Give what reads the clock."""
        return self.house.clock

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return codes_of(self.house.settings, self.house.organisation)

    @cached_property
    def _key(self) -> bytes:
        return purpose_key(self.house.settings, "partner codes")

    @cached_property
    def _passes(self) -> Passes:
        return Passes(store=self.house.store, codes=self._codes, key=pass_key(self.house.settings))

    def new_number(self) -> str:
        """Make a number that nobody can guess."""
        return self.house.new_id()

    def entrance(self, digest: str) -> Entrance | None:
        """Find a personal link by the hash of its token; None when there is none, or it was shut."""
        found = self._passes.view(digest, self.clock())
        partner = self.house.organisation.partner(found.partner) if found else None
        if found is None or partner is None:
            return None
        code = self._passes.code_of(found)
        mark = hmac.new(self._key, code.encode(), sha256).hexdigest()[:16]
        is_own = found.own_code_at is not None
        return Entrance(
            digest=digest, partner=partner, link=found.id, mark=mark, has_code=bool(code), is_own_code=is_own
        )

    def enter(self, entrance: Entrance, code: str) -> Entry:
        """Try the code of a link."""
        return self._passes.enter(entrance.digest, code, self.clock())

    def look(self, partner: Partner, see: Callable[[PartnerView], T]) -> T:
        """Look at what the partner may see."""
        with self.house.store.read() as books:
            organisation = self.house.organisation
            return see(PartnerView(books=books, organisation=organisation, partner=partner, now=self.clock()))

    def may_send(self, entrance: Entrance) -> bool:
        """Count one more thing that is sent in through a link."""
        subject, now = f"sent by partner {entrance.digest}", self.clock()
        with self.house.store.begin() as books:
            books.note_try(subject, now)
            return books.tries_since(subject, now - A_DAY) <= MOST_SENT

    def keep(self, entrance: Entrance, event: Mapping[str, object]) -> None:
        """Keep what was told through a link as a signed call would be, worked when its turn comes."""
        call = RawCall(
            provider=provider_of(entrance.partner.id),
            kind=PAGES,
            received_at=self.clock(),
            query="",
            content_type="application/json",
            body=json.dumps({"events": [{**event, "link": entrance.link}]}, sort_keys=True).encode(),
        )
        self.letterbox.put(call).result(PATIENCE)


def pages_for_partners(house: House, letterbox: Keeps) -> APIRouter:
    """Make the pages of partners: those behind personal links, and those of single referrals."""
    pages = Pages(FOLDER)
    door = PartnerDoor(
        host=HousePartnerHost(house, letterbox),
        seal=Seal(purpose_key(house.settings, "partner pages")),
        slowdown=Slowdown(house.clock, secrets.token_bytes(32)),
        pages=pages,
    )
    router = APIRouter()
    router.include_router(partner_door(door))
    router.include_router(partner_pages(HousePartnerDesk(house=house, letterbox=letterbox), pages))
    return router

"""The desk behind the pages of partners: what a link shows, opens and keeps."""

import json
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from app.partner_keys import codes_of
from app.readers import EVENTS, provider_of
from app.wiring import House
from engine.domain.partner import PartnerSaid
from engine.domain.raw_call import RawCall
from engine.referral.links import Entry, Links, digest_of
from web.partner.pages import Entered, PageView


class Keeps(Protocol):
    """Keeps calls until somebody works them."""

    def put(self, call: RawCall) -> "Future[None]":
        """Keep a call; the future is done when it is on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HousePartnerDesk:
    """An answer to web.partner.pages.PartnerDesk."""

    house: House
    letterbox: Keeps

    @property
    def agency(self) -> Mapping[str, str]:
        """Name the agency and how to reach it."""
        firm = self.house.organisation.agency.firm
        return {"name": firm.name, "phone": firm.phone}

    @property
    def links(self) -> Links:
        """Open links with the codes of today."""
        codes = codes_of(self.house.settings, self.house.organisation)
        return Links(store=self.house.store, codes=codes)

    def view(self, token: str) -> PageView | None:
        """Show a link; None when there is none, or it came to its end."""
        shown = self.links.view(token, self.house.clock())
        partner = self.house.organisation.partner(shown.partner) if shown else None
        if shown is None or partner is None:
            return None
        return PageView(
            partner_name=partner.name,
            reference=shown.referral_id,
            state=shown.state,
            phone_before=shown.phone_before,
            answers=shown.answers,
            has_code=shown.has_code,
        )

    def enter(self, token: str, code: str) -> Entered:
        """Try a code."""
        entry = self.links.enter(token, code, self.house.clock())
        if entry is not Entry.OPEN:
            return Entered(right=False, locked=entry is Entry.LOCKED)
        person = {name: str(value) for name, value in self.links.person(token).items()}
        return Entered(right=True, person={"name": "", "phone": "", "email": "", **person})

    def answer(self, token: str, said: PartnerSaid) -> None:
        """Keep an answer as a signed call of the partner would be; the same one on a day counts once."""
        now = self.house.clock()
        shown = self.links.view(token, now)
        if shown is None:
            return
        event = {
            "id": f"link-{digest_of(token)[:16]}-{said}-{now.date().isoformat()}",
            "said": said.value,
            "about": shown.referral_id,
            "at": now.isoformat(),
        }
        call = RawCall(
            provider=provider_of(shown.partner),
            kind=EVENTS,
            received_at=now,
            query="",
            content_type="application/json",
            body=json.dumps({"events": [event]}).encode(),
        )
        self.letterbox.put(call).result()

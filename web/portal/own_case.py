"""What this is about: shown only to who proves that the message is for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import Request, Response
from starlette.status import HTTP_422_UNPROCESSABLE_CONTENT, HTTP_429_TOO_MANY_REQUESTS

from engine.domain.incoming import PortalAct
from engine.rendering.report.choices import told_choices
from engine.visiting import Given, Ground, Level
from web.forms import Fields, read_day
from web.pages import go_to
from web.portal.door import CASE, HOME, STALE, Door
from web.portal.visitor import Visitor

PROVE = "prove"
#: said as one: who guesses does not hear which of the two was right
NOT_THE_SAME = "Dit is niet wat wij van u weten. Kijk of alles klopt."
NEEDED = {
    "geboren": "Vul uw geboortedatum in, zoals 3-6-1980",
    "naam": "Vul uw achternaam in",
    "postcode": "Vul uw postcode in",
    "nummer": "Vul uw huisnummer in",
}
ASKED = {
    Ground.BIRTH_DATE: ("geboren", "postcode"),
    Ground.NAME: ("naam", "postcode", "nummer"),
    Ground.NOTHING: (),
}


@dataclass(frozen=True, slots=True)
class OwnCase:
    """Shows the case."""

    door: Door

    def show(self, request: Request) -> Response:
        """Show the case, or ask who somebody is."""
        visitor = self.door.visitor(request)
        if visitor is None:
            return self.door.lost()
        if not visitor.visit.is_fresh:
            return go_to(HOME)
        return self._ask(visitor) if visitor.level is Level.OPENED else self.door.show("case", visitor)

    def choices(self, request: Request) -> Response:
        """Show every choice that is written down of somebody, and what holds."""
        visitor = self.door.visitor(request)
        if visitor is None:
            return self.door.lost()
        if visitor.level is Level.OPENED:
            return go_to(CASE)
        told = told_choices(
            visitor.visit.changes, masked=True, wordings=dict(visitor.visit.creditor.whatsapp.wordings)
        )
        return self.door.show("choices", visitor, choices=told)

    def prove(self, request: Request, fields: Fields) -> Response:
        """Compare what somebody filled in with what we know; five tries a day."""
        door, visitor = self.door, self.door.visitor(request)
        if visitor is None:
            return door.lost()
        visit = visitor.visit
        if not visit.is_fresh or visit.ground is Ground.NOTHING:
            return go_to(HOME)
        mistakes = _missing(visit.ground, fields)
        number = door.number_of(visitor, PROVE, fields)
        if mistakes or number is None:
            return self._ask(visitor, fields, mistakes, "" if mistakes else STALE)
        level = door.host.prove(visit, _given(fields))
        if level is None:
            return door.show("too-often", visitor, HTTP_429_TOO_MANY_REQUESTS)
        if level is Level.OPENED:
            return self._ask(visitor, fields, {}, NOT_THE_SAME)
        return self._let_in(visitor, level, number)

    def _let_in(self, visitor: Visitor, level: Level, number: str) -> Response:
        now = self.door.host.clock()
        session = replace(visitor.session, level=level, since=now, seen_at=now)
        known = replace(visitor, session=session)
        look = PortalAct(key=f"portal:{number}", link=session.link, labels=(), entities={}, received_at=now)
        return self.door.keep(known, look) or self.door.remember(go_to(CASE), known)

    def _ask(
        self,
        visitor: Visitor,
        fields: Fields | None = None,
        mistakes: Mapping[str, str] | None = None,
        trouble: str = "",
    ) -> Response:
        return self.door.show(
            "prove",
            visitor,
            HTTP_422_UNPROCESSABLE_CONTENT if fields is not None else 200,
            asked=ASKED[visitor.visit.ground],
            values=fields or {},
            mistakes=mistakes or {},
            trouble=trouble,
            ticket=self.door.ticket(visitor, PROVE),
        )


def _missing(ground: Ground, fields: Fields) -> dict[str, str]:
    missing = {name: NEEDED[name] for name in ASKED[ground] if not fields.get(name, "").strip()}
    if "geboren" in ASKED[ground] and read_day(fields.get("geboren", "")) is None:
        missing["geboren"] = NEEDED["geboren"]
    return missing


def _given(fields: Fields) -> Given:
    return Given(
        birth_date=read_day(fields.get("geboren", "")),
        postcode=fields.get("postcode", ""),
        house_number=fields.get("nummer", ""),
        name=fields.get("naam", ""),
    )

"""
The pages of a partner without a system of its own: its referrals, its clients, and what it tells about them.

A personal link shows nothing by itself; with its own code it opens the partner's own things.
What is told is kept as a signed call would be, and worked later; so both have the same effects.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request, Response
from starlette.status import (
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_422_UNPROCESSABLE_CONTENT,
    HTTP_429_TOO_MANY_REQUESTS,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from engine.domain.errors import StoreUnavailable
from engine.domain.partner import Partner
from engine.referral.links import Entry, digest_of
from engine.referral.partner_view import PartnerView
from web.forms import Fields
from web.pages import Pages, go_to
from web.partner.filling_in import Filled
from web.partner.host import Entrance, PartnerHost
from web.partner.session import COOKIE, PartnerSession, read_session
from web.sealed import Seal
from web.slowdown import Slowdown

WORK = "/partner/werk"
STALE = "De pagina stond te lang open. Verstuur het formulier nog een keer."
WRONG = "Deze code klopt niet. Probeer het nog een keer."
LOCKED = "Er is te vaak een verkeerde code gegeven. Probeer het morgen weer, of bel ons."


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A browser of a partner that gave the code."""

    session: PartnerSession
    entrance: Entrance

    @property
    def partner(self) -> Partner:
        """Say for whom it works."""
        return self.entrance.partner


Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerDoor:
    """Answers browsers of partners."""

    host: PartnerHost
    seal: Seal
    slowdown: Slowdown
    pages: Pages

    def entrance(self, request: Request, token: str) -> Response:
        """Ask for the code; nothing else is shown."""
        return self._at_entrance(request, token, lambda found: self._ask(request, found))

    def enter(self, request: Request, token: str, fields: Fields) -> Response:
        """Try the code; the right one opens the partner's own pages."""
        return self._at_entrance(request, token, lambda found: self._enter(request, found, fields))

    def inside(
        self, request: Request, see: Callable[[PartnerView], Seen], answer: Callable[[Guest, Seen], Response]
    ) -> Response:
        """Answer somebody who gave the code with what `see` finds; anybody else is sent away."""
        try:
            guest = self._guest(request)
            if guest is None:
                return self.show("away", None, HTTP_403_FORBIDDEN)
            seen = self.host.look(guest.partner, see)
            return self._remembered(answer(guest, seen), guest)
        except StoreUnavailable:
            return self._trouble()

    def leave(self) -> Response:
        """Forget a browser."""
        response = go_to("/partner/dag")
        response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax", path="/")
        return response

    def show(self, page: str, guest: Guest | None, status: int = 200, **words: object) -> Response:
        """Show a page."""
        known = {"agency": self.host.agency, "guest": guest, "mistakes": {}, "trouble": "", "values": {}}
        return self.pages.show(page, known | words, status)

    def form(
        self, page: str, guest: Guest, about: str, filled: Filled | None = None, **words: object
    ) -> Response:
        """Show a form with its ticket, and what is wrong with it."""
        mistakes: Mapping[str, str] = filled.mistakes if filled else {}
        return self.show(
            page,
            guest,
            HTTP_422_UNPROCESSABLE_CONTENT if filled else 200,
            values=filled.values if filled else {},
            mistakes=mistakes,
            trouble=STALE if filled and not mistakes else "",
            ticket=self.seal.ticket(_about(guest, about), self.host.new_number(), self.host.clock()),
            **words,
        )

    def take(self, guest: Guest, about: str, filled: Filled) -> Response | None:
        """Keep what was told, once however often it is sent; None: the form has to be shown again."""
        ticket = filled.values.get("ticket", "")
        number = self.seal.number_of(_about(guest, about), ticket, self.host.clock())
        if filled.mistakes or number is None:
            return None
        if not self.host.may_send(guest.entrance):
            return self.show("too-often", guest, HTTP_429_TOO_MANY_REQUESTS)
        event = {"id": f"page-{number}", "at": self.host.clock().isoformat(), **filled.event}
        try:
            self.host.keep(guest.entrance, event)
        except TimeoutError:
            return self._trouble()
        return go_to(f"{WORK}/klaar")

    def _at_entrance(self, request: Request, token: str, answer: Callable[[Entrance], Response]) -> Response:
        address = request.client.host if request.client else ""
        if self.slowdown.is_too_fast(address):
            return self.show("too-often", None, HTTP_429_TOO_MANY_REQUESTS)
        try:
            found = self.host.entrance(digest_of(token))
            if found is None:
                self.slowdown.note_unknown(address)
                return self.show("no-entrance", None, HTTP_404_NOT_FOUND)
            return answer(found)
        except StoreUnavailable:
            return self._trouble()

    def _ask(self, request: Request, entrance: Entrance, status: int = 200, mistake: str = "") -> Response:
        mistakes = {"code": mistake} if mistake else {}
        return self.show(
            "entrance",
            None,
            status,
            place=request.url.path,
            has_code=entrance.has_code,
            is_own_code=entrance.is_own_code,
            mistakes=mistakes,
        )

    def _enter(self, request: Request, entrance: Entrance, fields: Fields) -> Response:
        match self.host.enter(entrance, fields.get("code", "")):
            case Entry.LOCKED:
                return self._ask(request, entrance, HTTP_429_TOO_MANY_REQUESTS, LOCKED)
            case Entry.WRONG:
                return self._ask(request, entrance, HTTP_403_FORBIDDEN, WRONG)
            case Entry.OPEN:
                now = self.host.clock()
                session = PartnerSession(digest=entrance.digest, mark=entrance.mark, since=now, seen_at=now)
                return self._remembered(go_to(WORK), Guest(session=session, entrance=entrance))

    def _guest(self, request: Request) -> Guest | None:
        session, now = read_session(request.cookies.get(COOKIE, ""), self.seal), self.host.clock()
        entrance = self.host.entrance(session.digest) if session and session.holds(now) else None
        if session is None or entrance is None or entrance.mark != session.mark:
            return None
        return Guest(session=session.seen(now), entrance=entrance)

    def _remembered(self, response: Response, guest: Guest) -> Response:
        written = guest.session.sealed(self.seal)
        response.set_cookie(COOKIE, written, secure=True, httponly=True, samesite="lax", path="/")
        return response

    def _trouble(self) -> Response:
        return self.show("trouble", None, HTTP_503_SERVICE_UNAVAILABLE)


def _about(guest: Guest, about: str) -> str:
    """Say what a ticket is for: one form behind one link."""
    return f"partner {guest.session.digest} {about}"

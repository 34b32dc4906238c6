"""
The routes of the page behind a link.

Looking changes nothing: mail scanners open links and press buttons. Whatever counts takes an answer that no
machine gives by itself, comes with a ticket of the form, is kept as it came, and is worked later.
"""

from dataclasses import dataclass, replace

from fastapi import Request, Response
from starlette.status import (
    HTTP_404_NOT_FOUND,
    HTTP_422_UNPROCESSABLE_CONTENT,
    HTTP_429_TOO_MANY_REQUESTS,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from engine.domain.errors import StoreUnavailable
from engine.domain.incoming import PortalAct
from engine.domain.link import fingerprint_of, is_code
from engine.visiting import Level
from web.forms import Fields
from web.pages import Pages, go_to
from web.portal.acts import call_of
from web.portal.asking import Action
from web.portal.filling_in import FilledIn, filled_in
from web.portal.fitting import fitted, is_there
from web.portal.host import Host, Letterbox
from web.portal.visitor import Visitor, forgotten, opened, remembered, visitor_of, words_of
from web.sealed import Seal
from web.slowdown import Slowdown

#: the places of our pages
START, HOME, CASE = "/", "/bericht", "/zaak"
#: how long we wait for the disk, in seconds
PATIENCE = 8.0
TRY_AGAIN = "Het lukt ons nu niet om dit op te schrijven. Probeer het zo nog eens, of bel ons."
STALE = "De pagina stond te lang open. Verstuur het formulier nog een keer."


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Answers browsers."""

    host: Host
    letterbox: Letterbox
    seal: Seal
    slowdown: Slowdown
    pages: Pages

    def visitor(self, request: Request) -> Visitor | None:
        """Recognise a browser."""
        return visitor_of(request, self.host, self.seal)

    def show(self, page: str, visitor: Visitor | None, status: int = 200, **words: object) -> Response:
        """Show a page; a browser that opened a link is remembered anew."""
        response = self.pages.show(page, words_of(visitor, self.host) | words, status)
        return remembered(response, visitor.session, self.seal) if visitor else response

    def start(self, request: Request, mistake: str = "", status: int = 200) -> Response:
        """Show the page for who comes without a link; it is the same for everybody."""
        creditors = self.host.creditors_at(request.url.hostname or "")
        return self.show("start", None, status, creditors=creditors, mistake=mistake)

    def open(self, request: Request, code: str) -> Response:
        """Open a link: remember it, and go to an address without the code."""
        address = request.client.host if request.client else ""
        if self.slowdown.is_too_fast(address):
            return self.show("too-often", None, HTTP_429_TOO_MANY_REQUESTS)
        fingerprint = fingerprint_of(code)
        if not is_code(code) or self.host.visit(fingerprint) is None:
            self.slowdown.note_unknown(address)
            return self.start(request, "Deze code kennen wij niet. Klopt elke letter?", HTTP_404_NOT_FOUND)
        return remembered(go_to(HOME), opened(fingerprint, self.host.clock()), self.seal)

    def home(self, request: Request, page: str) -> Response:
        """Show a page that needs a link and nothing else."""
        visitor = self.visitor(request)
        return self.show(page, visitor) if visitor else self.lost()

    def lost(self) -> Response:
        """Tell a browser that we do not know it (any more): its cookie is gone, or it never had one."""
        return self.show("lost", None, HTTP_404_NOT_FOUND)

    def leave(self) -> Response:
        """Forget a browser."""
        return forgotten(go_to("/dag"))

    def form(self, request: Request, action: Action) -> Response:
        """Show the form of an action."""
        visitor = self.visitor(request)
        if visitor is None:
            return self.lost()
        if visitor.level < action.level or not is_there(action, visitor.visit):
            return go_to(CASE)
        return self._form(visitor, action)

    def done(self, request: Request, action: Action) -> Response:
        """Show what follows after an action."""
        visitor = self.visitor(request)
        return self.show("done", visitor, action=action) if visitor else self.lost()

    def act(self, request: Request, action: Action, fields: Fields) -> Response:
        """Take in a form: once, however often it is sent."""
        visitor = self.visitor(request)
        if visitor is None:
            return self.lost()
        if visitor.level < action.level or not is_there(action, visitor.visit):
            return go_to(CASE)
        action = fitted(action, visitor.visit)
        filled = filled_in(action, fields)
        number = self.number_of(visitor, action.key, fields)
        if filled.mistakes or number is None:
            return self._form(visitor, action, filled, "" if filled.mistakes else STALE)
        if not self.host.may_send(visitor.visit):
            return self.show("too-often", visitor, HTTP_429_TOO_MANY_REQUESTS)
        return self.keep(visitor, _act_of(visitor, action, filled, number)) or go_to(
            f"{_place(action)}/klaar"
        )

    def keep(self, visitor: Visitor, act: PortalAct) -> Response | None:
        """Keep what was done; gives a page only when that did not work."""
        try:
            self.letterbox.put(call_of(replace(act, received_at=self.host.clock()))).result(PATIENCE)
        except (StoreUnavailable, TimeoutError):
            return self.show("trouble", visitor, HTTP_503_SERVICE_UNAVAILABLE, trouble=TRY_AGAIN)
        return None

    def remember(self, response: Response, visitor: Visitor) -> Response:
        """Let a browser remember what it proved."""
        return remembered(response, visitor.session, self.seal)

    def ticket(self, visitor: Visitor, about: str) -> str:
        """Make the ticket of one form."""
        return self.seal.ticket(_about(visitor, about), self.host.new_number(), self.host.clock())

    def number_of(self, visitor: Visitor, about: str, fields: Fields) -> str | None:
        """Read the ticket of a form; None when it is none, or too old."""
        return self.seal.number_of(_about(visitor, about), fields.get("ticket", ""), self.host.clock())

    def _form(
        self, visitor: Visitor, action: Action, filled: FilledIn | None = None, trouble: str = ""
    ) -> Response:
        return self.show(
            "form",
            visitor,
            HTTP_422_UNPROCESSABLE_CONTENT if filled else 200,
            action=fitted(action, visitor.visit),
            place=_place(action),
            values=filled.values if filled else {},
            mistakes=filled.mistakes if filled else {},
            trouble=trouble,
            ticket=self.ticket(visitor, action.key),
        )


def _about(visitor: Visitor, about: str) -> str:
    """Say what a ticket is for: one form of one link."""
    return f"{visitor.session.link} {about}"


def _place(action: Action) -> str:
    return f"{HOME if action.level is Level.OPENED else CASE}/{action.key}"


def _act_of(visitor: Visitor, action: Action, filled: FilledIn, number: str) -> PortalAct:
    visit, now = visitor.visit, visitor.session.seen_at
    wordings = visit.creditor.whatsapp.wordings
    return PortalAct(
        key=f"portal:{number}",
        link=visitor.session.link,
        labels=tuple(label.value for label in filled.labels),
        entities=filled.entities,
        received_at=now,
        stop=visit.contact.kind.value if filled.stop == "this" else filled.stop,
        text=filled.text,
        own_words=filled.own_words,
        case_id=filled.values.get("zaak", ""),
        asked=action.asked if filled.says else "",
        says=filled.says,
        opt_in=wordings[-1][0] if filled.values.get("whatsapp") and wordings else "",
    )

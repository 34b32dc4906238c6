"""
Pages with which a partner answers: they work without JavaScript, GET shows and POST acts.

Programs that read mail open links and press buttons, so nothing personal shows and nothing changes without
the partner's own code. Nothing personal stands in an address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from fastapi import APIRouter, Response
from starlette.status import (
    HTTP_200_OK,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_429_TOO_MANY_REQUESTS,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from engine.domain.errors import StoreUnavailable
from engine.domain.partner import PartnerSaid
from engine.domain.referral import ReferralState
from engine.rendering.dutch import SCREEN
from web.forms import Form
from web.pages import HEADERS, Pages
from web.partner.words import ANSWERS, STATES

PATH = "/partner/{token}"
SHOW = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What a page shows before any code was given."""

    partner_name: str
    reference: str
    state: ReferralState
    #: YYYY-MM-DD
    phone_before: str
    answers: tuple[PartnerSaid, ...]
    has_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What a code opened: nobody when it was wrong."""

    right: bool
    locked: bool = False
    #: name, and a number or mailbox
    person: Mapping[str, str] | None = None


class PartnerDesk(Protocol):
    """What the pages need from the house."""

    @property
    def agency(self) -> Mapping[str, str]:
        """Name the agency and how to reach it: name, phone."""

    def view(self, token: str) -> PageView | None:
        """Show a link; None when there is none, or it came to its end."""

    def enter(self, token: str, code: str) -> Entered:
        """Try a code."""

    def answer(self, token: str, said: PartnerSaid) -> None:
        """Keep an answer, to be worked as a signed call is; raises StoreUnavailable."""


def partner_pages(desk: PartnerDesk, pages: Pages) -> APIRouter:
    """Open the pages of single referrals; `pages` are those of web/partner/html."""
    shown = _Pages(desk, pages)
    router = APIRouter()
    router.add_api_route(PATH, shown.show, methods=["GET", "HEAD"], response_class=Response)
    router.add_api_route(PATH, shown.act, methods=["POST"], response_class=Response)
    return router


class _Pages:
    def __init__(self, desk: PartnerDesk, pages: Pages) -> None:
        self.desk, self.pages = desk, pages

    def show(self, token: str) -> Response:
        return self._guarded(token, lambda view: self._page(view, HTTP_200_OK))

    def act(self, token: str, fields: Form) -> Response:
        code, what = fields.get("code", ""), fields.get("what", "")
        return self._guarded(token, lambda view: self._act(token, view, code, what))

    def _guarded(self, token: str, answer: "Callable[[PageView], Response]") -> Response:
        try:
            view = self.desk.view(token)
            return self._gone() if view is None else answer(view)
        except StoreUnavailable:
            return Response(status_code=HTTP_503_SERVICE_UNAVAILABLE, headers=HEADERS)

    def _act(self, token: str, view: PageView, code: str, what: str) -> Response:
        entered = self.desk.enter(token, code)
        if entered.locked:
            return self._page(view, HTTP_429_TOO_MANY_REQUESTS, problem="locked")
        if not entered.right:
            return self._page(view, HTTP_403_FORBIDDEN, problem="wrong")
        if what == SHOW:
            return self._page(view, HTTP_200_OK, person=entered.person)
        if what not in set(view.answers):
            return self._page(view, HTTP_200_OK, problem="nothing")
        self.desk.answer(token, PartnerSaid(what))
        return self._page(view, HTTP_200_OK, said=ANSWERS[PartnerSaid(what)])

    def _page(
        self,
        view: PageView,
        status: int,
        *,
        problem: str = "",
        said: str = "",
        person: Mapping[str, str] | None = None,
    ) -> Response:
        words = {
            "agency": self.desk.agency,
            "view": view,
            "state": STATES[view.state],
            "phone_before": _written(view.phone_before),
            "answers": [
                (SHOW, "De naam en het telefoonnummer zien"),
                *((one.value, f"Melden: {ANSWERS[one]}") for one in view.answers),
            ],
            "problem": problem,
            "said": said,
            "person": person,
        }
        return self._html("referral", status, words)

    def _gone(self) -> Response:
        return self._html("gone", HTTP_404_NOT_FOUND, {"agency": self.desk.agency})

    def _html(self, name: str, status: int, words: Mapping[str, object]) -> Response:
        return self.pages.show(name, {"guest": None, **words}, status)


def _written(day: str) -> str:
    """Write a day in Dutch."""
    return SCREEN.datum(date.fromisoformat(day)) if day else ""

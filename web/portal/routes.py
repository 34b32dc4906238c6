"""Which address leads where; an address that nobody knows is shown the way to the start."""

from pathlib import Path

from fastapi import APIRouter, Request, Response

from web.forms import Form
from web.portal.actions import FOR_EVERYBODY
from web.portal.asking import Action
from web.portal.door import CASE, HOME, START, Door
from web.portal.own_actions import FOR_ONESELF
from web.portal.own_case import OwnCase

LOOK = ["GET", "HEAD"]
FOLDER = Path(__file__).parent / "pages"


def portal(door: Door) -> APIRouter:
    """Open the door for debtors; it comes last of all routes, for a code may stand right behind the host."""
    router = APIRouter()
    _for_everybody(router, door)
    _for_oneself(router, OwnCase(door))
    for action in FOR_EVERYBODY:
        _form(router, door, f"{HOME}/{action.key}", action)
    for action in FOR_ONESELF:
        _form(router, door, f"{CASE}/{action.key}", action)

    @router.api_route("/{code}", methods=LOOK)
    def link(request: Request, code: str) -> Response:
        return door.open(request, code)

    return router


def _for_everybody(router: APIRouter, door: Door) -> None:
    @router.api_route(START, methods=LOOK)
    def start(request: Request) -> Response:
        return door.start(request)

    @router.post(START)
    def code(request: Request, fields: Form) -> Response:
        return door.open(request, "".join(fields.get("code", "").split()).rpartition("/")[2])

    @router.api_route("/portaal.css", methods=LOOK)
    def style() -> Response:
        return door.pages.show_style()

    @router.api_route(HOME, methods=LOOK)
    def home(request: Request) -> Response:
        return door.home(request, "home")

    @router.api_route(f"{HOME}/echt", methods=LOOK)
    def real(request: Request) -> Response:
        return door.home(request, "real")

    @router.post("/uit")
    def leave(fields: Form) -> Response:
        return door.leave()

    @router.api_route("/dag", methods=LOOK)
    def left() -> Response:
        return door.show("left", None)


def _for_oneself(router: APIRouter, own: OwnCase) -> None:
    @router.api_route(CASE, methods=LOOK)
    def case(request: Request) -> Response:
        return own.show(request)

    @router.post(CASE)
    def prove(request: Request, fields: Form) -> Response:
        return own.prove(request, fields)

    @router.api_route(f"{CASE}/lijst", methods=LOOK)
    def choices(request: Request) -> Response:
        return own.choices(request)


def _form(router: APIRouter, door: Door, path: str, action: Action) -> None:
    @router.api_route(path, methods=LOOK)
    def form(request: Request) -> Response:
        return door.form(request, action)

    @router.post(path)
    def act(request: Request, fields: Form) -> Response:
        return door.act(request, action, fields)

    @router.api_route(f"{path}/klaar", methods=LOOK)
    def done(request: Request) -> Response:
        return door.done(request, action)

"""Which address of a partner's pages leads where."""

from pathlib import Path

from fastapi import APIRouter, Request, Response

from web.forms import Form
from web.partner.door import WORK, PartnerDoor
from web.partner.work import PartnerWork

LOOK = ["GET", "HEAD"]
FOLDER = Path(__file__).parent / "html"
#: behind it stands the token of a personal link
ENTRANCE = "/partner/toegang"


def partner_door(door: PartnerDoor) -> APIRouter:
    """Open the pages behind personal links; it comes before the pages of single referrals."""
    router = APIRouter()
    work = PartnerWork(door)
    _entrance(router, door)
    _own_things(router, work)

    @router.api_route(WORK, methods=LOOK)
    def home(request: Request) -> Response:
        return work.home(request)

    @router.api_route(f"{WORK}/klaar", methods=LOOK)
    def done(request: Request) -> Response:
        return work.page(request, "done")

    @router.api_route(f"{WORK}/melden", methods=LOOK)
    def report(request: Request) -> Response:
        return work.report(request)

    @router.post(f"{WORK}/melden")
    def reported(request: Request, fields: Form) -> Response:
        return work.report(request, fields)

    return router


def _entrance(router: APIRouter, door: PartnerDoor) -> None:
    @router.api_route("/partner/stijl.css", methods=LOOK)
    def style() -> Response:
        return door.pages.show_style()

    @router.api_route(f"{ENTRANCE}/{{token}}", methods=LOOK)
    def entrance(request: Request, token: str) -> Response:
        return door.entrance(request, token)

    @router.post(f"{ENTRANCE}/{{token}}")
    def enter(request: Request, token: str, fields: Form) -> Response:
        return door.enter(request, token, fields)

    @router.post("/partner/uit")
    def leave(fields: Form) -> Response:
        return door.leave()

    @router.api_route("/partner/dag", methods=LOOK)
    def left() -> Response:
        return door.show("left", None)


def _own_things(router: APIRouter, work: PartnerWork) -> None:
    @router.api_route(f"{WORK}/client/{{report_id}}", methods=LOOK)
    def client(request: Request, report_id: str) -> Response:
        return work.client(request, report_id)

    @router.post(f"{WORK}/client/{{report_id}}")
    def about_client(request: Request, report_id: str, fields: Form) -> Response:
        return work.client(request, report_id, fields)

    @router.api_route(f"{WORK}/verwijzing/{{referral_id}}", methods=LOOK)
    def referral(request: Request, referral_id: str) -> Response:
        return work.referral(request, referral_id)

    @router.post(f"{WORK}/verwijzing/{{referral_id}}")
    def about_referral(request: Request, referral_id: str, fields: Form) -> Response:
        return work.referral(request, referral_id, fields)

    @router.api_route(f"{WORK}/verwijzing/{{referral_id}}/langer", methods=LOOK)
    def longer(request: Request, referral_id: str) -> Response:
        return work.longer(request, referral_id)

    @router.post(f"{WORK}/verwijzing/{{referral_id}}/langer")
    def extended(request: Request, referral_id: str, fields: Form) -> Response:
        return work.longer(request, referral_id, fields)

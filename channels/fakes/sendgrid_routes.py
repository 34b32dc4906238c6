"""The door of the fake SendGrid: send a mail."""

import json
import re
import secrets
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from channels.fakes.history import Provider
from channels.fakes.mischief import reply
from channels.fakes.sendgrid_mails import REFERENCE, FakeMailer, Mail


@dataclass(frozen=True, slots=True)
class SendGridReplies:
    """What SendGrid says to one request for a mail."""

    mailer: FakeMailer
    mail: Mail

    def take(self) -> Response:
        """Take the mail, or refuse it for what is wrong with it."""
        if fault := self.mail.fault():
            return _error(400, fault[1], field=fault[0])
        return Response(status_code=202, headers={"X-Message-Id": self.mailer.take(self.mail)})

    def take_later(self, seconds: float) -> None:
        """Take the mail when so many seconds have passed."""
        self.mailer.house.later(seconds, self.take)

    def busy(self, seconds: float) -> Response:
        """Take nothing and ask to come back."""
        return _error(429, "too many requests", headers={"Retry-After": str(int(seconds))})

    def refuse(self) -> Response:
        """Take nothing, because the key is wrong."""
        return _error(401, "The provided authorization grant is invalid, expired, or revoked")

    def broken(self) -> Response:
        """Say that something went wrong inside."""
        return _error(500, "internal server error")


#: how a query asks for a reference that mails carry
CARRIED = re.compile(r"unique_args\['\w+'\]=\"([^\"]*)\"")


def sendgrid_router(mailer: FakeMailer) -> APIRouter:
    """Open the door of one account."""
    router = APIRouter()
    right = f"Bearer {mailer.house.settings.sendgrid_key}".encode()

    @router.post("/v3/mail/send")
    async def send(request: Request) -> Response:
        """Send a mail."""
        mail = Mail(_parsed(await request.body()))
        replies = SendGridReplies(mailer, mail)
        if not secrets.compare_digest(request.headers.get("Authorization", "").encode(), right):
            return replies.refuse()
        reference = str(mail.custom_args.get(REFERENCE, ""))
        order = mailer.house.hit(Provider.SENDGRID, mail.to, reference)
        return await reply(order, request, replies)

    @router.get("/v3/messages")
    async def messages(request: Request) -> Response:
        """Show the activity: mails that carry a reference, or all mails with news in a stretch of time."""
        if not secrets.compare_digest(request.headers.get("Authorization", "").encode(), right):
            return _error(401, "The provided authorization grant is invalid, expired, or revoked")
        wanted = CARRIED.search(request.query_params.get("query", ""))
        shown = mailer.activity(wanted[1] if wanted else None)
        return JSONResponse({"messages": shown[: int(request.query_params.get("limit", "10"))]})

    @router.get("/v3/messages/{message_id}")
    async def message(message_id: str) -> Response:
        """Show one mail with what it carries."""
        found = mailer.one(message_id)
        return JSONResponse(found) if found else _error(404, "not found")

    return router


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _error(
    status: int, message: str, *, field: str | None = None, headers: dict[str, str] | None = None
) -> Response:
    return JSONResponse({"errors": [{"message": message, "field": field}]}, status, headers)

"""The door of the fake SendGrid: send a mail."""

import json
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

    def busy(self, seconds: float) -> Response:
        """Take nothing and ask to come back."""
        return _error(429, "too many requests", headers={"Retry-After": str(int(seconds))})

    def refuse(self) -> Response:
        """Take nothing, because the key is wrong."""
        return _error(401, "The provided authorization grant is invalid, expired, or revoked")

    def broken(self) -> Response:
        """Say that something went wrong inside."""
        return _error(500, "internal server error")


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

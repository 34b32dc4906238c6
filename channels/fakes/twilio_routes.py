"""The doors of the fake Twilio: create, list and fetch messages."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from channels.fakes.history import Provider
from channels.fakes.mischief import reply
from channels.fakes.twilio_account import VERSION, FakeAccount, FakeMessage, reference_of
from channels.fakes.twilio_json import Place, page, refusal, resource
from channels.fakes.twilio_rules import fault

PREFIX = f"/{VERSION}/Accounts/{{account_sid}}"
LOGIN = HTTPBasic(auto_error=False)


class Refused(Exception):
    """A request that is refused before it is looked at."""

    def __init__(self, status: int, code: int) -> None:
        super().__init__(f"HTTP {status}, error {code}")
        self.status = status
        self.code = code


async def show_refusal(_: Request, error: Exception) -> Response:
    """Write a refusal in Twilio's shape."""
    status, code = (error.status, error.code) if isinstance(error, Refused) else (500, 20500)
    return JSONResponse(refusal(status, code), status)


@dataclass(frozen=True, slots=True)
class TwilioReplies:
    """What Twilio says to one request for a message."""

    account: FakeAccount
    form: Mapping[str, str]

    def take(self) -> Response:
        """Take the message, or refuse it for what is wrong with it."""
        if code := fault(self.form, self.account.stopped):
            return JSONResponse(refusal(400, code), 400)
        message = self.account.take(self.form)
        return JSONResponse(resource(message, self.account.house.settings.account_sid), 201)

    def take_later(self, seconds: float) -> None:
        """Take the message when so many seconds have passed."""
        self.account.house.later(seconds, self.take)

    def busy(self, seconds: float) -> Response:
        """Take nothing and ask to come back."""
        return JSONResponse(refusal(429, 20429), 429, {"Retry-After": str(int(seconds))})

    def refuse(self) -> Response:
        """Take nothing, because the account or its token is wrong."""
        return JSONResponse(refusal(401, 20003), 401)

    def broken(self) -> Response:
        """Say that something went wrong inside."""
        return JSONResponse(refusal(500, 20500), 500)


class Filters:
    """What a list of messages may be narrowed down with."""

    def __init__(
        self,
        to: Annotated[str | None, Query(alias="To")] = None,
        sender: Annotated[str | None, Query(alias="From")] = None,
        after: Annotated[datetime | None, Query(alias="DateSent>")] = None,
        before: Annotated[datetime | None, Query(alias="DateSent<")] = None,
    ) -> None:
        self.wanted = {"To": to, "From": sender}
        self.after = after.replace(tzinfo=UTC) if after else None
        self.before = before.replace(tzinfo=UTC) if before else None

    def keeps(self, message: FakeMessage) -> bool:
        """Say whether a message belongs in the list; what still waits has no day on which it was sent."""
        at = message.sent_at
        return (
            all(value in {None, message.form.get(name)} for name, value in self.wanted.items())
            and (self.after is None or (at is not None and at >= self.after))
            and (self.before is None or (at is not None and at <= self.before))
        )


def twilio_router(account: FakeAccount) -> APIRouter:
    """Open the doors of one account."""
    settings = account.house.settings

    async def known(account_sid: str, login: Annotated[HTTPBasicCredentials | None, Depends(LOGIN)]) -> None:
        given = f"{account_sid}:{login.username}:{login.password}" if login else ""
        right = f"{settings.account_sid}:{settings.account_sid}:{settings.auth_token}"
        if not secrets.compare_digest(given.encode(), right.encode()):
            raise Refused(401, 20003)

    router = APIRouter(prefix=PREFIX, dependencies=[Depends(known)])

    @router.post("/Messages.json")
    async def create(request: Request) -> Response:
        """Send a message."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        order = account.house.hit(Provider.TWILIO, form.get("To", ""), reference_of(form))
        return await reply(order, request, TwilioReplies(account, form))

    @router.get("/Messages.json")
    async def list_messages(
        request: Request,
        filters: Annotated[Filters, Depends()],
        number: Annotated[int, Query(alias="Page", ge=0)] = 0,
        size: Annotated[int, Query(alias="PageSize", ge=1, le=1000)] = 50,
    ) -> Response:
        """List messages, the newest first."""
        to = filters.wanted["To"]
        among = account.by_number[to] if to else list(account.messages.values())
        found = [message for message in reversed(among) if filters.keeps(message)]
        place = Place(number=number, size=size, filters=request.query_params)
        return JSONResponse(page(found, settings.account_sid, place))

    @router.get("/Messages/{sid}.json")
    async def fetch(sid: str) -> Response:
        """Fetch one message."""
        if sid not in account.messages:
            raise Refused(404, 20404)
        return JSONResponse(resource(account.messages[sid], settings.account_sid))

    return router

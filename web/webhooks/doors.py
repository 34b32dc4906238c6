"""
One way in for every provider's call: verified before anything else, kept as it came, answered at once.

503: we cannot check or keep it now, so the provider tries again. 403: it is not theirs. 413: it is too big.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fastapi import APIRouter, Request, Response
from starlette.status import (
    HTTP_204_NO_CONTENT,
    HTTP_403_FORBIDDEN,
    HTTP_408_REQUEST_TIMEOUT,
    HTTP_413_CONTENT_TOO_LARGE,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from engine.domain.errors import StoreUnavailable
from engine.domain.raw_call import Knock, RawCall

#: the biggest call of an ordinary kind
A_MEGABYTE = 1024 * 1024
#: seconds that a call may take, from its first byte to our answer
BUDGET = 5.0
#: a mail with its files, and the seconds that it may take
THIRTY_MEGABYTES, LONG_BUDGET = 30 * A_MEGABYTE, 60.0
#: names the test that a house does on itself at the start
SELF_TEST = "x-minnelijk-self-test"


class Guard(Protocol):
    """Knows a provider's signature."""

    @property
    def ready(self) -> bool:
        """Say whether there is anything to check a call with; without that nobody comes in."""

    def admits(self, knock: Knock) -> bool:
        """Say whether a call is the provider's."""


class Letterbox(Protocol):
    """Keeps calls until somebody works them."""

    def put(self, call: RawCall) -> "Future[None]":
        """Keep a call; the future is done when it is on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One address for one kind of call of one provider."""

    path: str
    provider: str
    kind: str
    guard: Guard
    limit: int = A_MEGABYTE
    #: seconds from the first byte to our answer
    budget: float = BUDGET
    #: what the provider wants to read, as XML; empty: nothing
    answer: str = ""
    #: with nothing to read: which status says that it was taken
    taken: int = HTTP_204_NO_CONTENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Porter:
    """Stands at the doors."""

    letterbox: Letterbox
    clock: Callable[[], datetime]
    #: a word that nobody else knows, for the test at the start
    self_test: str = ""

    async def receive(self, door: Door, request: Request) -> Response:
        """Take in one call."""
        if not door.guard.ready:
            return Response(status_code=HTTP_503_SERVICE_UNAVAILABLE)
        try:
            async with asyncio.timeout(door.budget):
                return await self._within_budget(door, request)
        except TimeoutError:
            return Response(status_code=HTTP_408_REQUEST_TIMEOUT)

    async def _within_budget(self, door: Door, request: Request) -> Response:
        body = await _body(request, door.limit)
        if body is None:
            return Response(status_code=HTTP_413_CONTENT_TOO_LARGE)
        headers = {name.lower(): value for name, value in request.headers.items()}
        knock = Knock(
            path=request.scope["path"],
            query=request.scope["query_string"].decode("latin-1"),
            headers=headers,
            body=body,
            at=self.clock(),
        )
        if not door.guard.admits(knock):
            return Response(status_code=HTTP_403_FORBIDDEN)
        if self.self_test and headers.get(SELF_TEST) == self.self_test:
            return Response(status_code=HTTP_204_NO_CONTENT)
        return await self._keep(door, _raw(door, knock))

    async def _keep(self, door: Door, call: RawCall) -> Response:
        try:
            await asyncio.wrap_future(self.letterbox.put(call))
        except StoreUnavailable:
            return Response(status_code=HTTP_503_SERVICE_UNAVAILABLE)
        if door.answer:
            return Response(door.answer, media_type="text/xml")
        return Response(status_code=door.taken)


def webhooks(doors: Sequence[Door], porter: Porter) -> APIRouter:
    """Open the doors."""
    router = APIRouter()
    for door in doors:
        router.add_api_route(door.path, _endpoint(door, porter), methods=["POST"])
    return router


def _endpoint(door: Door, porter: Porter) -> Callable[[Request], object]:
    async def receive(request: Request) -> Response:
        return await porter.receive(door, request)

    return receive


async def _body(request: Request, limit: int) -> bytes | None:
    """Read a body; None as soon as it is bigger than it may be."""
    announced = request.headers.get("content-length", "0")
    if not announced.isdigit() or int(announced) > limit:
        return None
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
    return b"".join(parts)


def _raw(door: Door, knock: Knock) -> RawCall:
    return RawCall(
        provider=door.provider,
        kind=door.kind,
        received_at=knock.at,
        query=knock.query,
        content_type=knock.headers.get("content-type", ""),
        body=knock.body,
    )

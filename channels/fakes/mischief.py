"""Misbehaviour on demand: what a provider can do to us on a bad day."""

import asyncio
from enum import StrEnum, auto
from typing import Protocol

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict
from starlette.types import Receive, Scope, Send

from channels.fakes.history import Provider


class Mischief(StrEnum):
    """A way to misbehave."""

    #: answers, but late
    SLOW = auto()
    #: never answers; the line stays open until the caller gives up
    SILENT = auto()
    #: answers 500
    BROKEN = auto()
    #: breaks off in the middle of the answer
    DROP = auto()
    #: answers 429 and takes nothing
    BUSY = auto()
    #: says that the account or the key is wrong, and takes nothing
    REFUSE = auto()


#: numbers, and the part of a mailbox before the @, that always bring this on
ADDRESSES = {
    "+15005550140": Mischief.SLOW,
    "+15005550141": Mischief.SILENT,
    "+15005550142": Mischief.BROKEN,
    "+15005550143": Mischief.DROP,
    "+15005550144": Mischief.BUSY,
    "+15005550145": Mischief.REFUSE,
    **{mischief.value: mischief for mischief in Mischief},
}


class Control(BaseModel):
    """An order to misbehave; a newer one goes before an older one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mischief: Mischief
    #: which provider; None: both
    provider: Provider | None = None
    #: only for this number or mailbox; None: for all
    to: str | None = None
    #: for so many requests; None: until told otherwise
    times: int | None = None
    #: SLOW: so late; BUSY: what Retry-After says
    seconds: float = 1.0
    #: SILENT, BROKEN, DROP: was the message taken all the same?
    takes: bool = True
    #: SILENT, BROKEN, DROP: so many seconds later, long after the caller gave up
    takes_after: float = 0.0

    def meant_for(self, provider: Provider, to: str) -> bool:
        """Say whether a request falls under this order."""
        known_as = {None, to, to.removeprefix("whatsapp:")}
        return self.provider in {None, provider} and self.to in known_as and self.times != 0


class Controls:
    """The orders that hold now."""

    def __init__(self) -> None:
        self.orders: list[Control] = []

    def add(self, order: Control) -> None:
        """Take an order, before all others."""
        self.orders.insert(0, order)

    def next_for(self, provider: Provider, to: str) -> Control | None:
        """Find the order for one request, and count it down."""
        for place, order in enumerate(self.orders):
            if order.meant_for(provider, to):
                if order.times is not None:
                    self.orders[place] = order.model_copy(update={"times": order.times - 1})
                return order
        return None


class Replies(Protocol):
    """What a provider can say to one request for a message."""

    def take(self) -> Response:
        """Take the message, or refuse it for what is wrong with it."""

    def take_later(self, seconds: float) -> None:
        """Take the message when so many seconds have passed."""

    def busy(self, seconds: float) -> Response:
        """Take nothing and ask to come back."""

    def refuse(self) -> Response:
        """Take nothing, because the account or the key is wrong."""

    def broken(self) -> Response:
        """Say that something went wrong inside."""


async def reply(order: Control | None, request: Request, replies: Replies) -> Response:
    """Answer a request in the way that was ordered; without an order as it should be."""
    if order is None:
        return replies.take()
    match order.mischief:
        case Mischief.BUSY:
            return replies.busy(order.seconds)
        case Mischief.REFUSE:
            return replies.refuse()
        case Mischief.SLOW:
            answer = replies.take()
            await asyncio.sleep(order.seconds)
            return answer
        case Mischief.SILENT | Mischief.BROKEN | Mischief.DROP:
            if order.takes and order.takes_after:
                replies.take_later(order.takes_after)
            elif order.takes:
                replies.take()
            return await _without_answer(order.mischief, request, replies)


async def _without_answer(mischief: Mischief, request: Request, replies: Replies) -> Response:
    if mischief is Mischief.DROP:
        return BrokenOff()
    if mischief is Mischief.SILENT:
        while (await request.receive())["type"] != "http.disconnect":
            pass
    return replies.broken()


class BrokenOff(Response):
    """An answer that promises more than it gives: the server closes the line in the middle of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the beginning of an answer."""
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"', "more_body": True})


def by_address(to: str) -> Control | None:
    """Give the order that a number or mailbox carries in itself."""
    mischief = ADDRESSES.get(to.removeprefix("whatsapp:").partition("@")[0])
    return Control(mischief=mischief) if mischief else None

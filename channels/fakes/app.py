"""The fake providers as one web application."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from random import Random

import httpx
from fastapi import FastAPI

from channels.fakes.control_routes import ControlDesk
from channels.fakes.house import FakeHouse
from channels.fakes.sendgrid_mails import FakeMailer
from channels.fakes.sendgrid_routes import sendgrid_router
from channels.fakes.settings import FakeSettings
from channels.fakes.signing import public_text
from channels.fakes.twilio_account import FakeAccount
from channels.fakes.twilio_routes import Refused, show_refusal, twilio_router

#: how often we look for steps that are due, in seconds
LOOK = 0.2
#: each report is made once: on a busy machine its answer may take long, and nobody there shows soon enough
WAIT = httpx.Timeout(60, connect=5)


def create_app(settings: FakeSettings, now: Callable[[], datetime], rng: Random) -> FastAPI:
    """Make the fake providers; they read the clock and chance only through the arguments."""
    house = FakeHouse(settings, now, rng)
    account, mailer = FakeAccount(house), FakeMailer(house)
    post = httpx.AsyncClient(timeout=WAIT, trust_env=False)

    async def deliver() -> int:
        return await house.reports.deliver(post, everything=True)

    @asynccontextmanager
    async def alive(_: FastAPI) -> AsyncIterator[None]:
        travel = asyncio.create_task(_travel(house, post))
        yield
        travel.cancel()
        await asyncio.gather(travel, return_exceptions=True)
        await post.aclose()

    app = FastAPI(title="Fake providers", docs_url=None, redoc_url=None, lifespan=alive)
    app.add_exception_handler(Refused, show_refusal)
    app.include_router(twilio_router(account))
    app.include_router(sendgrid_router(mailer))
    app.include_router(ControlDesk(house, account, deliver).router())

    @app.get("/")
    async def about() -> dict[str, str]:
        """Give what a real adapter needs to reach us."""
        return {
            "twilio_account_sid": settings.account_sid,
            "sendgrid_events_public_key": public_text(mailer.key),
            "see": "/_numbers /_history /_control /_reports /_advance /_inbound",
        }

    return app


async def _travel(house: FakeHouse, post: httpx.AsyncClient) -> None:
    """Move messages on as their moments come."""
    while True:
        await house.reports.deliver(post)
        await asyncio.sleep(LOOK)

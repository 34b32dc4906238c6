"""The site: health, doors for providers, and the page of debtors; the console comes through here later."""

from collections.abc import Callable, Mapping
from typing import Protocol

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.status import HTTP_503_SERVICE_UNAVAILABLE

from engine.domain.errors import StoreUnavailable

#: gives all figures, in the words of Prometheus
Metrics = Callable[[], bytes]
#: what everybody reads for whom no page has words of its own: a debtor, a partner or a program
NOT_NOW = "Dit lukt nu niet. Probeer het straks nog eens."


class Health(Protocol):
    """What a monitor wants to know."""

    def trouble(self) -> Mapping[str, str]:
        """Say by part what keeps us from working; empty when nothing does."""


def make_site(
    health: Health, *routers: APIRouter, metrics: Metrics | None = None, last: APIRouter | None = None
) -> FastAPI:
    """
    Make the site over what it needs; nothing is kept between requests.

    `last` comes after all others: it takes every address that is one word long.
    """
    site = FastAPI(title="minnelijk", docs_url=None, redoc_url=None, openapi_url=None)
    site.add_exception_handler(StoreUnavailable, _not_now)

    @site.get("/livez")
    def is_alive() -> dict[str, str]:
        """Say that the process answers."""
        return {"status": "alive"}

    @site.get("/readyz")
    def is_ready(response: Response) -> dict[str, str | Mapping[str, str]]:
        """Say whether every part that we need can be used, and which cannot."""
        trouble = health.trouble()
        if trouble:
            response.status_code = HTTP_503_SERVICE_UNAVAILABLE
            return {"status": "not ready", "because": trouble}
        return {"status": "ready"}

    for router in routers:
        site.include_router(router)
    if metrics is not None:

        @site.get("/metrics")
        def figures() -> Response:
            """Give the figures for monitors."""
            return Response(metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    if last is not None:
        site.include_router(last)
    return site


def _not_now(_: Request, __: Exception) -> Response:
    """Let who comes while the database takes nothing in try again: nothing of it was kept."""
    return Response(NOT_NOW, HTTP_503_SERVICE_UNAVAILABLE, media_type="text/plain; charset=utf-8")

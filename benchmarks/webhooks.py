"""
Webhooks: signed status callbacks a second over loopback HTTP, each checked, sealed and on disk when answered.

Thirty-two callers at once, each on a line of its own; the site runs in a process of its own, on SQLite. The
reference is the same site answering /livez, which checks and keeps nothing.
"""

import asyncio
import multiprocessing
import os
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import httpx
import uvicorn

from app.doors import provider_doors, twilio_guard
from app.health import StoreHealth
from app.letterbox import StoreLetterbox
from app.settings import Settings
from app.wiring import open_store, real_clock
from benchmarks.figure import Figure, figure, show
from channels.twilio.webhook import FORM
from engine.store.upgrade import upgrade
from web.site import make_site
from web.webhooks.doors import Porter, webhooks

CALLS, CALLERS, WARMING_UP = 4_000, 32, 400
TAKEN = 204


@dataclass(frozen=True, slots=True)
class Measured:
    """How quick a site was."""

    per_second: float
    #: in milliseconds
    p99: float


def settings_in(folder: Path) -> Settings:
    """Name a house with a secret, in a folder of its own."""
    os.environ |= {
        "MINNELIJK_PUBLIC_URL": "https://contact.example",
        "MINNELIJK_TWILIO_AUTH_TOKEN": "geheim",
        "MINNELIJK_FOLDER": str(folder),
        "MINNELIJK_DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
    }
    return Settings()


def serve(folder: Path, port: int) -> None:
    """Serve the site until this process is ended."""
    settings = settings_in(folder)
    store = open_store(settings)
    upgrade(store)
    letterbox = StoreLetterbox(store)
    letterbox.open()
    porter = Porter(letterbox=letterbox, clock=real_clock)
    site = make_site(StoreHealth(store), webhooks(provider_doors(settings), porter))
    uvicorn.run(site, host="127.0.0.1", port=port, log_level="error", access_log=False)


def signed(settings: Settings, number: int) -> tuple[str, bytes, dict[str, str]]:
    """Write one call as Twilio would: address, body, headers."""
    form = {
        "MessageSid": f"SM{number:032x}",
        "MessageStatus": "delivered",
        "To": f"+3161{number:07d}",
        "From": "+3197010200000",
        "AccountSid": "AC" + 32 * "0",
    }
    query = f"m=260310-{number:016d}"
    signature = twilio_guard(settings).sign("/twilio/status", query, form)
    headers = {"Content-Type": FORM, "X-Twilio-Signature": signature}
    return f"/twilio/status?{query}", urlencode(form).encode(), headers


async def call(base: str, calls: list[tuple[str, bytes, dict[str, str]]]) -> Measured:
    """Let some callers make all calls, each on a line of its own."""
    waiting = iter(calls)
    lasted: list[float] = []

    async def caller() -> None:
        async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=30) as http:
            for path, body, headers in waiting:
                begun = time.perf_counter()
                answer = await http.post(path, content=body, headers=headers)
                lasted.append(time.perf_counter() - begun)
                if answer.status_code != TAKEN:
                    raise SystemExit(f"the site answered {answer.status_code}")

    started = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    took = time.perf_counter() - started
    return Measured(len(calls) / took, sorted(lasted)[int(len(lasted) * 0.99)] * 1000)


async def look(base: str, times: int) -> float:
    """Ask for /livez as often; gives answers a second."""

    async def caller() -> None:
        async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=30) as http:
            for _ in range(times // CALLERS):
                await http.get("/livez")

    started = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    return times / (time.perf_counter() - started)


def wait_for(base: str) -> None:
    """Wait until the site answers."""
    with httpx.Client(trust_env=False) as http:
        for _ in range(600):
            try:
                http.get(f"{base}/livez")
            except httpx.TransportError:
                time.sleep(0.2)
            else:
                return
    raise SystemExit("the site did not start")


def measure() -> Figure:
    """Measure one site of its own."""
    with TemporaryDirectory(prefix="minnelijk-bench-") as name:
        folder = Path(name)
        settings = settings_in(folder)
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        site = multiprocessing.get_context("spawn").Process(target=serve, args=(folder, port), daemon=True)
        site.start()
        base = f"http://127.0.0.1:{port}"
        try:
            wait_for(base)
            calls = [signed(settings, number) for number in range(WARMING_UP + CALLS)]
            asyncio.run(call(base, calls[:WARMING_UP]))
            measured = asyncio.run(call(base, calls[WARMING_UP:]))
            plain = asyncio.run(look(base, CALLS // 2))
        finally:
            site.terminate()
            site.join()
    sys.stderr.write(f"p99 {measured.p99:.1f} ms with {CALLERS} callers at once\n")
    said = ("/livez of the same site, answers per second", plain)
    unit = f"signed calls per second, p99 {measured.p99:.1f} ms"
    return figure("webhooks", unit, measured.per_second, said, measured.per_second / plain)


if __name__ == "__main__":
    show(__doc__, measure)

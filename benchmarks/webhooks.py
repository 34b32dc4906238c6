"""
Webhooks: signed status callbacks a second over loopback HTTP, each checked, sealed and on disk when answered.

Thirty-two callers, each on a line of its own; the site runs in a process of its own, on SQLite. First all of
them call as often as they can: that is the figure. Then 500 calls a second come evenly, whatever the answers
do: of these the p99 is told, counted from the moment at which a call should have been made. The reference is
the same site answering /livez, which checks and keeps nothing.
"""

import asyncio
import multiprocessing
import os
import re
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import httpx
import uvicorn

from app.doors import provider_doors, twilio_guard
from app.health import HouseHealth
from app.letterbox import StoreLetterbox
from app.settings import Settings
from app.wiring import open_store, real_clock
from benchmarks.figure import Figure, figure, show
from channels.twilio.webhook import FORM
from engine.store.upgrade import upgrade
from web.site import make_site
from web.webhooks.doors import Porter, webhooks

CALLS, CALLERS, WARMING_UP = 4_000, 32, 400
#: calls a second that come evenly, and for how many seconds
EVENLY, SECONDS = 500, 10
LATER = EVENLY * SECONDS
#: seconds that one answer may take
PATIENCE = 30
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
STATUS = slice(9, 12)


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
    site = make_site(HouseHealth(store, settings, real_clock), webhooks(provider_doors(settings), porter))
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


def written(host: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """Write a whole request."""
    told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(body)}\r\n{told}\r\n"
    return head.encode() + body


async def call(port: int, requests: list[bytes], per_second: float = 0.0) -> Measured:
    """Let some callers make all calls, each on a line of its own: as often as they can, or at a pace."""
    loop = asyncio.get_running_loop()
    waiting = iter(enumerate(requests))
    lasted: list[float] = []
    started = loop.time()

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number, request in waiting:
            begun = loop.time()
            if per_second:
                planned = started + number / per_second
                await asyncio.sleep(max(0.0, planned - begun))
                begun = planned
            writer.write(request)
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
            found = LENGTH.search(head)
            await reader.readexactly(int(found[1]) if found else 0)
            lasted.append(loop.time() - begun)
            if not head[STATUS].startswith(b"20"):
                raise SystemExit(f"the site answered {head[STATUS].decode()}")
        writer.close()

    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    took = loop.time() - started
    return Measured(len(requests) / took, sorted(lasted)[int(len(lasted) * 0.99)] * 1000)


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
            host = f"127.0.0.1:{port}"
            calls = [written(host, *signed(settings, number)) for number in range(WARMING_UP + CALLS + LATER)]
            asyncio.run(call(port, calls[:WARMING_UP]))
            measured = asyncio.run(call(port, calls[WARMING_UP : WARMING_UP + CALLS]))
            evenly = asyncio.run(call(port, calls[WARMING_UP + CALLS :], EVENLY))
            look = f"GET /livez HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
            plain = asyncio.run(call(port, [look] * CALLS)).per_second
        finally:
            site.terminate()
            site.join()
    said = ("/livez of the same site, answers per second", plain)
    unit = (
        f"signed calls per second; p99 {evenly.p99:.1f} ms when {EVENLY} a second come evenly, and"
        f" {measured.p99:.1f} ms when {CALLERS} callers give it no rest"
    )
    return figure("webhooks", unit, measured.per_second, said, measured.per_second / plain)


if __name__ == "__main__":
    show(__doc__, measure)

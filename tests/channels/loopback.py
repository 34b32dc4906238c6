"""The fake providers of the product, served on loopback for the tests."""

import random
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn

from channels.fakes.app import create_app
from channels.fakes.settings import FakeSettings
from tests.channels.builders import NOW

SETTINGS = FakeSettings(
    account_sid="AC" + "0f" * 16, auth_token="geheim-twilio", sendgrid_key="geheim-sendgrid"
)


@dataclass
class Fake:
    url: str
    http: httpx.Client
    settings: FakeSettings

    def order(self, mischief, **order):
        self.http.post("/_control", json={"mischief": mischief, **order}).raise_for_status()

    def history(self):
        return self.http.get("/_history").json()

    def advance(self):
        return self.http.post("/_advance").json()["reports"]

    def reset(self):
        self.advance()
        self.http.delete("/_history").raise_for_status()
        self.http.delete("/_control").raise_for_status()
        self.http.post("/_reports", json={"habit": "once"}).raise_for_status()


@contextmanager
def served_fake(settings=SETTINGS, now=lambda: NOW):
    """Serve the fakes on a free port; the socket listens before the thread starts, so nobody has to wait."""
    # asyncio sends small packets at once only on a socket that says that it is TCP
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    app = create_app(settings, now, random.Random(7))  # noqa: S311  # ids of a fake guard nothing
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="critical", access_log=False, ws="none", timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        with httpx.Client(base_url=url, trust_env=False) as http:
            yield Fake(url, http, settings)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()

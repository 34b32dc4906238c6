"""The fake providers of the product, served on loopback for the tests."""

import random
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import httpx
import uvicorn
from twilio.request_validator import RequestValidator

from channels.fakes.app import create_app
from channels.fakes.settings import FakeSettings
from channels.sendgrid.email import SendGridEmail
from channels.twilio.client import connect
from channels.twilio.events import twilio_status
from channels.twilio.outgoing import Outgoing
from channels.twilio.sms import TwilioSms
from tests.channels.builders import NOW, NUMBER, clock
from tests.patience import PATIENCE

SETTINGS = FakeSettings(
    account_sid="AC" + "0f" * 16, auth_token="geheim-twilio", sendgrid_key="geheim-sendgrid"
)
LOGIN = (SETTINGS.account_sid, SETTINGS.auth_token)
MESSAGES = f"/2010-04-01/Accounts/{SETTINGS.account_sid}/Messages"
FORM = {"To": NUMBER, "From": "+3197010200000", "Body": "Goedemiddag"}


@dataclass
class Fake:
    url: str
    http: httpx.Client
    settings: FakeSettings

    def order(self, mischief, **order):
        self.http.post("/_control", json={"mischief": mischief, **order}).raise_for_status()

    def history(self):
        return self.http.get("/_history").json()

    def wait_for_a_hit(self):
        """Wait for the first request for a message: who does not wait for an answer may be ahead of us."""
        deadline = time.monotonic() + PATIENCE
        while not self.history()["hits"]:
            assert time.monotonic() < deadline, "nobody asked for a message"

    def advance(self):
        return self.http.post("/_advance").json()["reports"]

    def report(self, habit):
        self.http.post("/_reports", json={"habit": habit}).raise_for_status()

    def reset(self):
        """Forget what others left behind; nobody is told any more of what is still on its way."""
        self.report("never")
        self.advance()
        self.http.delete("/_history").raise_for_status()
        self.http.delete("/_control").raise_for_status()
        self.report("once")


@contextmanager
def serving(make_app):
    """Serve what is made for its own address; the socket listens first, so nobody has to wait."""
    # asyncio sends small packets at once only on a socket that says that it is TCP
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    app = make_app(url)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="critical", access_log=False, ws="none", timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@contextmanager
def served_fake(settings=SETTINGS, now=lambda: NOW):
    """Serve the fakes."""
    app = create_app(settings, now, random.Random(7))  # noqa: S311  # ids of a fake guard nothing
    with (
        serving(lambda _: app) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE) as http,
    ):
        yield Fake(url, http, settings)


def channel_at(fake, http, public="https://contact.example", channel=TwilioSms):
    """Open a channel of ours on the fake Twilio."""
    client = connect(SETTINGS.account_sid, SETTINGS.auth_token, http, base=fake.url)
    return channel(outgoing=Outgoing(client=client, public_base=public, clock=clock))


def mail_at(fake, http):
    """Open a channel of ours on the fake SendGrid."""
    return SendGridEmail(http=http, key=SETTINGS.sendgrid_key, base=fake.url)


def ask(fake, method="POST", path=f"{MESSAGES}.json", auth=LOGIN, **asked):
    """Ask the fake Twilio without a library."""
    return fake.http.request(method, path, auth=auth, **asked)


def statuses(receiver, number):
    """Read the status callbacks that came in, after checking each signature with Twilio's own class."""
    official = RequestValidator(SETTINGS.auth_token)
    events = []
    for request in receiver.wait_for(number):
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        signature = request.headers["X-Twilio-Signature"]
        assert official.validate(receiver.url + request.path, form, signature)
        reference = dict(parse_qsl(urlsplit(request.path).query))["m"]
        events.append(twilio_status(form, NOW, reference=reference))
    return events

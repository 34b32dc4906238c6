"""
A stage per adapter: the real adapter with a rehearsed provider behind it, playing one scene at a time.

A new channel adds a stage here and never a test. What an adapter cannot live through stands in `cannot`, with
the reason.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from pathlib import Path
from typing import Any

from channels.outbox import Outbox
from channels.post.print_house import PrintHouse
from channels.post.spool import Spool
from channels.sendgrid.email import SendGridEmail
from channels.smtp.email import SmtpEmail
from channels.smtp.security import Security
from channels.smtp.server import MailServer
from channels.twilio.client import connect
from channels.twilio.outgoing import Outgoing
from channels.twilio.sms import TwilioSms
from channels.twilio.whatsapp import TwilioWhatsApp
from channels.wire import Timeouts, open_http
from engine.domain.message import Message
from engine.ports import Channel
from preferences.channel import ChannelKind
from tests.channels.builders import clock, message, sent_to
from tests.channels.loopback import SETTINGS, Fake
from tests.channels.rehearsed_http import Mood, closed_port, rehearsed
from tests.channels.rehearsed_smtp import rehearsed_smtp
from tests.patience import PATIENCE

SMS, EMAIL = ChannelKind.SMS, ChannelKind.EMAIL
WHATSAPP, LETTER = ChannelKind.WHATSAPP, ChannelKind.LETTER

PUBLIC = "https://contact.example"
PDF = b"%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n%%EOF\n"


class Scene(StrEnum):
    #: the provider takes the message
    WORKS = auto()
    #: not now
    BUSY = auto()
    #: nobody listens
    UNREACHABLE = auto()
    #: the address will never work
    NOWHERE = auto()
    #: the debtor told the provider to stop
    STOPPED = auto()
    #: the text or the account is wrong
    REFUSED = auto()
    #: an error inside the provider, after it had the message
    BROKEN = auto()
    #: the provider has the message and says nothing
    SILENT = auto()
    #: the line breaks after the message
    LOST = auto()


@dataclass(frozen=True)
class Play:
    channel: Channel
    message: Message
    #: how many times a provider got the whole message
    hits: Callable[[], int]


@dataclass(frozen=True)
class Backstage:
    folder: Path
    #: the fakes of the product, swept clean; asked for only by the stages that play on them
    fake: Callable[[], Fake]


@dataclass(frozen=True)
class Stage:
    kind: ChannelKind
    #: opens one scene
    play: Callable[[Scene, Backstage], AbstractContextManager[Play]]
    #: scenes that this adapter cannot live through, with the reason
    cannot: Mapping[Scene, str]

    @property
    def scenes(self):
        return [scene for scene in Scene if scene not in self.cannot]


TWILIO_SCENES = {
    Scene.WORKS: {"status": 201, "body": {"sid": "SM" + "1" * 32, "status": "queued"}},
    Scene.BUSY: {"status": 429, "body": {"code": 20429, "message": "Too Many Requests", "status": 429}},
    Scene.NOWHERE: {"status": 400, "body": {"code": 21211, "message": "'To' +31612345600 is invalid"}},
    Scene.STOPPED: {"status": 400, "body": {"code": 21610, "message": "unsubscribed: +31612345600"}},
    Scene.REFUSED: {"status": 401, "body": {"code": 20003, "message": "Authenticate"}},
    Scene.BROKEN: {"status": 500, "body": {"code": 20500, "message": "Internal Server Error"}},
    Scene.SILENT: {"mood": Mood.SILENT},
    Scene.LOST: {"mood": Mood.DROPS},
}
SENDGRID_SCENES = {
    Scene.WORKS: {"status": 202, "headers": {"X-Message-Id": "fQZk3"}},
    Scene.BUSY: {"status": 429, "body": {"errors": [{"message": "too many requests"}]}},
    Scene.NOWHERE: {
        "status": 400,
        "body": {
            "errors": [{"message": "aletta@voorbeeld.example?", "field": "personalizations.0.to.0.email"}]
        },
    },
    Scene.REFUSED: {"status": 403, "body": {"errors": [{"message": "The from address is not verified"}]}},
    Scene.BROKEN: {"status": 500, "body": "<html>sorry</html>"},
    Scene.SILENT: {"mood": Mood.SILENT},
    Scene.LOST: {"mood": Mood.DROPS},
}
SMTP_SCENES: dict[Scene, dict[str, Any]] = {
    Scene.WORKS: {},
    Scene.BUSY: {"replies": {"RCPT": "451 4.7.1 greylisted, aletta@voorbeeld.example"}},
    Scene.NOWHERE: {"replies": {"RCPT": "550 5.1.1 no aletta@voorbeeld.example here"}},
    Scene.REFUSED: {"replies": {"end": "554 5.7.1 looks like spam to aletta@voorbeeld.example"}},
    Scene.SILENT: {"mood": Mood.SILENT},
    Scene.LOST: {"mood": Mood.DROPS},
}
#: the fakes' own numbers and mailboxes for each scene
FAKE_NUMBERS = {
    Scene.WORKS: "+31612345600",
    Scene.BUSY: "+15005550144",
    Scene.NOWHERE: "+15005550001",
    Scene.STOPPED: "+15005550004",
    Scene.REFUSED: "+15005550145",
    Scene.BROKEN: "+15005550142",
    Scene.SILENT: "+15005550141",
    Scene.LOST: "+15005550143",
}
FAKE_MAILBOXES = {
    Scene.WORKS: "aletta@voorbeeld.example",
    Scene.BUSY: "busy@voorbeeld.example",
    Scene.NOWHERE: "nowhere",
    Scene.REFUSED: "refuse@voorbeeld.example",
    Scene.BROKEN: "broken@voorbeeld.example",
    Scene.SILENT: "silent@voorbeeld.example",
    Scene.LOST: "drop@voorbeeld.example",
}


def twilio_channel(kind, http, url):
    client = connect(SETTINGS.account_sid, "geheim-twilio", http, base=url)
    outgoing = Outgoing(client=client, public_base=PUBLIC, clock=clock)
    return TwilioSms(outgoing=outgoing) if kind is SMS else TwilioWhatsApp(outgoing=outgoing)


def sendgrid_channel(_, http, url):
    return SendGridEmail(http=http, key="geheim-sendgrid", base=url)


def patience(scene, *, moment=0.1):
    """Wait a moment for who is silent, and long enough for all others on a busy machine."""
    return Timeouts(connect=PATIENCE, read=moment if scene is Scene.SILENT else PATIENCE)


def over_http(kind, make, scenes):
    @contextmanager
    def play(scene, _):
        with open_http(patience(scene)) as http:
            if scene is Scene.UNREACHABLE:
                with closed_port() as port:
                    yield Play(make(kind, http, f"http://127.0.0.1:{port}"), message(kind), lambda: 0)
                return
            with rehearsed(**scenes[scene]) as provider:
                # who does not wait for an answer may be ahead of the provider
                yield Play(make(kind, http, provider.url), message(kind), provider.posts_that_came)

    return play


def on_the_fake(kind, make, addresses):
    @contextmanager
    def play(scene, backstage):
        fake = backstage.fake()
        with open_http(patience(scene)) as http:
            to = sent_to(kind, addresses[scene])
            yield Play(make(kind, http, fake.url), to, lambda: hits_of(fake))

    return play


def hits_of(fake):
    fake.wait_for_a_hit()
    return len(fake.history()["hits"])


@contextmanager
def smtp(scene, _):
    def channel(port):
        # who is silent at the end says a lot before: each word of it must come within this time
        waits = patience(scene, moment=2)
        server = MailServer(host="127.0.0.1", port=port, security=Security.NONE, timeouts=waits)
        return SmtpEmail(server=server, clock=clock)

    if scene is Scene.UNREACHABLE:
        with closed_port() as port:
            yield Play(channel(port), message(EMAIL), lambda: 0)
        return
    with rehearsed_smtp(**SMTP_SCENES[scene]) as server:
        yield Play(channel(server.port), message(EMAIL), lambda: len(server.mails))


def outbox(kind):
    @contextmanager
    def play(scene, backstage):
        channel = Outbox(kind, backstage.folder, clock, press=refusing if scene is Scene.REFUSED else None)
        if scene is Scene.BUSY:
            block(backstage.folder / kind)
        to = sent_to(kind, "geen adres") if scene is Scene.NOWHERE else message(kind)
        yield Play(channel, to, lambda: len(list(backstage.folder.glob("*/*"))))

    return play


@contextmanager
def post(scene, backstage):
    folder = backstage.folder
    if scene is Scene.BUSY:
        block(folder / "spool")
    channel = PrintHouse(
        name="drukkerij",
        press=refusing if scene is Scene.REFUSED else lambda _: PDF,
        spool=Spool(folder / "spool"),
        target=folder / "drop",
    )
    letter = message(LETTER)
    if scene is Scene.NOWHERE:
        letter = replace(letter, to=replace(letter.to, address_lines=letter.to.address_lines[:2]))
    yield Play(channel, letter, lambda: len(list((folder / "spool").glob("open/*.json"))))


def block(folder):
    """Put a file where a folder should be, so that nothing can be written there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("no folder")


def refusing(_):
    raise ValueError("the address does not fit the window; shorten it")


NO_LINE = "files on a disk of our own: there is no line that could break"
NO_STOP = "there is nobody whom a debtor could tell to stop"
FILES = {
    Scene.UNREACHABLE: NO_LINE,
    Scene.BROKEN: NO_LINE,
    Scene.SILENT: NO_LINE,
    Scene.LOST: NO_LINE,
    Scene.STOPPED: NO_STOP,
}
NO_CHECK = {Scene.NOWHERE: "a file can be for any number", Scene.REFUSED: "a file can hold any text"}
LATER = {Scene.STOPPED: "SendGrid takes the mail and tells it later, as a dropped event"}
CLEAR = {
    Scene.STOPPED: NO_STOP,
    Scene.BROKEN: "a mail server's reply after the mail is a clear yes, not now or no",
}
SERVED = {Scene.UNREACHABLE: "the fake is there; a closed port needs no fake"}

STAGES = {
    "outbox-sms": Stage(SMS, outbox(SMS), FILES | NO_CHECK),
    "outbox-whatsapp": Stage(WHATSAPP, outbox(WHATSAPP), FILES | NO_CHECK),
    "outbox-email": Stage(EMAIL, outbox(EMAIL), FILES | {Scene.REFUSED: NO_CHECK[Scene.REFUSED]}),
    "outbox-letter": Stage(LETTER, outbox(LETTER), FILES | {Scene.NOWHERE: NO_CHECK[Scene.NOWHERE]}),
    "twilio-sms": Stage(SMS, over_http(SMS, twilio_channel, TWILIO_SCENES), {}),
    "twilio-whatsapp": Stage(WHATSAPP, over_http(WHATSAPP, twilio_channel, TWILIO_SCENES), {}),
    "sendgrid": Stage(EMAIL, over_http(EMAIL, sendgrid_channel, SENDGRID_SCENES), LATER),
    "smtp": Stage(EMAIL, smtp, CLEAR),
    "post": Stage(LETTER, post, FILES),
    "twilio-sms-on-the-fake": Stage(SMS, on_the_fake(SMS, twilio_channel, FAKE_NUMBERS), SERVED),
    "twilio-whatsapp-on-the-fake": Stage(
        WHATSAPP, on_the_fake(WHATSAPP, twilio_channel, FAKE_NUMBERS), SERVED
    ),
    "sendgrid-on-the-fake": Stage(
        EMAIL, on_the_fake(EMAIL, sendgrid_channel, FAKE_MAILBOXES), SERVED | LATER
    ),
}

"""Signed calls of providers, as they come in at our doors."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from channels.fakes.signing import public_text, sign_events, sign_form, signing_key
from channels.sendgrid.webhook import SendGridGuard
from channels.twilio.webhook import FORM, TwilioGuard
from engine.domain.raw_call import RawCall
from tests.builders import NOW

BASE, TOKEN, KEY = "https://contact.example", "geheim", signing_key("proef")
GUARDS = {
    "twilio": TwilioGuard(public_base=BASE, tokens=(TOKEN,)),
    "sendgrid": SendGridGuard(keys=(public_text(KEY),)),
}


@dataclass(frozen=True)
class Post:
    path: str
    content: bytes
    headers: dict[str, str]


def twilio_post(query="m=C-0001-A", token=TOKEN, **form):
    told = {"MessageSid": "SM" + "3c" * 16, "MessageStatus": "delivered", **form}
    path = "/twilio/status" + (f"?{query}" if query else "")
    headers = {"content-type": FORM, "x-twilio-signature": sign_form(BASE + path, told, token=token)}
    return Post(path, urlencode(told).encode(), headers)


def sendgrid_post(*events, at=NOW):
    content, timestamp = json.dumps(events).encode(), str(int(at.timestamp()))
    headers = {
        "x-twilio-email-event-webhook-signature": sign_events(KEY, timestamp, content),
        "x-twilio-email-event-webhook-timestamp": timestamp,
    }
    return Post("/sendgrid/events", content, headers)


def kept(post, at=NOW):
    """Make of a call what the doors keep."""
    path, _, query = post.path.partition("?")
    provider, kind = path.strip("/").split("/")
    return RawCall(
        provider=provider,
        kind=kind,
        received_at=at,
        query=query,
        content_type=post.headers.get("content-type", ""),
        body=post.content,
    )

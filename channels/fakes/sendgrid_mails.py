"""The mails of the fake SendGrid account: what it takes, and which events follow."""

import base64
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC
from functools import partial

from channels.fakes.history import Call, Provider
from channels.fakes.house import FakeHouse
from channels.fakes.numbers import MAIL_WAY, MAIL_WAYS, MAILBOX, MailEvent
from channels.fakes.reports import Step
from channels.fakes.signing import sign_events, signing_key

#: under this name our adapter hands its reference over
REFERENCE = "minnelijk_reference"
SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"


class Mail:
    """A mail/send body, read without trusting its shape."""

    def __init__(self, body: object) -> None:
        self.body: Mapping[str, object] = body if isinstance(body, dict) else {}
        self.envelope = _first(self.body.get("personalizations"))

    @property
    def to(self) -> str:
        """Give the recipient's mailbox."""
        return str(_first(self.envelope.get("to")).get("email", ""))

    @property
    def custom_args(self) -> Mapping[str, object]:
        """Give what comes back with every event."""
        given = self.envelope.get("custom_args")
        return given if isinstance(given, dict) else {}

    def fault(self) -> tuple[str, str] | None:
        """Name the first field that is wrong, with SendGrid's sentence; None: it is taken."""
        sender, content = self.body.get("from"), _first(self.body.get("content"))
        address = sender.get("email", "") if isinstance(sender, dict) else ""
        checks = (
            (MAILBOX.fullmatch(str(address)), "from.email", "The from address is not valid."),
            (self.envelope, "personalizations", "The personalizations field is required."),
            (
                MAILBOX.fullmatch(self.to),
                "personalizations.0.to.0.email",
                "Does not contain a valid address.",
            ),
            (self.body.get("subject"), "subject", "The subject is required."),
            (content.get("value"), "content.0.value", "The content value must be a string of length >= 1."),
        )
        return next(((field, text) for is_right, field, text in checks if not is_right), None)


class FakeMailer:
    """Takes mails and tells what became of them."""

    def __init__(self, house: FakeHouse) -> None:
        self.house = house
        self.key = signing_key(house.settings.signing_word)
        #: what the activity shows, by message id
        self.known: dict[str, dict[str, object]] = {}
        #: the same by the reference that they carry
        self.carrying: defaultdict[str, list[dict[str, object]]] = defaultdict(list)

    def take(self, mail: Mail) -> str:
        """Take a mail, plan its events, and give its message id."""
        message_id = self._id(16)
        self.house.taken(Provider.SENDGRID, message_id, mail.to, str(mail.custom_args.get(REFERENCE, "")))
        known = self._known(mail, message_id)
        self.known[message_id] = known
        self.carrying[str(known["carried"])].append(known)
        if self.house.settings.sendgrid_events_url:
            self.house.reports.plan(self._steps(mail, message_id))
        return message_id

    def activity(self, reference: str | None) -> list[dict[str, object]]:
        """List mails, the newest first; only those that carry a reference when one is asked for."""
        among = list(self.known.values()) if reference is None else self.carrying[reference]
        shown = list(reversed(among))
        return [{name: one[name] for name in one if name not in {"carried", "unique_args"}} for one in shown]

    def one(self, message_id: str) -> dict[str, object] | None:
        """Show one mail with what it carries."""
        return self.known.get(message_id)

    def _known(self, mail: Mail, message_id: str) -> dict[str, object]:
        sender = mail.body.get("from")
        return {
            "from_email": sender.get("email", "") if isinstance(sender, dict) else "",
            "msg_id": message_id,
            "subject": str(mail.body.get("subject", "")),
            "to_email": mail.to,
            "status": "processed",
            "opens_count": 0,
            "clicks_count": 0,
            "last_event_time": self.house.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "carried": str(mail.custom_args.get(REFERENCE, "")),
            "unique_args": json.dumps(dict(mail.custom_args)),
        }

    def _steps(self, mail: Mail, message_id: str) -> list[Step]:
        now, pace = self.house.now(), self.house.settings.pace
        way = MAIL_WAYS.get(mail.to.partition("@")[0], MAIL_WAY)
        return [
            Step(now + pace * number, partial(self._call, mail, message_id, event))
            for number, event in enumerate(way, start=1)
        ]

    def _call(self, mail: Mail, message_id: str, event: MailEvent) -> Call:
        now = int(self.house.now().timestamp())
        told = {
            **mail.custom_args,
            **event.as_json(),
            "email": mail.to,
            "timestamp": now,
            "smtp-id": f"<{message_id}@fake.example>",
            "sg_event_id": self._id(24),
            "sg_message_id": f"{message_id}.recvd-fake-1.0",
        }
        body = json.dumps([told]).encode() + b"\r\n"
        headers = {
            "Content-Type": "application/json",
            SIGNATURE: sign_events(self.key, str(now), body),
            TIMESTAMP: str(now),
        }
        url = self.house.settings.sendgrid_events_url
        return Call(provider=Provider.SENDGRID, url=url, content=body, headers=headers, word=event.event)

    def _id(self, length: int) -> str:
        return base64.urlsafe_b64encode(self.house.rng.randbytes(length)).decode().rstrip("=")


def _first(value: object) -> Mapping[str, object]:
    """Give the first object of a list, or an empty one."""
    first = value[0] if isinstance(value, list) and value else {}
    return first if isinstance(first, dict) else {}

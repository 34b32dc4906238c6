"""The fake Twilio account: the messages that it took, and how they go on their way."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import parse_qs, urlencode

from channels.fakes.history import Call, Provider
from channels.fakes.house import FakeHouse
from channels.fakes.numbers import OUTSIDE_WINDOW, SMS_WAY, WAYS, WHATSAPP_WAY, Way
from channels.fakes.reports import Step
from channels.fakes.signing import sign_form
from channels.fakes.twilio_rules import is_whatsapp, number_of

VERSION = "2010-04-01"
#: how long free text may follow a message of the debtor on WhatsApp
WINDOW = timedelta(hours=24)
STOP_WORDS = frozenset({"STOP", "STOPPEN", "AFMELDEN", "ARRETER", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"})


@dataclass(slots=True, kw_only=True)
class FakeMessage:
    """One message as the account has it; its status changes on the way."""

    sid: str
    form: Mapping[str, str]
    created_at: datetime
    updated_at: datetime
    status: str
    error_code: int = 0
    sent_at: datetime | None = None
    direction: str = "outbound-api"


class FakeAccount:
    """Takes messages, moves them on, and reports where they are."""

    def __init__(self, house: FakeHouse) -> None:
        self.house = house
        self.messages: dict[str, FakeMessage] = {}
        #: the same by what stood in To, so that asking for one number is quick
        self.by_number: defaultdict[str, list[FakeMessage]] = defaultdict(list)
        self.stopped: frozenset[str] = frozenset()
        self.heard_at: dict[str, datetime] = {}

    def take(self, form: Mapping[str, str]) -> FakeMessage:
        """Take a message and plan its way."""
        now = self.house.now()
        status = "accepted" if form.get("MessagingServiceSid") else "queued"
        message = FakeMessage(
            sid=self.house.hex_id("SM"), form=dict(form), created_at=now, updated_at=now, status=status
        )
        self.messages[message.sid] = message
        self.by_number[form.get("To", "")].append(message)
        self.house.taken(Provider.TWILIO, message.sid, form.get("To", ""), reference_of(form))
        self.house.reports.plan(self._steps(message))
        return message

    def hear(self, form: Mapping[str, str], url: str = "") -> None:
        """
        Hear a text from a debtor: it opens the WhatsApp window, and STOP stops everything.

        It stands in the list of messages, and is told to `url` or to the address of the settings.
        """
        now, number = self.house.now(), number_of({"To": form["From"]})
        self.heard_at[number] = now
        opt_out = {}
        if form.get("Body", "").strip().upper() in STOP_WORDS:
            self.stopped |= {number}
            opt_out = {"OptOutType": "STOP"}
        message = FakeMessage(
            sid=self.house.hex_id("SM"),
            form={"NumMedia": "0", **form},
            created_at=now,
            updated_at=now,
            status="received",
            sent_at=now,
            direction="inbound",
        )
        self.messages[message.sid] = message
        self.by_number[form.get("To", "")].append(message)
        if told_to := url or self.house.settings.twilio_inbound_url:
            told = {**message.form, **opt_out, "MessageSid": message.sid, "SmsSid": message.sid}
            told |= {"AccountSid": self.house.settings.account_sid, "ApiVersion": VERSION}
            call = self._signed(told_to, told, "received")
            self.house.reports.plan([Step(now, lambda: call)])

    def _steps(self, message: FakeMessage) -> list[Step]:
        pace = self.house.settings.pace
        return [
            Step(message.created_at + pace * number, partial(self._advance, message, word, code))
            for number, (word, code) in enumerate(self._way(message), start=1)
        ]

    def _way(self, message: FakeMessage) -> Way:
        number = number_of(message.form)
        heard_at = self.heard_at.get(number)
        in_window = heard_at is not None and message.created_at - heard_at < WINDOW
        if is_whatsapp(message.form) and not message.form.get("ContentSid") and not in_window:
            return OUTSIDE_WINDOW
        return WAYS.get(number, WHATSAPP_WAY if is_whatsapp(message.form) else SMS_WAY)

    def _advance(self, message: FakeMessage, word: str, code: int) -> Call | None:
        now = self.house.now()
        message.status, message.error_code, message.updated_at = word, code, now
        message.sent_at = message.sent_at or now
        return self._call(message) if message.form.get("StatusCallback") else None

    def _call(self, message: FakeMessage) -> Call:
        return self._signed(message.form["StatusCallback"], self._report(message), message.status)

    def _signed(self, url: str, form: Mapping[str, str], word: str) -> Call:
        signature = sign_form(url, form, token=self.house.settings.auth_token)
        return Call(
            provider=Provider.TWILIO,
            url=url,
            content=urlencode(form).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature},
            word=word,
        )

    def _report(self, message: FakeMessage) -> dict[str, str]:
        error = {"ErrorCode": str(message.error_code)} if message.error_code else {}
        return {
            "AccountSid": self.house.settings.account_sid,
            "ApiVersion": VERSION,
            "From": message.form.get("From", ""),
            "MessageSid": message.sid,
            "MessageStatus": message.status,
            "SmsSid": message.sid,
            "SmsStatus": message.status,
            "To": message.form.get("To", ""),
            **error,
        }


def reference_of(form: Mapping[str, str]) -> str:
    """Give the reference that the sender put into the callback address; empty when there is none."""
    query = form.get("StatusCallback", "").partition("?")[2]
    return parse_qs(query).get("m", [""])[0]

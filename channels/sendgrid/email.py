"""E-mail through SendGrid."""

from dataclasses import dataclass, field
from http import HTTPStatus

import httpx
import orjson

from channels.sendgrid.errors import as_send_error
from channels.sendgrid.mail import payload
from channels.straight import Answer
from channels.wire import StraightClient, checked_base, without_answer
from engine.domain.message import Message, Receipt
from preferences.channel import ChannelKind

API = "https://api.sendgrid.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendGridEmail:
    """The e-mail channel; `base` is another region (https://api.eu.sendgrid.com) or our own fake."""

    http: StraightClient
    key: str = field(repr=False)
    base: str = API
    kind: ChannelKind = field(default=ChannelKind.EMAIL, init=False)

    def __post_init__(self) -> None:
        checked_base(self.base, setting="sendgrid base address")

    def send(self, message: Message) -> Receipt:
        """Hand one mail to SendGrid, once; whether it arrives is told later by its events."""
        try:
            answer = self.http.hand_over(
                f"{self.base.rstrip('/')}/v3/mail/send",
                orjson.dumps(payload(message)),
                {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
            )
        except httpx.RequestError as error:
            raise without_answer(error, provider="SendGrid", channel=self.kind) from error
        if answer.status_code != HTTPStatus.ACCEPTED:
            # 200 is said of a valid mail that they do not send, and any 2xx by whatever stands in between
            raise as_send_error(answer, channel=self.kind)
        return _receipt(message, answer)


def _receipt(message: Message, answer: Answer) -> Receipt:
    """Note SendGrid's id; it is not in their specification, so our own reference must do without it."""
    provider_ref = answer.headers.get("x-message-id", message.reference)
    return Receipt(reference=message.reference, provider_ref=provider_ref, raw_status=str(answer.status_code))

"""Twilio's calls to us: whether one is Twilio's, and what a status callback says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, parse_qsl

from twilio.request_validator import RequestValidator

from channels.twilio.events import twilio_status
from engine.domain.message import DeliveryEvent
from engine.domain.raw_call import Knock, RawCall

FORM = "application/x-www-form-urlencoded"
SIGNATURE = "x-twilio-signature"


class Fields(dict[str, list[str]]):
    """The fields of a form in the shape that Twilio's own class asks for: a field may come more than once."""

    def getlist(self, name: str) -> list[str]:
        """Give all values of a field."""
        return self[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioGuard:
    """
    Lets in what Twilio signed with one of our tokens, over the address that we told it.

    That address comes from the settings: behind a proxy the request's own is another, and a caller can claim
    any. There is no moment in this signature, so the same call may come again; it is kept once.
    """

    public_base: str
    #: the token of today, and that of before while it is being changed
    tokens: tuple[str, ...] = field(repr=False)

    @property
    def ready(self) -> bool:
        """Say whether there is anything to check a call with; without that nobody comes in."""
        return bool(self.public_base and any(self.tokens))

    def admits(self, knock: Knock) -> bool:
        """Say whether a call is Twilio's."""
        signature = knock.headers.get(SIGNATURE)
        told = _signed_part(knock)
        if not signature or told is None:
            return False
        url = address_of(self.public_base, knock.path, knock.query)
        return any(
            RequestValidator(token).validate(url, told, signature) for token in filter(None, self.tokens)
        )

    def sign(self, path: str, query: str, form: Mapping[str, str]) -> str:
        """Sign a form as Twilio does, for the test at the start."""
        url = address_of(self.public_base, path, query)
        signed: str = RequestValidator(self.tokens[0]).compute_signature(url, form)
        return signed


def address_of(public_base: str, path: str, query: str) -> str:
    """Write the address that was signed."""
    return f"{public_base.rstrip('/')}{path}" + (f"?{query}" if query else "")


def _signed_part(knock: Knock) -> Fields | str | None:
    """Give what the signature is over besides the address: a form's fields, or a body with its own hash."""
    try:
        body = knock.body.decode("utf-8")
        if knock.headers.get("content-type", "").startswith(FORM):
            return fields_of(body)
    except ValueError:
        return None
    # without the hash in the address the signature would say nothing about the body
    return body if "bodySHA256" in parse_qs(knock.query) else None


def fields_of(body: str) -> Fields:
    """Read a form; a field without a value is a field; raises ValueError for text that is no form."""
    fields = Fields()
    for name, value in parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=500):
        fields.setdefault(name, []).append(value)
    return fields


def read_status(call: RawCall) -> tuple[DeliveryEvent, ...]:
    """Read a status callback; raises ValueError when it names no message."""
    form = form_of(call)
    if not (form.get("MessageSid") or form.get("SmsSid")):
        raise ValueError("it names no message (MessageSid)")
    reference = parse_qs(call.query).get("m", [""])[0]
    return (twilio_status(form, call.received_at, reference=reference),)


def form_of(call: RawCall) -> dict[str, str]:
    """Read the fields of a call; raises ValueError when it has none."""
    body = call.body.decode("utf-8")
    if call.content_type.startswith(FORM):
        return {name: values[-1] for name, values in fields_of(body).items()}
    told = json.loads(body)
    if not isinstance(told, dict):
        raise ValueError("it is no form and no table")  # noqa: TRY004 - what came in, not a wrong argument
    return {str(name): str(value) for name, value in told.items()}

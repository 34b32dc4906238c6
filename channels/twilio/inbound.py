"""A text or WhatsApp message to us, as Twilio tells it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import phonenumbers

from channels.naming import words_that_may_name
from channels.twilio.addresses import PREFIX
from channels.twilio.webhook import FORM, form_of
from engine.domain.incoming import Incoming, OptOut
from engine.domain.raw_call import RawCall
from preferences.channel import ChannelKind

#: alone in a message these mean that; Twilio's own words, and those that it is told for the Low Countries
STOP_WORDS = frozenset(
    {
        "STOP",
        "STOPALL",
        "UNSUBSCRIBE",
        "END",
        "QUIT",
        "REVOKE",
        "OPTOUT",
        "CANCEL",
        "STOPPEN",
        "AFMELDEN",
        "ARRETER",
    }
)
START_WORDS = frozenset({"START", "UNSTOP"})
#: Twilio answers nothing for us: what the debtor gets back goes through the rules like everything else
NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def read_inbound(call: RawCall) -> tuple[Incoming, ...]:
    """Read a message; raises ValueError when it has no number of its own or no sender."""
    form = form_of(call)
    sid, sender = form.get("MessageSid") or form.get("SmsSid"), form.get("From", "")
    if not sid or not sender:
        raise ValueError("it is no message: MessageSid or From is missing")
    text = form.get("Body", "")
    message = Incoming(
        key=f"twilio:in:{sid}",
        channel=ChannelKind.WHATSAPP if sender.startswith(PREFIX) else ChannelKind.SMS,
        came_from=_number(sender.removeprefix(PREFIX)),
        text=text,
        received_at=call.received_at,
        opt_out=_opt_out(form.get("OptOutType", ""), text),
        attachments=_count(form.get("NumMedia", "")),
        named=words_that_may_name(text),
    )
    return (message,)


def as_call(one: Any, received_at: datetime) -> RawCall:
    """Write a message of Twilio's list as the call that should have told of it."""
    form = {
        "MessageSid": str(one.sid),
        "From": str(one.from_ or ""),
        "To": str(one.to or ""),
        "Body": str(one.body or ""),
        "NumMedia": str(one.num_media or "0"),
    }
    return RawCall(
        provider="twilio",
        kind="inbound",
        received_at=received_at,
        query="",
        content_type=FORM,
        body=urlencode(form).encode(),
    )


def _opt_out(told: str, text: str) -> OptOut | None:
    """Take Twilio's word, or a message that is such a word alone: in its list only the words stand."""
    word = text.strip().strip(".!").upper()
    if told.upper() == "STOP" or word in STOP_WORDS:
        return OptOut.STOP
    return OptOut.START if told.upper() == "START" or word in START_WORDS else None


def _number(written: str) -> str:
    try:
        number = phonenumbers.parse(written)
    except phonenumbers.NumberParseException:
        return written
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _count(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 4 else 0  # noqa: PLR2004 - at most 10 come

"""
What Twilio's error numbers mean for a contact.

Source of the numbers: twilio.com/docs/api/errors. Twilio's own sentence is never repeated, because it quotes
the phone number.
"""

from http import HTTPStatus

from channels.wire import by_status
from engine.domain.errors import (
    AddressRejected,
    AnswerLost,
    MessageRefused,
    ProviderBusy,
    RecipientStopped,
    SendError,
)
from preferences.channel import ChannelKind

#: Twilio's code -> our error and what to know; a code that is not here is judged by its HTTP status
ERRORS: dict[int, tuple[type[SendError], str]] = {
    # the address
    21211: (AddressRejected, "this is not a phone number"),
    21614: (AddressRejected, "this is not a mobile number"),
    21635: (AddressRejected, "this is a landline"),
    30005: (AddressRejected, "nobody has this number"),
    30006: (AddressRejected, "this is a landline, or its carrier cannot be reached"),
    63003: (AddressRejected, "this WhatsApp address does not exist"),
    63024: (AddressRejected, "this number is not on WhatsApp"),
    # the debtor
    21610: (RecipientStopped, "the debtor sent STOP to this sender"),
    63014: (RecipientStopped, "the debtor blocked this WhatsApp sender"),
    # not now
    20429: (ProviderBusy, "too many requests at once"),
    21611: (ProviderBusy, "this sender has more than ten hours of messages queued"),
    30001: (ProviderBusy, "the queue of this sender is full"),
    63017: (ProviderBusy, "the account sends faster than it may"),
    63018: (ProviderBusy, "this WhatsApp sender sends faster than it may"),
    # the text or the account
    20003: (MessageRefused, "the account or its token is wrong"),
    21408: (MessageRefused, "the account may not send to this country; switch it on in the geo permissions"),
    21612: (MessageRefused, "this sender cannot reach this number; give the creditor another sender"),
    21663: (MessageRefused, "the sender belongs to another region; set the base address of that region"),
    63013: (MessageRefused, "it is against WhatsApp's policy; switch WhatsApp off for this creditor"),
    63016: (MessageRefused, "free text outside the 24-hour window; WhatsApp wants an approved template"),
    63021: (MessageRefused, "WhatsApp does not take this content"),
    63027: (MessageRefused, "this WhatsApp template does not exist in this language"),
    63028: (MessageRefused, "the number of values differs from the WhatsApp template's"),
    # no clear answer
    20500: (AnswerLost, "an error inside Twilio; perhaps the message was sent"),
}


def as_send_error(status: int, code: int | None, *, channel: ChannelKind) -> SendError:
    """Name Twilio's refusal in our words."""
    known = ERRORS.get(code) if code is not None else None
    if known is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return by_status(status)(f"Twilio answered {_seen(status, code)}", channel=channel, code=_code(code))
    named, meaning = known
    return named(f"Twilio {code}: {meaning}", channel=channel, code=_code(code))


def _seen(status: int, code: int | None) -> str:
    return f"HTTP {status}" if code in {None, status} else f"HTTP {status} with error {code}"


def _code(code: int | None) -> str | None:
    return None if code is None else str(code)

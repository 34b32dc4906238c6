"""What SMS and WhatsApp share: one account, where it reports to, and until when a message may leave."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.rest import Client

from channels.twilio.client import Throttled
from channels.twilio.errors import as_send_error
from channels.wire import checked_base, without_answer
from engine.domain.errors import AnswerLost, ProviderBusy
from engine.domain.message import Message, Receipt
from preferences.channel import ChannelKind

#: how long Twilio may keep a message in its queue, in seconds
SHORTEST, LONGEST = 1, 36_000
#: the request itself may take so long (our time-outs, rounded up); Twilio counts from its end
ON_THE_WIRE = timedelta(seconds=15)
#: a sender of this form is a Messaging Service, which picks the number itself
MESSAGING_SERVICE = re.compile("MG[0-9a-fA-F]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """Hands messages to one Twilio account and names what goes wrong."""

    client: Client
    #: our public https address; Twilio reports there what became of a message
    public_base: str
    clock: Callable[[], datetime]

    def __post_init__(self) -> None:
        checked_base(self.public_base, setting="public address")

    def create(self, message: Message, **fields: object) -> Receipt:
        """Create one message at Twilio, once: an unclear answer is never followed by a second try."""
        wanted = {**fields, **self._valid_for(message), "status_callback": self.status_url(message.reference)}
        try:
            created = self.client.messages.create(**wanted)
        except Throttled as error:
            raise _busy(error, message.channel) from error
        except httpx.RequestError as error:
            raise without_answer(error, provider="Twilio", channel=message.channel) from error
        except (TwilioRestException, TwilioServiceException) as error:
            # Twilio's sentence quotes the phone number: it must not come into a log as the cause
            raise as_send_error(error.status, error.code, channel=message.channel) from None
        except (ValueError, AttributeError, TypeError, KeyError) as error:
            raise AnswerLost("Twilio took it with an unreadable answer", channel=message.channel) from error
        if created.to and created.to != wanted["to"]:
            raise AnswerLost("Twilio's answer is about another message", channel=message.channel)
        return _receipt(message, created.sid, created.status)

    def status_url(self, reference: str) -> str:
        """Give the address for Twilio's reports; our reference in it proves that a message was taken."""
        return f"{self.public_base.rstrip('/')}/twilio/status?m={reference}"

    def _valid_for(self, message: Message) -> Mapping[str, int]:
        if message.valid_until is None:
            return {}
        left = int((message.valid_until - self.clock() - ON_THE_WIRE).total_seconds())
        if left < SHORTEST:
            raise ProviderBusy("the allowed hours end before it could leave", channel=message.channel)
        return {"validity_period": min(left, LONGEST)}


def sender_of(message: Message, *, prefix: str = "") -> dict[str, str]:
    """Name the sender in Twilio's fields: a Messaging Service, or a number or name of our own."""
    if MESSAGING_SERVICE.fullmatch(message.sender):
        return {"messaging_service_sid": message.sender}
    return {"from_": message.sender if message.sender.startswith(prefix) else prefix + message.sender}


def _busy(error: Throttled, channel: ChannelKind) -> ProviderBusy:
    return ProviderBusy(str(error), channel=channel, code="429", retry_after=error.seconds)


def _receipt(message: Message, sid: object, status: object) -> Receipt:
    if not sid or not isinstance(sid, str):
        raise AnswerLost("Twilio took it without telling its number", channel=message.channel)
    return Receipt(reference=message.reference, provider_ref=sid, raw_status=str(status or ""))

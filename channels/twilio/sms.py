"""SMS through Twilio."""

from dataclasses import dataclass, field

from channels.twilio.outgoing import Outgoing, sender_of
from engine.domain.message import Message, Receipt
from preferences.channel import ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioSms:
    """The SMS channel."""

    outgoing: Outgoing
    kind: ChannelKind = field(default=ChannelKind.SMS, init=False)

    def send(self, message: Message) -> Receipt:
        """Create one SMS at Twilio, which may replace look-alike punctuation by GSM-7."""
        to, body = message.to.value, message.text.body
        return self.outgoing.create(message, to=to, body=body, smart_encoded=True, **sender_of(message))

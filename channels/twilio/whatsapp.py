"""WhatsApp through Twilio: an approved template, or free text inside the 24-hour window."""

import json
from dataclasses import dataclass, field

from channels.twilio.addresses import PREFIX, address
from channels.twilio.outgoing import Outgoing, sender_of
from engine.domain.message import Message, Receipt
from preferences.channel import ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioWhatsApp:
    """The WhatsApp channel; whether WhatsApp may be used at all is decided before a message comes here."""

    outgoing: Outgoing
    kind: ChannelKind = field(default=ChannelKind.WHATSAPP, init=False)

    def send(self, message: Message) -> Receipt:
        """Create one WhatsApp message at Twilio."""
        sender = sender_of(message, prefix=PREFIX)
        return self.outgoing.create(message, to=address(message.to.value), **sender, **content(message))


def content(message: Message) -> dict[str, str]:
    """Give the approved template with its numbered values; without a template the free text."""
    if not message.provider_template:
        return {"body": message.text.body}
    values = {str(place): value for place, value in enumerate(message.text.variables, start=1)}
    filled = {"content_variables": json.dumps(values, ensure_ascii=False)} if values else {}
    return {"content_sid": message.provider_template, **filled}

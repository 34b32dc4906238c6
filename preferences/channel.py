"""The ways to reach a person."""

from enum import StrEnum, auto


class ChannelKind(StrEnum):
    """A way to send somebody a message."""

    #: a text message on a mobile phone
    SMS = auto()
    #: a mail to a mailbox
    EMAIL = auto()
    #: a WhatsApp message; off until a creditor's policy switch with a recorded reason is on
    WHATSAPP = auto()
    #: a letter on paper, by post
    LETTER = auto()


class ContactKind(StrEnum):
    """A way to approach a person: every channel, and what people do themselves."""

    SMS = auto()
    EMAIL = auto()
    WHATSAPP = auto()
    LETTER = auto()
    #: a phone call by one of our people
    CALL = auto()
    #: a visit by one of our people
    VISIT = auto()


#: what a message through a channel is among all ways to approach a person, and the other way round
CONTACT_BY = {channel: ContactKind(channel.value) for channel in ChannelKind}
CHANNEL_OF = {kind: channel for channel, kind in CONTACT_BY.items()}

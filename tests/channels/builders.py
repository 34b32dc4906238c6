"""Messages for the tests; a test names only what it is about."""

from dataclasses import replace
from datetime import UTC, datetime

from engine.domain.message import Message, Recipient, Text
from preferences.channel import ChannelKind

NOW = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
NAME = "Aletta Voorbeeld"
NUMBER = "+31612345600"
MAILBOX = "aletta@voorbeeld.example"
ADDRESS = (NAME, "Havendijk 156-2", "1231 GF  VOORBEELDSTAD")
#: nothing of these may ever come into a log or an error
PRIVATE = ("Aletta", "Voorbeeld", "31612345600", MAILBOX, "Havendijk", "Dit is een", "herinneringstekst")

WHERE = {
    ChannelKind.SMS: (NUMBER, "+3197010200000"),
    ChannelKind.WHATSAPP: (NUMBER, "+3197010200000"),
    ChannelKind.EMAIL: (MAILBOX, "post@incasso.example"),
    ChannelKind.LETTER: (", ".join(ADDRESS[1:]), ""),
}


def clock():
    return NOW


def message(kind=ChannelKind.SMS, **changes):
    to, sender = WHERE[kind]
    ordinary = Message(
        reference="C-0001-A",
        channel=kind,
        to=Recipient(value=to, name=NAME, address_lines=ADDRESS if kind is ChannelKind.LETTER else ()),
        sender=sender,
        sender_name="Incasso De Brug",
        text=text(kind),
    )
    return replace(ordinary, **changes)


def text(kind, **changes):
    is_mail = kind is ChannelKind.EMAIL
    ordinary = Text(
        channel=kind,
        body="Dit is een herinnering. Wij helpen u graag.",
        subject="Een herinneringstekst" if kind in {ChannelKind.EMAIL, ChannelKind.LETTER} else "",
        html="<p>Dit is een herinnering.</p>" if is_mail else "",
    )
    return replace(ordinary, **changes)


def sent_to(kind, value, **changes):
    ordinary = message(kind, **changes)
    return replace(ordinary, to=replace(ordinary.to, value=value))

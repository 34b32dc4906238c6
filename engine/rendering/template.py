"""One template as it lies on the shelf: what it says in each channel, checked and compiled."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.rendering.about import About
from engine.rendering.compiled import CompiledText
from engine.rendering.dutch import PAPER, PHONE, SCREEN, Style
from engine.rendering.grammar import Asked
from preferences.channel import ChannelKind

FILES: Mapping[str, ChannelKind] = {
    "sms.txt": ChannelKind.SMS,
    "whatsapp.txt": ChannelKind.WHATSAPP,
    "email.txt": ChannelKind.EMAIL,
    "letter.txt": ChannelKind.LETTER,
}
STYLES: Mapping[ChannelKind, Style] = {
    ChannelKind.SMS: PHONE,
    ChannelKind.WHATSAPP: SCREEN,
    ChannelKind.EMAIL: SCREEN,
    ChannelKind.LETTER: PAPER,
}
#: channels whose text begins with a line `Onderwerp: ...`
WITH_SUBJECT = frozenset({ChannelKind.EMAIL, ChannelKind.LETTER})
SUBJECT = "Onderwerp: "


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelText:
    """What a template says in one channel."""

    template: str
    version: str
    channel: ChannelKind
    about: About
    compiled: CompiledText
    #: the words that it uses, those in its parts included
    words: frozenset[str]
    #: those among them that differ from one contact to the next
    contact_words: tuple[str, ...]
    #: words that an `if` asks about, with the constants that they are compared to
    asked: Asked
    #: legal wording that may stand as it is
    locked: tuple[str, ...] = ()
    #: WhatsApp: what each written place holds, in order
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfTemplate:
    """One template in all its channels."""

    name: str
    #: the first 12 characters of the SHA-256 over its files and the parts that it uses
    version: str
    about: About
    texts: Mapping[ChannelKind, ChannelText]


def split_subject(text: str) -> tuple[str, str]:
    """Part a rendered e-mail or letter into its subject and its body."""
    first, _, body = text.partition("\n")
    return first[len(SUBJECT) :].strip(), body.strip()

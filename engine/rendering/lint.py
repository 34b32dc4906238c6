"""What must hold for a template as a whole, beside what each of its texts may say."""

from collections.abc import Iterator, Mapping

from engine.rendering.about import About, ReaderKind
from engine.rendering.b1.locked import LOCKED
from engine.rendering.fault import Fault, nearest
from engine.rendering.grammar import Source, Usage
from engine.rendering.template import SUBJECT, WITH_SUBJECT
from engine.rendering.vocabulary import WORDS
from preferences.channel import ChannelKind

#: what a text for somebody whom we reached by mistake may say: who we are, and nothing of a debtor or case
HARMLESS_WORDS = frozenset(
    {
        "afzender",
        "afzender_adres",
        "afzender_nummer",
        "contact",
        "geschilroute",
        "grote_letters",
        "hulppagina",
    }
    | {"klachtroute", "land", "mail", "portaal", "registratie", "sms_antwoord", "telefoon", "website"}
)


def wrong_shape(channel: ChannelKind, source: Source, usage: Usage) -> Iterator[Fault]:
    """Find what a text of this channel must have and has not."""
    first, _, rest = source.text.partition("\n")
    if channel in WITH_SUBJECT and (not first.startswith(SUBJECT) or "{%" in first or rest[:1] != "\n"):
        what = f"the first line is {SUBJECT}and the subject, and the second one is empty"
        yield Fault(source.file, 1, "there is no subject", what)
    if channel is ChannelKind.WHATSAPP and (usage.asked or usage.loops):
        fix = "write one text with words only, as it was approved"
        yield Fault(source.file, 1, "a WhatsApp text cannot have if or for", fix)
    if not source.text.strip():
        yield Fault(source.file, 1, "this text is empty", "write it, or take the file away")


def wrong_declaration(file: str, about: About, usages: Mapping[str, Usage]) -> Iterator[Fault]:
    """Find words that are used and not declared, or declared and not used."""
    for text, usage in usages.items():
        for word, line in usage.words.items():
            if line and word not in about.words:
                fix = f"add {word} to `words` in {file}"
                yield Fault(text, line, f"the word {word!r} is used and not declared", fix)
    used = {word for usage in usages.values() for word in usage.words}
    for word in sorted(about.words - used):
        fix = "take it away" if word in WORDS else nearest(word, WORDS)
        yield Fault(file, 1, f"the word {word!r} is declared and no text uses it", fix)
    if about.reader is ReaderKind.STRANGER:
        for word in sorted(used - HARMLESS_WORDS):
            what = f"the word {word!r} tells a stranger of somebody else"
            yield Fault(file, 1, what, f"use only {', '.join(sorted(HARMLESS_WORDS))}")
    for name in sorted(about.locked - LOCKED.keys()):
        yield Fault(file, 1, f"there is no legal wording {name!r}", nearest(name, LOCKED))

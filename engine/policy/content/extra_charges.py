"""Charges beside those that a law knows, and that are really asked."""

import re
from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.labels import CHARGES, Label
from engine.policy.content.topics import is_denied

CHARGE = re.compile(rf"\b{CHARGES}\b")
#: a sentence that asks for something
ASKING = re.compile(
    r"\b(?:in rekening|aangerekend|reken\w*|brengen|komen|komt|beta\w+|bij|doorbere\w+|verschuldigd"
    r"|vragen|moet)\b"
)


def extra_charges(content: Content) -> Iterator[str]:
    """Find charges with an amount, or in a sentence that asks for them; none that will not come."""
    for part in content.amounts:
        if part.label is Label.CHARGE and part.amount and not _denied(part.piece.text, part.words):
            yield part.words
    for piece in content.writing.pieces:
        if not piece.amounts and ASKING.search(piece.text):
            found = CHARGE.finditer(piece.text)
            yield from (one.group() for one in found if not is_denied(piece.text, *one.span()))


def _denied(text: str, words: str) -> bool:
    start = text.find(words)
    return start >= 0 and is_denied(text, start, start + len(words))

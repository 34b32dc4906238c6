"""What a word may begin, said in one number: which rules need to look closer at a sentence that holds it."""

from collections.abc import Iterable

from engine.rendering.b1.common import PERSONS, READER
from engine.rendering.b1.denial import TRIGGERS as DENYING
from engine.rendering.b1.moments import MOMENTS
from engine.rendering.b1.nouns import BROUGHT, HALF_PLAIN, ends_as_infinitive, is_abstract, is_deed
from engine.rendering.b1.orders import TRIGGERS as DUTIES
from engine.rendering.b1.stretched import ARTICLES, BETWEEN, HALVES
from engine.rendering.b1.threats import TRIGGERS as THREATS
from engine.rendering.b1.veiled import KEYS
from engine.rendering.b1.verbs import WORDEN

PASSIVE, DENIAL, OLD, MOMENT, DUTY, ARTICLE, BEFORE_NOUN, HALF, THREAT, VEILED, TO_READER, NUMBER = (
    1 << bit for bit in range(12)
)
#: what a deed as a noun is seen by: the deed itself, or two of these together
DEED, VAN, ABSTRACT, HET, INFINITIVE = (1 << bit for bit in range(12, 17))
#: words that are counted or whose places matter: the highest, so that all others can be passed by at once
PERSON, LISTED, UNCOMMON = (1 << bit for bit in range(17, 20))
PLACED = PERSON
#: the first words of old grammar: ten overvloede, ter verkrijging
OLD_WORDS = frozenset({"ten", "ter"})


def _marked(*kinds: tuple[int, Iterable[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, words in kinds:
        for word in words:
            found[word] = found.get(word, 0) | kind
    return found


MARKS = _marked(
    (PASSIVE, WORDEN | {"door"}),
    (DENIAL, DENYING),
    (OLD, OLD_WORDS),
    (MOMENT, MOMENTS),
    (DUTY, DUTIES),
    (ARTICLE, ARTICLES),
    (BEFORE_NOUN, BETWEEN),
    (HALF, HALVES),
    (THREAT, THREATS),
    (VEILED, KEYS),
    (TO_READER, READER),
    (PERSON, PERSONS),
    (VAN, {"van"}),
    (HET, {"het"}),
)


def marks_of(word: str) -> int:
    """Put the kinds of one word into one number; those of a sentence are all of its words' together."""
    marks = MARKS.get(word, 0)
    if word in BROUGHT or is_deed(word):
        marks |= DEED
    elif word in HALF_PLAIN or is_abstract(word):
        marks |= ABSTRACT
    elif ends_as_infinitive(word):
        marks |= INFINITIVE
    return marks | NUMBER if word[0].isdigit() else marks

"""What the words of a sentence may begin, seen in one look at each word: which rules need to look closer."""

from collections.abc import Iterable

from engine.rendering.b1.common import READER
from engine.rendering.b1.denial import TRIGGERS as DENYING
from engine.rendering.b1.moments import MOMENTS
from engine.rendering.b1.orders import TRIGGERS as DUTIES
from engine.rendering.b1.spoken import Spoken
from engine.rendering.b1.stretched import ARTICLES, BETWEEN, HALVES
from engine.rendering.b1.threats import TRIGGERS as THREATS
from engine.rendering.b1.veiled import KEYS
from engine.rendering.b1.verbs import WORDEN

PASSIVE, DENIAL, OLD, MOMENT, DUTY, ARTICLE, BEFORE_NOUN, HALF, THREAT, TO_READER = (
    1 << bit for bit in range(10)
)
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
    (THREAT, THREATS | KEYS),
    (TO_READER, READER),
)


def marks_of(spoken: Spoken) -> int:
    """Put the kinds of all words of a sentence into one number."""
    marks, get = 0, MARKS.get
    for word in spoken.different:
        marks |= get(word, 0)
    return marks

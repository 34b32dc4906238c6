"""Too much of a thing: what may stand once in a text and makes it hard when it is the rule."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.rendering.b1.finding import Finding, Level
from engine.rendering.b1.judged import Judged
from engine.rendering.b1.sentences import PROSE, Sentence


class Bound(NamedTuple):
    """From how many on, and from which share of the sentences, something is too much."""

    fewest: int
    share: float
    said: str


#: rule -> when it is too much; a short text on a phone has had enough of one less
TOO_MUCH: Mapping[str, Bound] = {
    "passive": Bound(3, 0.5, "lijdende zinnen; zeg in de meeste zinnen wie wat doet"),
    "double-negation": Bound(2, 0.3, "dubbele ontkenningen; zeg wat wél zo is"),
    "rare-word": Bound(4, 0.6, "moeilijke woorden; kies gewone woorden"),
}
#: from how many places on, and with fewer words than this to each, a text is hard all over
MANY, WORDS_TO_EACH = 5, 9
MANY_ON_PHONE = 3


def dense(
    read: Sequence[Sentence], judged: Sequence[Judged], long: Sequence[Finding], *, on_phone: bool
) -> Iterator[Finding]:
    """Find what is too much in the text as a whole; it is told at the first place of its kind."""
    places = list(long) + [
        hit.at(one)
        for one, of in zip(read, judged, strict=True)
        for hit in of.hits
        if hit.level is Level.WARN
    ]
    if len(places) < (enough := min(bound.fewest for bound in TOO_MUCH.values()) - on_phone):
        return
    said = [one for one in read if one.shape in PROSE]
    counts = Counter(finding.rule for finding in places)
    for rule, bound in TOO_MUCH.items():
        if counts[rule] >= max(enough, bound.fewest - on_phone) and counts[rule] > bound.share * len(said):
            first = next(finding for finding in places if finding.rule == rule)
            yield _finding(first, f"{counts[rule]} {bound.said}")
    words = sum(one.words for one in said)
    if len(places) >= (MANY_ON_PHONE if on_phone else MANY) and len(places) * WORDS_TO_EACH > words:
        yield _finding(places[0], f"{len(places)} moeilijke plekken in {words} woorden; schrijf het opnieuw")


def _finding(first: Finding, advice: str) -> Finding:
    return Finding("dense", Level.FAIL, first.line, first.column, first.text, advice)

"""Sentences that are hard by how they are built: passive, stretched, twice denied, made of nouns."""

from collections.abc import Iterator, Mapping

from engine.rendering.b1.common import listed
from engine.rendering.b1.denial import denied_twice
from engine.rendering.b1.finding import Level
from engine.rendering.b1.marks import (
    ABSTRACT,
    ARTICLE,
    BEFORE_NOUN,
    DEED,
    DENIAL,
    DUTY,
    HALF,
    HET,
    INFINITIVE,
    MOMENT,
    NUMBER,
    OLD,
    PASSIVE,
    VAN,
)
from engine.rendering.b1.moments import vague_moments
from engine.rendering.b1.nouns import ING, OF_QUALITY, noun_style
from engine.rendering.b1.numbers import many_numbers
from engine.rendering.b1.orders import nobodys_orders
from engine.rendering.b1.spoken import Hit, Spoken
from engine.rendering.b1.stretched import WIDEST_GAP, inside, stretched
from engine.rendering.b1.tangled import tangled
from engine.rendering.b1.verbs import MODAL, WORDEN, is_participle

#: words of old grammar that stand before a noun, and what follows them in plain Dutch
FROZEN: Mapping[str, frozenset[str]] = {
    "ten": listed("""
        eerste tweede derde vierde vijfde minste slotte noorden oosten zuiden westen onrechte laatste
    """),
    "ter": listed("wereld plekke beschikking"),
}
#: what is looked for word by word
EARLY = PASSIVE | DENIAL | OLD | MOMENT | DUTY
#: what may be part of a deed as a noun, and marks that say something together
DEEDS, VERB_AS_NOUN, QUALITY_OF = DEED | HET | ABSTRACT, HET | INFINITIVE, VAN | ABSTRACT
BEFORE = ARTICLE | BEFORE_NOUN
FROZEN_ADVICE = "schrijf het als een gewone zin: ter betaling → om te betalen"
#: with `door` these make a passive too
BEEN = frozenset({"is", "zijn", "was", "waren", "bent", "ben", "geweest"})
PASSIVE_ADVICE = "zeg wie het doet: wij sturen …, u betaalt …"


def constructions(spoken: Spoken, marks: int) -> list[Hit]:
    """Find everything of this kind in one sentence; `marks` tells which rules need to look."""
    found: list[Hit] = []
    if marks & EARLY:
        found += _by_mark(spoken, marks)
    if marks & DEEDS and _may_hold_deeds(spoken, marks):
        found += noun_style(spoken)
    if marks & BEFORE == BEFORE:
        found += inside(spoken)
    if len(spoken.words) > WIDEST_GAP:
        if marks & HALF:
            found += stretched(spoken)
        if marks & NUMBER:
            found += many_numbers(spoken)
        found += tangled(spoken)
    return found


def _may_hold_deeds(spoken: Spoken, marks: int) -> bool:
    if marks & DEED or marks & VERB_AS_NOUN == VERB_AS_NOUN:
        return True
    if marks & QUALITY_OF != QUALITY_OF:
        return False
    text = spoken.sentence.masked
    return bool(marks & HET) or ING in text or OF_QUALITY.search(text) is not None


def _by_mark(spoken: Spoken, marks: int) -> Iterator[Hit]:
    if marks & PASSIVE:
        yield from _passive(spoken)
    if marks & DENIAL:
        yield from denied_twice(spoken)
    if marks & OLD:
        yield from _frozen(spoken)
    if marks & MOMENT:
        yield from vague_moments(spoken)
    if marks & DUTY:
        yield from nobodys_orders(spoken)


def _passive(spoken: Spoken) -> Iterator[Hit]:
    """Find a form of worden with a participle, or of zijn with a participle and `door`."""
    words = spoken.words
    by = "door" in words
    for at, word in enumerate(words):
        if word in WORDEN or (by and word in BEEN):
            done = _participle_near(spoken, at)
            if done is not None:
                yield spoken.hit("passive", Level.WARN, min(at, done), max(at, done), PASSIVE_ADVICE)
                return


def _participle_near(spoken: Spoken, at: int) -> int | None:
    """Find the participle that goes with a verb: the first after it, else the one just before it."""
    words = spoken.words
    after = next(
        (here for here in range(at + 1, len(words)) if is_participle(words[here], after_worden=True)), None
    )
    if after is not None:
        return after
    before = at - 2 if at > 1 and words[at - 1] in MODAL else at - 1
    if before < 0 or not spoken.joined(before, at):
        return None
    return before if is_participle(words[before], after_worden=words[at] in WORDEN) else None


def _frozen(spoken: Spoken) -> Iterator[Hit]:
    """Find a piece of old grammar: ten overvloede, ter verkrijging van."""
    words = spoken.words
    for at in range(len(words) - 1):
        plain = FROZEN.get(words[at])
        if plain is not None and words[at + 1] not in plain and words[at + 1].isalpha():
            yield spoken.hit("jargon", Level.FAIL, at, at + 1, FROZEN_ADVICE)

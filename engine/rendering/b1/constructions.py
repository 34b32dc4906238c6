"""Sentences that are hard by how they are built: passive, stretched, twice denied, made of nouns."""

from collections.abc import Iterator, Mapping

from engine.rendering.b1.common import listed
from engine.rendering.b1.denial import TRIGGERS as DENYING
from engine.rendering.b1.denial import denied_twice
from engine.rendering.b1.finding import Level
from engine.rendering.b1.moments import MOMENTS, vague_moments
from engine.rendering.b1.nouns import may_hold_deeds, noun_style
from engine.rendering.b1.numbers import many_numbers
from engine.rendering.b1.orders import TRIGGERS, nobodys_orders
from engine.rendering.b1.spoken import Hit, Spoken
from engine.rendering.b1.stretched import ARTICLES, BETWEEN, HALVES, WIDEST_GAP, inside, stretched
from engine.rendering.b1.tangled import tangled
from engine.rendering.b1.verbs import MODAL, WORDEN, is_participle

#: words of old grammar that stand before a noun, and what follows them in plain Dutch
FROZEN: Mapping[str, frozenset[str]] = {
    "ten": listed("""
        eerste tweede derde vierde vijfde minste slotte noorden oosten zuiden westen onrechte laatste
    """),
    "ter": listed("wereld plekke beschikking"),
}
FROZEN_ADVICE = "schrijf het als een gewone zin: ter betaling → om te betalen"
#: with `door` these make a passive too
BEEN = frozenset({"is", "zijn", "was", "waren", "bent", "ben", "geweest"})
PASSIVE_ADVICE = "zeg wie het doet: wij sturen …, u betaalt …"


def constructions(spoken: Spoken) -> Iterator[Hit]:
    """Find everything of this kind in one sentence; most sentences hold none of the words that begin one."""
    found = spoken.different
    if not found.isdisjoint(WORDEN) or "door" in found:
        yield from _passive(spoken)
    if not found.isdisjoint(DENYING):
        yield from denied_twice(spoken)
    if not found.isdisjoint(FROZEN):
        yield from _frozen(spoken)
    if not found.isdisjoint(MOMENTS):
        yield from vague_moments(spoken)
    if not found.isdisjoint(TRIGGERS):
        yield from nobodys_orders(spoken)
    if may_hold_deeds(spoken):
        yield from noun_style(spoken)
    yield from _far_apart(spoken)


def _far_apart(spoken: Spoken) -> Iterator[Hit]:
    """Find what only a longer sentence can have too much of between its parts."""
    if not (spoken.different.isdisjoint(ARTICLES) or spoken.different.isdisjoint(BETWEEN)):
        yield from inside(spoken)
    if len(spoken.words) <= WIDEST_GAP:
        return
    if not spoken.different.isdisjoint(HALVES):
        yield from stretched(spoken)
    yield from many_numbers(spoken)
    yield from tangled(spoken)


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

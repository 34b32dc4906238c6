"""What can be counted in a text: the figures from which the score is made."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from math import sqrt
from typing import NamedTuple

from engine.rendering.b1.common import PERSONS
from engine.rendering.b1.spoken import Spoken
from engine.rendering.b1.verbs import WORDEN, is_participle

#: signs that interrupt a sentence, beside the comma
ASIDE = "(;/|"
#: what a text without a single content word counts as
MIDDLING = 4.5
LONG_SENTENCE = 20


class Tally(NamedTuple):
    """What was counted in one sentence."""

    length: int
    words: int
    content: int
    #: the sum of the zipf values of the content words
    zipf: float
    persons: int
    passive: bool
    commas: int
    asides: int
    #: terms of the jargon list
    terms: int


#: of a sentence that the score leaves out
UNCOUNTED = Tally(0, 0, 0, 0.0, persons=0, passive=False, commas=0, asides=0, terms=0)


def tally_of(one: Spoken, terms: int, content: int, zipf: float) -> Tally:
    """Count one sentence; `content` and `zipf`: how many content words, and the sum of their values."""
    words, text = one.words, one.sentence.masked
    passive = not WORDEN.isdisjoint(one.different) and any(map(is_participle, words))
    commas, asides = text.count(","), sum(map(text.count, ASIDE))
    persons = sum(map(PERSONS.__contains__, words))
    return Tally(
        one.sentence.words,
        len(words),
        content,
        zipf,
        persons,
        passive,
        commas,
        asides,
        terms,
    )


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of one text; a higher one is harder, except for `frequency` and `persons`."""

    #: words in a sentence: the root of the mean square, in which long ones weigh more
    length: float
    #: share of sentences above twenty words
    long: float
    #: mean zipf value of the content words
    frequency: float
    #: a sentence, each: passives, commas, brackets and the like
    passives: float
    commas: float
    asides: float
    #: share of words that mean the reader or the writer
    persons: float
    #: terms of the jargon list in ten words
    jargon: float

    @classmethod
    def of(cls, tallies: Iterable[Tally]) -> "Measures":
        """Put the sentences of a text together."""
        counted = [one for one in tallies if one.length]
        if not counted:
            return cls(0, 0, MIDDLING, 0, 0, 0, 0, 0)
        number = len(counted)
        lengths = [one.length for one in counted]
        words = sum(one.words for one in counted) or 1
        content = sum(one.content for one in counted)
        return cls(
            length=sqrt(sum(length * length for length in lengths) / number),
            long=sum(length > LONG_SENTENCE for length in lengths) / number,
            frequency=sum(one.zipf for one in counted) / content if content else MIDDLING,
            passives=sum(one.passive for one in counted) / number,
            commas=sum(one.commas for one in counted) / number,
            asides=sum(one.asides for one in counted) / number,
            persons=sum(one.persons for one in counted) / words,
            jargon=10 * sum(one.terms for one in counted) / sum(lengths),
        )

    def values(self) -> tuple[float, ...]:
        """Give the figures in the order of `NAMES`."""
        return astuple(self)


NAMES = tuple(field.name for field in fields(Measures))

"""What can be counted in a text: the figures from which the score is made."""

import re
from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

from engine.rendering.b1.marks import PASSIVE
from engine.rendering.b1.spoken import Spoken
from engine.rendering.b1.verbs import WORDEN, is_participle
from engine.rendering.b1.wordbook import Glance

#: signs that interrupt a sentence, beside the comma
ASIDE = re.compile(r"[(;/|]")
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


def tally_of(one: Spoken, seen: Glance, terms: int) -> Tally:
    """Count one sentence of which the words were seen."""
    words, text = one.words, one.sentence.masked
    passive = bool(seen.marks & PASSIVE) and not WORDEN.isdisjoint(words) and any(map(is_participle, words))
    return Tally(
        one.sentence.words,
        len(words),
        seen.content,
        seen.zipf,
        seen.persons,
        passive,
        text.count(","),
        len(ASIDE.findall(text)),
        terms,
    )


class Measures(NamedTuple):
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
        lengths, words, content, zipf, persons, passive, commas, asides, terms = zip(*counted, strict=True)
        return cls(
            length=sqrt(sum(length * length for length in lengths) / number),
            long=sum(length > LONG_SENTENCE for length in lengths) / number,
            frequency=sum(zipf) / sum(content) if any(content) else MIDDLING,
            passives=sum(passive) / number,
            commas=sum(commas) / number,
            asides=sum(asides) / number,
            persons=sum(persons) / (sum(words) or 1),
            jargon=10 * sum(terms) / sum(lengths),
        )


NAMES = Measures._fields

"""
Every word as the rules see it: what may begin with it, how common it is, whether it is hard by itself.

All that is known of words is known when the lists are read. A word that no list has is looked at each time
that it comes by: nothing of a text is ever kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.rendering.b1.common import KNOWN, SMALL_WORDS
from engine.rendering.b1.frequency import COMMON_PART, EVERYDAY, Frequencies
from engine.rendering.b1.jargon import JargonList
from engine.rendering.b1.looks import by_look, is_bookish, is_english
from engine.rendering.b1.marks import LISTED, MARKS, NUMBER, PERSON, PLACED, UNCOMMON, marks_of

#: rarer than once in a million words is rare, unless both parts of a compound are common
RARE = 3.0
#: a word of Latin, or one for a quality, is hard before it is that rare
RARE_BOOKISH = 3.6
#: and so is one of English, up to where everybody uses it
RARE_ENGLISH = EVERYDAY
#: a shorter word is no compound of a term
LONG_WORD = 11
SHORTEST_RARE = 6
#: a word of so many letters is hard to read whatever it is made of
ENDLESS = 20
EURO = "€"


class Uncommon(NamedTuple):
    """What is against a word that is no everyday one."""

    #: long, and not in the lists as it stands: a compound, perhaps of a term
    unknown: bool
    #: rule and advice for a word that is hard by its look
    look: tuple[str, str] | None
    #: few people know it
    strange: bool


#: what one word brings into its sentence: its marks (engine.rendering.b1.marks), how common it is, where a
#: small word and a number count as nothing, and what is against it; a plain tuple, for that is opened fastest
Look = tuple[int, float, Uncommon | None]
#: of a word of figures only
A_NUMBER: Look = (NUMBER, 0.0, None)


class Glance(NamedTuple):
    """What the words of a sentence bring into it together."""

    marks: int
    #: how many words say something, and the sum of their zipf values
    content: int
    zipf: float
    #: how many mean the reader or the writer
    persons: int
    #: the places of words with which a term of the list may begin
    listed: list[int]
    #: the places of words that may be hard, and what is against them
    uncommon: list[tuple[int, Uncommon]]


@dataclass(frozen=True, slots=True)
class Wordbook:
    """The common words and those of our own lists; what is in no list is looked at whenever it comes."""

    jargon: JargonList
    frequencies: Frequencies
    looks: Mapping[str, Look]

    @classmethod
    def of(cls, jargon: JargonList, frequencies: Frequencies) -> "Wordbook":
        """Look at all words that a text is likely to hold; most of them look the same."""
        common = (word for word, value in frequencies.zipf.items() if value >= COMMON_PART)
        empty = cls(jargon, frequencies, {})
        same: dict[Look, Look] = {}
        looks: dict[str, Look] = {}
        for word in {*common, *SMALL_WORDS, *KNOWN, *MARKS, *jargon.begins, EURO}:
            look = empty.look(word)
            looks[word] = same.setdefault(look, look)
        return cls(jargon, frequencies, looks)

    def glances(self, sentences: Iterable[Sequence[str]]) -> list[Glance]:
        """Look once at every word of some sentences; what the book does not have is known for that long."""
        met: dict[str, Look] = {}
        return [self._glance(words, met) for words in sentences]

    def _glance(self, words: Sequence[str], met: dict[str, Look]) -> Glance:
        known = self.looks.get
        marks, content, persons, total = 0, 0, 0, 0.0
        listed: list[int] = []
        uncommon: list[tuple[int, Uncommon]] = []
        for at, word in enumerate(words):
            these, zipf, against = known(word) or met.get(word) or self._meet(word, met)
            marks |= these
            if zipf:
                content += 1
                total += zipf
            if these >= PLACED:
                if these & LISTED:
                    listed.append(at)
                if these & PERSON:
                    persons += 1
                if against:
                    uncommon.append((at, against))
        return Glance(marks, content, total, persons, listed, uncommon)

    def _meet(self, word: str, met: dict[str, Look]) -> Look:
        look = met[word] = self.look(word)
        return look

    def look(self, word: str) -> Look:
        """Look at one word in small letters, whether the book has it or not."""
        if word.isdecimal():
            return A_NUMBER
        marks = marks_of(word) | (LISTED if self.jargon.may_begin(word) else 0)
        if word in SMALL_WORDS or not word.isalpha():
            return marks, 0.0, None
        value = self.frequencies.zipf.get(word, 0.0)
        unknown = value < COMMON_PART and len(word) >= LONG_WORD
        if value < COMMON_PART:
            value = self.frequencies.of(word)
        look = by_look(word) if value < EVERYDAY else None
        strange = value < EVERYDAY and word not in KNOWN and _is_rare(word, value)
        if unknown or look or strange:
            return marks | UNCOMMON, value, Uncommon(unknown, look, strange)
        return marks, value, None


def _is_rare(word: str, value: float) -> bool:
    """Say whether a word is rare for what it looks like: English and Latin sooner than everyday Dutch."""
    if is_english(word) or len(word) >= ENDLESS:
        return True
    return len(word) >= SHORTEST_RARE and (value < RARE or (value < RARE_BOOKISH and is_bookish(word)))

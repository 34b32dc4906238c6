"""One sentence as the rules see it: its words in small letters, each with its place."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from engine.rendering.b1.finding import Finding, Level
from engine.rendering.b1.jargon import TOKEN
from engine.rendering.b1.sentences import Sentence

SHOWN = 60
#: signs that may stand behind a word, and those that part a sentence
BEHIND = frozenset(".,?!:;")
BREAK = re.compile("[,;:()\u2013]")


class Spoken:
    """A sentence with its words; where each begins and ends in its text is only looked up when asked."""

    __slots__ = ("_breaks", "_different", "_spans", "_unbroken", "sentence", "words")

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        small = sentence.masked.lower()
        same = len(small) == len(sentence.masked)
        self.words = tuple(_words(small)) if same else _small_words(sentence.masked)
        self._different: frozenset[str] | None = None
        self._spans: list[tuple[int, int]] | None = None
        self._unbroken: bool | None = None
        self._breaks: tuple[int, ...] | None = None

    @property
    def different(self) -> frozenset[str]:
        """Give each word once: many rules look first whether they have anything to look at."""
        if self._different is None:
            self._different = frozenset(self.words)
        return self._different

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Give the place of the first sign of each word, and the place after its last one."""
        if self._spans is None:
            self._spans = [match.span() for match in TOKEN.finditer(self.sentence.masked)]
        return self._spans

    def hit(self, rule: str, level: Level, first: int, last: int, advice: str) -> "Hit":
        """Say something about the words from one up to and with another."""
        return Hit(rule, level, self.spans[first][0], self.spans[last][1], advice)

    def reads(self, written: str, at: int) -> bool:
        """Say whether the text goes on as `written` from a word on; every text goes on as an empty one."""
        return not written or self.sentence.text.startswith(written, self.spans[at][0])

    @property
    def unbroken(self) -> bool:
        """Say whether no comma, colon or bracket stands in the sentence at all."""
        if self._unbroken is None:
            self._unbroken = BREAK.search(self.sentence.text) is None
        return self._unbroken

    @property
    def breaks(self) -> tuple[int, ...]:
        """Give the words behind which a comma, colon or bracket stands."""
        if self._breaks is None:
            self._breaks = () if self.unbroken else tuple(self._places_of_breaks())
        return self._breaks

    def joined(self, first: int, last: int) -> bool:
        """Say whether no comma, colon or bracket stands from one word up to another."""
        if self.unbroken:
            return True
        if last == first + 1:
            return first not in self.breaks
        return BREAK.search(self.sentence.text, self.spans[first][1], self.spans[last][0]) is None

    def comma(self, at: int) -> bool:
        """Say whether a comma and nothing else parts a word from the next one."""
        return (
            at in self.breaks and self.sentence.text[self.spans[at][1] : self.spans[at + 1][0]].strip() == ","
        )

    def _places_of_breaks(self) -> Iterator[int]:
        text = self.sentence.text
        for at, ((_, end), (start, _)) in enumerate(pairwise(self.spans)):
            if text[end:start] != " " and BREAK.search(text, end, start):
                yield at


def _words(small: str) -> Iterator[str]:
    """Give the words of a text; most stand between spaces as they are, or with one sign behind them."""
    for piece in small.split():
        if piece.isalpha():
            yield piece
        elif piece[-1] in BEHIND and piece[:-1].isalpha():
            yield piece[:-1]
        else:
            yield from TOKEN.findall(piece)


def _small_words(text: str) -> tuple[str, ...]:
    """Give the words of a text of which some letters grow when they are made small."""
    return tuple([word.lower() for word in TOKEN.findall(text)])


class Hit(NamedTuple):
    """Something found in a sentence, from one sign of it up to another."""

    rule: str
    level: Level
    start: int
    end: int
    advice: str

    def at(self, sentence: Sentence) -> Finding:
        """Tell it with its place in the whole text."""
        line, column = sentence.place(self.start)
        return Finding(
            self.rule, self.level, line, column, shown(sentence.text[self.start : self.end]), self.advice
        )


def shown(text: str) -> str:
    """Quote at most so much of a text."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"

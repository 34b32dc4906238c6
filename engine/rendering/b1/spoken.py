"""One sentence as the rules see it: its words in small letters, each with its place."""

from functools import cached_property
from typing import NamedTuple

from engine.rendering.b1.finding import Finding, Level
from engine.rendering.b1.jargon import TOKEN
from engine.rendering.b1.sentences import Sentence

SHOWN = 60


class Spoken:
    """A sentence with its words; where each begins and ends in its text is only looked up when asked."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.words = tuple([word.lower() for word in TOKEN.findall(sentence.masked)])

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in TOKEN.finditer(self.sentence.masked)]

    @cached_property
    def starts(self) -> list[int]:
        """Give the place of the first sign of each word."""
        return [start for start, _ in self._spans]

    @cached_property
    def ends(self) -> list[int]:
        """Give the place after the last sign of each word."""
        return [end for _, end in self._spans]

    def hit(self, rule: str, level: Level, first: int, last: int, advice: str) -> "Hit":
        """Say something about the words from one up to and with another."""
        return Hit(rule, level, self.starts[first], self.ends[last], advice)

    def reads(self, written: str, at: int) -> bool:
        """Say whether the text goes on as `written` from a word on; every text goes on as an empty one."""
        return not written or self.sentence.text.startswith(written, self.starts[at])

    def joined(self, first: int, last: int) -> bool:
        """Say whether no comma, colon or bracket stands between two words."""
        between = self.sentence.text[self.ends[first] : self.starts[last]]
        return not any(sign in between for sign in ",;:()\u2013")


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

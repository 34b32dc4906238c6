"""One sentence as the rules see it: its words in small letters, each with its place."""

from dataclasses import dataclass
from typing import NamedTuple

from engine.rendering.b1.finding import Finding, Level
from engine.rendering.b1.jargon import TOKEN
from engine.rendering.b1.sentences import Sentence

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with its words; where each begins and ends in the text of the sentence."""

    sentence: Sentence
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, sentence: Sentence) -> "Spoken":
        """Cut a sentence into words."""
        found = [
            (match.group().lower(), match.start(), match.end()) for match in TOKEN.finditer(sentence.masked)
        ]
        words, starts, ends = zip(*found, strict=True) if found else ((), (), ())
        return cls(sentence, words, starts, ends)

    def hit(self, rule: str, level: Level, first: int, last: int, advice: str) -> "Hit":
        """Say something about the words from one up to and with another."""
        return Hit(rule, level, self.starts[first], self.ends[last], advice)

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

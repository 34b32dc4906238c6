"""
Reads a text as a check: short sentences, no jargon.

The hard rules of readability.md 4 that need no corpus. What it says is an indication that a text can be read
at level B1; it is no proof of it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.rendering.b1.finding import NOTHING_FOUND, Finding, Level, Reading
from engine.rendering.b1.jargon import JargonList
from engine.rendering.b1.sentences import Sentence, Shape, sentences
from preferences.channel import ChannelKind

#: at most so many words in a sentence; a phone shows less at once
LONGEST: Mapping[ChannelKind, int] = {
    ChannelKind.SMS: 20,
    ChannelKind.WHATSAPP: 20,
    ChannelKind.EMAIL: 25,
    ChannelKind.LETTER: 25,
}
#: from so many words on a sentence is better split
LONG = 16
#: at most so many words in a sentence on average, and from how many sentences an average says anything
LONGEST_MEAN, ENOUGH_SENTENCES = 15, 5
SHOWN = 60
#: takes the place of legal wording: no letter, so no word
MASK = "·"


@dataclass(frozen=True, slots=True)
class Reader:
    """Checks texts in our light markup against the list and the bounds."""

    jargon: JargonList

    def judge(self, text: str, kind: ChannelKind, locked: Collection[str] = ()) -> Reading:
        """Check a whole text; `locked` is legal wording whose words may stand as they are."""
        read = list(sentences(text))
        findings = [*_too_long(read, kind), *_long_on_average(read), *self._stiff_words(text, locked)]
        return Reading.of(sorted(findings, key=lambda finding: (finding.line, finding.column)))

    def judge_lines(self, lines: Sequence[str], kind: ChannelKind, locked: Collection[str] = ()) -> Reading:
        """Check single lines of a text whose other lines were checked before."""
        text = "\n".join(lines)
        return Reading.of([*_too_long(sentences(text), kind), *self._stiff_words(text, locked)])

    def judge_words(self, lines: Sequence[str], locked: Collection[str] = ()) -> Reading:
        """Check only the words of single lines, whose sentences are known to be short."""
        text = "\n".join(lines)
        if self.jargon.is_free_of(text):
            return NOTHING_FOUND
        return Reading.of(list(self._stiff_words(text, locked)))

    def _stiff_words(self, text: str, locked: Collection[str]) -> Iterator[Finding]:
        for phrase in locked:
            text = re.sub(re.escape(phrase), MASK * len(phrase), text, flags=re.IGNORECASE)
        for number, line in enumerate(text.split("\n"), start=1):
            yield from self.jargon.find(line, line=number)


def _too_long(read: Iterator[Sentence] | Sequence[Sentence], kind: ChannelKind) -> Iterator[Finding]:
    most = LONGEST[kind]
    for sentence in read:
        if sentence.words < LONG or sentence.shape is Shape.GREETING:
            continue
        level = Level.FAIL if sentence.words > most else Level.WARN
        advice = f"split this sentence of {sentence.words} words; at most {most}, better {LONG - 1}"
        yield Finding("sentence-length", level, sentence.line, sentence.column, _shown(sentence.text), advice)


def _long_on_average(read: Sequence[Sentence]) -> Iterator[Finding]:
    counted = [sentence.words for sentence in read if sentence.counts]
    if len(counted) >= ENOUGH_SENTENCES and sum(counted) > LONGEST_MEAN * len(counted):
        mean = sum(counted) / len(counted)
        advice = f"write shorter sentences: at most {LONGEST_MEAN} words on average"
        yield Finding("mean-length", Level.FAIL, 1, 1, f"{mean:.1f} words a sentence", advice)


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"

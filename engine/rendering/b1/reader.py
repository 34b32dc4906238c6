"""
Reads a text as a check: plain words, short and straight sentences, terms that are explained.

The rules of readability.md 4. What it says is an indication that a text can be read at level B1; it is no
proof of it. Nothing of a text is kept: what is remembered between two texts is handed in by the caller.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.rendering.b1.dense import dense
from engine.rendering.b1.explained import is_explained, registered
from engine.rendering.b1.finding import NOTHING_FOUND, Finding, Level, Reading
from engine.rendering.b1.frequency import Frequencies, load_frequencies
from engine.rendering.b1.jargon import JargonList, load_jargon
from engine.rendering.b1.judged import Judged, SentenceJudge, hits_of_words
from engine.rendering.b1.score import FEWEST_SENTENCES, FEWEST_WORDS, PLAIN, TOO_HARD, Scale, load_scale
from engine.rendering.b1.sentences import Sentence, Shape, sentences
from engine.rendering.b1.spoken import shown
from engine.rendering.b1.tally import Measures
from engine.rendering.b1.wordbook import Wordbook
from preferences.channel import ChannelKind

#: changes with the rules; the list of words has a version of its own
VERSION = "6"
#: at most so many words in a sentence; a phone shows less at once
LONGEST: Mapping[ChannelKind, int] = {
    ChannelKind.SMS: 20,
    ChannelKind.WHATSAPP: 20,
    ChannelKind.EMAIL: 25,
    ChannelKind.LETTER: 25,
}
ON_PHONE = frozenset({ChannelKind.SMS, ChannelKind.WHATSAPP})
#: from so many words on a sentence is better split; on a phone sooner
LONG, LONG_ON_PHONE = 16, 13
#: at most so many words in a sentence on average, and from how many sentences an average says anything
LONGEST_MEAN, ENOUGH_SENTENCES = 15, 5
#: a text of so many sentences speaks to somebody
ENOUGH_TO_SPEAK = 3
#: what is remembered of sentences that many texts share, such as the branches of one template
Memory = dict[str, Judged]


@dataclass(frozen=True)
class Reader:
    """Checks texts in our light markup against the list and the bounds."""

    jargon: JargonList
    scale: Scale

    @cached_property
    def frequencies(self) -> Frequencies:
        """Read how common words are; only when a whole text is judged."""
        return load_frequencies()

    @cached_property
    def _judge(self) -> SentenceJudge:
        return SentenceJudge(Wordbook.of(self.jargon, self.frequencies))

    @property
    def version(self) -> str:
        """Name the rules and the list: what a verdict was given by."""
        return f"{VERSION}-{self.jargon.version}"

    def judge(
        self,
        text: str,
        kind: ChannelKind,
        locked: Collection[str] = (),
        *,
        country: str = "",
        memory: Memory | None = None,
    ) -> Reading:
        """Check a whole text; `locked` is legal wording whose words may stand as they are."""
        read = list(sentences(text))
        judged = self._judged(read, locked, country, {} if memory is None else memory)
        score = self._score(read, judged) if kind not in ON_PHONE else None
        long = list(_too_long(read, kind))
        findings = [
            *long,
            *_long_on_average(read),
            *(hit.at(one) for one, of in zip(read, judged, strict=True) for hit in of.hits),
            *_unexplained(read, judged),
            *_to_nobody(read, judged),
            *dense(read, judged, long, on_phone=kind in ON_PHONE),
            *_hard(score),
        ]
        ordered = sorted(findings, key=lambda finding: (finding.line, finding.column))
        return Reading.of(ordered, score)

    def measures(self, text: str) -> Measures:
        """Count a text: what the score is made of."""
        return Measures.of(one.tally for one in self._judge.judge(list(sentences(text)), (), ""))

    def judge_lines(self, lines: Sequence[str], kind: ChannelKind, locked: Collection[str] = ()) -> Reading:
        """Check words and length of single lines of a text whose other lines were checked before."""
        read = list(sentences("\n".join(lines)))
        return Reading.of([*_too_long(read, kind), *self._words(read, locked)])

    def judge_words(self, lines: Sequence[str], locked: Collection[str] = ()) -> Reading:
        """Check only the words of single lines, whose sentences are known to be short."""
        text = "\n".join(lines)
        if self.jargon.is_free_of(text):
            return NOTHING_FOUND
        return Reading.of(list(self._words(list(sentences(text)), locked)))

    def _judged(
        self, read: Sequence[Sentence], locked: Collection[str], country: str, memory: Memory
    ) -> list[Judged]:
        # the same words are judged otherwise in a row of a table or in a greeting
        keys = [one.text if one.is_prose else f"{one.shape}\n{one.text}" for one in read]
        new = {key: one for key, one in zip(keys, read, strict=True) if key not in memory}
        judged = self._judge.judge(list(new.values()), locked, country, counted=False)
        memory.update(zip(new, judged, strict=True))
        return [memory[key] for key in keys]

    def _words(self, read: Sequence[Sentence], locked: Collection[str]) -> Iterator[Finding]:
        for one in read:
            yield from (hit.at(one) for hit in hits_of_words(self.jargon, one, locked))

    def _score(self, read: Sequence[Sentence], judged: Sequence[Judged]) -> float | None:
        """Give the score of a text that is long enough to have one."""
        counted = [of.tally for one, of in zip(read, judged, strict=True) if one.counts]
        if len(counted) < FEWEST_SENTENCES or sum(tally.length for tally in counted) < FEWEST_WORDS:
            return None
        return round(self.scale.score(Measures.of(counted)), 2)


def load_reader() -> Reader:
    """Make a reader with the lists that are shipped."""
    return Reader(load_jargon(), load_scale())


def _too_long(read: Sequence[Sentence], kind: ChannelKind) -> Iterator[Finding]:
    most, long = LONGEST[kind], LONG_ON_PHONE if kind in ON_PHONE else LONG
    for sentence in read:
        if sentence.words < long or sentence.shape is Shape.GREETING:
            continue
        level = Level.FAIL if sentence.words > most else Level.WARN
        advice = f"split this sentence of {sentence.words} words; at most {most}, better {long - 1}"
        yield Finding("sentence-length", level, sentence.line, sentence.column, shown(sentence.text), advice)


def _long_on_average(read: Sequence[Sentence]) -> Iterator[Finding]:
    counted = [sentence.words for sentence in read if sentence.counts]
    if len(counted) >= ENOUGH_SENTENCES and sum(counted) > LONGEST_MEAN * len(counted):
        mean = sum(counted) / len(counted)
        advice = f"write shorter sentences: at most {LONGEST_MEAN} words on average"
        yield Finding("mean-length", Level.FAIL, 1, 1, f"{mean:.1f} words a sentence", advice)


def _unexplained(read: Sequence[Sentence], judged: Sequence[Judged]) -> Iterator[Finding]:
    """Find legal terms that the text explains nowhere; once explained, a term is explained."""
    if not any(of.terms for of in judged):
        return
    texts = [one.text for one in read]
    whole = "\n".join(texts).lower()
    explained = {
        term.form.alternative
        for at, of in enumerate(judged)
        for term in of.terms
        if registered(term.written, whole) or is_explained(term.written, texts, at, term.hit.start)
    }
    for one, of in zip(read, judged, strict=True):
        for term in of.terms:
            if term.form.alternative not in explained:
                yield term.hit.at(one)


def _to_nobody(read: Sequence[Sentence], judged: Sequence[Judged]) -> Iterator[Finding]:
    spoken = [of for one, of in zip(read, judged, strict=True) if one.counts]
    if len(spoken) >= ENOUGH_TO_SPEAK and not any(of.speaks_to_reader for of in spoken):
        advice = "spreek de lezer aan met u of je"
        yield Finding("nobody-addressed", Level.FAIL, 1, 1, shown(read[0].text), advice)


def _hard(score: float | None) -> Iterator[Finding]:
    if score is None or score < PLAIN:
        return
    level = Level.FAIL if score > TOO_HARD else Level.WARN
    advice = "schrijf kortere zinnen en gewonere woorden; spreek de lezer aan"
    yield Finding("score", level, 1, 1, f"score {score:.1f}; boven {TOO_HARD:.0f} is te moeilijk", advice)

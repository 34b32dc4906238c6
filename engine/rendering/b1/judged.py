"""One sentence judged by itself: what it counts to, the terms in it, and how it is built."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.rendering.b1.common import KNOWN
from engine.rendering.b1.constructions import constructions
from engine.rendering.b1.finding import Level
from engine.rendering.b1.jargon import EXPLAINABLE, Form, JargonList, Match
from engine.rendering.b1.looks import ACRONYM, ACRONYM_ADVICE, KNOWN_ACRONYMS, has_capitals, pointed
from engine.rendering.b1.marks import THREAT, TO_READER, VEILED
from engine.rendering.b1.sentences import Sentence, Shape
from engine.rendering.b1.spoken import Hit, Spoken
from engine.rendering.b1.tally import UNCOUNTED, Tally, tally_of
from engine.rendering.b1.threats import threats
from engine.rendering.b1.veiled import veiled_threats
from engine.rendering.b1.wordbook import Glance, Uncommon, Wordbook

NO_SENTENCE = frozenset({Shape.ROW, Shape.GREETING, Shape.SIGNATURE})

RARE_ADVICE = "dit woord kennen weinig mensen; kies een gewoner woord of leg het uit"


class Term(NamedTuple):
    """A legal term: bad as long as the text does not explain it."""

    hit: Hit
    form: Form
    written: str


class Judged(NamedTuple):
    """What one sentence gives, wherever it stands."""

    tally: Tally
    hits: tuple[Hit, ...]
    terms: tuple[Term, ...]
    speaks_to_reader: bool


class Asked(NamedTuple):
    """How sentences are to be judged: which wording may stand, for which country, and whether all count."""

    locked: Collection[str]
    country: str
    counted: bool


@dataclass(frozen=True, slots=True)
class SentenceJudge:
    """Judges sentences, each by itself; knows nothing of the rest of the text."""

    wordbook: Wordbook

    def judge(
        self, read: Sequence[Sentence], locked: Collection[str], country: str, *, counted: bool = True
    ) -> list[Judged]:
        """
        Judge sentences, in passes over all of them: a fifth quicker than one after another.

        `locked` is legal wording whose words may stand as they are. Without `counted` a sentence that is not
        part of the score is not counted.
        """
        spoken = [Spoken(one) for one in read]
        seen = self.wordbook.glances(one.words for one in spoken)
        found = [
            self.wordbook.jargon.matches(one, of.listed, country) if of.listed else []
            for one, of in zip(spoken, seen, strict=True)
        ]
        built = [_built(one, of.marks) for one, of in zip(spoken, seen, strict=True)]
        asked = Asked(locked, country, counted)
        return [
            self._judged(one, of, listed, hits, asked)
            for one, of, listed, hits in zip(spoken, seen, found, built, strict=True)
        ]

    def _judged(
        self, spoken: Spoken, seen: Glance, found: list[Match], built: list[Hit], asked: Asked
    ) -> Judged:
        """Put together what was found in one sentence."""
        sentence = spoken.sentence
        counted = asked.counted or sentence.counts
        if sentence.shape is Shape.SIGNATURE:
            names = seen._replace(content=0, zipf=0.0)
            return Judged(
                tally_of(spoken, names, 0) if counted else UNCOUNTED, (), (), speaks_to_reader=False
            )
        hits, terms, matches = built, [], found
        if found:
            matches = _not_locked(spoken, found, asked.locked)
            listed = [_hit(spoken, one) for one in matches if one.form.rule not in EXPLAINABLE]
            terms = [_term(spoken, one) for one in matches if one.form.rule in EXPLAINABLE]
            hits = listed + _unheard(built, listed)
        if has_capitals(sentence.masked):
            terms = [*_acronyms(spoken, found), *terms]
        if seen.uncommon or sentence.masked.find(".", 0, -1) >= 0:
            hits = hits + self._by_word(spoken, found, seen.uncommon, asked.country)
        tally = tally_of(spoken, seen, len(matches)) if counted else UNCOUNTED
        return Judged(tally, tuple(hits), tuple(terms), seen.marks & TO_READER > 0)

    def _by_word(
        self, spoken: Spoken, found: list[Match], uncommon: list[tuple[int, Uncommon]], country: str
    ) -> list[Hit]:
        """Find what is hard about single words that no term of the list speaks of."""
        taken = {at for match in found for at in range(match.first, match.end)}
        hits = list(pointed(spoken, taken))
        for at, word in uncommon:
            if word.unknown and at not in taken:
                form = self._term_inside(spoken.words[at], country)
                if form is not None:
                    taken.add(at)
                    hits.append(spoken.hit(form.rule, form.level, at, at, form.alternative))
        return [*hits, *_rare(spoken, taken, uncommon)]

    def _term_inside(self, word: str, country: str) -> Form | None:
        return None if word in KNOWN else self.wordbook.jargon.inside(word, country)


def hits_of_words(jargon: JargonList, sentence: Sentence, locked: Collection[str]) -> Iterator[Hit]:
    """Find only the terms of the list in a sentence, explained or not, and what threatens in it."""
    spoken = Spoken(sentence)
    found = jargon.matches(spoken, range(len(spoken.words)))
    yield from (_hit(spoken, match) for match in _not_locked(spoken, found, locked))
    yield from _threats(spoken, THREAT | VEILED)


def _built(spoken: Spoken, marks: int) -> list[Hit]:
    """Find what is hard about how a sentence is built; labels, amounts and names are no sentences."""
    if spoken.sentence.shape in NO_SENTENCE:
        return []
    return constructions(spoken, marks) + _threats(spoken, marks)


def _unheard(found: list[Hit], hits: list[Hit]) -> list[Hit]:
    """Leave out what a term of the list says of the same words already."""
    if not (found and hits):
        return found
    heard = [one for one in hits if one.level is Level.FAIL]
    return [one for one in found if not any(_same(one, other) for other in heard)]


def _same(one: Hit, other: Hit) -> bool:
    return one.rule == other.rule and other.start <= one.start and one.end <= other.end


def _not_locked(spoken: Spoken, found: list[Match], locked: Collection[str]) -> list[Match]:
    """Leave out what is part of legal wording that may stand."""
    if not (found and locked):
        return found
    spans = [
        match.span()
        for phrase in locked
        for match in re.finditer(re.escape(phrase), spoken.sentence.text, re.IGNORECASE)
    ]
    return [match for match in found if not any(_within(spoken, match, span) for span in spans)]


def _threats(spoken: Spoken, marks: int) -> list[Hit]:
    """Find what threatens in a sentence, openly or veiled."""
    openly = list(threats(spoken)) if marks & THREAT else []
    return openly or (list(veiled_threats(spoken)) if marks & VEILED else [])


def _term(spoken: Spoken, match: Match) -> Term:
    hit = _hit(spoken, match)
    return Term(hit, match.form, spoken.sentence.text[hit.start : hit.end])


def _acronyms(spoken: Spoken, found: list[Match]) -> Iterator[Term]:
    """Find names made of first letters; the text may say what they mean."""
    text = spoken.sentence.masked
    if text.isupper():
        return
    taken = {at for match in found for at in range(match.first, match.end)}
    spans = [spoken.spans[at] for at in taken]
    for one in ACRONYM.finditer(text):
        start, end = one.span()
        if one[0] not in KNOWN_ACRONYMS and not any(first < end and start < last for first, last in spans):
            form = Form("", (), "", "abbreviation", Level.WARN, one[0])
            yield Term(Hit(form.rule, form.level, start, end, ACRONYM_ADVICE), form, one[0])


def _rare(spoken: Spoken, taken: set[int], uncommon: list[tuple[int, Uncommon]]) -> Iterator[Hit]:
    """Find rare words that no other rule speaks of; a word with a capital is a name."""
    for at, word in uncommon:
        if at in taken:
            continue
        if word.look is not None:
            rule, advice = word.look
            yield spoken.hit(rule, Level.WARN, at, at, advice)
        elif word.strange and spoken.sentence.text[spoken.spans[at][0]].islower():
            yield spoken.hit("rare-word", Level.WARN, at, at, RARE_ADVICE)


def _hit(spoken: Spoken, match: Match) -> Hit:
    form = match.form
    return spoken.hit(form.rule, form.level, match.first, match.end - 1, form.alternative)


def _within(spoken: Spoken, match: Match, span: tuple[int, int]) -> bool:
    return span[0] <= spoken.spans[match.first][0] and spoken.spans[match.end - 1][1] <= span[1]

"""One sentence judged by itself: what it counts to, the terms in it, and how it is built."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.rendering.b1.common import KNOWN
from engine.rendering.b1.constructions import constructions
from engine.rendering.b1.finding import Level
from engine.rendering.b1.frequency import COMMON_PART, EVERYDAY, Frequencies
from engine.rendering.b1.jargon import EXPLAINABLE, Form, JargonList, Match
from engine.rendering.b1.looks import (
    ACRONYM,
    ACRONYM_ADVICE,
    CAPITALS,
    KNOWN_ACRONYMS,
    by_look,
    is_bookish,
    is_english,
    pointed,
)
from engine.rendering.b1.marks import THREAT, TO_READER, marks_of
from engine.rendering.b1.sentences import Sentence, Shape
from engine.rendering.b1.spoken import Hit, Spoken
from engine.rendering.b1.tally import UNCOUNTED, Tally, tally_of
from engine.rendering.b1.threats import threats
from engine.rendering.b1.veiled import veiled_threats

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


class Uncommon(NamedTuple):
    """What is known of one word that is no everyday one."""

    zipf: float
    #: rarer than everyday words, or long and not in the lists as it stands
    rare: bool
    unknown: bool
    #: rule and advice for a word that is hard by its look
    look: tuple[str, str] | None
    #: few people know it
    strange: bool


class Known(NamedTuple):
    """How common the content words of a sentence are."""

    content: int
    #: the sum of their zipf values
    zipf: float
    #: the places of those that are rarer than everyday words, and what is known of these
    rare: list[tuple[int, Uncommon]]
    #: the places of long words that the lists do not have as they stand
    unknown: list[int]


@dataclass(frozen=True, slots=True)
class SentenceJudge:
    """Judges sentences one by one; knows nothing of the rest of the text."""

    jargon: JargonList
    frequencies: Frequencies
    #: words of the lists themselves that were looked at; a word that is in no list is never kept
    _looked_at: dict[str, Uncommon] = field(default_factory=dict)

    def judge(
        self, sentence: Sentence, locked: Collection[str], country: str, *, counted: bool = True
    ) -> Judged:
        """
        Judge one sentence; `locked` is legal wording whose words may stand as they are.

        Without `counted` a sentence that is not part of the score is not counted.
        """
        spoken = Spoken(sentence)
        if sentence.shape is Shape.SIGNATURE:
            return Judged(tally_of(spoken, 0, 0, 0.0), (), (), speaks_to_reader=False)
        counted = counted or sentence.counts
        marks = marks_of(spoken)
        found = self.jargon.matches(spoken, country)
        matches = _not_locked(spoken, found, locked) if locked else found
        hits: list[Hit] = []
        terms: list[Term] = []
        if CAPITALS.search(sentence.masked):
            terms += _acronyms(spoken, found)
        for match in matches:
            if match.form.rule in EXPLAINABLE:
                terms.append(_term(spoken, match))
            else:
                hits.append(_hit(spoken, match))
        # labels, amounts and names are no sentences
        if sentence.shape is not Shape.ROW and sentence.shape is not Shape.GREETING:
            built = constructions(spoken, marks)
            if marks & THREAT:
                built += _threats(spoken)
            hits += _unheard(built, hits) if hits else built
        words = self._known(spoken)
        hits += self._by_word(spoken, found, words, country)
        return Judged(
            tally=tally_of(spoken, len(matches), words.content, words.zipf) if counted else UNCOUNTED,
            hits=tuple(hits),
            terms=tuple(terms),
            speaks_to_reader=marks & TO_READER > 0,
        )

    def words_only(self, sentence: Sentence, locked: Collection[str]) -> Iterator[Hit]:
        """Find only the terms of the list in a sentence, explained or not."""
        spoken = Spoken(sentence)
        yield from (
            _hit(spoken, match) for match in _not_locked(spoken, self.jargon.matches(spoken, ""), locked)
        )
        yield from _threats(spoken)

    def _by_word(self, spoken: Spoken, found: list[Match], words: Known, country: str) -> Iterator[Hit]:
        """Find what is hard about single words that no term of the list speaks of."""
        point = spoken.sentence.masked.find(".", 0, -1) >= 0
        if not (words.rare or words.unknown or point):
            return
        taken = {at for match in found for at in range(match.first, match.end)}
        if point:
            yield from pointed(spoken, taken)
        for at in words.unknown:
            word = spoken.words[at]
            form = self.jargon.inside(word, country) if at not in taken and word not in KNOWN else None
            if form is not None:
                taken.add(at)
                yield spoken.hit(form.rule, form.level, at, at, form.alternative)
        yield from _rare(spoken, taken, words)

    def _known(self, spoken: Spoken) -> Known:
        """Look up how common the content words are."""
        words, looked_up = spoken.words, self.frequencies.everyday.get
        rare: list[tuple[int, Uncommon]] = []
        unknown: list[int] = []
        values = [
            self._uncommon(word, at, rare, unknown) if (value := looked_up(word)) is None else value
            for at, word in enumerate(words)
        ]
        return Known(len(values) - values.count(0.0), sum(values), rare, unknown)

    def _uncommon(self, word: str, at: int, rare: list[tuple[int, Uncommon]], unknown: list[int]) -> float:
        """Look up a word that is no everyday one; a number counts as nothing."""
        known = self._looked_at.get(word)
        if known is None:
            if not word.isalpha():
                return 0.0
            known = self._look_at(word)
        if known.unknown:
            unknown.append(at)
        if known.rare:
            rare.append((at, known))
        return known.zipf

    def _look_at(self, word: str) -> Uncommon:
        listed = self.frequencies.zipf.get(word, 0.0)
        value = listed if listed >= COMMON_PART else self.frequencies.of(word)
        rare = value < RARE_ENGLISH
        known = Uncommon(
            zipf=value,
            rare=rare,
            unknown=listed < COMMON_PART and len(word) >= LONG_WORD,
            look=by_look(word) if rare else None,
            strange=rare and word not in KNOWN and _is_rare(word, value),
        )
        if listed:
            self._looked_at[word] = known
        return known


def _unheard(found: Iterable[Hit], hits: Iterable[Hit]) -> list[Hit]:
    """Leave out what a term of the list says of the same words already."""
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


def _threats(spoken: Spoken) -> list[Hit]:
    """Find what threatens in a sentence, openly or veiled."""
    return list(threats(spoken)) or list(veiled_threats(spoken))


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


def _rare(spoken: Spoken, taken: set[int], words: Known) -> Iterator[Hit]:
    """Find rare words that no other rule speaks of; a word with a capital is a name."""
    for at, word in words.rare:
        if at in taken:
            continue
        if word.look is not None:
            rule, advice = word.look
            yield spoken.hit(rule, Level.WARN, at, at, advice)
        elif word.strange and spoken.sentence.text[spoken.spans[at][0]].islower():
            yield spoken.hit("rare-word", Level.WARN, at, at, RARE_ADVICE)


def _is_rare(word: str, value: float) -> bool:
    """Say whether a word is rare for what it looks like: English and Latin sooner than everyday Dutch."""
    if is_english(word) or len(word) >= ENDLESS:
        return True
    return len(word) >= SHORTEST_RARE and (value < RARE or (value < RARE_BOOKISH and is_bookish(word)))


def _hit(spoken: Spoken, match: Match) -> Hit:
    form = match.form
    return spoken.hit(form.rule, form.level, match.first, match.end - 1, form.alternative)


def _term(spoken: Spoken, match: Match) -> Term:
    hit = _hit(spoken, match)
    return Term(hit, match.form, spoken.sentence.text[hit.start : hit.end])


def _within(spoken: Spoken, match: Match, span: tuple[int, int]) -> bool:
    return span[0] <= spoken.spans[match.first][0] and spoken.spans[match.end - 1][1] <= span[1]

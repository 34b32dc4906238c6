"""
What a stretch of words points at, sentence by sentence: words, their stems and parts, pairs, threes, and semantic fields.

These are what the second opinion weighs; a signal is text, so that a person can read why.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from ruamel.yaml import YAML
from simplemma import lemmatize

from engine.replies.words import Words

HERE = Path(__file__).parent / "lexicon"
#: what ends a sentence, and what is no word at all
ENDS = frozenset(".?")
SIGNS = frozenset(".,?:;()€%")
#: how far apart two words of a pair may stand
NEAR = 5
STEM = 5
#: a part of so many letters stands for a word that was misspelled, bent or run together, from so many letters on
PART, PART_LONG, PARTED = "%", 4, 6
#: shorter than so many words is no stretch of its own
SHORTEST = 2
#: a message of at most so many words is weighed as a whole too
WHOLE = 30


@dataclass(frozen=True, slots=True)
class Fields:
    """The semantic fields of words."""

    by_word: Mapping[str, tuple[str, ...]]
    by_start: Mapping[str, tuple[str, ...]]
    by_end: Mapping[str, tuple[str, ...]]
    #: words that follow each other, by the first two of them
    by_phrase: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]

    def of(self, word: str) -> tuple[str, ...]:
        """Name the fields of a plain word."""
        found = set(self.by_word.get(word, ()))
        for form, names in self.by_start.items():
            if word.startswith(form):
                found.update(names)
        for form, names in self.by_end.items():
            if word.endswith(form):
                found.update(names)
        return tuple(sorted(found))

    def phrases(self, bare: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give where a phrase of some fields begins, and those fields."""
        for at, pair in enumerate(pairwise(bare)):
            for phrase, names in self.by_phrase.get(pair, ()):
                if tuple(bare[at : at + len(phrase)]) == phrase:
                    yield at, names


@lru_cache(maxsize=1)
def load_fields() -> Fields:
    """Load the semantic fields that count in pairs too, once."""
    rows = YAML(typ="safe", pure=True).load((HERE / "concepts.yaml").read_text(encoding="utf-8"))
    return _fields({name: str(words) for name, words in rows.items()})


@lru_cache(maxsize=1)
def load_things() -> Fields:
    """Load the many narrow fields of daily life, once: each of them counts by itself only."""
    rows: dict[str, str] = {}
    for file in ("material_life.csv", "people.csv"):
        with (HERE / file).open(encoding="utf-8", newline="") as lines:
            rows |= {row["field"]: row["words"] for row in csv.DictReader(lines)}
    return _fields(rows)


def _fields(rows: Mapping[str, str]) -> Fields:
    tables: tuple[dict[str, list[str]], ...] = ({}, {}, {}, {})
    for name, words in rows.items():
        for word in words.split():
            kind = 3 if "_" in word else 1 if word.endswith("*") else 2 if word.startswith("*") else 0
            tables[kind].setdefault(word.strip("*"), []).append(name)
    exact, start, end, phrases = ({word: tuple(names) for word, names in table.items()} for table in tables)
    by_phrase: dict[tuple[str, str], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for written, names in phrases.items():
        first, second, *others = written.split("_")
        by_phrase.setdefault((first, second), []).append(((first, second, *others), names))
    return Fields(exact, start, end, {first: tuple(found) for first, found in by_phrase.items()})


@lru_cache(maxsize=50_000)
def _about(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the signals of one word and its fields."""
    if word[0].isdigit():
        return ("#",), ()
    lemma = lemmatize(word, lang="nl").lower()
    fields = tuple(sorted({*load_fields().of(word), *load_fields().of(lemma)}))
    things = {*load_things().of(word), *load_things().of(lemma)}
    signals = {word, f"~{lemma}", *(f"@{name}" for name in fields), *(f"@{name}" for name in things)}
    if len(word) > STEM:
        signals.add(f"{word[:STEM]}-")
    if len(word) >= PARTED and word.isalpha():
        whole = f"<{word}>"
        signals.update(f"{PART}{whole[at : at + PART_LONG]}" for at in range(len(whole) - PART_LONG + 1))
    return tuple(sorted(signals)), fields


def stretches(words: Words) -> list[list[str]]:
    """Part a message in its sentences; a short message counts as a whole as well."""
    found: list[list[str]] = [[]]
    for word in words.words:
        found[-1].append(word.text)
        if word.text in ENDS:
            found.append([])
    sentences = [one for one in found if sum(word not in SIGNS for word in one) >= SHORTEST]
    whole = [word.text for word in words.words]
    return [whole, *sentences] if len(sentences) != 1 and 0 < len(whole) <= WHOLE else sentences or [whole]


def signals(stretch: list[str]) -> set[str]:
    """Name everything that a stretch of words points at."""
    found: set[str] = set()
    bare = [word for word in stretch if word not in SIGNS]
    abouts = [_about(word) for word in bare]
    fields = [names for _, names in abouts]
    for own, _ in abouts:
        found.update(own)
    for at, names in load_fields().phrases(bare):
        fields[at] = tuple(sorted({*fields[at], *names}))
        found.update(f"@{name}" for name in names)
    for _, names in load_things().phrases(bare):
        found.update(f"@{name}" for name in names)
    found.update(f"{one} {two}" for one, two in pairwise(bare))
    # with its signs: what a question asks stands before its mark
    found.update(f"{one} {two}" for one, two in pairwise(stretch))
    found.update(
        f"{one} {two} {three}" for one, two, three in zip(stretch, stretch[1:], stretch[2:], strict=False)
    )
    found.update(_pairs(fields, bare))
    if "?" in stretch:
        found.add("QM")
    if bare:
        found.update((f"^{bare[0]}", f"{bare[-1]}$"))
        found.add(f"LEN{min(len(bare) // 3, 8)}")
    return found


def _pairs(fields: list[tuple[str, ...]], bare: list[str]) -> Iterator[str]:
    for at, own in enumerate(fields):
        for other in range(at + 1, min(at + 1 + NEAR, len(fields))):
            for one in own:
                for two in fields[other]:
                    yield f"@{one}>@{two}"
        for name in own:
            if at + 1 < len(bare):
                yield f"@{name} {bare[at + 1]}"
            if at:
                yield f"{bare[at - 1]} @{name}"

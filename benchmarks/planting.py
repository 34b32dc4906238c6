"""
Planting: each of many single faults set into several plain texts, at a place drawn by a fixed number.

The sentence with the fault stands before or after another sentence of a letter or e-mail. It is found when a
rule of its kind points into its words: the line and the columns must be right.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.corpus import Judgement, read_corpus
from engine.rendering.b1.finding import Level
from engine.rendering.b1.reader import Reader
from preferences.channel import ChannelKind

#: texts that one fault is planted in
BEDS = 6
LONG = frozenset({ChannelKind.LETTER, ChannelKind.EMAIL})
#: kind of fault -> the rules of which one must speak
WORDS = frozenset({"jargon", "stiff-word", "explain-term", "rare-word"})
RULES = {
    "jargon": WORDS,
    "rare-word": WORDS,
    "legal": WORDS | {"threat"},
    "passive": {"passive"},
    "long": {"sentence-length"},
    "tangled": {"stretched"},
    "participle": {"stretched"},
    "threat": {"threat"},
    "double-negation": {"double-negation"},
    "noun-style": {"noun-style"},
    "compound": WORDS,
    "abbreviation": WORDS | {"abbreviation"},
    "numbers": {"numbers"},
    "reference": WORDS | {"reference"},
    "action": WORDS | {"no-action", "passive"},
    "vague": WORDS | {"vague-time"},
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with one fault in it: where its words stand, and whether the check points there."""

    kind: str
    sentence: str
    found: bool


def plant(file: Path, texts: Sequence[Judgement], reader: Reader) -> Iterator[Planted]:
    """Plant every fault of a file (fault, country, sentence, words; kind) in texts that fit it."""
    drawn = Random(5)  # noqa: S311 - the same places in every run
    beds = [one for one in texts if not one.hard and _places(one) and _passes(reader, one)]
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            kinds = {ChannelKind(row["kind"])} if row.get("kind") else LONG
            fitting = [one for one in beds if one.country == row["country"] and one.kind in kinds]
            for bed in drawn.sample(fitting, min(BEDS, len(fitting))):
                yield Planted(row["fault"], row["sentence"], _found(bed, row, drawn, reader))


def beds_beside(file: Path) -> list[Judgement]:
    """Give the texts that belong to a file of faults: unseen_1.txt to unseen_1_faults.csv."""
    return list(read_corpus(file.with_name(f"{file.stem.removesuffix('_faults')}.txt")))


def _found(bed: Judgement, row: dict[str, str], drawn: Random, reader: Reader) -> bool:
    lines = bed.text.split("\n")
    at = drawn.choice(_places(bed))
    first = drawn.random() < 1 / 2
    ahead = 0 if first else len(lines[at]) + 1
    pair = (row["sentence"], lines[at]) if first else (lines[at], row["sentence"])
    lines[at] = " ".join(pair)
    begins = ahead + row["sentence"].index(row["words"]) + 1
    findings = reader.judge("\n".join(lines), bed.kind, country=bed.country).findings
    return any(
        one.rule in RULES[row["fault"]]
        and one.line == at + 1
        and one.column < begins + len(row["words"])
        and begins < one.column + len(one.text)
        for one in findings
    )


def _places(bed: Judgement) -> list[int]:
    """List the lines that a sentence may stand in: prose, and no greeting."""
    lines = bed.text.split("\n")
    return [at for at, line in enumerate(lines) if (at or not lines[1:]) and _is_prose(line)]


def _is_prose(line: str) -> bool:
    return line.endswith((".", "?", "!")) and not line.startswith("-")


def _passes(reader: Reader, one: Judgement) -> bool:
    return reader.judge(one.text, one.kind, country=one.country).level is not Level.FAIL

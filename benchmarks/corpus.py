"""Texts with what a person thought of them, and single faults to plant in a plain one."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.rendering.b1.reader import Reader
from preferences.channel import ChannelKind

HEAD = re.compile(r"^=== ", re.MULTILINE)
#: a plain letter with a line where a fault is planted
BED = """Beste heer Bakker,

U heeft een rekening nog niet betaald. Het gaat om € 45,00.

{fault}

Betaal het bedrag vóór 1 juni. Lukt dat niet? Bel ons. Wij helpen u graag.

Met vriendelijke groet,
Anna de Boer"""
PLANTED_AT = 5
#: rules that say the same of a word: which of them speaks does not matter
ALIKE = {
    "jargon": {"jargon", "stiff-word"},
    "stiff-word": {"jargon", "stiff-word"},
    "rare-word": {"jargon", "stiff-word", "rare-word"},
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One text, and whether it is hard or plain."""

    id: str
    kind: ChannelKind
    country: str
    hard: bool
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence with one fault: which rule must speak, and at which words."""

    rule: str
    sentence: str
    words: str


def read_corpus(file: Path) -> Iterator[Judgement]:
    """Read texts that each begin with a line `=== id kind country hard|plain`."""
    for part in HEAD.split(file.read_text(encoding="utf-8"))[1:]:
        head, _, text = part.partition("\n")
        name, kind, country, label = head.split()
        yield Judgement(name, ChannelKind(kind), country, label == "hard", text.strip())


def read_faults(file: Path) -> list[Fault]:
    """Read faults from a file with the columns fault, sentence, words."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [Fault(row["fault"], row["sentence"], row["words"]) for row in csv.DictReader(lines)]


def is_found(reader: Reader, fault: Fault) -> bool:
    """Plant a fault in a plain letter, and say whether it is found where it is."""
    found = reader.judge(BED.format(fault=fault.sentence), ChannelKind.LETTER, country="nl").findings
    place = fault.sentence.index(fault.words) + 1
    rules = ALIKE.get(fault.rule, {fault.rule})
    return any(
        one.rule in rules
        and one.line == PLANTED_AT
        and one.column < place + len(fault.words)
        and place < one.column + len(one.text)
        for one in found
    )


def rejected(reader: Reader, judgements: list[Judgement]) -> float:
    """Give the share of texts that fail the check."""
    failed = [
        str(reader.judge(one.text, one.kind, country=one.country).level) == "fail" for one in judgements
    ]
    return sum(failed) / max(1, len(failed))

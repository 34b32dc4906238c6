"""Pairs of a hard and a plain text, read from files with the columns Document ID, Complex and Simple."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: what a piece is: so many pairs of one document one after another
CHUNK = 6
#: a document with fewer pairs says too little
FEWEST_PAIRS = 5
REDACTED = re.compile(r"\bxxx\b")

Vector = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same content twice, of one document."""

    document: str
    hard: str
    plain: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a file as single sentences, as pieces and as whole documents."""

    sentences: tuple[Pair, ...]
    chunks: tuple[Pair, ...]
    documents: tuple[Pair, ...]


def read_pairs(file: Path) -> Pairs:
    """Read a file; what is the same on both sides or was blacked out is left out."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        pairs = [Pair(row["Document ID"], row["Complex"], row["Simple"]) for row in csv.DictReader(lines)]
    kept = [one for one in pairs if _same(one.hard) != _same(one.plain) and not REDACTED.search(one.hard)]
    by_document: dict[str, list[Pair]] = {}
    for one in kept:
        by_document.setdefault(one.document, []).append(one)
    return Pairs(
        sentences=tuple(kept),
        chunks=tuple(chunk for some in by_document.values() for chunk in _chunks(some)),
        documents=tuple(_joined(some) for some in by_document.values() if len(some) >= FEWEST_PAIRS),
    )


def right(pairs: Sequence[Pair], harder: Callable[[Pair], float]) -> float:
    """Give the share of pairs whose hard side is the harder one; a tie is half right."""
    found = [harder(one) for one in pairs]
    return sum(1.0 if one > 0 else 0.5 if one == 0 else 0.0 for one in found) / len(found)


def by_fold(pairs: Sequence[Pair], folds: int) -> Mapping[str, int]:
    """Deal documents to folds, the largest first, so that folds are about as large as each other."""
    sizes: dict[str, int] = {}
    for one in pairs:
        sizes[one.document] = sizes.get(one.document, 0) + 1
    largest_first = sorted(sizes, key=lambda document: (-sizes[document], document))
    return {document: number % folds for number, document in enumerate(largest_first)}


def _same(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _chunks(pairs: Sequence[Pair]) -> Iterator[Pair]:
    for start in range(0, len(pairs) - CHUNK + 1, CHUNK):
        yield _joined(pairs[start : start + CHUNK])


def _joined(pairs: Sequence[Pair]) -> Pair:
    return Pair(
        pairs[0].document, "\n".join(one.hard for one in pairs), "\n".join(one.plain for one in pairs)
    )

"""
Readability: how well the reading check orders, splits, counts, rejects, finds and how fast it is.

    python -m benchmarks.readability [FILE ...] [--json]

A file is known by its columns: Complex and Simple (pairs of one document), text and sentences, word and
syllables, term and alternative (a list of words), fault and sentence; or by its first line, which is
`=== id kind country hard|plain`; or it holds a sentence, a hard word and plainer ones between tabs. Without a
file: the data under tests/, and cost.
Pairs are ordered by weights fitted in this run to other documents of the same file (ten parts).
"""

import argparse
import csv
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

from benchmarks.corpus import BED, is_found, read_corpus, read_faults, rejected
from benchmarks.figure import Figure, figure, peak_memory
from benchmarks.fit_readability import fit_to
from benchmarks.ordering import by_figure, cross_validated, measured, with_weights
from benchmarks.planting import beds_beside, plant
from benchmarks.text_pairs import read_pairs
from engine.rendering.b1.flesch import FleschMeter
from engine.rendering.b1.reader import Reader, load_reader
from engine.rendering.b1.sentences import sentences
from engine.rendering.b1.syllables import syllables
from engine.rendering.samples import scenes
from engine.rendering.shelf import Shelf, load_shelf
from engine.rendering.whatsapp import PLACE
from preferences.channel import ChannelKind

TEMPLATES = Path(__file__).parents[1] / "templates" / "nl_b1"
DATA = Path(__file__).parents[1] / "tests" / "rendering" / "data"
SHIPPED = (
    DATA / "sentences.csv",
    DATA / "readability" / "syllables.csv",
    DATA / "readability" / "held_out.txt",
    DATA / "readability" / "unseen_1.txt",
    DATA / "readability" / "unseen_2.txt",
    DATA / "readability" / "unseen_3.txt",
    DATA / "readability" / "faults.csv",
    DATA / "readability" / "unseen_1_faults.csv",
    DATA / "readability" / "unseen_2_faults.csv",
    *sorted((DATA / "readability").glob("unseen_[456]_*")),
)
#: how often a text is read to measure the time
TIMES = 200
SMS = (
    "Goedendag, Rivierhoek heeft een bericht over uw zaak. Lees het op rivierhoek.example/u. Vragen? Bel 010."
)

Figures = Iterator[Figure]


def _order(file: Path, reader: Reader) -> Figures:
    pairs, meter = read_pairs(file), FleschMeter()
    counts = measured(pairs, reader.measures)
    ours, theirs = cross_validated(pairs, counts), by_figure(pairs, lambda text: -meter(text))
    shipped = with_weights(pairs, counts, reader.scale.weights)
    for what in ("chunks", "documents", "sentences"):
        right, reference = getattr(ours, what), getattr(theirs, what)
        said = ("share that textstat orders right", reference)
        yield _figure(f"readability-order-{what}", "share in the right order, cross-validated", right, said)
        right = getattr(shipped, what)
        yield _figure(
            f"readability-order-{what}-shipped", "share in the right order, shipped weights", right, said
        )


def _splitting(file: Path, _: Reader) -> Figures:
    from textstat.textstat import textstatistics  # noqa: PLC0415 - a second that other files need not wait

    theirs = textstatistics()
    theirs.set_lang("nl_NL")
    rows = _rows(file)
    ours = [len(list(sentences(row["text"]))) == int(row["sentences"]) for row in rows]
    reference = sum(theirs.sentence_count(row["text"]) == int(row["sentences"]) for row in rows)
    said = ("texts that textstat splits right", reference)
    yield _figure("readability-sentences", f"of {len(rows)} texts split right", sum(ours), said)


def _counting(file: Path, _: Reader) -> Figures:
    from textstat.textstat import textstatistics  # noqa: PLC0415 - a second that other files need not wait

    theirs = textstatistics()
    theirs.set_lang("nl_NL")
    rows = _rows(file)
    ours = sum(syllables(row["word"]) == int(row["syllables"]) for row in rows)
    reference = sum(theirs.syllable_count(row["word"]) == int(row["syllables"]) for row in rows)
    said = ("words that textstat counts right", reference)
    yield _figure("readability-syllables", f"of {len(rows)} words counted right", ours, said)


def _list(file: Path, reader: Reader) -> Figures:
    """Ask which words of another list are spoken of when they stand in a plain letter."""
    rows = [row for row in _rows(file) if "(" not in row["term"]]
    found = [_speaks_of(reader, row["term"]) for row in rows]
    plain = [
        one for row in rows for one in row["alternative"].split(";") if "…" not in one and "(" not in one
    ]
    wrong = sum(_fails(reader, one.strip()) for one in plain) / max(1, len(plain))
    said = ("share of the plain alternatives that fail", wrong)
    yield _figure("readability-terms", "share of the terms found", sum(found) / len(found), said)


def _hard_words(file: Path, reader: Reader) -> Figures:
    """Ask whether a hard word is rarer than the plainer one that people chose first."""
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = [(line[1].lower(), line[2].lower()) for line in lines if len(line) > 2 and line[2]]  # noqa: PLR2004
    of, theirs = reader.frequencies.of, FleschMeter()
    right = sum(of(hard) < of(plain) for hard, plain in pairs) / len(pairs)
    reference = sum(theirs(hard) < theirs(plain) for hard, plain in pairs) / len(pairs)
    yield _figure("readability-words", "share in the right order", right, ("share by textstat", reference))


def _gate(file: Path, reader: Reader) -> Figures:
    read = list(read_corpus(file))
    hard, plain = [one for one in read if one.hard], [one for one in read if not one.hard]
    wrong = rejected(reader, plain) if plain else 0.0
    said = (f"share of {len(plain)} plain texts rejected", wrong)
    yield _figure(
        f"readability-gate-{file.stem}",
        f"share of {len(hard)} hard texts rejected",
        rejected(reader, hard),
        said,
    )


def _faults(file: Path, reader: Reader) -> Figures:
    faults = read_faults(file)
    found = sum(is_found(reader, one) for one in faults) / len(faults)
    clean = len(reader.judge(BED.format(fault="Dat is alles."), ChannelKind.LETTER).findings)
    said = ("findings in the letter without a fault", clean)
    yield _figure("readability-faults", f"share of {len(faults)} faults found with their place", found, said)


def _planted(file: Path, reader: Reader) -> Figures:
    planted = list(plant(file, beds_beside(file), reader))
    found = sum(one.found for one in planted) / len(planted)
    kinds = Counter(one.kind for one in planted)
    worst = min(sum(one.found for one in planted if one.kind == kind) / kinds[kind] for kind in kinds)
    said = ("share of the kind that is found least", worst)
    yield _figure(
        f"readability-{file.stem}",
        f"share of {len(planted)} planted faults found with their place",
        found,
        said,
    )


def _cost(reader: Reader) -> Figures:
    """Measure time by what this process used, and what the lists add to its memory."""
    before = peak_memory()
    reader.judge(SMS, ChannelKind.SMS)
    yield _figure(
        "readability-memory", "MB that the lists add", peak_memory() - before, ("MB before", before)
    )
    # three different ones: a sentence that comes twice in a text is judged once
    plain = sorted((one.text for one in read_corpus(SHIPPED[2]) if not one.hard), key=len)
    letter = "\n\n".join(plain[-3:])
    meter = FleschMeter()
    longest = [(f"longest-{channel}", text, channel) for channel, text in _longest(load_shelf(TEMPLATES))]
    for name, text, kind in (
        ("letter", letter, ChannelKind.LETTER),
        ("sms", SMS, ChannelKind.SMS),
        *longest,
    ):
        ours, reference = _milliseconds(partial(reader.judge, kind=kind), text), _milliseconds(meter, text)
        unit = f"milliseconds for {len(text.split())} words"
        yield _figure(f"readability-{name}", unit, ours, ("milliseconds of textstat's Flesch", reference))


def _longest(shelf: Shelf) -> Iterator[tuple[ChannelKind, str]]:
    """Give the longest text that our own templates have for each channel, in any branch."""
    for channel in ChannelKind:
        texts = [one.texts[channel] for one in shelf.templates.values() if channel in one.texts]
        written = (text.compiled.render(words) for text in texts for words in scenes(text))
        yield channel, PLACE.sub(r"\1", max(written, key=lambda text: len(text.split())))


def _milliseconds(read: Callable[[str], object], text: str) -> float:
    read(text)
    started = time.process_time()
    for _ in range(TIMES):
        read(text)
    return (time.process_time() - started) / TIMES * 1e3


def _speaks_of(reader: Reader, term: str) -> bool:
    found = reader.judge(
        BED.format(fault=f"Hier staat {term} in."), ChannelKind.LETTER, country="nl"
    ).findings
    return any(one.text.lower() in term.lower() or term.lower() in one.text.lower() for one in found)


def _fails(reader: Reader, words: str) -> bool:
    reading = reader.judge(BED.format(fault=f"Hier staat {words} in."), ChannelKind.LETTER, country="nl")
    return str(reading.level) == "fail"


def _figure(name: str, unit: str, measured: float, reference: tuple[str, float]) -> Figure:
    return figure(name, unit, measured, reference, measured / reference[1] if reference[1] else 0.0)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


#: the columns that tell what a file holds -> what is measured with it
KINDS: tuple[tuple[frozenset[str], Callable[[Path, Reader], Figures]], ...] = (
    (frozenset({"Complex", "Simple"}), _order),
    (frozenset({"text", "sentences"}), _splitting),
    (frozenset({"word", "syllables"}), _counting),
    (frozenset({"term", "alternative"}), _list),
    (frozenset({"fault", "sentence", "country"}), _planted),
    (frozenset({"fault", "sentence"}), _faults),
)


def figures_of(file: Path, reader: Reader) -> Figures:
    """Measure with whatever a file holds; raises ValueError for a file of another form."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        head = lines.readline()
    columns = set(next(csv.reader([head]), []))
    for wanted, measure in KINDS:
        if wanted <= columns:
            return measure(file, reader)
    if head.startswith("=== "):
        return _gate(file, reader)
    if "\t" in head:
        return _hard_words(file, reader)
    raise ValueError(f"{file}: its columns are {sorted(columns)}; see the top of this module")


def main() -> None:
    """Measure, and print one line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--json", action="store_true", help="print lines of JSON")
    parser.add_argument(
        "--fit", type=Path, metavar="PAIRS", help="fit the shipped weights to a file of pairs"
    )
    given = parser.parse_args()
    if given.fit:
        fit_to(given.fit)
        return
    reader = load_reader()
    found = [] if given.files else list(_cost(reader))
    for file in given.files or SHIPPED:
        found += figures_of(file, reader)
    for one in found:
        said = f"{one.name}: {one.figure} {one.unit}; {one.reference}: {one.reference_figure}"
        print(json.dumps(asdict(one)) if given.json else said)


if __name__ == "__main__":
    main()

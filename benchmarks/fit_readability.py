"""
Fit the weights of the reading score to pairs of hard and plain texts, and write them as data.

    python -m benchmarks.readability --fit PAIRS.csv

PAIRS.csv has the columns Document ID, Complex, Simple (readability.md: the Amsterdam set, which is there to
measure with and not passed on). What is printed comes from cross-validation over documents; what is written
was fitted to all of them. Zero lies at the average of the documents that communication experts rewrote.
"""

import json
from hashlib import sha256
from pathlib import Path

from benchmarks.ordering import cross_validated, measured, training, weights_for
from benchmarks.text_pairs import read_pairs
from engine.rendering.b1.reader import load_reader
from engine.rendering.b1.tally import NAMES

SCORE = Path(__file__).parents[1] / "engine" / "rendering" / "b1" / "score.json"
DIGITS = 4


def fit_to(file: Path) -> None:
    """Fit, write, and print what the cross-validation gave."""
    reader, pairs = load_reader(), read_pairs(file)
    counts = measured(pairs, reader.measures)
    weights = weights_for(training(pairs), counts)
    documents = [counts[one] for one in pairs.documents]
    scored = [
        [sum(weight * value for weight, value in zip(weights, side, strict=True)) for side in sides]
        for sides in documents
    ]
    hard = sum(one[0] for one in scored) / len(scored)
    shipped = {
        "source": f"{file.name}, sha256 {sha256(file.read_bytes()).hexdigest()}",
        "pairs": {"chunks": len(pairs.chunks), "documents": len(pairs.documents)},
        "zero": round(hard, DIGITS),
        "weights": {name: round(weight, DIGITS) for name, weight in zip(NAMES, weights, strict=True)},
    }
    SCORE.write_text(json.dumps(shipped, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(shipped["weights"]))
    print(cross_validated(pairs, counts))

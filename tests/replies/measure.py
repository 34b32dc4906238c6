"""Measure the reading of replies on a labelled file: `python -m tests.replies.measure FILE [--misses]`."""

import csv
import sys
from pathlib import Path

from tests.replies.scoring import SAFETY, score


def rows_in(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(found):
    """Give the figures as lines, what may harm somebody first."""
    for label in SAFETY:
        wanted = found.hits[label] + found.missed[label]
        yield f"recall {label}: {found.hits[label]} of {wanted}, wrongly given {found.wrong[label]}"
    yield f"goes on unsafely: {len(found.unsafe)} of {found.rows}"
    yield f"paid believed wrongly: {found.wrong['paid']} of {found.rows}"
    yield f"near misses that got the label: {found.near_wrong} of {found.near}"
    yield f"all labels right: {found.exact} of {found.rows}"
    yield f"macro-F1: {found.macro_f1:.3f}"


def main(path, *options):
    """Print the figures; the rows that were misread only when asked, so that a set can stay unread."""
    rows = rows_in(path)
    found = score(rows)
    sys.stdout.write("\n".join(figures(found)) + "\n")
    if "--misses" in options:
        texts = {row["id"]: row["text"] for row in rows}
        for name, missed, wrong in found.misses:
            text = texts[name][:200].replace("\n", " / ")
            sys.stdout.write(f"{name} missed {missed} wrong {wrong} :: {text}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

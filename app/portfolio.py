"""The rejects file of an import: what did not come in, with the place, the value and the reason."""

import csv
from collections.abc import Sequence
from pathlib import Path

from engine.portfolio.row import Reject

#: a cell that begins with one of these would be a formula in a spreadsheet
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_rejects(path: Path, rejects: Sequence[Reject]) -> Path:
    """Write a rejects file; an empty one says that everything came in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("line", "column", "value", "reason", "left out"))
        for reject in rejects:
            what = "the whole row" if reject.whole_row else "this cell only"
            writer.writerow((reject.line, reject.column, _harmless(reject.value), reject.reason, what))
    return path


def _harmless(value: str) -> str:
    """Keep a value readable and no formula."""
    return f"'{value}" if value.startswith(FORMULA) else value

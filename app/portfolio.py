"""The rejects file of an import: what did not come in, with the place, the value and the reason."""

import csv
from collections.abc import Sequence
from pathlib import Path

from engine.portfolio.row import Reject

HEADER = ("line", "column", "value", "reason", "left out")
#: a cell that begins with one of these would be a formula in a spreadsheet
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: as much of a value as one reads in a spreadsheet
SHOWN = 200


def write_rejects(path: Path, rejects: Sequence[Reject]) -> Path:
    """Write a rejects file; one with only a header says that everything came in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # with the mark that tells a spreadsheet that it is UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for reject in rejects:
            what = "the whole row" if reject.whole_row else "this cell only"
            shown = map(_harmless, (reject.column, reject.value, reject.reason))
            writer.writerow((reject.line, *shown, what))
    return path


def _harmless(value: str) -> str:
    """Keep a value readable: no formula, no sign that cannot be shown, not endless."""
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in value[:SHOWN])
    if len(value) > SHOWN:
        shown += f"... ({len(value)} characters)"
    return f"'{shown}" if shown.startswith(FORMULA) else shown

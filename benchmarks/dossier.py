"""Dossier: seconds for the file of a case with 200 lines, built and set as a signed PDF; SQLite."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.dossiers import About, Dossiers
from app.wiring import House
from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, empty_house, fill
from engine.domain.touchpoint import Entry, LineKind, Outcome

LINES, REFERENCE_LINES, TIMES = 200, 20, 5
CONTENT = {"to": "a@post.example", "subject": "Over uw dossier", "body": "Goedemiddag. " * 60}


def with_lines(house: House, number: int, lines: int) -> str:
    """Add a case that was written to so often; gives its id."""
    fill(house, number, 1, None)
    case_id = f"D-{number}"
    entries = [
        Entry(
            subject=f"case:{case_id}",
            kind=LineKind.CONTACT,
            at=NOON,
            reference=f"R-{number}-{place}",
            outcome=Outcome.ACCEPTED,
            public={"channel": "email", "legal_role": "none", "step": "s", "ordinal": place},
            content=dict(CONTENT),
        )
        for place in range(lines)
    ]
    with house.store.begin() as books:
        books.append(entries)
    return case_id


def seconds(house: House, case_id: str, folder: Path) -> float:
    """Time the processor for one file, as the command makes it; the quickest of a few."""
    dossiers, taken = Dossiers(house), []
    for _ in range(TIMES):
        started = time.process_time()
        dossiers.save_pdf(About.CASE, dossiers.build(About.CASE, case_id), folder / f"{case_id}.pdf")
        taken.append(time.process_time() - started)
    return min(taken)


def measure() -> Figure:
    """Make the file of a case with many lines, and of one with few, in the same run."""
    with empty_house() as (house, _), TemporaryDirectory(prefix="minnelijk-bench-") as name:
        short = seconds(house, with_lines(house, 1, REFERENCE_LINES), Path(name))
        long = seconds(house, with_lines(house, 2, LINES), Path(name))
    said = (f"the same with {REFERENCE_LINES} lines", short)
    return figure("dossier", "seconds for a case with 200 lines, as a signed PDF", long, said, long / short)


if __name__ == "__main__":
    show(__doc__, measure)

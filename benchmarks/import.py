"""Import: rows of a portfolio per second, each read, checked, stored and written to the ledger (SQLite)."""  # noqa: N999 - the name of the command

import time
from itertools import islice
from pathlib import Path

from app.wiring import House
from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, empty_house
from engine.portfolio.importing import BATCH, PortfolioImport
from engine.portfolio.read import read_rows
from examples.make_portfolio import write

#: how many rows are timed: by the thousand in a transaction, and each in its own
ROWS, REFERENCE_ROWS = 100_000, 2_000


def per_second(house: House, portfolio: Path, rows: int, batch: int) -> float:
    """Import the first rows of a file; by the clock on the wall, for the disk counts too."""
    importing = PortfolioImport(
        store=house.store, organisation=house.organisation, now=NOON, actor="benchmark", batch=batch
    )
    started = time.perf_counter()
    importing.run(islice(read_rows(portfolio), rows))
    return rows / (time.perf_counter() - started)


def measure(*, rows: int = ROWS, reference_rows: int = REFERENCE_ROWS) -> Figure:
    """Import a generated file, and its first rows with a transaction for each, in the same run."""
    with empty_house() as (house, _):
        portfolio = house.settings.folder / "portfolio.csv"
        write(portfolio, rows)
        measured = per_second(house, portfolio, rows, BATCH)
    with empty_house() as (house, _):
        write(portfolio := house.settings.folder / "portfolio.csv", reference_rows)
        alone = per_second(house, portfolio, reference_rows, 1)
    said = (f"the same rows with a transaction for each, {reference_rows} of them", alone)
    return figure("import", "rows per second into SQLite", measured, said, measured / alone)


if __name__ == "__main__":
    show(__doc__, measure)

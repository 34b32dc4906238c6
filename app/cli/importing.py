"""The commands that take in files: a portfolio, payments."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from app.cli.answers import say, say_json
from app.cli.doors import As, Json, must_be, the_house
from app.payments import take_in_payments
from app.portfolio import write_rejects
from app.wiring import House
from engine.acting import CASE_WORKERS
from engine.domain.errors import ConfigurationError
from engine.domain.staff import StaffRole
from engine.portfolio.importing import Imported, PortfolioImport
from engine.portfolio.read import read_rows

#: who may take in a portfolio
IMPORTERS = frozenset({StaffRole.COLLECTOR, StaffRole.TEAM_LEAD, StaffRole.ADMIN})


def import_portfolio(
    file: Annotated[
        Path, typer.Argument(help="A .csv or .json file; the columns stand in docs/portfolio.md.")
    ],
    actor: As,
    rejects: Annotated[Path | None, typer.Option(help="Where refused rows go; empty: next to FILE.")] = None,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Take in a portfolio: new rows come in, changed rows update; exit 1 when rows were refused."""
    with the_house() as house:
        must_be(actor, IMPORTERS, house)
        imported = _take_in(house, file, actor)
    kept = _keep(rejects or file.with_suffix(".rejects.csv"), imported)
    counts = {
        "added": imported.added,
        "updated": imported.updated,
        "unchanged": imported.unchanged,
        "rows_refused": imported.rows_rejected,
        "cells_left_out": len(imported.rejects) - imported.rows_rejected,
        "rejects_file": str(kept),
    }
    if json:
        say_json(counts)
    else:
        for name, count in counts.items():
            say(f"{name.replace('_', ' '):16} {count}")
    if imported.rows_rejected:
        raise typer.Exit(1)


def import_payments(
    file: Annotated[Path, typer.Argument(help="A .csv file: case_id, amount, paid_on, reference.")],
    actor: As,
    rejects: Annotated[Path | None, typer.Option(help="Where refused rows go; empty: next to FILE.")] = None,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Take in payments from a file, each reference once; exit 1 when rows were refused."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        taken = take_in_payments(house, file, actor)
    kept = write_rejects(rejects or file.with_suffix(".rejects.csv"), taken.rejects)
    counts = {
        "taken_in": taken.new,
        "known": taken.known,
        "refused": len(taken.rejects),
        "rejects_file": str(kept),
    }
    if json:
        say_json(counts)
    else:
        for name, count in counts.items():
            say(f"{name.replace('_', ' '):16} {count}")
    if taken.rejects:
        raise typer.Exit(1)


def _take_in(house: House, file: Path, actor: str) -> Imported:
    rows = read_rows(file)
    house.keep_versions()
    portfolio = PortfolioImport(
        store=house.store, organisation=house.organisation, now=house.clock(), actor=actor
    )
    columns = TextColumn("{task.completed:.0f} rows"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        reading = bar.add_task("reading", total=None)
        return portfolio.run(rows, lambda count: bar.update(reading, completed=count))


def _keep(path: Path, imported: Imported) -> Path:
    try:
        return write_rejects(path, imported.rejects)
    except OSError as fault:
        because = f"{path}: {fault.strerror}; say with --rejects where the refused rows may go"
        raise ConfigurationError(
            f"the portfolio came in, but its rejects cannot be written to {because}"
        ) from None

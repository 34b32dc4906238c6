"""The command that takes in a portfolio."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from app.cli.answers import say, say_json
from app.cli.doors import As, Json, the_house
from app.portfolio import write_rejects
from engine.portfolio.importing import PortfolioImport
from engine.portfolio.read import read_rows


def import_portfolio(
    file: Annotated[
        Path, typer.Argument(help="A .csv or .json file; the columns stand in docs/portfolio.md.")
    ],
    actor: As,
    rejects: Annotated[Path | None, typer.Option(help="Where refused rows go; empty: next to FILE.")] = None,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Take in a portfolio: new rows come in, changed rows update, the same rows change nothing."""
    house = the_house()
    house.keep_versions()
    portfolio = PortfolioImport(
        store=house.store, organisation=house.organisation, now=house.clock(), actor=actor
    )
    with Progress(
        TextColumn("{task.completed:.0f} rows"), TimeElapsedColumn(), console=Console(stderr=True)
    ) as bar:
        reading = bar.add_task("reading", total=None)
        imported = portfolio.run(read_rows(file), lambda rows: bar.update(reading, completed=rows))
    kept = write_rejects(rejects or file.with_suffix(".rejects.csv"), imported.rejects)
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

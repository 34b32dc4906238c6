"""How commands speak: text for people, compact JSON for machines, progress and logs beside it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

#: how wide a table may be where there is no terminal
PIPE_WIDTH = 200
#: where the people who type commands are
HERE = ZoneInfo("Europe/Amsterdam")


def say(text: str = "") -> None:
    """Print one line of the answer."""
    typer.echo(text)


def warn(text: str) -> None:
    """Print one line beside the answer, on stderr."""
    typer.echo(text, err=True)


def say_json(answer: object) -> None:
    """Print one object on one line."""
    typer.echo(json.dumps(answer, default=_plain, ensure_ascii=False, separators=(",", ":")))


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a small table with a line of space after it; nothing when there are no rows."""
    if not rows:
        return
    shown = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        counts = all(isinstance(row[number], int) for row in rows)
        shown.add_column(column, justify="right" if counts else "left")
    for row in rows:
        shown.add_row(*(str(cell) for cell in row))
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        # a file or a pipe has no width of its own: do not fold what somebody will search in
        console.width = PIPE_WIDTH
    with console.capture() as caught:
        console.print(shown)
    say("\n".join(line.rstrip() for line in caught.get().splitlines()))
    say()


def listing(what: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a list with the number of its rows above it, also when there are none."""
    title = f"{len(rows)} {what}"
    if rows:
        table(title, columns, rows)
    else:
        say(title)


def pairs(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print words with what they mean, one under another; nothing when there are no rows."""
    if not rows:
        return
    width = max(len(left) for left, _ in rows)
    say(title)
    for left, right in rows:
        say(f"  {left:{width}}  {right}")
    say()


def local(moment: datetime) -> str:
    """Write a moment in local time, to the minute."""
    return moment.astimezone(HERE).strftime("%a %d %b %Y %H:%M")


class Watch(Protocol):
    """Is told how far long work has come."""

    def __call__(self, now: datetime) -> None:
        """Show that the work has come to a moment."""


@contextmanager
def playing(start: datetime, days: int) -> Iterator[Watch]:
    """Show on stderr how far a play has come; gives what wants to be told each moment."""
    columns = TextColumn("playing"), BarColumn(), TextColumn("day {task.completed:.0f}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("", total=days)

        def watch(now: datetime) -> None:
            progress.update(bar, completed=(now - start).days)

        yield watch


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)

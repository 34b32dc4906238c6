"""How commands speak: text for people, compact JSON for machines, logs elsewhere."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import typer
from rich.console import Console
from rich.table import Table


def say(text: str = "") -> None:
    """Print one line of the answer."""
    typer.echo(text)


def warn(text: str) -> None:
    """Print one line beside the answer, on stderr."""
    typer.echo(text, err=True)


def say_json(answer: object) -> None:
    """Print one object on one line."""
    typer.echo(json.dumps(answer, default=_plain, ensure_ascii=False, separators=(",", ":")))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a small table; nothing when there are no rows."""
    shown = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        shown.add_column(column)
    for row in rows:
        shown.add_row(*(str(cell) for cell in row))
    if shown.row_count:
        Console(soft_wrap=True).print(shown)
        say()


def local(moment: datetime, zone: Any) -> str:
    """Write a moment in local time, to the minute."""
    return moment.astimezone(zone).strftime("%a %d %b %Y %H:%M")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)

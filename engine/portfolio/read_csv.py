"""Read a portfolio from CSV, with commas, semicolons or tabs, as its header has them."""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.campaigns.words import clip, suggestion
from engine.domain.errors import ConfigurationError
from engine.portfolio.cells import BadCell, Row, cleaned
from engine.portfolio.columns import NAMES, REQUIRED

DELIMITERS = ",;\t"
#: how much of a line that cannot be read stands in the rejects
SHOWN = 120

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a file may have, which it must have, and the paper that tells of them."""

    names: Collection[str]
    required: Collection[str]
    paper: str


PORTFOLIO = Columns(NAMES, REQUIRED, "docs/portfolio.md")


def csv_rows(path: Path, columns: Columns = PORTFOLIO) -> Iterator[tuple[int, Row | BadCell]]:
    """Check the file as a whole, and give its rows one by one; raises ConfigurationError."""
    _check_encoding(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = file.readline()
    delimiter = max(DELIMITERS, key=header.count)
    try:
        names = [cleaned(name).lower() for name in _cells(header, delimiter)]
    except BadCell as fault:
        raise ConfigurationError(f"{path}, line 1: the header {fault.reason}") from fault
    _check_header(path, names, columns)
    return _rows(path, names, delimiter)


def _check_encoding(path: Path) -> None:
    """Refuse a file that is not UTF-8 from end to end: half a portfolio with broken names helps nobody."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError as fault:
                place = f"{path}, line {number}"
                raise ConfigurationError(f"{place}: is not UTF-8; save the file as CSV UTF-8") from fault


def _check_header(path: Path, names: Cells, columns: Columns) -> None:
    """Refuse a header with strange, double or missing names, and say all of that in one go."""
    if set(names).isdisjoint(columns.names):
        said = ["there is no header with the names of the columns"]
    else:
        said = [
            f'"{clip(name)}" is no column: {suggestion(name, columns.names)}'
            for name in names
            if name not in columns.names
        ]
        said += [f'"{name}" stands there twice' for name in columns.names if names.count(name) > 1]
        said += [f'"{name}" is missing' for name in columns.required if name not in names]
    if said:
        raise ConfigurationError(f"{path}, line 1: {'; '.join(said)}; see {columns.paper}")


def _rows(path: Path, names: Cells, delimiter: str) -> Iterator[tuple[int, Row | BadCell]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        file.readline()
        for line, text in enumerate(file, start=2):
            try:
                row = _row(names, _cells(text, delimiter))
            except BadCell as fault:
                yield line, fault
            else:
                if row:
                    yield line, row


def _cells(text: str, delimiter: str) -> Cells:
    """
    Part one line into cells.

    A row is one line: else a quote that is never closed would take the rows below it along, unseen.
    """
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as fault:
        reason = f"has a quote too many or too few, or a line break in a cell: {fault}"
        raise BadCell("", clip(text.strip(), SHOWN), reason) from None


def _row(names: Cells, cells: Cells) -> Row:
    """Put cells under the names of their columns; a line with nothing in it is an empty row."""
    if not any(cells):
        return {}
    if len(cells) != len(names):
        fix = "put quotes around a text with a comma"
        reason = f"has {len(cells)} cells, and the header has {len(names)}; {fix}"
        raise BadCell("", clip(" | ".join(cells), SHOWN), reason)
    pairs = zip(names, cells, strict=True)
    return {name: value for name, cell in pairs if cell and (value := cleaned(cell))}

"""Read a portfolio from CSV, with commas, semicolons or tabs, as its header has them."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from engine.campaigns.words import clip, suggestion
from engine.domain.errors import ConfigurationError
from engine.portfolio.cells import BadCell, Row, cleaned
from engine.portfolio.columns import NAMES, REQUIRED

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
#: a row over more lines than this has a quote that was opened and never closed
MOST_LINES = 20
#: how much of a line that cannot be read stands in the rejects
SHOWN = 120

Cells = Sequence[str]


def csv_rows(path: Path) -> Iterator[tuple[int, Row | BadCell]]:
    """Check the file as a whole, and give its rows one by one; raises ConfigurationError."""
    _check_encoding(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = file.readline()
    delimiter = max(DELIMITERS, key=header.count)
    names = [cleaned(name).lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    _check_header(path, names)
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


def _check_header(path: Path, names: Cells) -> None:
    """Refuse a header with strange, double or missing names, and say all of that in one go."""
    if set(names).isdisjoint(NAMES):
        said = ["there is no header with the names of the columns"]
    else:
        said = [
            f'"{clip(name)}" is no column: {suggestion(name, NAMES)}' for name in names if name not in NAMES
        ]
        said += [f'"{name}" stands there twice' for name in NAMES if names.count(name) > 1]
        said += [f'"{name}" is missing' for name in REQUIRED if name not in names]
    if said:
        raise ConfigurationError(f"{path}, line 1: {'; '.join(said)}; see docs/portfolio.md")


def _rows(path: Path, names: Cells, delimiter: str) -> Iterator[tuple[int, Row | BadCell]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        file.readline()
        for line, cells in _records(_Lines(file), delimiter):
            if isinstance(cells, BadCell):
                yield line, cells
            elif any(cells):
                yield line, _row(names, cells, delimiter)


def _row(names: Cells, cells: Cells, delimiter: str) -> Row | BadCell:
    if len(cells) != len(names):
        fix = f"put each text that holds a {DELIMITERS[delimiter]} between quotes"
        reason = f"has {len(cells)} cells, and the header has {len(names)}: {fix}"
        return BadCell("", clip(delimiter.join(cells), SHOWN), reason)
    pairs = zip(names, cells, strict=True)
    return {name: value for name, cell in pairs if cell and (value := cleaned(cell))}


def _records(lines: "_Lines", delimiter: str) -> Iterator[tuple[int, Cells | BadCell]]:
    """Part lines into cells; after a fault it goes on with the next line."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield (
                lines.first,
                BadCell("", clip(lines.give_back(), SHOWN), f"has a quote too many or too few: {fault}"),
            )
        else:
            yield lines.first, cells


class _Lines:
    """Hands lines to the CSV reader, and takes back what it read too far behind an open quote."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self._handed: list[str] = []
        #: the line on which the row begins that is being read; the header stands on line 1
        self.first = 2

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self._handed) == MOST_LINES:
            raise StopIteration
        line = self._again.popleft() if self._again else next(self._file)
        self._handed.append(line)
        return line

    def begin(self) -> None:
        """Begin the next row."""
        self.first += len(self._handed)
        self._handed.clear()

    def give_back(self) -> str:
        """Keep the first line of a row that cannot be read, and hand out the others again."""
        first, *others = self._handed
        self._again.extendleft(reversed(others))
        self._handed = [first]
        return first.strip()

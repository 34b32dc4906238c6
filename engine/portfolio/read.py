"""Read a portfolio file: CSV or JSON, row by row, with the line of each row."""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.domain.errors import ConfigurationError
from engine.portfolio.cells import Row
from engine.portfolio.columns import NAMES, REQUIRED

#: a longer cell is no cell of a portfolio
LONGEST_CELL = 20_000


def read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Give (line, row) for each row, cells without spaces around them; raises ConfigurationError."""
    if not path.is_file():
        raise ConfigurationError(f"{path}: there is no such file")
    match path.suffix.lower():
        case ".csv":
            return _csv_rows(path)
        case ".json":
            return _json_rows(path)
        case other:
            raise ConfigurationError(f"{path}: a portfolio is a .csv or .json file, not {other or 'this'}")


def _csv_rows(path: Path) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restkey="", restval="")
        _check_header(path, reader.fieldnames or ())
        try:
            for row in reader:
                yield reader.line_num, {name: _cell(value) for name, value in row.items() if name}
        except csv.Error as fault:
            raise ConfigurationError(f"{path}, line {reader.line_num}: {fault}") from fault
        except UnicodeDecodeError as fault:
            raise ConfigurationError(f"{path}: is not UTF-8; save it as CSV UTF-8") from fault


def _check_header(path: Path, header: Sequence[str]) -> None:
    missing = [name for name in REQUIRED if name not in header]
    strange = [name for name in header if name not in NAMES]
    if missing or strange:
        said = [f"lacks {', '.join(missing)}"] if missing else []
        said += [f"has unknown columns {', '.join(strange)}"] if strange else []
        raise ConfigurationError(f"{path}, line 1: the header {' and '.join(said)}; see docs/portfolio.md")


def _json_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Read a list of objects; the line is the number of the object, counted from 1."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as fault:
        raise ConfigurationError(f"{path}: is no JSON: {fault}") from fault
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigurationError(f"{path}: a JSON portfolio is a list of objects, one for each case")
    for number, row in enumerate(rows, start=1):
        yield number, {str(name): _cell(value) for name, value in row.items()}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(str(one) for one in value)
    return str(value).strip()

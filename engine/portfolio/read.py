"""Read a portfolio file row by row, each with its line; what is wrong with one row stays with that row."""

from collections.abc import Iterator
from pathlib import Path

from engine.domain.errors import ConfigurationError
from engine.portfolio.cells import BadCell, Row
from engine.portfolio.read_csv import csv_rows
from engine.portfolio.read_json import json_rows


def read_rows(path: Path) -> Iterator[tuple[int, Row | BadCell]]:
    """
    Give the line and the row, or what is wrong with it, of each row; cells are cleaned, empty ones left out.

    Raises ConfigurationError when the file as a whole cannot be used, before the first row.
    """
    if path.is_dir():
        raise ConfigurationError(f"{path}: this is a folder; name the .csv or .json file in it")
    if not path.is_file():
        raise ConfigurationError(f"{path}: there is no such file")
    try:
        match path.suffix.lower():
            case ".csv":
                return csv_rows(path)
            case ".json":
                return json_rows(path)
            case other:
                raise ConfigurationError(
                    f"{path}: a portfolio is a .csv or a .json file, not {other or 'this'}"
                )
    except OSError as fault:
        raise ConfigurationError(f"{path}: cannot be read: {fault.strerror}") from fault

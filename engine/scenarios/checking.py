"""Read a folder of tables, answer every row with the rules, and compare."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.domain.errors import ConfigurationError
from engine.scenarios.registry import TABLES, table_for
from engine.scenarios.row import Row, WrongCell
from engine.scenarios.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One row with what was expected, what the rules answered, and under which reading that is right."""

    table: str
    id: str
    ok: bool
    expected: Mapping[str, str]
    got: Mapping[str, str]
    #: expected, or the other reading that is right as well; None when it is wrong
    matched: str | None
    #: V, S or U: the weakest rule that decides the row
    status: str = ""
    #: a mistake in the table itself, with its place
    fault: str = ""

    def as_json(self) -> dict[str, object]:
        """Write the row for machines."""
        return {
            "table": self.table,
            "id": self.id,
            "ok": self.ok,
            "expected": dict(self.expected),
            "got": dict(self.got),
            "matched": self.matched,
        }


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of scenarios with its kind."""

    path: Path
    table: Table
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: tables, files with a mistake as a whole, and files that are no table of ours."""

    tables: tuple[Opened, ...]
    faults: tuple[str, ...]
    passed_over: tuple[str, ...]


def open_tables(folder: Path) -> Folder:
    """Open every CSV file of a folder; raises ConfigurationError when none of them is a table."""
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is no folder; name one that holds tables of scenarios")
    opened, faults, passed_over = [], [], []
    for path in sorted(folder.glob("*.csv")):
        try:
            found = _open(path)
        except ConfigurationError as fault:
            faults.append(str(fault))
            continue
        if found is None:
            passed_over.append(f"{path} was passed over: no kind of table has this name or these columns")
        else:
            opened.append(found)
    if not opened and not faults:
        known = ", ".join(table.name for table in TABLES)
        raise ConfigurationError(f"{folder} holds no table of scenarios; the kinds are {known}")
    return Folder(tuple(opened), tuple(faults), tuple(passed_over))


def check(opened: Opened) -> Iterator[Checked]:
    """Answer the rows of a table; a row that cannot be read is not right, and says where it is wrong."""
    for row in opened.rows:
        got: Mapping[str, str] = {}
        matched, fault = None, ""
        try:
            got, matched = _answer(opened.table, row)
        except WrongCell as wrong:
            fault = str(wrong)
        yield Checked(
            table=opened.table.name,
            id=row.id,
            ok=matched is not None,
            expected=opened.table.expected(row),
            got=got,
            matched=matched,
            status=row.optional("status"),
            fault=fault,
        )


def _answer(table: Table, row: Row) -> tuple[Mapping[str, str], str | None]:
    if row.fault:
        raise WrongCell(row.fault)
    row.text("id")
    return table.check(row)


def _open(path: Path) -> Opened | None:
    try:
        lines = list(_lines(path))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise ConfigurationError(f"{path} is no CSV file in UTF-8: {fault}") from fault
    if not lines:
        raise ConfigurationError(f"{path}, line 1: the file is empty; write a header and rows")
    (_, header), *rows = lines
    columns = frozenset(header)
    table = table_for(path.stem, columns)
    if table is None:
        return None
    missing = [name for name in ("id", *table.inputs, *table.outputs) if name not in columns]
    if missing:
        said = (
            f"{path}, line 1, column {', '.join(missing)}: is missing; docs/law-tables.md lists the columns"
        )
        raise ConfigurationError(said)
    return Opened(path, table, tuple(_row(path, number, header, cells) for number, cells in rows))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        for cells in reader:
            if any(cells):
                yield reader.line_num, cells


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> Row:
    fault = ""
    if len(cells) != len(header):
        column = header[min(len(cells), len(header) - 1)]
        fault = (
            f"{path}, line {line}, column {column}: {len(cells)} cells stand under {len(header)} columns; "
            "put quotes around what holds a comma"
        )
    return Row(str(path), line, dict(zip(header, cells, strict=False)), fault)

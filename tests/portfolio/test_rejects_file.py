"""The rejects file: everything that was left out, safe to open in a spreadsheet."""

import csv
from dataclasses import replace

import pytest

from app.portfolio import write_rejects
from engine.portfolio.row import Reject
from tests.portfolio.some_rows import a_row, import_rows


def written(path, *rejects):
    """Write rejects and read them back, without the header."""
    with write_rejects(path, rejects).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["line", "column", "value", "reason", "left out"]
    return rows


def a_reject(**changes):
    return replace(Reject(line=7, column="mobile", value="06 12", reason="is no number"), **changes)


def test_tells_line_column_value_and_reason(tmp_path):
    rows = written(
        tmp_path / "rejects.csv", a_reject(whole_row=False), a_reject(line=8, value="Yurdagül, S.")
    )

    assert rows == [
        ["7", "mobile", "06 12", "is no number", "this cell only"],
        ["8", "mobile", "Yurdagül, S.", "is no number", "the whole row"],
    ]


def test_makes_the_folder_and_keeps_only_a_header_when_all_came_in(tmp_path):
    assert written(tmp_path / "new" / "rejects.csv") == []


@pytest.mark.parametrize("field", ["column", "value", "reason"])
@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+31612", "-1", "@SUM(1)"])
def test_nothing_in_it_is_a_formula(tmp_path, field, text):
    (row,) = written(tmp_path / "rejects.csv", a_reject(**{field: text}))

    assert f"'{text}" in row


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("S. Bak\x00ker", r"S. Bak\x00ker"),
        ("S. \ud83d", r"S. \ud83d"),
        ("two\nlines", r"two\nlines"),
        ("\t=1", r"\t=1"),
        ("x" * 5_000, "x" * 200 + "... (5000 characters)"),
    ],
)
def test_every_value_can_be_shown(tmp_path, value, shown):
    ((_, _, seen, *_),) = written(tmp_path / "rejects.csv", a_reject(value=value))

    assert seen == shown


def test_what_an_import_leaves_out_can_be_written(sqlite, tmp_path):
    rows = [
        a_row(debtor_name="B.V. " * 1_000),
        a_row(**{"=cmd|'/c calc'!A1": "1"}),
        a_row(case_id="C-2", mobile="=1+1\x00"),
        a_row(case_id="\ud800"),
    ]

    imported = import_rows(sqlite, *rows)

    assert [(line, column) for line, column, *_ in written(tmp_path / "rejects.csv", *imported.rejects)] == [
        ("2", "debtor_name"),
        ("3", "'=cmd|'/c calc'!A1"),
        ("4", "mobile"),
        ("5", "case_id"),
    ]

"""The manual says what the checks do."""

from pathlib import Path

from engine.portfolio.columns import COLUMNS, MOST, NAMES, REQUIRED
from engine.portfolio.manual import manual
from tests.portfolio.some_rows import read

PAGE = Path(__file__).resolve().parents[2] / "docs" / "portfolio.md"


def test_the_page_is_up_to_date():
    again = "write it again: python -m engine.portfolio.manual > docs/portfolio.md"
    assert PAGE.read_text(encoding="utf-8") == manual(), again


def test_a_row_of_nothing_but_examples_comes_in_whole():
    row = {column.name: column.example for column in COLUMNS} | {"creditor": "woonstad"}

    record, rejects = read(row)

    assert (record.case.id, rejects) == ("D-1001", [])


def test_names_every_column_once():
    assert len(set(NAMES)) == len(NAMES) == len(MOST)
    assert set(REQUIRED) < set(NAMES)

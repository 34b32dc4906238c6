"""The examples that ship: made by their maker, valid but for what they show, and distinct at any size."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.campaigns.loading import load_organisation
from engine.portfolio.importing import PortfolioImport
from engine.portfolio.read import read_rows
from engine.portfolio.row import RowReader
from examples.make_portfolio import ordinary, rows, write

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
DAY_ONE = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def organisation():
    return load_organisation(ROOT / "organisation.yaml").organisation


@pytest.fixture
def importing(sqlite, organisation):
    """Import a file that ships into a database."""

    def run(name):
        portfolio = PortfolioImport(store=sqlite, organisation=organisation, now=DAY_ONE, actor="anna")
        return portfolio.run(read_rows(EXAMPLES / name))

    return run


@pytest.mark.parametrize(("name", "count"), [("portfolio.csv", 310), ("portfolio.json", 20)])
def test_the_maker_makes_the_file_that_ships(tmp_path, name, count):
    write(tmp_path / name, count)

    assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_the_csv_comes_in_but_for_what_it_shows(importing):
    imported = importing("portfolio.csv")

    assert imported.added == 306
    assert [(one.line, one.column) for one in imported.rejects] == [
        (12, "mobile"),
        (12, "email"),
        (19, "creditor"),
        (20, "amount"),
        (21, "due_on"),
        (22, "amount"),
    ]


def test_the_json_follows_the_csv_into_one_database(importing):
    importing("portfolio.csv")

    imported = importing("portfolio.json")

    assert (imported.added, imported.updated, imported.rejects) == (20, 0, [])


def test_a_large_portfolio_mixes_nobody_up():
    owners: dict[str, set[str]] = {}
    cases: Counter[str] = Counter()
    for row in rows(100_000):
        cases[row["case_id"]] += 1
        for way in ("mobile", "email"):
            if row.get(way):
                owners.setdefault(row[way], set()).add(row["debtor_id"])

    assert max(cases.values()) == 1
    assert [way for way, debtors in owners.items() if len(debtors) > 1] == []


@pytest.mark.parametrize("first", [40_000, 99_000, 999_000])
def test_a_large_portfolio_is_valid_to_its_end(organisation, first):
    reader = RowReader(organisation=organisation, now=DAY_ONE)

    rejects = [reader.read(row, line)[1] for line, row in enumerate(ordinary(first, 500))]

    assert [one for some in rejects for one in some] == []

"""Taking in a portfolio."""

import csv

import pytest

from tests.app.command import PORTFOLIO, done, minnelijk, shipped

GOOD = "D-1001", "D-1002"


def rejects_in(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_takes_in_the_good_rows_and_keeps_the_bad_ones_with_their_reason(desk):
    rows = [f"D-{number}" for number in range(1001, 1022)]
    portfolio = shipped(desk.folder / "portfolio.csv", *rows)

    answer = minnelijk("import", portfolio, "--as", "anna", "--json")

    assert answer.code == 1
    assert answer.json == {
        "added": 17,
        "updated": 0,
        "unchanged": 0,
        "rows_refused": 4,
        "cells_left_out": 2,
        "rejects_file": str(desk.folder / "portfolio.rejects.csv"),
    }
    rejects = rejects_in(desk.folder / "portfolio.rejects.csv")
    assert [(one["line"], one["column"], one["left out"]) for one in rejects] == [
        ("12", "mobile", "this cell only"),
        ("12", "email", "this cell only"),
        ("19", "creditor", "the whole row"),
        ("20", "amount", "the whole row"),
        ("21", "due_on", "the whole row"),
        ("22", "amount", "the whole row"),
    ]
    assert all(one["reason"] for one in rejects)


def test_the_same_rows_again_change_nothing(desk):
    portfolio = shipped(desk.folder / "portfolio.csv", *GOOD)
    done("import", portfolio, "--as", "anna")
    before = done("ledger", "D-1001", "--json").out

    answer = done("import", portfolio, "--as", "anna", "--json")

    assert [answer.json[name] for name in ("added", "updated", "unchanged")] == [0, 0, 2]
    assert done("ledger", "D-1001", "--json").out == before


def test_a_changed_row_updates_and_leaves_a_line(desk):
    done("import", shipped(desk.folder / "portfolio.csv", *GOOD), "--as", "anna")
    changed = shipped(desk.folder / "changed.csv", "D-1001", amount="299.00")

    answer = done("import", changed, "--as", "bram")

    assert answer.lines[:3] == ["added            0", "updated          1", "unchanged        0"]
    line = [one for one in done("ledger", "D-1001", "--json").json_lines if one["kind"] == "import"][-1]
    assert line["public"]["by"] == "bram"
    assert "amount" in line["public"]["changed"]
    assert line["public"]["outstanding_cents"] == 299_00


def test_the_rejects_file_goes_where_one_says(desk):
    portfolio = shipped(desk.folder / "portfolio.csv", "D-1001", "D-1018")

    minnelijk("import", portfolio, "--as", "anna", "--rejects", desk.folder / "out" / "refused.csv")

    assert [one["value"] for one in rejects_in(desk.folder / "out" / "refused.csv")] == ["onbekend"]
    assert not (desk.folder / "portfolio.rejects.csv").exists()


def test_says_so_when_the_rejects_cannot_be_written(desk):
    portfolio = shipped(desk.folder / "portfolio.csv", "D-1001")

    answer = minnelijk("import", portfolio, "--as", "anna", "--rejects", portfolio / "refused.csv")

    assert answer.code == 2
    assert "its rejects cannot be written" in answer.err
    assert "--rejects" in answer.err


@pytest.mark.parametrize(
    ("actor", "said"),
    [
        pytest.param("eve", "nobody here is called 'eve'", id="a stranger"),
        pytest.param(
            "chris", "chris is compliance; who may do this: admin or collector or team_lead", id="compliance"
        ),
    ],
)
def test_is_refused_to_who_may_not(desk, actor, said):
    answer = minnelijk("import", PORTFOLIO, "--as", actor)

    assert answer.code == 1
    assert said in answer.err
    assert minnelijk("ledger", "D-1001").code == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("none.csv", None, id="no file"),
        pytest.param("empty.csv", "", id="an empty file"),
        pytest.param("other.csv", "case_id,colour\n1,red\n", id="another file"),
        pytest.param("bad.json", "[1,", id="broken JSON"),
        pytest.param("portfolio.xlsx", "", id="a sheet"),
    ],
)
def test_a_file_that_is_no_portfolio_gives_one_clear_line(desk, name, content):
    path = desk.folder / name
    if content is not None:
        path.write_text(content)

    answer = minnelijk("import", path, "--as", "anna")

    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.splitlines()[-1].startswith(f"error: {path}")

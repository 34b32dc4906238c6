"""In which cases a helper speaks: what rows say of it, alone, together and beside what is known."""

from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.portfolio.some_rows import a_row, counts, import_rows, read, the_file

LATER = NOW + timedelta(days=7)
EVERYTHING: dict[str, str] = {}
HERE = {"helper_scope": "this_case"}


def row(case_id, name="Mr. A. Voorbeeld", **cells):
    """Make a row of a case in which somebody speaks; no name: nobody."""
    helper = {"helper_name": name, "helper_kind": "lawyer", "helper_email": "post@recht.example"}
    return a_row(case_id=case_id, **((helper if name else {}) | cells))


def speaks(database):
    """Say who speaks for the debtor, and in which cases."""
    somebody = the_file(database).debtor.representative
    return (somebody.name, somebody.cases) if somebody else None


def told(imported):
    return [(one.line, one.column, one.whole_row) for one in imported.rejects]


@pytest.mark.parametrize(
    ("scope", "cases"), [(None, ()), ("everything", ()), ("this_case", ("C-1",)), ("THIS_CASE", ("C-1",))]
)
def test_a_row_says_in_which_cases_a_helper_speaks(scope, cases):
    record, rejects = read(row("C-1", helper_scope=scope))

    assert rejects == []
    assert record.debtor.representative.cases == cases


@pytest.mark.parametrize(
    ("kind", "law"), [("bewindvoerder", "NL-65"), ("curator", "NL-66"), ("guardian", "NL-66")]
)
def test_whom_the_law_appoints_speaks_in_everything(kind, law):
    record, (reject,) = read(row("C-1", helper_kind=kind, helper_scope="this_case"))

    assert record is None
    assert reject.column == "helper_scope"
    assert f"(law.md {law})" in reject.reason


def test_a_scope_that_we_do_not_know_keeps_the_row_out():
    record, (reject,) = read(row("C-1", helper_scope="letters"))

    assert record is None
    assert (reject.column, reject.reason) == ("helper_scope", "is not one of: everything, this_case")


def test_a_scope_of_nobody_keeps_the_row_out():
    record, (reject,) = read(a_row(helper_scope="this_case"))

    assert record is None
    assert reject.column == "helper_name"


@pytest.mark.parametrize("batch", [1, 1_000], ids=["in two batches", "in one batch"])
@pytest.mark.parametrize(
    ("scopes", "cases", "left_out"),
    [
        ((HERE, HERE), ("C-1", "C-2"), []),
        ((HERE, EVERYTHING), (), []),
        ((EVERYTHING, HERE), (), [(3, "helper_scope", False)]),
        ((HERE, {"name": ""}), ("C-1",), []),
    ],
    ids=["both add up", "everything is wider", "everything stays", "nobody takes nothing away"],
)
def test_rows_about_one_helper_add_up(database, batch, scopes, cases, left_out):
    first, second = scopes
    imported = import_rows(database, row("C-1", **first), row("C-2", **second), batch=batch)

    assert speaks(database) == ("Mr. A. Voorbeeld", cases)
    assert told(imported) == left_out
    assert (imported.added, imported.rows_rejected) == (2, 0)


@pytest.mark.parametrize("batch", [1, 1_000], ids=["in two batches", "in one batch"])
@pytest.mark.parametrize(("first", "second"), [(HERE, HERE), (HERE, EVERYTHING), (EVERYTHING, HERE)])
def test_two_helpers_of_whom_one_speaks_in_some_cases_are_not_guessed_at(database, batch, first, second):
    other = row("C-2", "Hulp Voorbeeld", **second)

    imported = import_rows(database, row("C-1", **first), other, batch=batch)

    assert told(imported) == [(3, "helper_name", True)]
    assert counts(imported) == (1, 0, 0, 1)
    assert speaks(database)[0] == "Mr. A. Voorbeeld"


@pytest.mark.parametrize(
    ("known", "later", "speaking", "left_out"),
    [
        (HERE, row("C-2", **HERE), ("Mr. A. Voorbeeld", ("C-1", "C-2")), []),
        (HERE, row("C-1"), ("Mr. A. Voorbeeld", ()), []),
        (EVERYTHING, row("C-1", **HERE), ("Mr. A. Voorbeeld", ()), [(2, "helper_scope", False)]),
        (EVERYTHING, row("C-2", "Hulp V.", **HERE), ("Mr. A. Voorbeeld", ()), [(2, "helper_name", True)]),
        (HERE, row("C-2", "Hulp V.", **HERE), ("Mr. A. Voorbeeld", ("C-1",)), [(2, "helper_name", True)]),
        (HERE, row("C-1", "Hulp V.", **HERE), ("Hulp V.", ("C-1",)), []),
        (HERE, row("C-2", "Hulp V."), ("Hulp V.", ()), []),
    ],
)
def test_a_later_portfolio_takes_nobody_away_unseen(database, known, later, speaking, left_out):
    import_rows(database, row("C-1", **known))

    imported = import_rows(database, later, now=LATER)

    assert speaks(database) == speaking
    assert told(imported) == left_out

"""New rows come in, changed rows update, the same rows change nothing, and what was learned stays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from engine.domain.case import CaseStatus, Phase
from engine.domain.errors import StoreUnavailable
from engine.domain.people import PointKind, PointState
from engine.portfolio.cells import BadCell
from engine.portfolio.importing import PortfolioImport
from tests.builders import NOW
from tests.portfolio.some_rows import (
    ORGANISATION,
    a_row,
    an_address,
    changed,
    counts,
    import_lines,
    import_rows,
    the_file,
    values,
)

LATER = NOW + timedelta(days=7)


def everything_in(database):
    """Write down a whole SQLite database."""
    with database.connection() as connection:
        return list(connection.connection.driver_connection.iterdump())


def written_by(database, call):
    """Count the statements of a call that write."""
    sent = []

    def note(_connection, _cursor, statement, *_):
        if statement.split()[0] in {"INSERT", "UPDATE", "DELETE"}:
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    call()
    event.remove(database.engine, "before_cursor_execute", note)
    return len(sent)


def the_case(database, case_id="C-1"):
    with database.read() as books:
        return books.case(case_id)


def test_a_new_row_comes_in(database):
    imported = import_rows(database, a_row(mobile="06 12345678", iban="NL91 ABNA 0417 1643 00"))

    file = the_file(database)
    assert counts(imported) == (1, 0, 0, 0)
    assert (file.debtor.name, values(file)) == ("Anna Jansen", ["+31612345678"])
    assert [case.id for case in file.cases] == ["C-1"]


def test_a_new_case_is_due_from_its_opening(database):
    import_rows(database, a_row(), a_row(case_id="C-2", debtor_id="D-2", opened_on="2026-03-20"))

    with database.begin() as books:
        assert books.claim_debtors(NOW, 10) == ["D-1"]
        assert books.claim_debtors(NOW + timedelta(days=10), 10) == ["D-1", "D-2"]


def test_a_new_case_has_a_line_without_anything_personal(database):
    import_rows(database, a_row(mobile="06 12345678", paid="20.00"))

    ((public, content),) = import_lines(database)
    assert public["changed"] == ["new"]
    assert (public["by"], public["creditor"]) == ("anna", "woonstad")
    assert (public["total_cents"], public["paid_cents"], public["outstanding_cents"]) == (12050, 2000, 10050)
    assert content == {"name": "Anna Jansen", "points": ["+31612345678"]}
    assert not any(word in str(public) for word in ("Anna", "+31"))


def test_the_same_rows_again_change_nothing(sqlite):
    rows = [
        a_row(mobile="06 12", email="a@post.example", prefers="email", **an_address()),
        a_row(case_id="C-2", debtor_name="A. Jansen", large_print="yes"),
        a_row(case_id="C-3", debtor_id="D-3", amount=""),
    ]
    first = import_rows(sqlite, *rows)
    before = everything_in(sqlite)

    again = import_rows(sqlite, *rows, now=LATER)

    assert everything_in(sqlite) == before
    assert (counts(first), counts(again)) == ((2, 0, 0, 3), (0, 0, 2, 3))
    assert again.rejects == first.rejects


def test_the_same_rows_again_write_nothing(database):
    rows = [a_row(prefers="email", helper_name="B", helper_mobile="06 12345678"), a_row(case_id="C-2")]

    writing = [written_by(database, lambda: import_rows(database, *rows)) for _ in range(2)]

    assert writing[0] > 0
    assert writing[1] == 0


def test_a_bad_row_never_stops_the_rest(database):
    rows = [
        a_row(case_id="C-1"),
        a_row(case_id="C-2", amount="-1"),
        BadCell("", "C-3,D-3", "has 2 cells"),
        a_row(case_id="C-4", mobile="06 12"),
        a_row(case_id="C-1", amount="9.99"),
        a_row(case_id="C-5"),
    ]

    imported = import_rows(database, *rows, batch=2)

    told = [(one.line, one.column, one.value, one.whole_row) for one in imported.rejects]
    assert counts(imported) == (3, 0, 0, 4)
    assert imported.rows_rejected == 3
    assert told == [
        (3, "amount", "-1", True),
        (4, "", "C-3,D-3", True),
        (5, "mobile", "06 12", False),
        (6, "case_id", "C-1", True),
    ]
    assert imported.rejects[-1].reason == "stands on line 2 already"
    assert [case.id for case in the_file(database).cases] == ["C-1", "C-4", "C-5"]
    assert the_case(database).principal == Decimal("120.50")


def test_a_case_whose_first_row_was_bad_comes_in_from_its_second(database):
    imported = import_rows(database, a_row(amount="-1"), a_row(amount="1"))

    assert counts(imported) == (1, 0, 0, 1)


def test_watching_an_import_shows_how_far_it_is(sqlite):

    seen: list[int] = []
    rows = [a_row(case_id=f"C-{number}") for number in range(5)]

    PortfolioImport(store=sqlite, organisation=ORGANISATION, now=NOW, actor="anna", batch=2).run(
        enumerate(rows, start=2), seen.append
    )

    assert seen == [2, 4, 5]


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ({}, {"amount": "130.00"}, ["amount"]),
        ({}, {"paid": "20.00"}, ["paid"]),
        ({"interest": "1.00"}, {"interest": "2.00", "costs": "40"}, ["interest", "costs"]),
        ({"costs": "40"}, {}, ["costs"]),
        ({}, {"description": "Huur", "due_on": "2026-02-01"}, ["description", "due_on"]),
        ({}, {"invoice_number": "F-2", "invoice_date": "2026-01-02"}, ["invoice_number", "invoice_date"]),
        ({}, {"debtor_name": "Anna de Vries", "debtor_kind": "business"}, ["debtor_name", "debtor_kind"]),
        ({}, {"birth_date": "1988-04-12"}, ["birth_date"]),
        ({"mobile": "06 12345678"}, {"mobile": "06 12345679"}, ["mobile"]),
        ({}, {"landline": "010 0000001", "email": "a@post.example"}, ["landline", "email"]),
        ({"email": "a@post.example"}, {"email": "a@post.example", "email_confirmed": "yes"}, ["email"]),
        (an_address(), an_address(house_number="14"), ["address"]),
        ({}, {"creditor": "stroom-be"}, ["creditor", "jurisdiction", "collector_role"]),
        (
            {},
            {"helper_name": "B", "helper_mobile": "06 12345678"},
            ["helper_name", "helper_kind", "helper_mobile"],
        ),
        ({}, {"prefers": "email", "refuses": "sms"}, ["prefers", "refuses"]),
    ],
)
def test_a_changed_row_updates_and_its_line_names_what_changed(database, before, after, names):
    import_rows(database, a_row(**before))

    imported = import_rows(database, a_row(**after), now=LATER)

    assert counts(imported) == (0, 1, 0, 0)
    assert changed(database) == [["new"], names]


def test_the_values_of_a_change_stand_where_they_can_be_erased(database):
    import_rows(database, a_row(mobile="06 12345678"))

    import_rows(database, a_row(mobile="06 12345679", amount="1.00"), now=LATER)

    _, (public, content) = import_lines(database)
    assert content == {
        "before": {"amount": "120.50", "mobile": "+31612345678 (unverified)"},
        "after": {"amount": "1.00", "mobile": "+31612345679 (unverified)"},
    }
    assert public["total_cents"] == 100
    assert "+31" not in str(public)


def test_a_row_that_says_the_same_in_another_way_says_so(database):
    import_rows(database, a_row(mobile="06 12345678"))

    imported = import_rows(database, a_row(mobile="+31 6 12345678"), now=LATER)

    _, (public, content) = import_lines(database)
    assert counts(imported) == (0, 1, 0, 0)
    assert (public["changed"], content) == ([], None)
    assert public["because"] == "the row is written in another way and says the same"


def test_a_changed_case_is_looked_at_anew_and_one_that_says_the_same_is_not(database):
    rows = [a_row(amount="1"), a_row(case_id="C-2", debtor_id="D-2", mobile="06 12345678")]
    import_rows(database, *rows)
    with database.begin() as books:
        books.touch_due(["C-1", "C-2"], LATER + timedelta(days=30))

    import_rows(database, a_row(amount="2"), rows[1] | {"mobile": "0612345678"}, now=LATER)

    with database.begin() as books:
        assert books.claim_debtors(LATER, 10) == ["D-1"]


def test_an_empty_cell_takes_nothing_away_from_the_person(database):
    full = a_row(
        birth_date="1988-04-12",
        mobile="06 12345678",
        email="a@post.example",
        helper_name="Bewind Voorbeeld",
        helper_email="post@bewind.example",
    )
    import_rows(database, full)
    before = the_file(database).debtor

    import_rows(database, a_row(amount="99.00"), now=LATER)

    assert the_file(database).debtor == before
    assert changed(database)[-1] == ["amount"]


def test_what_was_learned_survives_an_update(database):
    import_rows(database, a_row(mobile="06 12345678", email="a@post.example", prefers="sms"))
    with database.begin() as books:
        books.mark_point("D-1", "a@post.example", PointState.BOUNCED)
        books.put_payment("C-1", 2050, date(2026, 3, 11), "bank-1", NOW)
        books.set_status("C-1", CaseStatus.CLOSED, Phase.CLOSED)

    import_rows(database, a_row(email="a@post.example", prefers="sms", amount="150.00"), now=LATER)

    file = the_file(database)
    (case,) = file.cases
    assert (case.status, case.phase) == (CaseStatus.CLOSED, Phase.CLOSED)
    assert (case.total, case.paid) == (Decimal("150.00"), Decimal("20.50"))
    states = {point.kind: point.state for point in file.debtor.points}
    assert states == {PointKind.EMAIL: PointState.BOUNCED, PointKind.MOBILE: PointState.UNVERIFIED}
    _, (public, _) = import_lines(database)
    assert public["changed"] == ["amount"]
    assert (public["paid_cents"], public["outstanding_cents"]) == (2050, 12950)


@pytest.mark.parametrize(
    ("paid", "expected", "names"),
    [("10.00", "30.50", []), ("25.00", "25.00", ["paid"]), ("0", "0.00", ["paid"])],
    ids=["the file knows nothing new", "the file knows better", "the file takes it back"],
)
def test_paid_in_the_file_counts_only_when_it_is_another_figure(database, paid, expected, names):
    import_rows(database, a_row(paid="10.00"))
    with database.begin() as books:
        books.put_payment("C-1", 2050, date(2026, 3, 11), "bank-1", NOW)

    import_rows(database, a_row(paid=paid, description="Huur"), now=LATER)

    assert the_case(database).paid == Decimal(expected)
    assert changed(database)[-1] == ["description", *names]


def test_a_case_never_moves_to_another_person(database):
    import_rows(database, a_row(), a_row(case_id="C-2", debtor_id="D-2", debtor_name="Bob Peeters"))

    moved = a_row(debtor_id="D-2", debtor_name="Bob Peeters")
    imported = import_rows(database, a_row(amount="-1"), moved, a_row(case_id="C-3"), now=LATER)

    bad, reject = imported.rejects
    assert counts(imported) == (1, 0, 0, 2)
    assert bad.line == 2
    assert (reject.line, reject.column, reject.value, reject.whole_row) == (3, "debtor_id", "D-2", True)
    assert "another person than C-1 belongs to" in reject.reason
    assert the_case(database).debtor_id == "D-1"


def test_a_new_case_that_changes_a_known_person_says_so(database):
    import_rows(database, a_row(mobile="06 12345678"))

    import_rows(database, a_row(case_id="C-2", debtor_name="Anna de Vries", mobile="06 12345678"), now=LATER)

    ((public, content),) = import_lines(database, "C-2")
    assert public["changed"] == ["new", "debtor_name"]
    assert (content["before"], content["after"]) == (
        {"debtor_name": "Anna Jansen"},
        {"debtor_name": "Anna de Vries"},
    )


def test_an_import_that_failed_halfway_goes_on_where_it_was(sqlite):
    rows = [a_row(case_id=f"C-{number}", prefers="email") for number in range(6)]

    def broken():
        yield from enumerate(rows[:4], start=2)
        raise StoreUnavailable("the disk is full")

    with pytest.raises(StoreUnavailable):
        PortfolioImport(store=sqlite, organisation=ORGANISATION, now=NOW, actor="anna", batch=2).run(broken())
    imported = import_rows(sqlite, *rows)

    assert counts(imported) == (2, 0, 4, 0)

"""Several rows about one person: the first that says something holds, and the others say so."""

from datetime import date, timedelta

import pytest

from engine.domain.people import PointState
from tests.builders import NOW
from tests.portfolio.some_rows import (
    a_row,
    an_address,
    changed,
    counts,
    import_rows,
    the_file,
    values,
    wish_lines,
)

LATER = NOW + timedelta(days=7)


def another(**cells):
    """Make a row of another case of the same person."""
    return a_row(**({"case_id": "C-2"} | cells))


def told(imported):
    return [(one.line, one.column, one.value) for one in imported.rejects]


@pytest.mark.parametrize("batch", [1, 1_000], ids=["in two batches", "in one batch"])
def test_the_first_row_of_a_person_holds_and_the_second_adds(database, batch):
    rows = [
        a_row(mobile="06 12345678", birth_date="1988-04-12"),
        another(
            debtor_name="A. Jansen",
            debtor_kind="business",
            birth_date="1989-04-12",
            mobile="06 12345679",
            email="a@post.example",
            helper_name="Bewind Voorbeeld",
            helper_email="post@bewind.example",
        ),
    ]

    imported = import_rows(database, *rows, batch=batch)

    debtor = the_file(database).debtor
    assert counts(imported) == (2, 0, 0, 4)
    assert (debtor.name, debtor.kind, debtor.birth_date) == ("Anna Jansen", "person", date(1988, 4, 12))
    assert [point.value for point in debtor.points] == ["+31612345678", "a@post.example"]
    assert debtor.representative.name == "Bewind Voorbeeld"
    assert told(imported) == [
        (3, "debtor_name", "A. Jansen"),
        (3, "debtor_kind", "business"),
        (3, "birth_date", "1989-04-12"),
        (3, "mobile", "+31612345679"),
    ]
    assert not any(one.whole_row for one in imported.rejects)
    assert "an earlier row says about D-1, who first stands on line 2" in imported.rejects[0].reason


@pytest.mark.parametrize(
    ("first", "later", "column"),
    [
        ({"landline": "010 0000001"}, {"landline": "010 0000002"}, "landline"),
        ({"email": "a@post.example"}, {"email": "b@post.example"}, "email"),
        (an_address(), an_address(house_number="14"), "street"),
        (
            {"helper_name": "B", "helper_email": "b@post.example"},
            {"helper_name": "C", "helper_email": "c@post.example"},
            "helper_name",
        ),
        ({"prefers": "email"}, {"prefers": "sms"}, "prefers"),
        ({"hours": "mon-fri 18:00-21:00"}, {"hours": "sat 10:00-12:00"}, "hours"),
        ({"large_print": "no"}, {"large_print": "yes"}, "large_print"),
        ({"whatsapp_opt_in": "yes 2026-01"}, {"whatsapp_opt_in": "yes 2026-02"}, "whatsapp_opt_in"),
    ],
)
def test_a_later_row_that_contradicts_the_first_is_named(sqlite, first, later, column):
    imported = import_rows(sqlite, a_row(**first), another(**later))

    assert counts(imported) == (2, 0, 0, 1)
    assert [(line, name) for line, name, _ in told(imported)] == [(3, column)]


@pytest.mark.parametrize(
    "cells",
    [
        {"mobile": "+31 6 12345678"},
        {"email": "a@POST.example"},
        {"email": "a@post.example", "email_confirmed": "yes"},
        {"prefers": "EMAIL, sms"},
        {},
    ],
    ids=[
        "another way to write a number",
        "a mailbox in capitals",
        "a confirmed mailbox",
        "a wish",
        "nothing",
    ],
)
def test_a_later_row_that_says_the_same_is_not_named(sqlite, cells):
    first = a_row(mobile="06 12345678", email="a@post.example", prefers="email,sms")

    imported = import_rows(sqlite, first, another(**cells))

    assert counts(imported) == (2, 0, 0, 0)


def test_a_later_row_may_say_that_the_mailbox_was_used(sqlite):
    import_rows(sqlite, a_row(email="a@post.example"), another(email="a@post.example", email_confirmed="yes"))

    assert [point.state for point in the_file(sqlite).debtor.points] == [PointState.CONFIRMED]


def test_a_third_row_is_held_against_all_before_it(sqlite):
    rows = [
        a_row(),
        another(email="a@post.example", prefers="email", birth_date="1988-04-12"),
        a_row(case_id="C-3", email="b@post.example", prefers="sms", refuses="letter"),
    ]

    imported = import_rows(sqlite, *rows, batch=1)

    assert told(imported) == [(4, "email", "b@post.example"), (4, "prefers", "sms")]
    assert all(one.reason.endswith("who first stands on line 2") for one in imported.rejects)
    assert the_file(sqlite).debtor.birth_date == date(1988, 4, 12)
    assert wish_lines(sqlite) == [("channel_order", "email"), ("refuse_channel", "letter")]


def test_refusals_of_several_rows_add_up(sqlite):
    imported = import_rows(sqlite, a_row(refuses="sms"), another(refuses="sms,letter"))

    assert counts(imported) == (2, 0, 0, 0)
    assert the_file(sqlite).preference.refused == {"sms", "letter"}


def test_people_do_not_get_mixed_up(sqlite):
    imported = import_rows(
        sqlite, a_row(mobile="06 12345678"), another(debtor_id="D-2", debtor_name="Bob", mobile="06 12345679")
    )

    assert counts(imported) == (2, 0, 0, 0)
    assert values(the_file(sqlite, "D-2")) == ["+31612345679"]


@pytest.mark.parametrize("batch", [1, 1_000], ids=["in two batches", "in one batch"])
def test_a_change_in_one_row_keeps_what_only_the_other_row_says(database, batch):
    first, second = a_row(), another(email="a@post.example", helper_name="B", helper_email="b@post.example")
    import_rows(database, first, second, batch=batch)
    before = the_file(database).debtor

    imported = import_rows(database, first | {"amount": "1.00"}, second, now=LATER, batch=batch)

    assert counts(imported) == (0, 1, 1, 0)
    assert the_file(database).debtor == before
    assert (changed(database), len(changed(database, "C-2"))) == ([["new"], ["amount"]], 1)


def test_the_later_file_holds_against_the_earlier_one(database):
    import_rows(database, a_row(mobile="06 12345678", birth_date="1988-04-12", email="a@post.example"))

    imported = import_rows(database, another(debtor_name="Anna de Vries", mobile="06 12345679"), now=LATER)

    debtor = the_file(database).debtor
    assert counts(imported) == (1, 0, 0, 0)
    assert (debtor.name, debtor.birth_date) == ("Anna de Vries", date(1988, 4, 12))
    assert sorted(point.value for point in debtor.points) == ["+31612345679", "a@post.example"]
    assert changed(database, "C-2") == [["new", "debtor_name", "mobile"]]

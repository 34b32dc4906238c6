"""Portfolios come in by the thousand, and what we learned ourselves stays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from engine.domain.case import CaseStatus, Phase
from engine.domain.people import PointKind, PointState
from engine.store.points import merged
from preferences.channel import ChannelKind
from tests.builders import (
    NOW,
    a_case,
    a_change,
    a_claim_line,
    a_debtor,
    a_mobile,
    a_position,
    a_postal_point,
    a_representative,
    an_email,
)
from tests.store.some_records import a_record, take_in


def update(database, *records):
    with database.begin() as books:
        books.update_records(records)


def the_debtor(database):
    with database.read() as books:
        return books.files(["D-1"])[0].debtor


def the_case(database, case_id="C-1"):
    with database.read() as books:
        return books.case(case_id)


def test_knows_the_fingerprints_of_what_it_took_in(database):
    take_in(database, a_record(), a_record(a_case("C-2"), fingerprint="second"))

    with database.read() as books:
        known = books.known_fingerprints(iter(["C-1", "C-2", "C-3"]))

    assert known == {"C-1": "first", "C-2": "second"}


def test_several_cases_of_one_debtor_come_in_together(database):
    take_in(database, a_record(), a_record(a_case("C-2", creditor="witgoed")))

    with database.read() as books:
        (file,) = books.files(["D-1"])
    assert [(case.id, case.creditor) for case in file.cases] == [("C-1", "woonstad"), ("C-2", "witgoed")]
    assert file.debtor == a_debtor()


def test_a_changed_row_changes_what_the_creditor_says(database):
    take_in(database, a_record())
    case = a_case(creditor="witgoed", sector="retail", lines=(a_claim_line("1.00"), a_claim_line("2.00")))

    update(database, a_record(case, a_debtor(name="Anna de Vries"), fingerprint="second"))

    assert the_case(database) == case
    assert the_debtor(database).name == "Anna de Vries"
    with database.read() as books:
        assert books.known_fingerprints(["C-1"]) == {"C-1": "second"}


def test_a_changed_row_leaves_the_case_where_it_stands(database):
    position = a_position(step=2)
    take_in(database, a_record())
    with database.begin() as books:
        books.move([position])
        books.set_status("C-1", CaseStatus.OPEN, Phase.FOLLOW_UP)

    update(database, a_record(a_case(opened_at=NOW)))

    with database.read() as books:
        (file,) = books.files(["D-1"])
    assert file.positions == {"C-1": position}
    assert (file.cases[0].phase, file.cases[0].opened_at) == (Phase.FOLLOW_UP, a_case().opened_at)


def test_a_case_may_go_to_another_debtor(database):
    take_in(database, a_record())

    update(database, a_record(a_case(debtor_id="D-2")))

    with database.begin() as books:
        assert books.debtor_of("C-1") == "D-2"
        assert books.claim_debtors(NOW, 10) == ["D-2"]


@pytest.mark.parametrize(
    ("in_file", "expected"),
    [("0", "20.00"), ("15.00", "15.00"), ("80.00", "80.00")],
    ids=["the file knows nothing new", "the file corrects us", "the file knows more"],
)
def test_payments_stand_until_the_portfolio_says_something_else(database, in_file, expected):
    take_in(database, a_record())
    with database.begin() as books:
        books.put_payment("C-1", 2000, date(2026, 3, 9), "bank-1", NOW)

    update(database, a_record(a_case(paid=Decimal(in_file))))

    assert the_case(database).paid == Decimal(expected)


def test_choices_come_in_once(database):
    take_in(database, a_record(changes=(a_change(value="sms"),)))

    update(database, a_record(changes=(a_change(value="email"), a_change(id="W-2", value="email,letter"))))

    with database.read() as books:
        assert {change.value for change in books.changes_of("D-1")} == {"sms", "email,letter"}
        assert books.files(["D-1"])[0].preference.order == (ChannelKind.EMAIL, ChannelKind.LETTER)


def test_a_choice_that_nobody_can_read_does_not_come_in(database):
    with pytest.raises(ValueError, match="'pigeon' is no channel"):
        take_in(database, a_record(changes=(a_change(value="pigeon"),)))

    with database.read() as books:
        assert list(books.case_ids()) == []


def test_what_was_learned_of_a_number_survives_the_next_portfolio(database):
    take_in(database, a_record(debtor=a_debtor(points=(a_mobile(), an_email()))))
    with database.begin() as books:
        books.mark_point("D-1", a_mobile().value, PointState.BOUNCED)

    update(
        database, a_record(debtor=a_debtor(points=(a_mobile("+31612345600"), an_email("new@post.example"))))
    )

    assert the_debtor(database).points == (
        a_mobile("+31612345600"),
        an_email("new@post.example"),
        a_mobile(state=PointState.BOUNCED),
    )


def test_a_representative_comes_and_stays_until_another_comes(database):
    other = a_representative(name="Hulp Voorbeeld", points=(a_mobile(),))
    take_in(database, a_record())

    seen = []
    for told in (a_representative(), None, other):
        update(database, a_record(debtor=a_debtor(representative=told)))
        seen.append(the_debtor(database).representative)

    assert seen == [a_representative(), a_representative(), other]


def test_what_was_learned_of_a_representative_survives_too(database):
    take_in(database, a_record(debtor=a_debtor(representative=a_representative())))
    (point,) = a_representative().points
    with database.begin() as books:
        books.mark_point("D-1", point.value, PointState.CONFIRMED)

    update(database, a_record(debtor=a_debtor(representative=a_representative())))

    assert the_debtor(database).representative.points == (replace(point, state=PointState.CONFIRMED),)


def test_rows_of_one_debtor_in_one_file_add_up(database):
    first = a_debtor(points=(a_mobile(),))
    second = a_debtor(points=(an_email(),), name="Anna de Vries")

    take_in(database, a_record(debtor=first), a_record(a_case("C-2"), second))

    assert the_debtor(database) == replace(second, points=(an_email(), a_mobile()))


CONFIRMED = a_mobile("+31612345601", state=PointState.CONFIRMED)
OLD, NEW = a_mobile("+31612345602"), a_mobile("+31612345603")


@pytest.mark.parametrize(
    ("known", "told", "expected"),
    [
        ((), (NEW, an_email()), (NEW, an_email())),
        ((OLD,), (NEW,), (NEW,)),
        ((OLD, an_email()), (NEW,), (NEW, an_email())),
        ((OLD,), (), (OLD,)),
        ((CONFIRMED,), (NEW,), (NEW, CONFIRMED)),
        ((CONFIRMED,), (replace(CONFIRMED, state=PointState.UNVERIFIED),), (CONFIRMED,)),
        ((OLD,), (replace(OLD, source="helper"),), (replace(OLD, source="helper"),)),
        ((OLD,), (replace(OLD, kind=PointKind.LANDLINE),), (replace(OLD, kind=PointKind.LANDLINE), OLD)),
        ((), (NEW, NEW), (NEW,)),
        ((a_postal_point(),), (a_postal_point(value="Elders 1"),), (a_postal_point(value="Elders 1"),)),
    ],
)
def test_contact_points_are_replaced_by_kind_unless_something_was_learned(known, told, expected):
    assert merged(known, told) == expected

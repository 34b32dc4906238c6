"""Debtors are taken by one worker at a time, the longest waiting first."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.domain.case import CaseStatus, Phase
from tests.builders import NOW, a_case, a_contact, a_position, days_ago
from tests.store.some_records import a_record, some_records, take_in


def due(books, **moments):
    books.move([a_position(case_id, due_at=at) for case_id, at in moments.items()])


def test_claims_what_is_due_the_longest_waiting_first(database):
    cases = [a_case(name, debtor_id=f"D-{name}") for name in ("A", "B", "C", "D")]
    take_in(database, *(a_record(case) for case in cases))
    with database.begin() as books:
        due(books, A=days_ago(1), B=days_ago(2), C=NOW + timedelta(microseconds=1), D=None)

        claimed = books.claim_debtors(NOW, 10)

    assert claimed == ["D-B", "D-A"]


def test_claims_a_debtor_once_for_all_due_cases(database):
    take_in(database, a_record(a_case("A")), a_record(a_case("B")))
    with database.begin() as books:
        due(books, A=days_ago(1), B=days_ago(2))

        assert books.claim_debtors(NOW, 10) == ["D-1"]


def test_claims_no_more_than_the_limit(database):
    take_in(database, *some_records(5))

    with database.begin() as books:
        assert books.claim_debtors(NOW, 3) == ["D-0001", "D-0002", "D-0003"]


def test_touching_makes_open_cases_due_and_no_others(database):
    take_in(database, *some_records(3))
    with database.begin() as books:
        due(books, **{"C-0001": None, "C-0002": None, "C-0003": None})
        books.set_status("C-0002", CaseStatus.CLOSED, Phase.CLOSED)

        books.touch_due(["C-0001", "C-0002"], NOW)

        assert books.claim_debtors(NOW, 10) == ["D-0001"]


def test_knows_the_next_moment_at_which_something_is_due(database):
    take_in(database, *some_records(2))
    with database.begin() as books:
        due(books, **{"C-0001": None, "C-0002": NOW + timedelta(days=2)})
        case = books.next_moment()
        contact = a_contact(debtor_id="D-0001", case_ids=("C-0001",), at=NOW + timedelta(days=1))
        books.plan([contact], {})
        queue = books.next_moment()

    assert (case, queue) == (NOW + timedelta(days=2), NOW + timedelta(days=1))


def test_knows_that_nothing_is_due(database):
    with database.read() as books:
        assert books.next_moment() is None


class TestTwoWorkersOnPostgresql:
    @pytest.fixture
    def database(self, postgres_database):
        take_in(postgres_database, *some_records(4))
        return postgres_database

    def test_never_hold_one_debtor(self, database):
        with database.begin() as first, database.begin() as second:
            mine = first.claim_debtors(NOW, 2)
            others = second.claim_debtors(NOW, 4)

        assert (mine, others) == (["D-0001", "D-0002"], ["D-0003", "D-0004"])

    def test_leave_a_queued_contact_to_who_holds_its_debtor(self, database):
        contacts = [
            a_contact(f"R-{number}", debtor_id=f"D-000{number}", case_ids=(f"C-000{number}",))
            for number in (1, 2)
        ]
        with database.begin() as books:
            books.plan(contacts, {})

        with database.begin() as first, database.begin() as second:
            first.hold_debtors(["D-0001", "nobody"])
            ready = [queued.contact.reference for queued in second.ready(NOW, 10)]

        assert ready == ["R-2"]

    def test_never_get_the_same_contact(self, database):
        contacts = [
            a_contact(f"R-{n}", debtor_id="D-0001", case_ids=("C-0001",), ordinal=n) for n in range(4)
        ]
        with database.begin() as books:
            books.plan(contacts, {})

        with database.begin() as first, database.begin() as second:
            mine = [queued.contact.reference for queued in first.ready(NOW, 2)]
            others = [queued.contact.reference for queued in second.ready(NOW, 4)]

        assert (mine, others) == (["R-0", "R-1"], [])

    def test_do_not_keep_others_from_writing_about_a_debtor(self, database):
        with database.begin() as first, database.begin() as second:
            first.claim_debtors(NOW, 4)
            second.put_reaction("D-0001", None, None, NOW)

        with database.read() as books:
            assert list(books.files(["D-0001"])[0].reacted_at) == ["C-0001"]

    def test_take_every_debtor_just_once_while_they_race(self, database):
        take_in(database, *(replace(one, case=replace(one.case)) for one in some_records(200)[4:]))

        def work(_):
            taken: list[str] = []
            while True:
                with database.begin() as books:
                    claimed = books.claim_debtors(NOW, 7)
                    cases = [case.id for file in books.files(claimed) for case in file.cases]
                    due(books, **dict.fromkeys(cases))
                if not claimed:
                    return taken
                taken += claimed

        with ThreadPoolExecutor(2) as workers:
            mine, others = workers.map(work, range(2))

        assert len(mine) + len(others) == 200
        assert not set(mine) & set(others)

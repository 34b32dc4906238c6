"""A contact waits, is handed over once, and its outcome only goes forward."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from engine.domain.errors import NotAllowed
from engine.domain.outcome_order import ORDER
from engine.domain.touchpoint import Outcome
from engine.ports import Lease, Queued, Result
from preferences.channel import ContactKind
from tests.builders import NOW, a_case, a_contact
from tests.store.some_records import a_record, take_in

SOON = NOW + timedelta(minutes=5)
LEASE = Lease(owner="worker-1", until=NOW + timedelta(minutes=10))


@pytest.fixture
def stocked(database):
    take_in(database, a_record(), a_record(a_case("C-2")))
    return database


@pytest.fixture
def planned(stocked):
    with stocked.begin() as books:
        books.plan([a_contact(case_ids=("C-1", "C-2"))], {"R-0001": NOW + timedelta(hours=3)})
    return stocked


@pytest.fixture
def sending(planned):
    with planned.begin() as books:
        books.intend([a_contact()], LEASE)
    return planned


def a_result(outcome, **changes):
    return replace(Result(reference="R-0001", outcome=outcome, at=SOON), **changes)


def settle(database, *results):
    for result in results:
        with database.begin() as books:
            books.settle([result])


def the_contact(database):
    with database.read() as books:
        (contact,) = books.files(["D-1"])[0].contacts
    return contact


def the_queue(database, column):
    with database.connection() as connection:
        return connection.exec_driver_sql("SELECT * FROM send_queue").mappings().one()[column]


def ready(database, now=NOW):
    with database.begin() as books:
        return books.ready(now, 10)


def test_a_planned_contact_waits_for_its_moment(planned):
    contact = a_contact(case_ids=("C-1", "C-2"))

    assert ready(planned, NOW - timedelta(microseconds=1)) == []
    assert ready(planned) == [Queued(contact=contact, attempt=0, not_before=NOW)]


def test_gives_the_longest_waiting_first_and_no_more_than_the_limit(stocked):
    ages = {"R-b": 2, "R-a": 1, "R-c": 3}
    contacts = [a_contact(name, ordinal=age, at=NOW - timedelta(hours=age)) for name, age in ages.items()]
    with stocked.begin() as books:
        books.plan(contacts, {})

        got = [queued.contact.reference for queued in books.ready(NOW, 2)]

    assert got == ["R-c", "R-b"]


@pytest.mark.parametrize(
    "twin",
    [
        a_contact("R-0002", case_ids=()),
        a_contact("R-0002", debtor_id="D-2", case_ids=("C-2",)),
        a_contact("R-0001", ordinal=9, case_ids=()),
    ],
    ids=["same key", "same case", "same reference"],
)
def test_the_same_try_cannot_be_planned_twice(planned, twin):
    take_in(planned, a_record(a_case("C-3", debtor_id="D-2")))

    with pytest.raises(IntegrityError), planned.begin() as books:
        books.plan([twin], {})

    assert len(ready(planned)) == 1


def test_a_call_needs_no_queue(stocked):
    with stocked.begin() as books:
        books.put_contacts([a_contact(kind=ContactKind.CALL, outcome=Outcome.DELIVERED)])

    assert ready(stocked) == []
    assert the_contact(stocked).kind is ContactKind.CALL


def test_a_call_cannot_be_queued(stocked):
    with pytest.raises(ValueError, match="call"), stocked.begin() as books:
        books.plan([a_contact(kind=ContactKind.CALL)], {})

    with stocked.read() as books:
        assert books.files(["D-1"])[0].contacts == ()


def test_an_intention_takes_a_contact_out_of_the_queue(planned):
    with planned.begin() as books:
        books.intend([a_contact(at=SOON, to="new@post.example")], LEASE)

    assert ready(planned, SOON) == []
    contact = the_contact(planned)
    assert (contact.outcome, contact.at, contact.to) == (Outcome.INTENDED, SOON, "new@post.example")
    assert [the_queue(planned, name) for name in ("owner", "attempt")] == ["worker-1", 1]


def test_what_is_being_handed_over_is_never_handed_over_again(sending):
    with pytest.raises(NotAllowed, match="nothing was sent"), sending.begin() as books:
        books.intend([a_contact()], LEASE)

    assert the_queue(sending, "attempt") == 1


def test_finds_what_was_still_under_way_when_its_lease_ran_out(sending):
    with sending.begin() as books:
        in_time = books.overdue(LEASE.until)
        too_late = books.overdue(LEASE.until + timedelta(microseconds=1))

    assert in_time == []
    assert [contact.reference for contact in too_late] == ["R-0001"]


def test_settling_frees_the_lease_and_keeps_the_word_of_the_provider(sending):
    settle(sending, a_result(Outcome.ACCEPTED, provider_ref="SM1"))

    with sending.begin() as books:
        assert books.overdue(NOW + timedelta(days=1)) == []
    contact = the_contact(sending)
    assert (contact.outcome, contact.at) == (Outcome.ACCEPTED, SOON)
    assert [the_queue(sending, name) for name in ("owner", "lease_until", "provider_ref", "state")] == [
        None,
        None,
        "SM1",
        "done",
    ]


def test_a_postponed_contact_waits_again(sending):
    later = NOW + timedelta(hours=1)
    settle(sending, a_result(Outcome.POSTPONED, not_before=later))

    assert ready(sending, SOON) == []
    (queued,) = ready(sending, later)
    assert (queued.attempt, queued.not_before) == (1, later)
    with sending.begin() as books:
        books.intend([queued.contact], LEASE)
    assert the_contact(sending).outcome is Outcome.INTENDED


def test_a_second_postponement_counts(sending):
    later = NOW + timedelta(hours=2)
    settle(
        sending, a_result(Outcome.POSTPONED, not_before=SOON), a_result(Outcome.POSTPONED, not_before=later)
    )

    assert ready(sending, SOON) == []


def test_what_is_in_doubt_waits_for_evidence_and_is_not_sent(sending):
    settle(sending, a_result(Outcome.IN_DOUBT))

    assert ready(sending, NOW + timedelta(days=1)) == []
    with sending.begin() as books:
        assert books.in_doubt_since(SOON) == []
        assert [one.reference for one in books.in_doubt_since(SOON + timedelta(seconds=1))] == ["R-0001"]
    settle(sending, a_result(Outcome.DELIVERED))
    with sending.begin() as books:
        assert books.in_doubt_since(NOW + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("first", "late"),
    [
        (Outcome.DELIVERED, Outcome.ACCEPTED),
        (Outcome.DELIVERED, Outcome.POSTPONED),
        (Outcome.DELIVERED, Outcome.IN_DOUBT),
        (Outcome.ACCEPTED, Outcome.INTENDED),
        (Outcome.ACCEPTED, Outcome.UNRECOGNISED),
        (Outcome.ACCEPTED, Outcome.CANCELLED),
        (Outcome.BOUNCED, Outcome.DELIVERED),
        (Outcome.REPLIED, Outcome.BOUNCED),
        (Outcome.READ, Outcome.DELIVERED),
        (Outcome.CANCELLED, Outcome.POSTPONED),
        (Outcome.HELD, Outcome.IN_DOUBT),
    ],
)
def test_late_news_never_moves_an_outcome_backwards(sending, first, late):
    settle(sending, a_result(first), a_result(late, provider_ref="SM1"))

    assert the_contact(sending).outcome is first
    assert ready(sending, NOW + timedelta(days=30)) == []
    assert the_queue(sending, "provider_ref") == "SM1"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (Outcome.IN_DOUBT, Outcome.ACCEPTED),
        (Outcome.HELD, Outcome.DELIVERED),
        (Outcome.ACCEPTED, Outcome.BOUNCED),
        (Outcome.DELIVERED, Outcome.BOUNCED),
        (Outcome.POSTED, Outcome.RETURNED),
        (Outcome.ACCEPTED, Outcome.EXPIRED),
        (Outcome.DELIVERED, Outcome.REPLIED),
        (Outcome.UNRECOGNISED, Outcome.ACCEPTED),
    ],
)
def test_better_news_moves_it_forward(sending, first, then):
    settle(sending, a_result(first), a_result(then))

    assert the_contact(sending).outcome is then


def test_several_results_of_one_contact_settle_in_one_go(sending):
    with sending.begin() as books:
        books.settle([a_result(Outcome.DELIVERED), a_result(Outcome.ACCEPTED)])

    assert the_contact(sending).outcome is Outcome.DELIVERED


def test_a_result_of_a_contact_that_we_do_not_know_harms_nothing(sending):
    settle(sending, a_result(Outcome.DELIVERED, reference="R-9999"))

    assert the_contact(sending).outcome is Outcome.INTENDED


def test_every_outcome_has_its_place_in_the_order():
    assert sorted(ORDER) == sorted(Outcome)

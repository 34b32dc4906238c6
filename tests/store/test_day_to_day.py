"""What people do every day: payments, pauses, choices, tasks, switches, figures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.domain.case import CaseStatus, Phase
from engine.domain.errors import UnknownReference
from engine.domain.touchpoint import LineKind, Outcome
from preferences.channel import ContactKind
from tests.builders import NOW, a_case, a_change, a_contact, a_pause, a_task, an_entry, days_ago
from tests.store.some_records import a_record, some_records, take_in


@pytest.fixture
def stocked(database):
    take_in(database, a_record(), a_record(a_case("C-2")))
    return database


@pytest.fixture
def books(stocked):
    with stocked.begin() as books:
        yield books


def test_adds_a_payment_once(books):
    first = books.put_payment("C-1", 5025, date(2026, 3, 9), "bank-1", NOW)
    again = books.put_payment("C-1", 5025, date(2026, 3, 9), "bank-1", NOW)
    second = books.put_payment("C-1", 75, date(2026, 3, 9), "bank-2", NOW)

    assert (first, again, second) == (True, False, True)
    assert books.case("C-1").paid == Decimal("51.00")
    assert books.case("C-2").paid == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda books: books.case("C-9"),
        lambda books: books.debtor_of("C-9"),
        lambda books: books.put_payment("C-9", 1, date(2026, 3, 9), "bank-1", NOW),
        lambda books: books.end_pause("P-9", NOW),
        lambda books: books.close_task("T-9", "anna", NOW, "reached"),
        lambda books: books.campaign_version("huur", "0"),
        lambda books: books.organisation_version("0"),
    ],
)
def test_says_that_it_does_not_know_something(books, act):
    with pytest.raises(UnknownReference, match="there is no"):
        act(books)


def test_knows_which_cases_there_are(books):
    assert (books.has_case("C-1"), books.has_case("C-9")) == (True, False)
    assert list(books.case_ids()) == ["C-1", "C-2"]


def test_ends_a_pause_once(books):
    books.put_pause(a_pause())

    books.end_pause("P-1", NOW)

    assert books.pauses_of("D-1") == [a_pause(ended_at=NOW)]
    with pytest.raises(UnknownReference):
        books.end_pause("P-1", NOW + timedelta(days=1))


def test_lists_choices_the_oldest_first(books):
    changes = [a_change(id="W-2", at=days_ago(1)), a_change(id="W-1", at=days_ago(3))]
    for change in changes:
        books.put_change(change)

    assert books.changes_of("D-1") == changes[::-1]


def test_a_task_stands_on_the_list_until_it_is_done(books):
    tasks = [a_task(opened_at=NOW), a_task(id="T-2", opened_at=days_ago(1), step=None, script=None)]
    books.open_tasks(tasks)

    books.close_task("T-1", "anna", NOW, "reached")

    done = replace(tasks[0], done_at=NOW, done_by="anna", result="reached")
    assert books.tasks() == [tasks[1]]
    assert books.tasks(only_open=False) == [tasks[1], done]


def test_the_house_stops_and_goes_on(books):
    at_first = books.house_stopped()
    books.stop_house(stopped=True)
    stopped = books.house_stopped()
    books.stop_house(stopped=False)

    assert (at_first, stopped, books.house_stopped()) == (False, True, False)


def test_remembers_switches_and_people(books):
    books.set_house("simulated_now", "2026-03-10")
    books.set_house("simulated_now", "2026-03-11")
    books.put_staff("anna", "collector")
    books.put_staff("anna", "team_lead")

    assert (books.house("simulated_now"), books.house("other")) == ("2026-03-11", None)
    assert books.staff() == {"anna": "team_lead"}


def test_keeps_every_version_of_a_campaign_as_it_was(books):
    books.put_campaign_version("huur", "v1", '{"steps":[]}', days_ago(2))
    books.put_campaign_version("huur", "v2", '{"steps":[1]}', days_ago(1))
    books.put_campaign_version("huur", "v1", "something else", NOW)

    assert books.campaign_version("huur", "v1") == '{"steps":[]}'
    assert books.campaign_versions() == [("huur", "v1", days_ago(2)), ("huur", "v2", days_ago(1))]


def test_keeps_every_version_of_the_organisation(books):
    books.put_organisation_version("v1", "{}", NOW)

    assert books.organisation_version("v1") == "{}"


def test_counts_cases_and_contacts(books):
    books.set_status("C-2", CaseStatus.PAID, Phase.CLOSED)
    books.put_contacts(
        [
            a_contact("R-1", ordinal=1, kind=ContactKind.SMS, outcome=Outcome.BOUNCED),
            a_contact("R-2", ordinal=2, kind=ContactKind.SMS, outcome=Outcome.BOUNCED),
            a_contact("R-3", ordinal=3, kind=ContactKind.LETTER, outcome=Outcome.POSTED),
        ]
    )

    assert books.count_cases() == {CaseStatus.OPEN: 1, CaseStatus.PAID: 1}
    assert books.count_contacts() == {
        (ContactKind.SMS, Outcome.BOUNCED): 2,
        (ContactKind.LETTER, Outcome.POSTED): 1,
    }


def test_counts_decisions_by_what_they_say(books):
    books.append(
        [an_entry(), an_entry(), an_entry(public={"decision": "stop"}), an_entry(kind=LineKind.CASE)]
    )

    assert books.count_lines(LineKind.DECISION, "decision", "because") == {
        ("wait", "outside the hours"): 2,
        ("stop", ""): 1,
    }


@pytest.mark.parametrize(
    ("outcome", "reached"),
    [
        (Outcome.PLANNED, False),
        (Outcome.BOUNCED, False),
        (Outcome.RETURNED, False),
        (Outcome.IN_DOUBT, True),
        (Outcome.ACCEPTED, True),
        (Outcome.REPLIED, True),
    ],
)
def test_knows_who_was_never_reached(database, outcome, reached):
    take_in(database, *some_records(2))
    with database.begin() as books:
        books.put_contacts([a_contact(debtor_id="D-0001", case_ids=("C-0001",), outcome=outcome)])

        never = books.never_reached()

    assert never == (["D-0002"] if reached else ["D-0001", "D-0002"])


def test_lists_what_left_in_a_period(books):
    moments = {"R-a": NOW, "R-b": NOW + timedelta(hours=1), "R-c": NOW + timedelta(hours=2), "R-d": NOW}
    outcomes = {"R-d": Outcome.CANCELLED}
    books.put_contacts(
        [
            a_contact(name, at=at, step=name, outcome=outcomes.get(name, Outcome.ACCEPTED))
            for name, at in moments.items()
        ]
    )

    left = books.contacts_between(NOW, NOW + timedelta(hours=2))

    assert [contact.reference for contact in left] == ["R-a", "R-b"]

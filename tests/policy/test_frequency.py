"""Not too often: every cap counts all contacts with a person, whoever made them."""

from datetime import timedelta

import pytest

from engine.domain.decision import Ruling, Source
from engine.domain.touchpoint import Outcome
from engine.policy.frequency import not_too_often
from preferences.channel import ContactKind
from tests.builders import NOW, a_cap, a_contact, days_ago
from tests.facts import facts

A_WEEK = timedelta(days=7)
A_MOMENT = timedelta(microseconds=1)

#: whether a contact with this outcome reached the debtor, or may yet; in doubt it did
COUNTS = {
    Outcome.PLANNED: True,
    Outcome.INTENDED: True,
    Outcome.ACCEPTED: True,
    Outcome.DELIVERED: True,
    Outcome.READ: True,
    Outcome.POSTPONED: True,  # it is still on its way out
    Outcome.BOUNCED: False,
    Outcome.STOPPED: False,
    Outcome.REFUSED: False,
    Outcome.IN_DOUBT: True,
    Outcome.HELD: True,
    Outcome.EXPIRED: False,
    Outcome.CANCELLED: False,
    Outcome.PRINTED: True,
    Outcome.POSTED: True,
    Outcome.RETURNED: False,
    Outcome.REPLIED: True,
    Outcome.UNRECOGNISED: True,
}


def reached(days, **changes):
    return a_contact(f"R-{days}", **{"at": days_ago(days), "outcome": Outcome.DELIVERED} | changes)


@pytest.mark.parametrize(
    ("contacts", "until"),
    [
        ((), None),
        ((reached(1),), None),
        ((reached(6), reached(1)), days_ago(6) + A_WEEK),
        ((reached(8), reached(1)), None),
        ((reached(7), reached(1)), None),
        ((reached(0, at=days_ago(7) + A_MOMENT), reached(1)), NOW + A_MOMENT),
        ((reached(6), reached(4), reached(1)), days_ago(4) + A_WEEK),
        ((reached(6), reached(0)), days_ago(6) + A_WEEK),
    ],
    ids=[
        "nobody wrote",
        "once",
        "twice",
        "once long ago",
        "just a week ago",
        "a moment less than a week ago",
        "more than the cap, which was higher then",
        "just now",
    ],
)
def test_waits_until_the_oldest_contact_that_is_too_many_is_a_week_old(contacts, until):
    verdict = not_too_often(facts(contacts=contacts, caps=(a_cap(contacts=2, days=7),)))

    assert verdict.ruling is (Ruling.WAIT if until else Ruling.ALLOW)
    assert verdict.until == until


@pytest.mark.parametrize(
    "other",
    [
        {"case_ids": ("C-2",)},
        {"campaign": "energie", "run": "run-9", "creditor": "stroom"},
        {"kind": ContactKind.LETTER},
        {"kind": ContactKind.CALL},
        {"kind": ContactKind.VISIT},
    ],
    ids=["another case", "another campaign and creditor", "another channel", "a call", "a visit"],
)
def test_counts_whoever_approached_the_person_and_how(other):
    contacts = (reached(6, **other), reached(1))

    assert not_too_often(facts(contacts=contacts)).until == days_ago(6) + A_WEEK


@pytest.mark.parametrize("kind", ContactKind)
def test_a_call_or_a_visit_waits_like_a_message(kind):
    assert not_too_often(facts(contacts=(reached(6), reached(1)), kind=kind)).ruling is Ruling.WAIT


@pytest.mark.parametrize("outcome", Outcome)
def test_counts_what_reached_the_debtor_or_may_yet(outcome):
    contacts = (reached(6), reached(1, outcome=outcome))

    assert (not_too_often(facts(contacts=contacts)).ruling is Ruling.WAIT) is COUNTS[outcome]


def test_the_strictest_cap_holds_and_is_named():
    caps = (
        a_cap(contacts=5, days=30, owner="house"),
        a_cap(contacts=2, days=10, owner="creditor woonstad"),
        a_cap(contacts=2, days=7, owner="campaign huur-vriendelijk"),
    )

    verdict = not_too_often(facts(contacts=(reached(6), reached(1)), caps=caps))

    assert verdict.until == days_ago(6) + timedelta(days=10)
    assert verdict.source == Source("cap of creditor woonstad")
    assert verdict.because == "2 of 2 contacts in 10 days"


def test_says_for_each_cap_how_full_it_is():
    caps = (a_cap(contacts=3, days=30), a_cap(contacts=2, days=7))

    verdict = not_too_often(facts(contacts=(reached(20), reached(1)), caps=caps))

    assert verdict.because == "2 of 3 contacts in 30 days; 1 of 2 contacts in 7 days"


@pytest.mark.parametrize("changes", [{"kind": None}, {"caps": ()}], ids=["no contact is planned", "no cap"])
def test_says_nothing_where_nothing_can_be_too_often(changes):
    assert not_too_often(facts(contacts=(reached(6), reached(1)), **changes)).ruling is Ruling.ALLOW

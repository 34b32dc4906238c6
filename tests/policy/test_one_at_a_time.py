"""One contact at a time: what cannot go in the same message waits for a while after it."""

from datetime import timedelta

import pytest

from engine.domain.decision import Ruling
from engine.domain.touchpoint import Outcome
from engine.policy.one_at_a_time import one_at_a_time
from preferences.channel import ContactKind
from tests.builders import NOW, a_cap, a_contact
from tests.facts import facts


def hours_ago(hours, reference="R-0001", **changes):
    return a_contact(
        reference, **{"at": NOW - timedelta(hours=hours), "outcome": Outcome.DELIVERED} | changes
    )


def in_hours(hours):
    return NOW + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("contacts", "until"),
    [
        ((), None),
        ((hours_ago(0),), in_hours(24)),
        ((hours_ago(23),), in_hours(1)),
        ((hours_ago(24),), None),
        ((hours_ago(30), hours_ago(4)), in_hours(20)),
        ((hours_ago(4), hours_ago(1, outcome=Outcome.BOUNCED)), in_hours(20)),
        ((hours_ago(1, outcome=Outcome.CANCELLED),), None),
        ((hours_ago(1, outcome=Outcome.IN_DOUBT),), in_hours(23)),
        ((hours_ago(1, outcome=Outcome.PLANNED),), in_hours(23)),
        ((hours_ago(1, outcome=Outcome.POSTPONED),), in_hours(23)),
        ((hours_ago(1, kind=ContactKind.CALL),), in_hours(23)),
        ((hours_ago(1, case_ids=("C-9",), creditor="stroom", campaign="energie"),), in_hours(23)),
    ],
    ids=[
        "nobody wrote",
        "just now",
        "nearly a day ago",
        "a day ago",
        "the latest counts",
        "one that bounced does not count",
        "one that never left does not count",
        "one in doubt counts",
        "one that waits in the queue counts",
        "one that is tried again counts",
        "a call counts",
        "one of another creditor counts",
    ],
)
def test_waits_a_day_after_the_latest_contact(contacts, until):
    verdict = one_at_a_time(facts(contacts=contacts))

    assert verdict.ruling is (Ruling.WAIT if until else Ruling.ALLOW)
    assert verdict.until == until


def test_names_the_contact_that_it_waits_for():
    contacts = (hours_ago(4, "R-LATEST"), hours_ago(30, "R-BEFORE"))

    assert one_at_a_time(facts(contacts=contacts)).because == "after contact R-LATEST"


@pytest.mark.parametrize(
    ("gaps", "until"),
    [((24, 48, 12), in_hours(44)), ((12,), in_hours(8)), ((0,), None), ((), None)],
    ids=["the longest", "half a day", "no gap", "no caps"],
)
def test_the_longest_gap_of_all_caps_holds(gaps, until):
    caps = tuple(a_cap(gap_hours=gap) for gap in gaps)

    assert one_at_a_time(facts(contacts=(hours_ago(4),), caps=caps)).until == until


@pytest.mark.parametrize(
    ("outcome", "until"),
    [
        (Outcome.PLANNED, in_hours(1)),
        (Outcome.INTENDED, in_hours(1)),
        (Outcome.POSTPONED, in_hours(1)),
        (Outcome.IN_DOUBT, in_hours(1)),
        (Outcome.HELD, None),
        (Outcome.DELIVERED, None),
    ],
)
def test_waits_for_a_contact_that_is_still_on_its_way_out_also_when_the_gap_is_over(outcome, until):
    contacts = (hours_ago(30, outcome=outcome), hours_ago(25, "R-0002"))

    assert one_at_a_time(facts(contacts=contacts)).until == until


def test_desk_work_disturbs_nobody():
    assert one_at_a_time(facts(contacts=(hours_ago(1),), kind=None)).ruling is Ruling.ALLOW

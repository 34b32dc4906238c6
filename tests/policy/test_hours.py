"""The hours of the debtor inside those of the campaign inside those of the law."""

import pytest

from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import CAMPAIGN, HOUSE, PREFERENCE, Ruling, Source, TaskKind
from engine.policy.hours import window_end, within_all_hours
from engine.policy.layers import first_open
from preferences.channel import ContactKind
from preferences.hours import parse_hours_text
from preferences.preference import Preference
from tests.builders import a_campaign
from tests.policy.some_facts import at, some_facts

OFFICE = "mon-fri 08:00-19:45; sat 10:00-16:00"


def facts_of(moment, campaign=OFFICE, debtor=None, **changes):
    timezone = changes.pop("timezone", "Europe/Amsterdam")
    return some_facts(
        moment,
        campaign=a_campaign(hours=parse_hours_text(campaign), timezone=timezone),
        preference=Preference(hours=parse_hours_text(debtor) if debtor else None),
        **changes,
    )


@pytest.mark.parametrize(
    ("moment", "campaign", "debtor", "until", "source"),
    [
        ("2026-03-10T11:00", OFFICE, None, None, CAMPAIGN),
        ("2026-03-10T11:00", OFFICE, "mon-sun 09:00-12:00", None, PREFERENCE),
        ("2026-03-10T19:45", OFFICE, None, "2026-03-11T08:00", CAMPAIGN),
        ("2026-03-10T12:00", OFFICE, "mon-fri 18:00-21:00", "2026-03-10T18:00", PREFERENCE),
        ("2026-03-10T19:50", OFFICE, "mon-fri 18:00-21:00", "2026-03-11T18:00", CAMPAIGN),
        ("2026-03-10T21:00", "mon-sun 18:00-23:00", None, "2026-03-11T18:00", Source("NL-10", "V")),
        ("2026-03-13T16:00", OFFICE, "sat 15:00-18:00", "2026-03-14T15:00", PREFERENCE),
        ("2026-03-14T16:00", OFFICE, None, "2026-03-16T08:00", CAMPAIGN),
        ("2026-04-03T11:00", OFFICE, "fri 10:00-12:00", "2026-04-10T10:00", CAMPAIGN),
        ("2026-03-28T16:30", OFFICE, None, "2026-03-30T08:00", CAMPAIGN),
    ],
)
def test_waits_until_all_are_open_together(moment, campaign, debtor, until, source):
    verdict = within_all_hours(facts_of(moment, campaign, debtor))

    assert verdict.ruling is (Ruling.WAIT if until else Ruling.ALLOW)
    assert verdict.until == (at(until) if until else None)
    assert verdict.source == source


@pytest.mark.parametrize(
    ("jurisdiction", "role", "until"),
    [
        (Jurisdiction.BE, CollectorRole.COLLECTOR, "2026-07-22T08:00"),
        (Jurisdiction.BE, CollectorRole.CREDITOR, "2026-07-22T08:00"),
        (Jurisdiction.NL, CollectorRole.CREDITOR, None),
    ],
)
def test_campaigns_rest_on_the_holidays_of_the_debtors_country(jurisdiction, role, until):
    verdict = within_all_hours(facts_of("2026-07-21T11:00", jurisdiction=jurisdiction, role=role))

    assert verdict.until == (at(until) if until else None)


def test_a_wait_names_every_owner_that_is_closed():
    verdict = within_all_hours(facts_of("2026-04-27T21:00", debtor="mon-fri 18:00-19:00"))

    assert (
        verdict.because == "closed now: law on Koningsdag; campaign on Koningsdag; debtor mon-fri 18:00-19:00"
    )


@pytest.mark.parametrize(
    ("role", "ruling"), [(CollectorRole.CREDITOR, Ruling.ALLOW), (CollectorRole.COLLECTOR, Ruling.TASK)]
)
def test_the_campaign_decides_on_sundays_where_the_law_leaves_it_free(role, ruling):
    facts = facts_of("2026-06-14T11:00", campaign="sun 10:00-12:00", role=role)

    assert within_all_hours(facts).ruling is ruling


@pytest.mark.parametrize("debtor", ["sun 10:00-12:00", "mon-sat 20:30-22:00"])
def test_a_person_agrees_on_hours_when_only_the_debtors_wish_stands_in_the_way(debtor):
    verdict = within_all_hours(facts_of("2026-03-10T11:00", debtor=debtor))

    assert (verdict.ruling, verdict.task, verdict.source) == (Ruling.TASK, TaskKind.AGREE_CHANNEL, PREFERENCE)
    assert verdict.because == (
        f"never open together: law mon-sat 07:00-20:00; campaign {OFFICE}; debtor {debtor}"
    )


@pytest.mark.parametrize("debtor", [None, "mon-fri 10:00-12:00"])
def test_a_person_mends_a_campaign_that_lies_outside_the_law(debtor):
    verdict = within_all_hours(facts_of("2026-03-10T11:00", campaign="mon-fri 20:00-22:00", debtor=debtor))

    assert (verdict.ruling, verdict.task, verdict.source) == (Ruling.TASK, TaskKind.WORK, CAMPAIGN)


@pytest.mark.parametrize("role", CollectorRole)
@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-03-10T23:30", None),
        ("2026-06-14T11:00", "2026-06-15T00:00"),
        ("2026-04-27T11:00", "2026-04-28T00:00"),
    ],
)
def test_a_letter_keeps_to_open_days_at_any_hour(role, moment, until):
    facts = facts_of(moment, debtor="wed 10:00-11:00", kind=ContactKind.LETTER, role=role)

    assert within_all_hours(facts).until == (at(until) if until else None)


def test_a_belgian_letter_rests_on_closed_days_by_house_policy():
    verdict = within_all_hours(
        facts_of("2026-07-21T11:00", kind=ContactKind.LETTER, jurisdiction=Jurisdiction.BE)
    )

    assert (verdict.until, verdict.source) == (at("2026-07-22T00:00"), HOUSE)


def test_the_law_keeps_its_own_time_when_a_campaign_counts_in_another():
    facts = facts_of("2026-03-10T06:30", campaign="mon-fri 08:00-19:45", timezone="Asia/Tokyo")

    assert within_all_hours(facts).until == at("2026-03-10T07:00")
    assert window_end(facts_of("2026-03-10T07:30", timezone="Asia/Tokyo")) == at("2026-03-10T11:45")


def test_nothing_planned_may_be_at_any_hour():
    facts = facts_of("2026-06-14T03:00", kind=None)

    assert within_all_hours(facts).ruling is Ruling.ALLOW
    assert window_end(facts) is None


@pytest.mark.parametrize(
    ("moment", "campaign", "debtor", "end"),
    [
        ("2026-03-10T11:00", OFFICE, None, "2026-03-10T19:45"),
        ("2026-03-10T18:30", OFFICE, "mon-fri 18:00-19:00", "2026-03-10T19:00"),
        ("2026-03-10T18:30", "mon-sat 00:00-24:00", None, "2026-03-10T20:00"),
    ],
)
def test_the_window_ends_with_the_first_that_closes(moment, campaign, debtor, end):
    assert window_end(facts_of(moment, campaign, debtor)) == at(end)


def test_a_night_in_which_nobody_closes_runs_on_to_the_holiday():
    facts = facts_of("2026-03-10T11:00", campaign="mon-sun 00:00-24:00", role=CollectorRole.CREDITOR)

    assert window_end(facts) == at("2026-04-03T00:00")


def test_a_letter_must_be_handed_over_before_the_next_closed_day():
    assert window_end(facts_of("2026-03-10T11:00", kind=ContactKind.LETTER)) == at("2026-03-15T00:00")


def test_no_hours_at_all_are_always_open():
    assert first_open(at("2026-06-14T03:00"), ()) == at("2026-06-14T03:00")

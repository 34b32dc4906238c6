"""
The hours of the law, over a table of cases.

data/contact_window.csv was made for this project; ../shared/data/law/README.md tells how.
"""

import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import HOUSE, Ruling, Source
from engine.policy.be.contact_window import within_belgian_contact_hours
from engine.policy.calendars import calendar_for
from engine.policy.law_window import law_layer, law_window, law_zone
from engine.policy.layers import Layer, first_open
from engine.policy.nl.contact_window import within_dutch_contact_hours
from preferences.channel import ContactKind
from preferences.hours import hours_text, parse_hours
from tests.builders import a_campaign
from tests.policy.some_facts import at, some_facts

COPY = Path(__file__).parent / "data" / "contact_window.csv"
SHARED = Path(__file__).resolve().parents[2] / "../shared/data/law/contact_window.csv"
RULES = {Jurisdiction.NL: within_dutch_contact_hours, Jurisdiction.BE: within_belgian_contact_hours}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows_of(COPY)


def layers_of(row):
    """Lay the window of the law and the policy of a row over each other."""
    jurisdiction = Jurisdiction(row["jurisdiction"])
    law = law_layer(CollectorRole(row["role"]), ContactKind(row["channel"]), calendar_for(jurisdiction))
    layers = [law] if law else []
    if row["basis"] == "policy":
        calendar = calendar_for(Jurisdiction(row["policy_holidays"].lower()))
        hours = parse_hours({"mon-sun": row["policy_window"]})
        layers.append(Layer("policy", hours, law_zone(jurisdiction), calendar.is_closed, HOUSE))
    return layers


def answer(row):
    """Give (allowed, next allowed moment as text) as the table writes it."""
    moment = datetime.fromisoformat(row["moment"])
    opens = first_open(moment, layers_of(row))
    if opens == moment:
        return "yes", ""
    return "no", opens and opens.astimezone(law_zone(Jurisdiction(row["jurisdiction"]))).isoformat()


def expected(row):
    return row["expected_allowed"], row["expected_next_allowed"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_agrees_with_every_row_of_the_table(row):
    assert answer(row) == expected(row), row["why"]


def test_the_table_is_complete():
    assert len(ROWS) == 31


def test_agrees_with_the_shared_table():
    if not SHARED.exists():
        pytest.skip("../shared/data/law is not beside this clone")

    rows = rows_of(SHARED)

    assert [row["id"] for row in rows if answer(row) != expected(row)] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row["basis"] == "law"], ids=lambda row: row["id"])
def test_the_rules_answer_as_the_table_does(row):
    jurisdiction = Jurisdiction(row["jurisdiction"])
    facts = some_facts(
        datetime.fromisoformat(row["moment"]),
        jurisdiction=jurisdiction,
        role=CollectorRole(row["role"]),
        kind=ContactKind(row["channel"]),
    )

    verdict = RULES[jurisdiction](facts)

    assert (verdict.ruling is Ruling.ALLOW) == (row["expected_allowed"] == "yes")
    if verdict.until:
        assert verdict.until == datetime.fromisoformat(row["expected_next_allowed"])


@pytest.mark.parametrize(
    ("moment", "kind", "source", "said"),
    [
        ("2026-03-10T20:00", ContactKind.SMS, Source("NL-10", "V"), "outside law mon-sat 07:00-20:00"),
        ("2026-06-14T11:00", ContactKind.CALL, Source("NL-10", "V"), "closed by law: Sunday, NL-11 (V)"),
        ("2026-05-15T11:00", ContactKind.EMAIL, Source("NL-10", "V"), "(besluit), NL-13 ATW 3(3) (S)"),
        ("2026-06-14T11:00", ContactKind.LETTER, Source("NL-14", "U"), "closed by law: Sunday"),
    ],
)
def test_a_dutch_wait_says_why_and_by_which_law(moment, kind, source, said):
    verdict = within_dutch_contact_hours(some_facts(moment, kind=kind))

    assert (verdict.ruling, verdict.source) == (Ruling.WAIT, source)
    assert said in verdict.because


def test_a_belgian_wait_says_why_and_by_which_law():
    facts = some_facts("2026-06-09T22:00", jurisdiction=Jurisdiction.BE, kind=ContactKind.CALL)

    verdict = within_belgian_contact_hours(facts)

    assert (verdict.ruling, verdict.source) == (Ruling.WAIT, Source("BE-19", "V"))
    assert verdict.because == "outside law mon-sun 08:00-22:00"


@pytest.mark.parametrize("jurisdiction", Jurisdiction)
@pytest.mark.parametrize("role", [CollectorRole.COLLECTOR, CollectorRole.BAILIFF])
def test_a_bailiff_keeps_the_hours_of_a_collector(jurisdiction, role):
    facts = some_facts("2026-03-10T23:00", jurisdiction=jurisdiction, role=role, kind=ContactKind.VISIT)

    assert RULES[jurisdiction](facts).ruling is Ruling.WAIT


@pytest.mark.parametrize("rule", RULES.values())
@pytest.mark.parametrize("jurisdiction", Jurisdiction)
def test_nothing_planned_may_be_at_any_hour(rule, jurisdiction):
    facts = some_facts("2026-06-14T03:00", jurisdiction=jurisdiction, kind=None)

    assert rule(facts).ruling is Ruling.ALLOW


def test_each_rule_keeps_to_its_own_country():
    night = "2026-06-14T03:00"

    dutch = within_dutch_contact_hours(some_facts(night, jurisdiction=Jurisdiction.BE, kind=ContactKind.CALL))
    belgian = within_belgian_contact_hours(some_facts(night, kind=ContactKind.CALL))

    assert (dutch.ruling, belgian.ruling) == (Ruling.ALLOW, Ruling.ALLOW)


def test_the_law_counts_in_the_time_of_the_debtors_country():
    at_sea = datetime(2026, 3, 10, 19, 30, tzinfo=ZoneInfo("Atlantic/Azores"))
    campaign = a_campaign(timezone="Atlantic/Azores")

    assert within_dutch_contact_hours(some_facts(at_sea, campaign=campaign)).until == at("2026-03-11T07:00")


def test_waits_when_nobody_knows_the_holidays_of_the_year():
    facts = some_facts("2033-03-11T11:00")

    verdict = within_dutch_contact_hours(facts)

    assert verdict.until == at("2033-03-12T11:00")
    assert "knows no holidays of 2033" in verdict.because


@pytest.mark.parametrize(
    ("jurisdiction", "role", "kind", "hours", "closed"),
    [
        ("nl", "collector", "sms", "mon-sat 07:00-20:00", True),
        ("nl", "bailiff", "visit", "mon-sat 07:00-20:00", True),
        ("nl", "collector", "letter", "mon-sat 00:00-24:00", True),
        ("nl", "creditor", "sms", None, False),
        ("be", "collector", "call", "mon-sun 08:00-22:00", False),
        ("be", "collector", "sms", None, False),
        ("be", "creditor", "visit", None, False),
    ],
)
def test_the_hours_of_the_law_can_be_asked_for(jurisdiction, role, kind, hours, closed):
    asked = Jurisdiction(jurisdiction), CollectorRole(role), ContactKind(kind)

    window = law_window(*asked)

    assert (hours_text(window.hours) if window else None) == hours
    assert (window is not None and window.closed_days_count) is closed

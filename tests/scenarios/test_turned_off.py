"""
Turn each rule that computes off, or let it count wrongly: something that was right is no longer right.

Right is what the tables of scenarios expect; and for a rule of which another reading is right too, or that no
table asks about, what the house decides about a case or finds in a text.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from engine.decide import decide
from engine.domain.campaign import CostsPolicy, LegalRole
from engine.domain.case import ChargeKind, CollectorRole, Jurisdiction
from engine.domain.decision import Ruling, Send, Wait
from engine.domain.organisation import WhatsAppPolicy
from engine.domain.people import PointState
from engine.domain.touchpoint import Outcome
from engine.policy import carriers, reactions
from engine.policy.be import collection_costs as be_costs
from engine.policy.be import free_reminders
from engine.policy.be import term as be_term
from engine.policy.calendars import calendar_for
from engine.policy.channel_choice import choose
from engine.policy.content.content import Content, ContentKind
from engine.policy.content.judge import judge
from engine.policy.law_book import COMPUTING
from engine.policy.nl import collection_costs as nl_costs
from engine.policy.nl import letter_term
from engine.policy.nl.costs_after_letter import costs_wait_for_the_letter
from engine.scenarios.checking import check, open_tables
from preferences.channel import ChannelKind, ContactKind
from preferences.hours import always
from tests.builders import (
    a_campaign,
    a_case,
    a_claim_line,
    a_contact,
    a_creditor,
    a_debtor,
    a_mobile,
    a_preference,
    a_step,
)
from tests.facts import an_attempt, facts
from tests.policy.some_facts import at

HERE = Path(__file__).parent
FOLDERS = (HERE.parent / "policy" / "data", HERE / "data", HERE / "second", HERE / "third")
#: name of the rule -> where it lives, what stands there, and what stands there when it is off
OFF = {
    "nl_letter_term": (letter_term, "FREE_DAYS", timedelta(days=13)),
    "nl_letter_term_end": (
        letter_term,
        "last_free_day",
        lambda received_on, calendar, *, term_moves: received_on + timedelta(days=14),
    ),
    "nl_letter_carrier": (letter_term, "_carrier_fault", lambda letter: None),
    "nl_collection_costs": (nl_costs, "LEAST", Decimal(0)),
    "nl_instalment_costs": (nl_costs, "SMALL_INSTALMENT", Decimal(0)),
    "nl_complaint": (reactions, "ANSWER_WORKING_DAYS", 3),
    "be_term": (be_term, "LENGTH", timedelta(days=13)),
    "be_term_end": (be_term, "moved", lambda last, calendar: last),
    "be_carrier": (
        carriers.CARRIERS,
        LegalRole.BE_FORMAL_NOTICE,
        frozenset(ChannelKind),
    ),
    "be_free_reminders": (free_reminders, "FREE_REMINDERS", 0),
    "be_lump_sum": (be_costs, "MOST", Decimal(9999)),
    "whatsapp": (carriers, "_against_whatsapp", lambda facts: ""),
}


def a_silence_that_ends_on_a_sunday_goes_on():
    """Posted on Wednesday 3 June 2026: the last day is Sunday 21 June, and so Monday (law.md 4a)."""
    notice = a_contact(
        kind=ContactKind.LETTER,
        legal_role=LegalRole.BE_FORMAL_NOTICE,
        at=at("2026-06-03T10:00"),
        outcome=Outcome.POSTED,
        step="notice",
    )
    asked = facts(
        now=at("2026-06-22T12:00"),
        case=a_case(jurisdiction=Jurisdiction.BE),
        creditor=a_creditor(jurisdiction=Jurisdiction.BE, first_reminder_proven=True),
        calendar=calendar_for(Jurisdiction.BE),
        campaign=a_campaign(hours=always(), max_duration_days=999),
        contacts=(notice,),
    )
    later = decide(replace(asked, now=at("2026-06-23T12:00")))
    return [type(decide(asked)), type(later)] == [Wait, Send]


def the_next_small_claim_costs_twenty():
    """Another letter of the same creditor in six months: this claim of 100 euro costs 20, not 40 (NL-39)."""
    costs = [a_claim_line("100.00"), a_claim_line("40.00", kind=ChargeKind.COSTS)]
    letter = a_contact(
        kind=ContactKind.LETTER,
        legal_role=LegalRole.FOURTEEN_DAY_LETTER,
        case_ids=("C-2",),
        at=at("2026-05-05T10:00"),
        outcome=Outcome.POSTED,
    )
    asked = facts(
        now=at("2026-06-22T12:00"),
        case=a_case(lines=tuple(costs)),
        campaign=a_campaign(costs=CostsPolicy.STATUTORY),
        contacts=(letter, replace(letter, reference="R-2", case_ids=("C-1",))),
    )
    verdict = costs_wait_for_the_letter(asked)
    return (verdict.ruling, verdict.source.ref) == (Ruling.TASK, "NL-39")


def the_first_reminders_of_a_year_cost_nothing():
    """One reminder was sent this year: the next may cost nothing (BE-02)."""
    content = Content(
        text="Klopt er iets niet? Laat het weten. In delen betalen kan. Deze herinnering kost € 7,50.",
        kind=ContentKind.MESSAGE,
        jurisdiction=Jurisdiction.BE,
        collector_role=CollectorRole.CREDITOR,
        channel=ChannelKind.LETTER,
        facts={"reminders_this_year": "1"},
    )
    return [finding.rule for finding in judge(content)] == ["BE-02"]


def nobody_collects_for_others_by_whatsapp():
    """Everything else is in order: switched on, agreed to, an approved template (law.md 3)."""
    policy = WhatsAppPolicy(
        enabled=True,
        reason="asked for",
        decided_by="anna",
        decided_on=date(2026, 1, 5),
        approved_templates=(("aanbod_hulp", "HX-1"),),
    )
    creditor = a_creditor(whatsapp=policy)
    number = a_mobile(state=PointState.CONFIRMED)
    asked = facts(
        move=an_attempt(a_step(template="aanbod_hulp", channels=(ChannelKind.WHATSAPP,))),
        creditor=replace(creditor, sender=replace(creditor.sender, whatsapp="+31612345699")),
        preference=a_preference(whatsapp_opt_in=True),
        debtor=a_debtor(points=(number,)),
    )
    return choose(asked).channel is None


DECIDED = (
    a_silence_that_ends_on_a_sunday_goes_on,
    the_next_small_claim_costs_twenty,
    the_first_reminders_of_a_year_cost_nothing,
    nobody_collects_for_others_by_whatsapp,
)


def wrong():
    """List what is not right now: rows of tables, and decisions."""
    rows = [
        row.id
        for folder in FOLDERS
        for opened in open_tables(folder).tables
        if opened.table.name != "message_content"
        for row in check(opened)
        if not row.ok
    ]
    return rows + [is_right.__name__ for is_right in DECIDED if not is_right()]


def test_every_rule_that_computes_is_turned_off_here():
    assert {card.name for card in COMPUTING} == OFF.keys()


def test_nothing_is_wrong_while_all_rules_are_on():
    assert wrong() == []


@pytest.mark.parametrize("name", OFF)
def test_a_rule_that_is_off_makes_something_wrong(name, monkeypatch):
    place, what, off = OFF[name]
    if isinstance(place, dict):
        monkeypatch.setitem(place, what, off)
    else:
        monkeypatch.setattr(place, what, off)

    assert wrong()

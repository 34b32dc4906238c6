"""Turn each rule that computes off, or let it count wrongly: a row of the tables is no longer right."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from engine.domain.campaign import LegalRole
from engine.policy import carriers, reactions
from engine.policy.be import collection_costs as be_costs
from engine.policy.be import free_reminders
from engine.policy.be import term as be_term
from engine.policy.be.calendar import be_calendar
from engine.policy.law_book import COMPUTING
from engine.policy.nl import collection_costs as nl_costs
from engine.policy.nl import letter_term
from engine.scenarios.checking import check, open_tables
from preferences.channel import ChannelKind

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
    "nl_complaint": (reactions, "ANSWER_WORKING_DAYS", 3),
    "be_term": (be_term, "LENGTH", timedelta(days=13)),
    "be_carrier": (
        carriers.CARRIERS,
        LegalRole.BE_FORMAL_NOTICE,
        frozenset(ChannelKind),
    ),
    "be_lump_sum": (be_costs, "MOST", Decimal(9999)),
}
#: these have no row of their own: another reading is right too, or no table asks
ELSEWHERE = {
    "be_term_end": lambda: be_term.term_of(date(2026, 6, 3), be_calendar()).last_day == date(2026, 6, 22),
    "be_free_reminders": lambda: (
        [free_reminders.most_for_a_reminder(count) for count in (0, 2, 3)] == [0, 0, Decimal("7.50")]
    ),
    "nl_instalment_costs": lambda: (
        nl_costs.costs_after(Decimal(100), [(date(2026, 1, 1), Decimal(40))], date(2025, 9, 1)) == 20
    ),
    "whatsapp": lambda: ChannelKind.WHATSAPP not in carriers.CARRIERS[LegalRole.FOURTEEN_DAY_LETTER],
}


def wrong_rows():
    return [
        row.id
        for folder in FOLDERS
        for opened in open_tables(folder).tables
        if opened.table.name != "message_content"
        for row in check(opened)
        if not row.ok
    ]


def test_every_rule_that_computes_is_turned_off_here():
    assert {card.name for card in COMPUTING} == OFF.keys() | ELSEWHERE.keys()


def test_nothing_is_wrong_while_all_rules_are_on():
    assert wrong_rows() == []
    assert all(is_so() for is_so in ELSEWHERE.values())


@pytest.mark.parametrize("name", OFF)
def test_a_rule_that_is_off_makes_a_row_wrong(name, monkeypatch):
    place, what, off = OFF[name]
    if isinstance(place, dict):
        monkeypatch.setitem(place, what, off)
    else:
        monkeypatch.setattr(place, what, off)

    assert wrong_rows()

"""Turn each rule off: what it stops, delays or asks about goes through, and nothing else does."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from engine.decide import decide
from engine.domain.campaign import CostsPolicy, LegalRole
from engine.domain.case import CaseStatus, ChargeKind, CollectorRole, Jurisdiction
from engine.domain.decision import Send, Stop, Task, Wait
from engine.domain.pause import PauseKind
from engine.domain.people import DebtorKind
from engine.domain.touchpoint import Outcome
from engine.policy.calendars import calendar_for
from engine.policy.house_rules import RULES
from engine.policy.law_book import DECIDING, HOUSE_RULES, cards, heading_of
from preferences.channel import ChannelKind, ContactKind
from preferences.hours import always
from preferences.preference import Preference
from tests.builders import (
    NOW,
    a_campaign,
    a_cap,
    a_case,
    a_claim_line,
    a_contact,
    a_creditor,
    a_debtor,
    a_pause,
    a_position,
    a_step,
    an_agency,
    days_ago,
)
from tests.facts import a_rest, an_attempt, facts

NIGHT = NOW.replace(hour=22)
OPEN = a_campaign(hours=always())
BELGIAN_CREDITOR = a_creditor(jurisdiction=Jurisdiction.BE, contract_lump_sum=Decimal(20))
BELGIAN = {
    "case": a_case(jurisdiction=Jurisdiction.BE),
    "calendar": calendar_for(Jurisdiction.BE),
    "creditor": BELGIAN_CREDITOR,
}
NOTICE = a_contact(
    kind=ContactKind.LETTER,
    legal_role=LegalRole.BE_FORMAL_NOTICE,
    at=days_ago(60),
    outcome=Outcome.POSTED,
    step="notice",
)
REMINDER = replace(NOTICE, reference="R-2", legal_role=LegalRole.BE_FIRST_REMINDER, at=days_ago(90))
COSTS = a_claim_line("40.00", kind=ChargeKind.COSTS)
CALL = a_step("bellen", template=None, task="call", channels=())


def a_call(**changes):
    return an_attempt(a_step("bellen", template=None, task=CALL.task, channels=()), **changes)


def belgian(**changes):
    return facts(**{**BELGIAN, "contacts": (NOTICE,), **changes})


def with_costs(campaign=None, **changes):
    case = replace(changes.pop("case", a_case()), lines=(a_claim_line("500.00"), COSTS))
    return {"case": case, "campaign": campaign or a_campaign(costs=CostsPolicy.STATUTORY), **changes}


#: by rule: facts that this rule alone speaks against, and what it answers
AGAINST = {
    "house_is_open": (lambda: facts(house_stopped=True), Wait),
    "case_stands_open": (lambda: facts(case=a_case(status=CaseStatus.CLOSED)), Stop),
    "nobody_asked_for_quiet": (lambda: facts(pauses=(a_pause(kind=PauseKind.DISPUTE),)), Stop),
    "collector_is_registered": (lambda: facts(agency=an_agency(registration_active=False)), Stop),
    "collector_is_registered_in_belgium": (
        lambda: belgian(agency=an_agency(registered_in_belgium=False)),
        Stop,
    ),
    "description_comes_first": (lambda: facts(case=a_case(described_on=None)), Task),
    "first_reminder_was_sent": (
        lambda: belgian(creditor=replace(BELGIAN_CREDITOR, first_reminder_proven=False)),
        Stop,
    ),
    "formal_notice_comes_first": (lambda: belgian(contacts=()), Stop),
    "lump_sum_keeps_to_the_cap": (
        lambda: belgian(**with_costs(case=BELGIAN["case"])),
        Task,
    ),
    "costs_wait_for_the_letter": (lambda: facts(**with_costs()), Task),
    "one_letter_at_a_time": (
        lambda: facts(
            move=an_attempt(a_step(legal_role=LegalRole.FOURTEEN_DAY_LETTER, channels=(ChannelKind.LETTER,))),
            contacts=(
                a_contact(
                    kind=ContactKind.LETTER,
                    legal_role=LegalRole.FOURTEEN_DAY_LETTER,
                    case_ids=("C-2",),
                    at=days_ago(8),
                    outcome=Outcome.POSTED,
                ),
            ),
        ),
        Wait,
    ),
    "no_costs_where_none_are_asked": (
        lambda: facts(
            **with_costs(a_campaign(), debtor=a_debtor(kind=DebtorKind.BUSINESS)),
        ),
        Task,
    ),
    "amicable_track_runs": (lambda: facts(position=a_position(started_at=days_ago(91))), Task),
    "step_is_due": (lambda: facts(move=a_rest(NOW + timedelta(days=1))), Wait),
    "not_too_often": (
        lambda: facts(
            caps=(a_cap(contacts=1, days=30),),
            contacts=(a_contact(at=days_ago(9), outcome=Outcome.DELIVERED),),
        ),
        Wait,
    ),
    "one_at_a_time": (
        lambda: facts(contacts=(a_contact(at=days_ago(0.5), outcome=Outcome.DELIVERED),)),
        Wait,
    ),
    "a_channel_is_left": (lambda: facts(preference=Preference(refused=frozenset(ChannelKind))), Task),
    "within_dutch_contact_hours": (lambda: facts(now=NIGHT, campaign=OPEN), Wait),
    "within_belgian_contact_hours": (
        lambda: belgian(now=NIGHT.replace(hour=22), campaign=OPEN, move=a_call()),
        Wait,
    ),
    "within_all_hours": (lambda: facts(now=NOW.replace(hour=17)), Wait),
}
#: these say the same as the hours of all layers together, so both are turned off
WITH_HOURS = {"within_dutch_contact_hours", "within_belgian_contact_hours"}
NAMES = [rule.__name__ for rule in RULES]


def without(*names):
    return tuple(rule for rule in RULES if rule.__name__ not in names)


def others_off(name):
    return without("within_all_hours") if name in WITH_HOURS else RULES


def test_every_rule_has_its_case():
    assert sorted(AGAINST) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_that_is_turned_off_is_missed(name):
    make, answer = AGAINST[name]
    rules = others_off(name)

    with_it = decide(make(), rules)
    off = decide(make(), tuple(rule for rule in rules if rule.__name__ != name))

    assert isinstance(with_it, answer)
    assert type(off) is not answer or off.trace != with_it.trace
    assert not isinstance(off, Wait | Stop) or name == "step_is_due"


@pytest.mark.parametrize("name", NAMES)
def test_one_rule_alone_speaks_against_its_case(name):
    make, _ = AGAINST[name]

    trace = decide(make(), others_off(name)).trace

    assert len([verdict for verdict in trace if verdict.ruling]) == 1


def test_facts_that_nothing_speaks_against_lead_to_a_message():
    assert isinstance(decide(facts()), Send)
    assert isinstance(decide(belgian()), Send)


@pytest.mark.parametrize("card", cards(), ids=lambda card: f"{card.name}-{card.jurisdiction}")
def test_every_rule_says_where_it_stands_and_how_sure_we_are(card):
    of_the_law = [source for source in card.sources if source.ref != "house policy"]

    assert card.says
    assert card.address
    assert all(source.status in {"V", "S", "U"} for source in of_the_law)
    assert card.status in ({"V", "S", "U"} if of_the_law else {""})


def test_every_rule_that_decides_has_a_heading():
    known = {card.name for card in DECIDING} | set(HOUSE_RULES)

    assert {verdict.rule for verdict in decide(facts()).trace} == known
    assert all(heading_of(name) for name in known)


@pytest.mark.parametrize("card", DECIDING, ids=lambda card: card.name)
def test_a_rule_of_the_law_binds_only_whom_it_is_for(card):
    mine = card.jurisdiction or Jurisdiction.NL
    (other,) = set(Jurisdiction) - {mine}
    person, firm = a_debtor(), a_debtor(kind=DebtorKind.BUSINESS)

    for role in CollectorRole:
        case = a_case(jurisdiction=mine, collector_role=role)
        assert card.binds(case, person) is (role in card.roles)
        assert not card.binds(case, firm)
        assert not card.binds(replace(case, jurisdiction=other), person)

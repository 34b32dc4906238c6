"""The table of pauses: every kind has a row in both countries, and each row does what it says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.decide import decide
from engine.domain.campaign import LegalRole
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import Ruling, Send, Stop, TaskKind
from engine.domain.occurrence import Occurrence, OccurrenceKind
from engine.domain.pause import PauseKind
from engine.domain.protection import Interest, Listener
from engine.domain.readings import Readings
from engine.policy.calendars import calendar_for
from engine.policy.interest_stop import costs_stopped, interest_stopped_on
from engine.policy.pauses import nobody_asked_for_quiet
from engine.policy.protections import TABLE, protection_of
from engine.policy.reactions import add_months, react
from tests.builders import NOW, a_debtor, a_pause, a_representative, a_step, an_agency, days_ago
from tests.facts import facts
from tests.policy.some_facts import some_facts

NL, BE = Jurisdiction.NL, Jurisdiction.BE
MONDAY = date(2026, 6, 8)
FOR_REPRESENTATIVES = {
    PauseKind.INSOLVENCY,
    PauseKind.COLLECTIVE_SETTLEMENT,
    PauseKind.BEWIND,
    PauseKind.CURATELE,
    PauseKind.MINOR,
    PauseKind.HELPER,
    PauseKind.PROTOCOL,
}


def begun(kind, jurisdiction=NL, on=MONDAY, **changes):
    occurrence = Occurrence(kind=OccurrenceKind.PAUSE_BEGAN, on=on, pause=kind, **changes)
    return react(occurrence, jurisdiction, CollectorRole.COLLECTOR, calendar_for(jurisdiction))


def weigh(*kinds, legal_role=LegalRole.NONE, jurisdiction=NL, **changes):
    facts = some_facts(NOW, jurisdiction=jurisdiction, pauses=tuple(a_pause(kind=kind) for kind in kinds))
    facts = replace(facts, move=replace(facts.move, step=a_step(legal_role=legal_role)), **changes)
    return nobody_asked_for_quiet(facts)


@pytest.mark.parametrize("jurisdiction", Jurisdiction)
@pytest.mark.parametrize("kind", PauseKind)
def test_every_kind_stops_messages_and_says_by_which_rule(kind, jurisdiction):
    verdict = weigh(kind, jurisdiction=jurisdiction)

    row = protection_of(kind, jurisdiction)
    assert (verdict.ruling, verdict.source) == (Ruling.STOP, row.source)
    assert row.ends_with


@pytest.mark.parametrize("kind", PauseKind)
def test_who_hears_from_us_meanwhile(kind):
    expected = Listener.REPRESENTATIVE if kind in FOR_REPRESENTATIVES else Listener.DEBTOR
    if kind in {PauseKind.DEATH, PauseKind.DANGER}:
        expected = Listener.NOBODY

    assert protection_of(kind, NL).listener is expected


@pytest.mark.parametrize(
    ("kind", "jurisdiction", "last", "task", "due"),
    [
        (PauseKind.DEBT_HELP, NL, date(2027, 2, 8), TaskKind.FOLLOW_DEBT_HELP, None),
        (PauseKind.MORATORIUM, NL, date(2026, 12, 8), TaskKind.FOLLOW_DEBT_HELP, None),
        (PauseKind.WARM_REFERRAL, NL, date(2026, 7, 8), TaskKind.FOLLOW_REFERRAL, date(2026, 6, 11)),
        (PauseKind.MEDIATION, BE, date(2026, 7, 23), TaskKind.FOLLOW_DEBT_HELP, None),
        (PauseKind.PLAN_REQUEST, BE, None, TaskKind.DECIDE_PLAN, date(2026, 7, 8)),
        (PauseKind.COMPLAINT, NL, None, TaskKind.ANSWER_COMPLAINT, date(2026, 6, 10)),
        (PauseKind.DETAILS, BE, None, TaskKind.SEND_CLAIM_DESCRIPTION, date(2026, 6, 10)),
        (PauseKind.DEATH, NL, None, TaskKind.WRITE_TO_ESTATE, None),
    ],
    ids=str,
)
def test_how_long_it_lasts_and_what_a_person_gets(kind, jurisdiction, last, task, due):
    reaction = begun(kind, jurisdiction)

    assert (reaction.pause_last, reaction.task, reaction.task_due) == (last, task, due)


def test_a_court_or_a_covenant_may_set_another_end():
    assert begun(PauseKind.MORATORIUM, until=date(2026, 9, 1)).pause_last == date(2026, 9, 1)
    assert begun(PauseKind.DEBT_HELP, months=4).pause_last == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day, months, found):
    assert add_months(day, months) == found


@pytest.mark.parametrize(
    ("kind", "role", "ruling"),
    [
        (PauseKind.DISPUTE, LegalRole.CONFIRMATION, Ruling.ALLOW),
        (PauseKind.DETAILS, LegalRole.CLAIM_DESCRIPTION, Ruling.ALLOW),
        (PauseKind.DISPUTE, LegalRole.CLAIM_DESCRIPTION, Ruling.STOP),
        (PauseKind.DEATH, LegalRole.CONFIRMATION, Ruling.STOP),
        (PauseKind.DANGER, LegalRole.CONFIRMATION, Ruling.STOP),
        (PauseKind.BEWIND, LegalRole.CONFIRMATION, Ruling.STOP),
    ],
)
def test_a_pause_never_blocks_what_is_owed(kind, role, ruling):
    assert weigh(kind, legal_role=role).ruling is ruling


def test_what_is_owed_goes_to_who_speaks_for_them():
    verdict = weigh(
        PauseKind.BEWIND,
        legal_role=LegalRole.CONFIRMATION,
        debtor=a_debtor(representative=a_representative()),
    )

    assert verdict.ruling is Ruling.ALLOW


def test_whether_a_dutch_dispute_stops_messages_is_a_switch():
    agency = an_agency(readings=Readings(dispute_stops=False))

    assert weigh(PauseKind.DISPUTE, agency=agency).ruling is Ruling.ALLOW
    assert weigh(PauseKind.DISPUTE, agency=agency, jurisdiction=BE).ruling is Ruling.STOP
    assert weigh(PauseKind.DEBT_HELP, agency=agency).ruling is Ruling.STOP


@pytest.mark.parametrize(
    ("kind", "jurisdiction", "stops_after"),
    [
        (PauseKind.INSOLVENCY, NL, 0),
        (PauseKind.COLLECTIVE_SETTLEMENT, BE, 0),
        (PauseKind.DISPUTE, BE, 31),
        (PauseKind.PLAN_REQUEST, BE, 31),
        (PauseKind.DISPUTE, NL, None),
        (PauseKind.DEBT_HELP, NL, None),
    ],
)
def test_when_interest_stops(kind, jurisdiction, stops_after):
    pause = a_pause(kind=kind, since=days_ago(0))

    found = interest_stopped_on([pause], jurisdiction)

    assert found == (None if stops_after is None else NOW.date() + timedelta(days=stops_after))
    assert (found is None) == (protection_of(kind, jurisdiction).interest is Interest.RUNS)


def test_debt_help_stops_costs():
    assert costs_stopped([a_pause(kind=PauseKind.DEBT_HELP)], NL)
    assert not costs_stopped([a_pause(kind=PauseKind.DISPUTE)], NL)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.kind}-{row.jurisdiction}")
def test_each_row_stops_what_would_go_without_it(row):
    """Turn a row of the table off: its pause no longer stands, and the message goes."""
    dutch = facts()
    standing = replace(dutch, pauses=(a_pause(kind=row.kind),))

    assert isinstance(decide(dutch), Send)
    assert isinstance(decide(standing), Stop)

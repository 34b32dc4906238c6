"""What the creditor sent before we came: costs may follow from it, and the Belgian notice may come."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.decide import decide
from engine.domain.campaign import CostsPolicy, LegalRole
from engine.domain.case import ChargeKind, EarlierLetter, Jurisdiction
from engine.domain.decision import Send, Stop, Task, Wait
from engine.policy.calendars import calendar_for
from engine.policy.clocks import clocks_of
from preferences.channel import ChannelKind
from tests.builders import a_campaign, a_case, a_claim_line, a_creditor, a_step
from tests.facts import an_attempt, facts

#: a Tuesday in office hours
TUESDAY = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
BELGIAN = a_creditor(jurisdiction=Jurisdiction.BE, contract_lump_sum=Decimal(20))


def letter(sent_on, **changes):
    return EarlierLetter(sent_on=date.fromisoformat(sent_on), **changes)


def with_costs(earlier):
    lines = (a_claim_line("500.00"), a_claim_line("40.00", kind=ChargeKind.COSTS))
    case = replace(a_case(), lines=lines, earlier_letter=earlier)
    return facts(now=TUESDAY, case=case, campaign=a_campaign(costs=CostsPolicy.STATUTORY))


@pytest.mark.parametrize(
    ("earlier", "answer"),
    [
        # posted on Tuesday 10 February, received Thursday 12, free up to 26 February, two days for the bank
        (letter("2026-02-10"), Send),
        # posted on Tuesday 24 February, received 26 February, free up to 12 March
        (letter("2026-02-24"), Wait),
        (letter("2026-02-10", received_on=date(2026, 2, 24)), Wait),
        # an e-mail of which nobody can prove the arrival starts no term (NL-35, S)
        (letter("2026-02-10", by_mail=True), Task),
        (letter("2026-02-10", by_mail=True, received_on=date(2026, 2, 10)), Send),
        (EarlierLetter(sent_on=None), Task),
        (None, Task),
    ],
)
def test_costs_follow_from_the_creditors_own_letter(earlier, answer):
    assert isinstance(decide(with_costs(earlier)), answer)


def test_its_clock_can_be_seen():
    (clock,) = [one for one in clocks_of(with_costs(letter("2026-02-10"))) if "creditor" in one.name]

    assert clock.said == (
        "received on 2026-02-12, free up to and including 2026-02-26, costs from 2026-03-01"
    )


def belgian(earlier, *, proven, role=LegalRole.BE_FORMAL_NOTICE):
    case = replace(a_case(jurisdiction=Jurisdiction.BE), earlier_letter=earlier)
    step = a_step("notice", legal_role=role, channels=(ChannelKind.LETTER,))
    return facts(
        now=TUESDAY,
        case=case,
        calendar=calendar_for(Jurisdiction.BE),
        creditor=replace(BELGIAN, first_reminder_proven=proven),
        move=an_attempt(step),
    )


@pytest.mark.parametrize(
    ("earlier", "proven", "answer"),
    [
        (None, True, Send),
        (None, False, Stop),
        # posted on 10 February: from Friday 13, up to and including 26 February
        (letter("2026-02-10"), False, Send),
        # posted on 24 February: from Friday 27 February, up to and including 12 March
        (letter("2026-02-24"), False, Wait),
        (letter("2026-02-24"), True, Wait),
        # by e-mail it begins on the next day: 25 February up to and including 10 March
        (letter("2026-02-23", by_mail=True), True, Send),
        (EarlierLetter(sent_on=None), True, Stop),
    ],
)
def test_the_proof_of_a_first_reminder_is_one_of_the_case(earlier, proven, answer):
    """BE-13 (V); what the row of the case says goes before what holds for all cases of a creditor."""
    assert isinstance(decide(belgian(earlier, proven=proven)), answer)


def test_without_a_reminder_of_the_creditor_the_collector_sends_one():
    ours = belgian(EarlierLetter(sent_on=None), proven=True, role=LegalRole.BE_FIRST_REMINDER)

    assert isinstance(decide(ours), Send)


def test_the_belgian_clock_can_be_seen():
    names = [one.name for one in clocks_of(belgian(letter("2026-02-24"), proven=False))]

    assert "the term of the creditor's first reminder" in names

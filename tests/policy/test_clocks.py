"""The clocks of a case, with the days that the rules use."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from engine.domain.campaign import CostsPolicy, LegalRole
from engine.domain.case import CaseStatus, ChargeKind, Jurisdiction
from engine.domain.decision import Ruling, Source
from engine.domain.organisation import Creditor
from engine.domain.pause import PauseKind
from engine.domain.people import PointState
from engine.domain.readings import Readings
from engine.domain.touchpoint import Outcome
from engine.policy.be.amounts_checked import lump_sum_keeps_to_the_cap
from engine.policy.be.reminder_first import first_reminder_was_sent
from engine.policy.clocks import clock_of_contact, clocks_of
from engine.policy.costs_shown import no_costs_where_none_are_asked
from engine.policy.nl.costs_after_letter import costs_wait_for_the_letter
from preferences.channel import ContactKind
from tests.builders import (
    a_campaign,
    a_case,
    a_claim_line,
    a_contact,
    a_creditor,
    a_debtor,
    a_pause,
    a_step,
    an_agency,
    an_email,
)
from tests.policy.some_facts import at, some_facts

BE = Jurisdiction.BE
#: posted on Wednesday: presumed on Friday 5-6, free up to Friday 19-6 (law.md NL-32), two days for the bank
LETTER = a_contact(
    kind=ContactKind.LETTER,
    legal_role=LegalRole.FOURTEEN_DAY_LETTER,
    at=at("2026-06-03T10:00"),
    outcome=Outcome.POSTED,
)
COSTS = a_claim_line("75.00", kind=ChargeKind.COSTS)


def costs_at(moment, *letters, amount="75.00", **changes):
    lines = (a_claim_line("500.00"), replace(COSTS, amount=Decimal(amount)))
    facts = some_facts(
        moment,
        case=a_case(lines=lines),
        campaign=a_campaign(costs=CostsPolicy.STATUTORY),
        contacts=letters,
        **changes,
    )
    return costs_wait_for_the_letter(facts)


def clock_named(facts, name):
    (found,) = [clock for clock in clocks_of(facts) if clock.name == name]
    return found


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-06-04T10:00", "2026-06-22T00:00"),
        ("2026-06-21T23:59", "2026-06-22T00:00"),
        ("2026-06-22T00:00", None),
    ],
)
def test_costs_wait_until_the_letter_has_run_out(moment, until):
    verdict = costs_at(moment, LETTER)

    assert verdict.ruling is (Ruling.WAIT if until else Ruling.ALLOW)
    assert verdict.until == (at(until) if until else None)


def test_without_the_banks_days_costs_begin_on_the_first_cost_day():
    agency = an_agency(readings=Readings(bank_days=0))

    assert costs_at("2026-06-20T00:00", LETTER, agency=agency).ruling is Ruling.ALLOW


@pytest.mark.parametrize(
    "letters",
    [
        (),
        (replace(LETTER, outcome=Outcome.RETURNED),),
        (replace(LETTER, outcome=Outcome.PLANNED),),
        (replace(LETTER, kind=ContactKind.SMS, outcome=Outcome.DELIVERED),),
        (replace(LETTER, kind=ContactKind.EMAIL, outcome=Outcome.ACCEPTED),),
        (replace(LETTER, case_ids=("C-2",)),),
        (replace(LETTER, legal_role=LegalRole.NONE),),
        (replace(LETTER, at=at("2026-01-20T10:00")),),
    ],
    ids=["none", "returned", "planned", "sms", "no evidence", "another case", "no role", "before default"],
)
def test_costs_without_a_letter_that_runs_go_to_a_person(letters):
    verdict = costs_at("2026-09-01T10:00", *letters)

    assert (verdict.ruling, verdict.source) == (Ruling.TASK, Source("NL-30", "V"))


@pytest.mark.parametrize(
    ("state", "ruling"), [(PointState.CONFIRMED, Ruling.ALLOW), (PointState.UNVERIFIED, Ruling.TASK)]
)
def test_e_mail_carries_the_letter_only_to_a_confirmed_mailbox(state, ruling):
    letter = replace(LETTER, kind=ContactKind.EMAIL, outcome=Outcome.DELIVERED, to="a@post.example")
    debtor = a_debtor(points=(an_email("a@post.example", state=state),))

    assert costs_at("2026-09-01T10:00", letter, debtor=debtor).ruling is ruling


def test_after_a_bounce_the_clock_of_the_new_letter_counts():
    bounced = replace(LETTER, reference="R-0", kind=ContactKind.EMAIL, outcome=Outcome.BOUNCED)

    assert costs_at("2026-06-21T10:00", bounced, LETTER).until == at("2026-06-22T00:00")


def test_costs_above_the_scale_go_to_a_person():
    assert costs_at("2026-09-01T10:00", LETTER, amount="75.01").source == Source("NL-37", "V")


@pytest.mark.parametrize(("costs", "ruling"), [("20.00", Ruling.ALLOW), ("20.01", Ruling.TASK)])
def test_a_belgian_lump_sum_keeps_to_contract_and_cap(costs, ruling):
    lines = (a_claim_line("100.00"), replace(COSTS, amount=Decimal(costs)))
    creditor: Creditor = a_creditor(contract_lump_sum=Decimal(25))
    facts = some_facts(
        "2026-06-10T10:00", jurisdiction=BE, case=a_case(jurisdiction=BE, lines=lines), creditor=creditor
    )

    assert lump_sum_keeps_to_the_cap(facts).ruling is ruling
    assert lump_sum_keeps_to_the_cap(replace(facts, creditor=a_creditor())).ruling is Ruling.TASK


@pytest.mark.parametrize(
    ("moment", "due_on", "interest", "said"),
    [
        # 100 euro over 181 days at 10.5%: 5.21
        ("2023-07-01T10:00", date(2023, 1, 1), "5.21", ""),
        ("2023-07-01T10:00", date(2023, 1, 1), "5.22", "the cap is 5.21"),
        ("2023-07-02T10:00", date(2023, 1, 1), "1.00", "covers 2023-07-01 (BE, law.md BE-08)"),
        ("2026-06-10T10:00", date(2026, 5, 1), "0.01", "it cannot be checked"),
        ("2026-06-10T10:00", date(2026, 6, 10), "0.01", "before it is due"),
        ("2026-06-10T10:00", date(2026, 5, 1), "0.00", ""),
    ],
)
def test_belgian_interest_keeps_to_a_cap_that_somebody_confirmed(moment, due_on, interest, said):
    claim, more = a_claim_line("100.00"), a_claim_line(interest, kind=ChargeKind.INTEREST)
    lines = (replace(claim, due_on=due_on), replace(more, due_on=due_on))
    facts = some_facts(moment, jurisdiction=BE, case=a_case(jurisdiction=BE, lines=lines))

    verdict = lump_sum_keeps_to_the_cap(facts)

    assert verdict.ruling is (Ruling.TASK if said else Ruling.ALLOW)
    assert said in verdict.because


def test_a_campaign_without_costs_shows_none():
    lines = (a_claim_line("100.00"), COSTS)
    facts = some_facts("2026-06-10T10:00", case=a_case(lines=lines), campaign=a_campaign())

    assert no_costs_where_none_are_asked(facts).ruling is Ruling.TASK
    assert no_costs_where_none_are_asked(replace(facts, kind=None)).because == "no contact is planned"


@pytest.mark.parametrize(
    ("moment", "sent", "until"),
    [
        ("2026-06-10T10:00", None, None),
        ("2026-06-10T10:00", ContactKind.EMAIL, "2026-06-18T00:00"),
        ("2026-06-10T10:00", ContactKind.LETTER, "2026-06-23T00:00"),
    ],
)
def test_a_collector_sends_the_reminder_that_the_creditor_cannot_prove(moment, sent, until):
    """E-mail on 3-6 ends on 17-6; a letter posted on 3-6 ends on Sunday 21-6, so on Monday (law.md 4a)."""
    reminder = a_contact(
        kind=sent,
        legal_role=LegalRole.BE_FIRST_REMINDER,
        at=at("2026-06-03T10:00"),
        outcome=Outcome.POSTED if sent is ContactKind.LETTER else Outcome.DELIVERED,
    )
    facts = some_facts(
        moment,
        jurisdiction=BE,
        creditor=a_creditor(first_reminder_proven=False),
        contacts=(reminder,) if sent else (),
    )

    verdict = first_reminder_was_sent(facts)

    assert verdict.ruling is (Ruling.WAIT if until else Ruling.STOP)
    assert verdict.until == (at(until) if until else None)
    own = replace(
        facts, contacts=(), move=replace(facts.move, step=a_step(legal_role=LegalRole.BE_FIRST_REMINDER))
    )
    assert first_reminder_was_sent(own).ruling is Ruling.ALLOW


def test_the_clocks_of_a_case_are_shown_the_earliest_first():
    facts = some_facts(
        "2026-06-10T10:00",
        contacts=(LETTER,),
        pauses=(a_pause(kind=PauseKind.DISPUTE, since=at("2026-06-09T10:00")),),
    )

    found = [clock.name for clock in clocks_of(facts)]

    assert found[-1] == "pause for dispute"
    assert set(found) == {"amicable track", "14-day letter", "pause for dispute"}
    letter = clock_named(facts, "14-day letter")
    assert letter.ends_at == at("2026-06-22T00:00")
    assert "received on 2026-06-05, free up to and including 2026-06-19" in letter.said


def test_of_a_case_that_ended_only_its_pauses_run():
    complaint = a_pause(kind=PauseKind.COMPLAINT, since=at("2026-06-09T10:00"))
    facts = some_facts(
        "2026-06-10T10:00", case=a_case(status=CaseStatus.PAID), contacts=(LETTER,), pauses=(complaint,)
    )

    assert [clock.name for clock in clocks_of(facts)] == ["pause for complaint"]


def test_a_belgian_dispute_has_a_clock_for_its_interest():
    pause = a_pause(kind=PauseKind.DISPUTE, since=at("2026-06-01T10:00"))
    facts = some_facts("2026-06-10T10:00", jurisdiction=BE, pauses=(pause,))

    assert clock_named(facts, "interest").ends_at == at("2026-07-02T00:00")


def test_a_message_says_which_clock_it_starts():
    notice = a_contact(
        kind=ContactKind.EMAIL,
        legal_role=LegalRole.BE_FORMAL_NOTICE,
        at=at("2026-06-15T10:00"),
        outcome=Outcome.ACCEPTED,
    )
    facts = some_facts("2026-06-15T10:00", jurisdiction=BE)

    clock = clock_of_contact(facts, notice)

    assert clock is not None
    assert (clock.ends_at, clock.source) == (at("2026-07-02T00:00"), Source("BE-14", "V"))
    assert clock_of_contact(facts, a_contact()) is None
    assert date(2026, 7, 1).isoformat() in clock.said

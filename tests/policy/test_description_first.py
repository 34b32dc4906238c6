"""In the Netherlands a collector describes the claim before anything else (law.md NL-20, V)."""

from datetime import date, timedelta

import pytest

from engine.domain.campaign import LegalRole
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import Ruling, TaskKind
from engine.domain.notice import NoticeKind
from engine.domain.people import DebtorKind
from engine.domain.touchpoint import Outcome
from engine.policy.nl.description_first import description_comes_first
from preferences.channel import ContactKind
from tests.builders import a_case, a_contact, a_debtor, a_notice, a_step
from tests.facts import an_attempt, facts

NOT_DESCRIBED = a_case(described_on=None)


def about(case=NOT_DESCRIBED, **changes):
    return description_comes_first(facts(case=case, **changes))


def described(outcome, **changes):
    return a_contact(legal_role=LegalRole.CLAIM_DESCRIPTION, outcome=outcome, **changes)


@pytest.mark.parametrize("kind", list(ContactKind))
def test_nothing_goes_before_the_description_and_a_person_sees_to_it(kind):
    verdict = about(kind=kind)

    assert (verdict.ruling, verdict.task) == (Ruling.TASK, TaskKind.SEND_CLAIM_DESCRIPTION)
    assert str(verdict.source) == "NL-20 (V)"


@pytest.mark.parametrize("role", [LegalRole.FOURTEEN_DAY_LETTER, LegalRole.NONE, LegalRole.CONFIRMATION])
def test_no_other_legal_message_goes_before_it_either(role):
    assert about(move=an_attempt(a_step(legal_role=role))).ruling is Ruling.TASK


def test_the_description_itself_goes():
    step = a_step(legal_role=LegalRole.CLAIM_DESCRIPTION)

    assert about(move=an_attempt(step)).ruling is Ruling.ALLOW


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_a_description_that_surely_left_counts_and_one_on_its_way_is_waited_for(outcome):
    went = {"accepted", "delivered", "read", "printed", "posted", "replied", "unrecognised"}
    waits = {"planned", "intended", "postponed", "in_doubt"}
    expected = Ruling.ALLOW if outcome in went else Ruling.WAIT if outcome in waits else Ruling.TASK

    assert about(contacts=(described(outcome),)).ruling is expected


def test_a_description_of_another_case_says_nothing():
    assert about(contacts=(described(Outcome.DELIVERED, case_ids=("C-9",)),)).ruling is Ruling.TASK


def test_one_that_bounced_counts_no_more_when_another_left():
    both = (described(Outcome.BOUNCED), described(Outcome.POSTED, reference="R-2"))

    assert about(contacts=both).ruling is Ruling.ALLOW


def test_a_claim_may_have_been_described_before_it_came_here():
    assert about(a_case(described_on=date(2026, 2, 20))).ruling is Ruling.ALLOW


@pytest.mark.parametrize(
    ("kind", "ruling"),
    [(NoticeKind.ANSWER, Ruling.ALLOW), (NoticeKind.HELP, Ruling.ALLOW), (NoticeKind.NEWS, Ruling.TASK)],
)
def test_an_answer_is_no_demand(kind, ruling):
    assert about(notice=a_notice(kind=kind)).ruling is ruling


@pytest.mark.parametrize(
    "changes",
    [
        {"case": a_case(described_on=None, collector_role=CollectorRole.CREDITOR)},
        {"case": a_case(described_on=None, jurisdiction=Jurisdiction.BE)},
        {"debtor": a_debtor(kind=DebtorKind.BUSINESS)},
        {"kind": None},
    ],
    ids=["own claim", "Belgium", "a firm", "no contact"],
)
def test_binds_who_collects_from_people_in_the_netherlands(changes):
    assert about(**changes).ruling is Ruling.ALLOW


def test_waits_a_day_for_one_on_its_way():
    asked = facts(case=NOT_DESCRIBED, contacts=(described(Outcome.IN_DOUBT),))

    assert description_comes_first(asked).until == asked.now + timedelta(days=1)

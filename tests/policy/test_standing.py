"""Only an open case with something left to pay is spoken about."""

from decimal import Decimal

import pytest

from engine.domain.case import CaseStatus, Phase
from engine.domain.decision import Ruling
from engine.policy.standing import case_stands_open
from tests.builders import a_case, a_claim_line
from tests.facts import facts


@pytest.mark.parametrize(
    ("status", "ruling"),
    [
        (CaseStatus.OPEN, Ruling.ALLOW),
        (CaseStatus.PAID, Ruling.STOP),
        (CaseStatus.CLOSED, Ruling.STOP),
        (CaseStatus.HANDED_OVER, Ruling.STOP),
    ],
)
def test_only_an_open_case_is_spoken_about(status, ruling):
    verdict = case_stands_open(facts(case=a_case(status=status)))

    assert verdict.ruling is ruling
    assert verdict.because == f"the case is {status}"


@pytest.mark.parametrize(
    ("phase", "ruling"),
    [
        (Phase.NEW, Ruling.ALLOW),
        (Phase.FIRST_CONTACT, Ruling.ALLOW),
        (Phase.FOLLOW_UP, Ruling.ALLOW),
        (Phase.LAST_AMICABLE, Ruling.ALLOW),
        (Phase.REVIEW, Ruling.STOP),
    ],
)
def test_leaves_a_case_alone_while_a_person_reviews_it(phase, ruling):
    assert case_stands_open(facts(case=a_case(phase=phase))).ruling is ruling


@pytest.mark.parametrize(
    ("total", "paid", "ruling"),
    [
        ("120.50", "0", Ruling.ALLOW),
        ("120.50", "120.49", Ruling.ALLOW),
        ("120.50", "120.50", Ruling.STOP),
        ("120.50", "130.00", Ruling.STOP),
        ("0.00", "0", Ruling.STOP),
        ("-15.00", "0", Ruling.STOP),
    ],
    ids=["nothing paid", "a cent left", "all paid", "paid too much", "amount 0", "a credit note"],
)
def test_asks_nobody_for_nothing(total, paid, ruling):
    case = a_case(lines=(a_claim_line(total),), paid=Decimal(paid))

    assert case_stands_open(facts(case=case)).ruling is ruling


def test_lines_are_added_up_before_it_is_said_that_nothing_is_left():
    settled = a_case(lines=(a_claim_line("50.00"), a_claim_line("-50.00")))

    verdict = case_stands_open(facts(case=settled))

    assert (verdict.ruling, verdict.because) == (Ruling.STOP, "nothing is left to pay")

"""Which campaign a case comes to, why not another, when it may, and which wording a debtor gets."""

from datetime import timedelta
from decimal import Decimal

import pytest

from engine.campaigns.segment import enrol, matches, next_match_on, variant_for, why_not
from engine.domain.campaign import Segment, Variant
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import TaskKind
from engine.domain.people import DebtorKind
from tests.builders import NOW, a_campaign, a_case, a_claim_line, a_debtor, a_step

TODAY = NOW.date()


def overdue(days, amount="120.50"):
    """A case of so many days, at the creditor woonstad, in housing."""
    return a_case(lines=(a_claim_line(amount, due_on=TODAY - timedelta(days=days)),))


@pytest.mark.parametrize(
    ("segment", "reason"),
    [
        (Segment(), ""),
        (Segment(creditors=("ander", "woonstad")), ""),
        (Segment(creditors=("ander", "nog-een")), "the creditor is woonstad, not ander or nog-een"),
        (Segment(jurisdiction=Jurisdiction.NL), ""),
        (Segment(jurisdiction=Jurisdiction.BE), "the law is that of nl, not be"),
        (Segment(collector_role=CollectorRole.COLLECTOR), ""),
        (Segment(collector_role=CollectorRole.CREDITOR), "the collector role is collector, not creditor"),
        (Segment(sectors=("housing",)), ""),
        (Segment(sectors=("water", "energy")), "the sector is housing, not water or energy"),
        (Segment(debtor_kind="person"), ""),
        (Segment(debtor_kind="business"), "the debtor is a person, not a business"),
        (Segment(days_overdue_at_least=10), ""),
        (Segment(days_overdue_at_least=11), "10 days overdue, and it begins at 11"),
        (Segment(days_overdue_at_most=10), ""),
        (Segment(days_overdue_at_most=9), "10 days overdue, and it ends at 9"),
        (Segment(amount_at_least=Decimal("120.50")), ""),
        (Segment(amount_at_least=Decimal("120.51")), "120.50 euro to pay, and it begins at 120.51"),
        (Segment(amount_at_most=Decimal("120.50")), ""),
        (Segment(amount_at_most=Decimal("120.49")), "120.50 euro to pay, and it ends at 120.49"),
        (
            Segment(sectors=("water",), days_overdue_at_least=30),
            "the sector is housing, not water; 10 days overdue, and it begins at 30",
        ),
    ],
)
def test_says_what_keeps_a_case_out(segment, reason):
    case, debtor = overdue(days=10), a_debtor()

    assert why_not(segment, case, debtor, TODAY) == reason
    assert matches(segment, case, debtor, TODAY) is (reason == "")


def test_weighs_what_is_still_to_be_paid():
    case = a_case(paid=Decimal("100.50"))

    assert matches(Segment(amount_at_most=Decimal(20)), case, a_debtor(), TODAY)


def test_looks_at_the_kind_of_debtor():
    firm = a_debtor(kind=DebtorKind.BUSINESS)

    assert matches(Segment(debtor_kind="business"), a_case(), firm, TODAY)


def test_takes_the_first_campaign_that_fits():
    campaigns = [
        a_campaign(name="water", segment=Segment(sectors=("water",))),
        a_campaign(name="klein", segment=Segment(amount_at_most=Decimal(200))),
        a_campaign(name="alles"),
    ]

    assert enrol(campaigns, overdue(days=10), a_debtor(), TODAY) is campaigns[1]
    assert enrol(campaigns, overdue(days=10, amount="300"), a_debtor(), TODAY) is campaigns[2]
    assert enrol(campaigns[:1], overdue(days=10), a_debtor(), TODAY) is None


@pytest.mark.parametrize(
    ("segments", "days"),
    [
        ([Segment()], 0),
        ([Segment(days_overdue_at_least=14)], 4),
        ([Segment(days_overdue_at_least=30), Segment(days_overdue_at_least=14)], 4),
        ([Segment(days_overdue_at_least=14, sectors=("water",)), Segment(days_overdue_at_least=30)], 20),
        ([Segment(days_overdue_at_least=14, days_overdue_at_most=20)], 4),
        ([Segment(days_overdue_at_most=9)], None),
        ([Segment(amount_at_least=Decimal(500))], None),
        ([], None),
    ],
)
def test_knows_the_day_on_which_time_alone_makes_a_case_fit(segments, days):
    campaigns = [a_campaign(name=f"c{number}", segment=one) for number, one in enumerate(segments)]

    found = next_match_on(campaigns, overdue(days=10), a_debtor(), TODAY)

    assert found == (None if days is None else TODAY + timedelta(days=days))


def with_split(*shares):
    variants = tuple(
        Variant(step="eerste-bericht", name=name, template=f"toon_{name}", share=share)
        for name, share in zip("abc", shares, strict=False)
    )
    return a_campaign(steps=(a_step(), a_step("tweede-bericht")), variants=variants)


def test_gives_a_debtor_the_same_wording_every_time():
    campaign = with_split(50, 50)
    step = campaign.steps[0]

    first = [variant_for(campaign, step, f"D-{number}") for number in range(200)]

    assert [variant_for(campaign, step, f"D-{number}") for number in range(200)] == first


def test_gives_the_wordings_that_were_given_before():
    campaign = with_split(50, 30, 20)

    given = [variant_for(campaign, campaign.steps[0], f"D-{number}") for number in range(8)]

    # another way to divide would change the wording in the middle of a comparison
    assert given == [f"toon_{name}" for name in "aaaabacb"]


@pytest.mark.parametrize("shares", [(50, 50), (90, 10), (34, 33, 33), (100, 0)])
def test_divides_debtors_as_the_split_says(shares):
    campaign = with_split(*shares)

    given = [variant_for(campaign, campaign.steps[0], f"D-{number}") for number in range(10_000)]

    for name, share in zip("abc", shares, strict=False):
        assert given.count(f"toon_{name}") == pytest.approx(share * 100, abs=150)


def test_gives_a_step_without_variants_its_own_template():
    campaign = with_split(50, 50)

    assert variant_for(campaign, campaign.steps[1], "D-1") == "vriendelijke_herinnering"
    assert variant_for(campaign, a_step("bellen", template=None, task=TaskKind.CALL), "D-1") is None

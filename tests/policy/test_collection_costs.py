"""The tables in data/ were made for this project: law.md NL-31, NL-37, NL-38 and BE-08."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.decide import decide
from engine.domain.campaign import CostsPolicy, LegalRole
from engine.domain.case import ChargeKind
from engine.domain.decision import Send, Task
from engine.domain.readings import Readings
from engine.domain.touchpoint import Outcome
from engine.policy.be.collection_costs import lump_sum_cap
from engine.policy.nl.collection_costs import collection_costs, costs_after
from preferences.channel import ContactKind
from tests.builders import a_campaign, a_case, a_claim_line, a_contact, an_agency, days_ago
from tests.facts import facts

DATA = Path(__file__).parent / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["id"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", rows("costs_nl.csv"))
def test_charges_by_the_dutch_scale_on_all_claims_together(row):
    claims = (claim.split(":") for claim in row["claims"].split(";"))
    own = (Decimal(amount) for creditor, amount in claims if creditor == row["for_creditor"])
    principal = sum(own, Decimal(0))
    vat_added = row["creditor_can_deduct_vat"] == "no" and row["vat_declared"] == "yes"

    assert principal == Decimal(row["expected_principal_eur"])
    assert collection_costs(principal) == Decimal(row["expected_costs_excl_vat_eur"])
    assert collection_costs(principal, vat_added=vat_added) == Decimal(row["expected_costs_total_eur"])


@pytest.mark.parametrize("row", rows("costs_be.csv"))
def test_caps_the_belgian_lump_sum(row):
    assert lump_sum_cap(Decimal(row["balance_eur"])) == Decimal(row["expected_statutory_cap_eur"])


def test_rounds_half_a_cent_up():
    assert collection_costs(Decimal("266.70")) == Decimal("40.01")
    assert collection_costs(Decimal("266.69")) == Decimal("40.00")
    assert lump_sum_cap(Decimal("150.05")) == Decimal("30.01")


@pytest.mark.parametrize("costs", [collection_costs, lump_sum_cap])
@pytest.mark.parametrize("amount", [Decimal(0), Decimal("-12.50")])
def test_nothing_owed_costs_nothing(costs, amount):
    assert costs(amount) == 0


def test_never_goes_down_when_the_claim_goes_up():
    amounts = [Decimal(cents) / 100 for cents in range(1, 1_200_000, 997)]

    for costs in (collection_costs, lump_sum_cap):
        charged = [costs(amount) for amount in amounts]
        assert charged == sorted(charged)


def earlier_letters(count):
    """So many letters of the same creditor about other claims, all of the last months and run out."""
    return tuple(
        a_contact(
            reference=f"R-{number}",
            kind=ContactKind.LETTER,
            legal_role=LegalRole.FOURTEEN_DAY_LETTER,
            case_ids=(f"C-{number + 10}",),
            at=days_ago(150 - number),
            outcome=Outcome.POSTED,
            run=f"run-{number}",
        )
        for number in range(count)
    )


def small_claim(costs, contacts, **changes):
    """Somebody owes 100 euro with costs, and its own letter ran out long ago."""
    own = replace(earlier_letters(1)[0], reference="R-own", case_ids=("C-1",), run="own", at=days_ago(30))
    lines = (a_claim_line("100.00"), a_claim_line(costs, kind=ChargeKind.COSTS))
    case = replace(a_case(), lines=lines)
    campaign = a_campaign(costs=CostsPolicy.STATUTORY)
    return facts(case=case, campaign=campaign, contacts=(*contacts, own), **changes)


@pytest.mark.parametrize(
    ("before", "most"), [(0, "40.00"), (1, "20.00"), (5, "20.00"), (6, "0.00"), (7, "0.00")]
)
def test_small_claims_of_one_creditor_count_together_over_six_months(before, most):
    """40 for the first, 20 for each next one, 140 in all (NL-39, S)."""
    asked = Decimal(most)

    at_most = decide(small_claim(str(asked or "0.01"), earlier_letters(before)))
    above = decide(small_claim(str(asked + Decimal("0.01")), earlier_letters(before)))

    assert isinstance(at_most, Send if asked else Task)
    assert isinstance(above, Task)


def test_counting_together_is_a_switch():
    agency = an_agency(readings=Readings(small_claims_add_up=False))

    assert isinstance(decide(small_claim("40.00", earlier_letters(3), agency=agency)), Send)


def test_a_larger_claim_keeps_to_the_scale():
    charged = [(date(2026, 1, 1), Decimal(40))]

    assert costs_after(Decimal("500.00"), charged, date(2025, 10, 1)) == Decimal("75.00")
    assert costs_after(Decimal("266.66"), charged, date(2025, 10, 1)) == Decimal(20)
    assert costs_after(Decimal("266.66"), charged, date(2026, 1, 1)) == Decimal(40)
    assert costs_after(Decimal("266.66"), charged, date(2025, 10, 1), vat_added=True) == Decimal("24.20")

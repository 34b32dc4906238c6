"""The tables in data/ were made for this project: law.md NL-31, NL-37, NL-38 and BE-08."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from engine.policy.be.collection_costs import lump_sum_cap
from engine.policy.nl.collection_costs import collection_costs

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

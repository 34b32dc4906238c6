"""What collection may cost a Dutch debtor at most, by the scale of the BIK."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from engine.domain.decision import Source

SCALE = Source("NL-37", "V")
ADDED_UP = Source("NL-31", "V")
WITH_VAT = Source("NL-38", "V")
IN_PARTS = Source("NL-39", "S")

CENT = Decimal("0.01")
#: the width of each slice of the principal, and the share of it that may be charged
SLICES = (
    (Decimal(2500), Decimal("0.15")),
    (Decimal(2500), Decimal("0.10")),
    (Decimal(5000), Decimal("0.05")),
    (Decimal(190000), Decimal("0.01")),
)
SHARE_ABOVE = Decimal("0.005")
LEAST, MOST = Decimal(40), Decimal(6775)
VAT = Decimal("0.21")

#: instalments below this are looked at together (BIK 2a: NL-39, S)
SMALL_INSTALMENT = Decimal("266.67")
FIRST_INSTALMENT, NEXT_INSTALMENT = Decimal(40), Decimal(20)
MOST_IN_SIX_MONTHS = Decimal(140)


@dataclass(frozen=True, slots=True)
class CollectionCosts:
    """What may be charged for one creditor's claims, in euro."""

    principal: Decimal
    costs: Decimal
    vat: Decimal

    @property
    def total(self) -> Decimal:
        """Add the VAT."""
        return self.costs + self.vat


def costs_of(principal: Decimal, *, vat_added: bool = False) -> CollectionCosts:
    """
    Work out what may be charged for collecting one creditor's claims, principals added up, in euro.

    Source: BIK 1 and 2(1)-(2) (law.md NL-37, V); one sum for all claims (NL-31, V). `vat_added` only where
    the creditor cannot deduct VAT and expressly says so (NL-38, V). Rounded half up, once, after the bounds.
    """
    if principal <= 0:
        return CollectionCosts(max(principal, Decimal(0)), Decimal(0), Decimal(0))
    costs, rest = Decimal(0), principal
    for width, share in SLICES:
        costs += min(rest, width) * share
        rest = max(rest - width, Decimal(0))
    costs = _to_cents(min(max(costs + rest * SHARE_ABOVE, LEAST), MOST))
    return CollectionCosts(principal, costs, _to_cents(costs * VAT) if vat_added else Decimal(0))


def collection_costs(principal: Decimal, *, vat_added: bool = False) -> Decimal:
    """Say what may be charged in all, VAT included, in euro."""
    return costs_of(principal, vat_added=vat_added).total


def costs_after(
    principal: Decimal, charged: Iterable[tuple[date, Decimal]], since: date, *, vat_added: bool = False
) -> Decimal:
    """Say what may be charged after what a creditor charged before (NL-39, S), VAT included, in euro."""
    costs = instalment_costs(principal, charged, since) if principal > 0 else Decimal(0)
    return costs + _to_cents(costs * VAT) if vat_added else costs


def instalment_costs(instalment: Decimal, charged: Iterable[tuple[date, Decimal]], since: date) -> Decimal:
    """
    Say what one more instalment may cost, after what was charged before, in euro.

    Instalments below 266.67 euro count together over six months: 40 for the first, 20 for each next, 140 in
    all (law.md NL-39, S; that the next cost 20 is U). `charged` holds (day, amount); `since` is the day six
    months ago. Each instalment still needs its own 14-day letter. As
    article 2a was not read, it is taken for every small claim: the careful side (`small_claims_add_up`).
    """
    if instalment >= SMALL_INSTALMENT:
        return collection_costs(instalment)
    before = [amount for day, amount in charged if day > since]
    wanted = NEXT_INSTALMENT if before else FIRST_INSTALMENT
    return max(min(wanted, MOST_IN_SIX_MONTHS - sum(before, Decimal(0))), Decimal(0))


def _to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)

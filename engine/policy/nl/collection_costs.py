"""What collection may cost a Dutch debtor at most, by the scale of the BIK."""

from decimal import ROUND_HALF_UP, Decimal

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


def collection_costs(principal: Decimal, *, vat_added: bool = False) -> Decimal:
    """
    Say what may be charged for collecting one creditor's claims, principals added up, in euro.

    Source: BIK 1 and 2(1)-(2) (law.md NL-37, V); one sum for all claims (NL-31, V). `vat_added` only where
    the creditor cannot deduct VAT and expressly says so (NL-38, V). Rounded half up, once, after the bounds.
    """
    if principal <= 0:
        return Decimal(0)
    costs, rest = Decimal(0), principal
    for width, share in SLICES:
        costs += min(rest, width) * share
        rest = max(rest - width, Decimal(0))
    costs = _to_cents(min(max(costs + rest * SHARE_ABOVE, LEAST), MOST))
    return costs + _to_cents(costs * VAT) if vat_added else costs


def _to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)

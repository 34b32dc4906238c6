"""What a Belgian creditor's contract may ask at most as a lump sum for late payment."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
#: up to which balance, from where the slice counts, what is fixed, and the share of the slice
STEPS = (
    (Decimal(150), Decimal(0), Decimal(20), Decimal(0)),
    (Decimal(500), Decimal(150), Decimal(30), Decimal("0.10")),
)
ABOVE = (Decimal(500), Decimal(65), Decimal("0.05"))
MOST = Decimal(2000)


def lump_sum_cap(balance: Decimal) -> Decimal:
    """
    Say the most that a penalty clause may ask on a balance, in euro; it covers all costs of collection.

    Source: XIX.4 WER (law.md BE-08, V). What the contract says may be less, and nothing without a clause.
    """
    if balance <= 0:
        return Decimal(0)
    for limit, start, fixed, share in STEPS:
        if balance <= limit:
            return (fixed + (balance - start) * share).quantize(CENT, ROUND_HALF_UP)
    start, fixed, share = ABOVE
    return min(fixed + (balance - start) * share, MOST).quantize(CENT, ROUND_HALF_UP)

"""What a Belgian creditor's contract may ask at most as a lump sum for late payment."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from engine.domain.decision import Source

CAP = Source("BE-08", "V")
NO_FEE = Source("BE-23", "V")

CENT = Decimal("0.01")
#: up to which balance, from where the slice counts, what is fixed, and the share of the slice
STEPS = (
    (Decimal(150), Decimal(0), Decimal(20), Decimal(0)),
    (Decimal(500), Decimal(150), Decimal(30), Decimal("0.10")),
)
ABOVE = (Decimal(500), Decimal(65), Decimal("0.05"))
MOST = Decimal(2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractClause:
    """The penalty clause of a contract; an amount of None asks for the most that the law allows."""

    exists: bool = True
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LumpSum:
    """What may be asked, in euro; as it is a maximum, rounding down is right as well."""

    cap: Decimal
    most: Decimal
    rounded_down: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedCosts:
    """What somebody asks besides the balance and interest, in euro."""

    lump_sum: Decimal
    #: for the collector's own work
    fee: Decimal = Decimal(0)


def lump_sum(balance: Decimal, clause: ContractClause) -> LumpSum:
    """Take the lower of the law's cap and the contract; nothing without a clause (law.md BE-08, V)."""
    exact = _exact_cap(balance)
    wanted = exact if clause.amount is None else min(exact, clause.amount)
    least = wanted if clause.exists else Decimal(0)
    return LumpSum(
        cap=exact.quantize(CENT, ROUND_HALF_UP),
        most=least.quantize(CENT, ROUND_HALF_UP),
        rounded_down=least.quantize(CENT, ROUND_DOWN),
    )


def claim_holds(claimed: ClaimedCosts, allowed: LumpSum) -> bool:
    """Say whether a claim keeps to the cap, and charges nothing for the collector's work (BE-23, V)."""
    return claimed.fee == 0 and claimed.lump_sum <= allowed.most


def lump_sum_cap(balance: Decimal) -> Decimal:
    """
    Say the most that a penalty clause may ask on a balance, in euro; it covers all costs of collection.

    Source: XIX.4 WER (law.md BE-08, V). What the contract says may be less, and nothing without a clause.
    """
    return _exact_cap(balance).quantize(CENT, ROUND_HALF_UP)


def _exact_cap(balance: Decimal) -> Decimal:
    if balance <= 0:
        return Decimal(0)
    for limit, start, fixed, share in STEPS:
        if balance <= limit:
            return fixed + (balance - start) * share
    start, fixed, share = ABOVE
    return min(fixed + (balance - start) * share, MOST)

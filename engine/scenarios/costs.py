"""costs_nl.csv and costs_be.csv: what collecting may cost the debtor."""

from collections.abc import Sequence
from decimal import Decimal

from engine.policy.be.collection_costs import ClaimedCosts, ContractClause, claim_holds, lump_sum
from engine.policy.nl.collection_costs import costs_of
from engine.scenarios.row import Row, written, yes_no
from engine.scenarios.table import Answer, Table

NONE, STATUTORY = "none", "statutory_max"


def answer_nl(row: Row) -> Sequence[Answer]:
    """Take the scale over the summed principals of one creditor."""
    creditor = row.text("for_creditor")
    principals = [amount for name, amount in _claims(row) if name == creditor]
    can_deduct, declared = row.yes("creditor_can_deduct_vat"), row.yes("vat_declared")
    vat_added = declared and not can_deduct
    costs = costs_of(sum(principals, Decimal(0)), vat_added=vat_added)
    return (
        Answer(
            {
                "principal_eur": written(costs.principal),
                "costs_excl_vat_eur": written(costs.costs),
                "vat_eur": written(costs.vat),
                "costs_total_eur": written(costs.total),
            }
        ),
    )


def _claims(row: Row) -> list[tuple[str, Decimal]]:
    found = []
    for part in row.list("claims"):
        name, sign, amount = part.rpartition(":")
        if not sign:
            raise row.wrong("claims", f"'{part}' is no claim; write CREDITOR:120.50")
        found.append((name.strip(), row.read_euro("claims", amount)))
    return found


def answer_be(row: Row) -> Sequence[Answer]:
    """Hold the lump sum against the cap and the contract; rounding down is right as well."""
    clause = _clause(row)
    most = lump_sum(row.euro("balance_eur"), clause)
    claimed = ClaimedCosts(lump_sum=row.euro("claimed_lump_sum_eur"), fee=row.euro("collector_fee_eur"))
    got = {
        "statutory_cap_eur": written(most.cap),
        "max_eur": written(most.most),
        "max_floor_eur": written(most.rounded_down),
        "claim_ok": yes_no(claim_holds(claimed, most)),
    }
    if most.most == most.rounded_down:
        return (Answer(got),)
    down = Answer({**got, "max_eur": got["max_floor_eur"]}, "floor", {"max_eur": "expected_max_floor_eur"})
    return Answer(got), down


def _clause(row: Row) -> ContractClause:
    found = row.text("contract_lump_sum")
    if found == NONE:
        return ContractClause(exists=False)
    return ContractClause(amount=None if found == STATUTORY else row.euro("contract_lump_sum"))


TABLE_NL = Table(
    name="costs_nl",
    inputs=("claims", "for_creditor", "creditor_can_deduct_vat", "vat_declared"),
    outputs=(
        *("expected_principal_eur", "expected_costs_excl_vat_eur", "expected_vat_eur"),
        "expected_costs_total_eur",
    ),
    answer=answer_nl,
)
TABLE_BE = Table(
    name="costs_be",
    inputs=("balance_eur", "contract_lump_sum", "claimed_lump_sum_eur", "collector_fee_eur"),
    outputs=(
        *("expected_statutory_cap_eur", "expected_max_eur", "expected_max_floor_eur"),
        "expected_claim_ok",
    ),
    answer=answer_be,
)

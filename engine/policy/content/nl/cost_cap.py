"""The costs that a 14-day letter announces stay under the scale of the law."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, of
from engine.policy.content.law import Law
from engine.policy.content.nl.vat import adds_vat
from engine.policy.nl.collection_costs import CENT, VAT, collection_costs

LAW = Law("NL-37", "BIK 1, 2(1)-(2)", "V")


def costs_stay_under_the_cap(content: Content) -> Iterator[ContentFinding]:
    """Find costs above the cap; with VAT on top where VAT is added (whether that may be is NL-38)."""
    cap = content.money("cost_cap")
    if cap is None:
        principal = content.money("principal")
        cap = collection_costs(principal) if principal else None
    if cap is None:
        return
    most = cap + (cap * VAT).quantize(CENT, ROUND_HALF_UP) if adds_vat(content) else cap
    highest = max((part.amount for part in of(content.amounts, Label.COSTS)), default=Decimal(0))
    if highest > most:
        yield LAW.forbidden("cost_cap", f"{highest}", f"ask at most {most}")

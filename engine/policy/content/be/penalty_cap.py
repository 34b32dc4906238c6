"""The penalty clause stays under the cap of the law, and so does what it asks."""

from collections.abc import Iterator
from decimal import Decimal

from engine.policy.be.collection_costs import lump_sum_cap
from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, of
from engine.policy.content.law import Law

LAW = Law("BE-08", "XIX.4 WER", "V")


def penalty_stays_under_the_cap(content: Content) -> Iterator[ContentFinding]:
    """Find a penalty above the cap."""
    cap = content.money("cap")
    if cap is None:
        balance = content.money("balance") or content.money("principal")
        cap = lump_sum_cap(balance) if balance else None
    highest = max((part.amount for part in of(content.amounts, Label.PENALTY)), default=Decimal(0))
    if cap is not None and highest > cap:
        yield LAW.forbidden("over_cap", f"{highest}", f"ask at most {cap}")

"""A Belgian collector charges the consumer nothing for its own work."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.extra_charges import extra_charges
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, of
from engine.policy.content.law import Law

LAW = Law("BE-23", "XIX.13 WER", "V")


def collector_charges_nothing(content: Content) -> Iterator[ContentFinding]:
    """Find a charge of the collector: dossier, fee, costs beside the penalty clause."""
    penalty = content.money("lump_sum")
    costs = (
        part.words for part in of(content.amounts, Label.COSTS) if part.amount and part.amount != penalty
    )
    for words in dict.fromkeys((*extra_charges(content), *costs)):
        yield LAW.forbidden("collector_fee", words, "take it away: the collector may charge nothing")

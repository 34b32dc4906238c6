"""A later Belgian reminder costs at most what the law allows, and nothing while the free ones last."""

from collections.abc import Iterator
from decimal import Decimal

from engine.policy.be.free_reminders import most_for_a_reminder
from engine.policy.content.content import Content
from engine.policy.content.extra_charges import extra_charges
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, of
from engine.policy.content.law import Law

LAW = Law("BE-02", "XIX.2 §2 WER", "V")


def reminder_fee_keeps_to_the_cap(content: Content) -> Iterator[ContentFinding]:
    """Find a charge above the cap; how many reminders of the year went before is a fact of the case."""
    counted = content.fact("reminders_this_year")
    most = most_for_a_reminder(int(counted) if counted.isdigit() else 0)
    asked = max((part.amount for part in of(content.amounts, Label.CHARGE)), default=Decimal(0))
    if most and asked <= most:
        return
    for words in dict.fromkeys(extra_charges(content)):
        yield LAW.forbidden("reminder_fee", words, f"ask at most {most} for this reminder, postage apart")

"""A Belgian first reminder is free."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.extra_charges import extra_charges
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law

LAW = Law("BE-02", "XIX.2 §2 WER", "V")


def first_reminder_is_free(content: Content) -> Iterator[ContentFinding]:
    """Find a charge for the reminder itself."""
    for words in dict.fromkeys(extra_charges(content)):
        yield LAW.forbidden("first_reminder_fee", words, "take the charge away: the first reminder is free")

"""The outside of a Dutch message tells nothing: no amount, no debt word, no creditor."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.seen import seen_outside

LAW = Law("NL-72", "GDPR 5 and 32; trust.md 3.4", "U")


def outside_tells_nothing(content: Content) -> Iterator[ContentFinding]:
    """Find what somebody else may not read on a lock screen or in a list of mails."""
    for item, words, advice in seen_outside(content):
        yield LAW.forbidden(item, words, advice)

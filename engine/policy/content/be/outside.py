"""The outside of a Belgian message tells nothing: no amount, no debt word, no creditor, no threat."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.seen import seen_outside
from engine.policy.content.threats import threats_in

LAW = Law("BE-25", "Law 20-12-2002 art. 3 §2 (repealed); VI.92-103 WER", "U")


def outside_tells_nothing(content: Content) -> Iterator[ContentFinding]:
    """Find what somebody else may not read on a lock screen or in a list of mails."""
    for item, words, advice in seen_outside(content):
        yield LAW.forbidden(item, words, advice)
    for words in dict.fromkeys(threats_in(content.nameless.folded)):
        yield LAW.forbidden("threat", words, "say that there is a message, not what may happen")

"""A message to a debtor says how to object and that paying in parts can be talked about."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.topics import ARRANGEMENT, DISPUTE

LAW = Law("NL-23", "Bki 4.1(1)-(2)", "V")


def tells_the_debtors_rights(content: Content) -> Iterator[ContentFinding]:
    """Ask for a way to object and a way to pay in parts."""
    if not content.writing.has(DISPUTE):
        yield LAW.missing("dispute", "say what to do when something is not right")
    all_paid = content.money("balance") == 0
    if not all_paid and not content.writing.has(ARRANGEMENT):
        yield LAW.missing("arrangement", "say that paying in parts can be talked about")

"""A collector's letter says how to complain."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.topics import COMPLAINT, ROUTE

LAW = Law("NL-27", "Bki 6.1; Wki 13(5)", "V")


def says_how_to_complain(content: Content) -> Iterator[ContentFinding]:
    """Ask for a complaint route: the word, and how to reach it."""
    if not content.nameless.has_pair(COMPLAINT, ROUTE):
        yield LAW.missing("complaint_route", "say how to make a complaint")

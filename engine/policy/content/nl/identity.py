"""A collector writes under its registered name and with its registration mark."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.likeness import holds_name, holds_number

LAW = Law("NL-03", "Wki 11(1)-(2)", "V")


def names_the_registered_collector(content: Content) -> Iterator[ContentFinding]:
    """Ask for the name and the mark under which the collector stands in the register."""
    text = content.writing.folded
    if (name := content.fact("registered_name")) and not holds_name(text, name):
        yield LAW.missing("registered_name", "write the name under which you stand in the register")
    mark = content.fact("registration_mark")
    if mark and not holds_number(text, mark):
        yield LAW.missing("registration_mark", "write the registration mark")

"""No pressure with measures that cannot or will not be taken."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.threats import threats_in

LAW = Law("NL-25", "Rki 1; NOWID Omgangseisen", "S")


def puts_no_pressure(content: Content) -> Iterator[ContentFinding]:
    """Find words of force: bailiff, seizure, police, eviction, court."""
    for words in dict.fromkeys(threats_in(content.nameless.folded)):
        yield LAW.forbidden("threat", words, "leave it out; say what you can do together")

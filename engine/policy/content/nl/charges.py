"""No charges that the law does not know: dossier, administration, reminders, an arrangement."""

from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.extra_charges import extra_charges
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law

LAW = Law("NL-40", "BIK 2; ACM 2015-2016", "S")


def charges_nothing_else(content: Content) -> Iterator[ContentFinding]:
    """Find charges beside principal, interest and the costs of the scale."""
    for words in dict.fromkeys(extra_charges(content)):
        yield LAW.forbidden("unknown_charge", words, "take this charge away")

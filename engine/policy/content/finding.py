"""What the content rules found in a text."""

from dataclasses import dataclass
from enum import StrEnum, auto

from engine.domain.decision import Source


class Fault(StrEnum):
    """In which way a text is wrong."""

    #: what must be said is not there
    MISSING = auto()
    #: what may not be said is there
    FORBIDDEN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentFinding:
    """One thing that a text lacks or may not say: by which rule, which words, and what to do."""

    fault: Fault
    #: the rule's ID in law.md: NL-20
    rule: str
    #: what of the rule: c_creditor_address
    item: str
    source: Source
    #: the words that were found; empty for what is missing
    text: str = ""
    advice: str = ""

    @property
    def code(self) -> str:
        """Write it as the scenario tables do: `missing:NL-20.c_creditor_address`."""
        return f"{self.fault}:{self.rule}.{self.item}"

    def __str__(self) -> str:
        words = f" {self.text!r}" if self.text else ""
        return f"{self.code}{words} → {self.advice} (law.md {self.source})"

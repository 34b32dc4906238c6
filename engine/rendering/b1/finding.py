"""What the reading check found in a text."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad it is; the highest of all findings is the level of the text."""

    #: nothing against it
    PASS = 0
    #: better written otherwise
    WARN = 1
    #: may not leave like this
    FAIL = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text that can be plainer: which rule, where, which words, and what to write."""

    rule: str
    level: Level
    line: int
    column: int
    text: str
    alternative: str

    def __str__(self) -> str:
        return f"{self.level} {self.rule} {self.line}:{self.column} {self.text!r} → {self.alternative}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The level of a text and all that was found in it."""

    level: Level
    findings: tuple[Finding, ...] = ()
    #: how hard the text is as a whole; None for a text that is too short to say
    score: float | None = None

    @classmethod
    def of(cls, findings: "list[Finding] | tuple[Finding, ...]", score: float | None = None) -> "Reading":
        """Give the reading of a text by what was found in it."""
        level = max((finding.level for finding in findings), default=Level.PASS)
        return cls(level, tuple(findings), score)


NOTHING_FOUND = Reading(Level.PASS)

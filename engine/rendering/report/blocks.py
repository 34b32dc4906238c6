"""Of what a report is made."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Report:
    """A report in words; the press decides how it looks."""

    title: str
    #: who made it, in the footer of each page
    author: str
    blocks: list[dict[str, Any]] = field(default_factory=list)

    def heading(self, text: str, level: int = 2) -> None:
        """Begin a part; level 2 or 3."""
        self.blocks.append({"kind": "heading", "level": level, "text": text})

    def paragraph(self, text: str) -> None:
        """Add running text."""
        self.blocks.append({"kind": "paragraph", "text": text})

    def facts(self, rows: list[tuple[str, str]]) -> None:
        """Add labels with their values; those without a value are left out."""
        shown = [row for row in rows if row[1]]
        if shown:
            self.blocks.append({"kind": "facts", "rows": shown})

    def table(self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        """Add a table; nothing when it has no rows."""
        if rows:
            self.blocks.append({"kind": "table", "head": head, "rows": list(rows)})

    def quote(self, text: str) -> None:
        """Add a text letter for letter, as it was sent or said."""
        self.blocks.append({"kind": "quote", "lines": text.strip("\n").split("\n")})

    def as_json(self) -> dict[str, Any]:
        """Write it for the template."""
        return asdict(self)

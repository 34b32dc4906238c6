"""The lines in other languages than Dutch, each with who checked it: languages.yaml beside this."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from preferences.channel import ChannelKind

TABLE = Path(__file__).parent / "languages.yaml"
#: for who wrote in a language that we have no line in, or that we did not recognise
ELSE = "en"
NOT_CHECKED = "not checked by a native speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What we say in one language."""

    #: two letters, as in ISO 639-1
    code: str
    #: what its speakers call it
    name: str
    line: str
    #: which native speaker checked it, and when; empty: nobody did
    checked: str
    #: the typeface of our letters has its signs
    on_paper: bool

    @property
    def status(self) -> str:
        """Say whether a native speaker checked it."""
        return f"checked by {self.checked}" if self.checked else NOT_CHECKED


@lru_cache(maxsize=1)
def lines() -> Mapping[str, Line]:
    """Give the line in each language, by its two letters."""
    rows = YAML(typ="safe", pure=True).load(TABLE.read_text(encoding="utf-8"))
    return {
        code: Line(
            code=code,
            name=str(row["name"]),
            line=str(row["line"]),
            checked=str(row["checked"]),
            on_paper=bool(row.get("paper", True)),
        )
        for code, row in rows.items()
    }


def line_for(language: str, channel: ChannelKind) -> str:
    """Give the line in a language, or in English where we have none that this channel carries."""
    known = lines()
    found = known.get(language, known[ELSE])
    return found.line if channel is not ChannelKind.LETTER or found.on_paper else known[ELSE].line

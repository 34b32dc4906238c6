"""One thing in a file of the shelf that may not be so."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

#: so many known names are told where none is near; a longer list hides what is wrong
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """Where it is, what is wrong and what to do about it."""

    file: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.fix}"


def nearest(wrong: str, known: Iterable[str]) -> str:
    """Advise the nearest name that does exist."""
    names = sorted(known)
    close = get_close_matches(wrong, names, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"known are: {', '.join(names[:MOST_NAMED]) or 'none'}{more}"

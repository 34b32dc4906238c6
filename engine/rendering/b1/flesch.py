"""textstat's Flesch-Douma figure for Dutch: shown beside our own findings, and never a gate."""

import sys
from collections.abc import Callable

LANGUAGE = "nl_NL"
PACKAGE = "textstat."


class FleschMeter:
    """
    Measures texts with textstat; make one in the shell.

    textstat keeps whole texts in the caches of its functions, so they are emptied after every text: nothing
    of a message stays behind. Its language is one setting for the whole program; nobody else here uses it.
    """

    def __init__(self) -> None:
        from textstat.textstat import textstatistics  # noqa: PLC0415 - brings nltk: half a second

        self._statistics = textstatistics()
        self._statistics.set_lang(LANGUAGE)
        self._forget = tuple(_cache_clearers())

    def __call__(self, text: str) -> float:
        """Give the figure: the higher, the easier; below eight sentences it says little."""
        try:
            return round(float(self._statistics.flesch_reading_ease(text)), 1)
        finally:
            for forget in self._forget:
                forget()


def _cache_clearers() -> "list[Callable[[], None]]":
    """Find every cache that textstat fills, by the function that empties it."""
    found = {}
    for name, module in list(sys.modules.items()):
        if name.startswith(PACKAGE):
            for value in vars(module).values():
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    found[id(value)] = clear
    return list(found.values())

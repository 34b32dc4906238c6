"""Where a line of a letter may break, and where it may not."""

import re
from collections.abc import Iterator

NBSP = "\u00a0"
#: a place where a line may break without a hyphen
ZERO_WIDTH_SPACE = "\u200b"
SOFT_HYPHEN = "\u00ad"
#: longer words may break anywhere, in the text and in a narrow column: more does not fit at 16 pt
LONGEST_WORD, LONGEST_IN_COLUMN = 34, 20
#: a word that may break does so after this many letters, or sooner after a sign
PIECE = 16
MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"

_TOGETHER = re.compile(
    r"\b[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?\b"  # IBAN in groups of four
    rf"|\b\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?\b"  # 3 april 2026
    r"|(?:€|\bEUR) \d[\d.]*(?:,\d{2}|,-)?"  # € 1.234,56
    r"|\b\d[\d.]*(?:,\d{2})? euro\b"  # 25 euro
)
_AFTER_SIGN = re.compile(r"([/?&=@_-]+)(?=\w)")
#: after a dot only where nothing else helps: it would look like the end of a sentence
_AFTER_DOT = re.compile(r"(\.+)(?=\w)")


def set_breaks(text: str, *, longest: int = LONGEST_WORD) -> str:
    """Keep account numbers, dates and amounts on one line, and let words longer than a line break."""
    together = _TOGETHER.sub(lambda found: found[0].replace(" ", NBSP), text)
    return re.sub(rf"\S{{{longest + 1},}}", lambda found: _breakable(found[0], longest), together)


def _breakable(word: str, longest: int) -> str:
    """Let a word break after a sign, as in a web address, and otherwise after so many letters."""
    return ZERO_WIDTH_SPACE.join(
        piece for part in _parts(_AFTER_SIGN, word) for piece in _pieces(part, longest)
    )


def _pieces(part: str, longest: int) -> Iterator[str]:
    """Keep a name with dots together when it fits; without a dot so many letters do."""
    if "." in part and len(part) <= longest:
        yield part
        return
    for one in _parts(_AFTER_DOT, part):
        yield from (one[start : start + PIECE] for start in range(0, len(one), PIECE))


def _parts(sign: re.Pattern[str], word: str) -> list[str]:
    return sign.sub(rf"\1{ZERO_WIDTH_SPACE}", word).split(ZERO_WIDTH_SPACE)

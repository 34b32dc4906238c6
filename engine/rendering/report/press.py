"""Setting reports: PDF files that are PDF/A-2a and PDF/UA-1 at once."""

import json
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import typst

from engine.rendering.letter.errors import LetterRefused
from engine.rendering.report.blocks import Report

TEMPLATE = Path(__file__).with_name("report.typ")
FONTS = Path(__file__).parents[1] / "fonts"
#: a long word, such as a hash or an address, may break after so many signs
LONGEST_WORD = 32
BREAK = "\u200b"


class ReportPress:
    """Sets reports; holds one typst compiler, which keeps fonts and template ready between them."""

    def __init__(self) -> None:
        loaded = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
        self._families = loaded.families()
        self._compiler = typst.Compiler(TEMPLATE, font_paths=loaded, ignore_system_fonts=True)

    def print_report(self, report: Report, made_at: datetime) -> bytes:
        """Set one report; the same report at the same moment gives the same bytes."""
        words = json.dumps(_printable(report.as_json()) | {"fonts": self._families})
        try:
            return self._compile(words, made_at)
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise LetterRefused(f"typst cannot set the report: {error.message}") from error
        # signs of other alphabets: names and replies are whatever people wrote
        return self._compile(_latin(words), made_at)

    def _compile(self, words: str, made_at: datetime) -> bytes:
        pdf = self._compiler.compile(
            format="pdf",
            sys_inputs={"report": words},
            pdf_standards=["a-2a", "ua-1"],
            # typst refuses parts of a second
            timestamp=made_at.replace(microsecond=0),
        )
        return cast("bytes", pdf)


def _printable(value: Any) -> Any:
    """Leave out hidden signs, and let long words break."""
    if isinstance(value, str):
        return " ".join(map(_breakable, _visible(value).split(" ")))
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, (list, tuple)) else value


def _visible(text: str) -> str:
    signs = unicodedata.normalize("NFC", text)
    return "".join(" " if sign.isspace() else sign for sign in signs if sign.isprintable() or sign.isspace())


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    pieces = [word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD)]
    return BREAK.join(pieces)


def _latin(words: str) -> str:
    """Put a square for every sign that is not Latin, Greek, Cyrillic or a common mark."""
    text = json.loads(words)
    return json.dumps(_replaced(text))


def _replaced(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(sign if _is_common(sign) else UNKNOWN_SIGN for sign in value)
    if isinstance(value, dict):
        return {key: part if key in {"kind", "fonts"} else _replaced(part) for key, part in value.items()}
    return [_replaced(part) for part in value] if isinstance(value, list) else value


UNKNOWN_SIGN = "?"
#: Latin with its accents, Greek and Cyrillic, and the marks of ordinary printing
COMMON = (range(0x20, 0x530), range(0x1E00, 0x2000), range(0x200B, 0x200C), range(0x2010, 0x2028), (0x20AC,))


def _is_common(sign: str) -> bool:
    return any(ord(sign) in some for some in COMMON)

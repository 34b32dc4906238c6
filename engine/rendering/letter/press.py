"""The letter press: letters in, PDF files out that are PDF/A-2a and PDF/UA-1 at once."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import typst

from engine.rendering.letter.content import LetterText
from engine.rendering.letter.envelope import EnvelopeProfile
from engine.rendering.letter.errors import LetterRefused
from engine.rendering.letter.house_style import STANDARD_ENVELOPE, STANDARD_STYLE, HouseStyle
from engine.rendering.letter.sheet import places, sheet_of

TEMPLATE = Path(__file__).with_name("letter.typ")
FONTS = Path(__file__).parents[1] / "fonts"
#: two sheets on both sides stay in the lowest postage step
MOST_PAGES = 4

_PAGE_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
_MISSING_GLYPH = re.compile(r"the text `\"(?P<text>.+?)\"` could not be displayed")
_DOES_NOT_FIT = re.compile(r"refused:(?P<part>[a-z ]+)")
_FIXES = {
    "window": "the address does not fit in the window of the envelope; shorten the name or the lines",
    "return line": "sender.return_line does not fit on one line in the window of the envelope; shorten it",
    "sender": "sender.name does not fit above the window of the envelope; shorten it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A finished letter: the very bytes to store and to post, their hash and the number of pages."""

    pdf: bytes
    sha256: str
    pages: int


class LetterPress:
    """
    Print letters for one kind of envelope.

    Holds one typst compiler, which keeps fonts and template ready between letters: make one press for each
    worker and envelope, and keep it. Only the given fonts are used, never those of the machine.
    """

    def __init__(
        self,
        fonts: Path | None = None,
        profile: EnvelopeProfile = STANDARD_ENVELOPE,
        style: HouseStyle = STANDARD_STYLE,
    ) -> None:
        self._profile = profile
        self._colours = {"text": style.text, "accent": style.accent, "soft": style.soft}
        loaded = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts or FONTS]
        )
        self._families = loaded.families()
        if not self._families:
            raise ValueError(f"no fonts in {fonts}; give a folder with .ttf or .otf files")
        self._template = TEMPLATE.read_bytes()
        self._compiler = typst.Compiler(self._files("{}"), font_paths=loaded, ignore_system_fonts=True)

    def print_letter(self, text: LetterText, *, issued_on: date) -> Letter:
        """Print one letter; the same letter on the same day gives the same bytes."""
        sheet = json.dumps(sheet_of(text, self._profile) | self._look())
        try:
            pdf = self._compile(sheet, issued_on)
        except typst.TypstError as error:
            raise LetterRefused(_reason(error, text)) from error
        pages = _count_pages(pdf)
        if pages > MOST_PAGES:
            raise LetterRefused(
                f"the letter has {pages} pages; at most {MOST_PAGES} go into an envelope: shorten it"
            )
        return Letter(pdf=pdf, sha256=sha256(pdf).hexdigest(), pages=pages)

    def _files(self, sheet: str) -> Any:
        """
        Lay the words of a letter beside the template, as files that are never on a disk.

        As an input of the system they would be part of typst's library, and then nothing of one letter is
        remembered for the next: that takes a quarter more time.
        """
        return {"main.typ": self._template, "letter.json": sheet.encode()}

    def _look(self) -> dict[str, object]:
        return {"fonts": self._families, "colours": self._colours}

    def _compile(self, sheet: str, issued_on: date) -> bytes:
        pdf = self._compiler.compile(
            self._files(sheet),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.combine(issued_on, time(), tzinfo=UTC),
        )
        return cast("bytes", pdf)


def _count_pages(pdf: bytes) -> int:
    found = _PAGE_COUNT.search(pdf)
    if found is None:
        raise LetterRefused("typst wrote a file whose pages cannot be counted; keep to the pinned version")
    return int(found[1])


def _reason(error: typst.TypstError, text: LetterText) -> str:
    """Say in words of the letter what typst refused."""
    if too_large := _DOES_NOT_FIT.search(error.message):
        return _FIXES[too_large["part"]]
    if missing := _MISSING_GLYPH.search(error.message):
        return _missing_glyph(missing["text"], text)
    return f"typst cannot set the letter: {error.message}"


def _missing_glyph(unknown: str, text: LetterText) -> str:
    signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in dict.fromkeys(unknown))
    where = ", ".join(place for place, words in places(text) if unknown in words) or "the letter"
    return (
        f"{where}: the fonts have no sign for {signs}; spell it in Latin letters, or add a font that has it"
    )

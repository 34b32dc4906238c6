"""Read a letter back from its PDF: its lines with their place on the page, its bars, its structure tree."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pikepdf

MM = 72 / 25.4
PAGE_HEIGHT = 297


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Words set in one go: from where to where they reach (mm from the top left), and their size."""

    page: int
    text: str
    x: float
    y: float
    ends_at: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One element of the structure tree."""

    role: str
    alt: str


class Face:
    """One font of a page: what its glyphs say, and how wide they are in thousandths."""

    def __init__(self, font: Any) -> None:
        table = font.ToUnicode.read_bytes().decode()
        pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", table)
        self.signs = {int(glyph, 16): bytes.fromhex(sign).decode("utf-16-be") for glyph, sign in pairs}
        ranges = [float(part) for part in font.DescendantFonts[0].W]
        self.widths = {
            glyph: width
            for first, last, width in zip(ranges[::3], ranges[1::3], ranges[2::3], strict=True)
            for glyph in range(int(first), int(last) + 1)
        }
        self.ordinary_width = float(font.DescendantFonts[0].DW)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def lines(pdf: bytes) -> list[Line]:
    document = opened(pdf)
    pages = enumerate(document.pages, start=1)
    return [line for number, page in pages for line in _lines_of_page(page, number)]


def words(pdf: bytes) -> str:
    """Give all lines under each other, with ordinary spaces."""
    return "\n".join(line.text for line in lines(pdf)).replace("\u00a0", " ")


def kix_bars(pdf: bytes) -> list[float]:
    """Measure the bars of the KIX code on the first page from left to right: their lengths in mm."""
    document = opened(pdf)
    thick, start, found = 0.0, 0.0, []
    for operator, operands in _instructions(document.pages[0]):
        if operator == "w":
            thick = float(operands[0]) / MM
        elif operator == "Q":
            thick = 0.0
        elif operator == "m":
            start = float(operands[1])
        elif operator == "l" and abs(thick - 0.5) < 0.01:
            found.append(round((float(operands[1]) - start) / MM, 1))
    return found


def tags(pdf: bytes) -> list[Tag]:
    document = opened(pdf)
    return list(_tags(document.Root.StructTreeRoot.K))


def _tags(element: Any) -> Iterator[Tag]:
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from _tags(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield Tag(role=str(element.S)[1:], alt=str(element.get("/Alt", "")))
        if "/K" in element:
            yield from _tags(element.K)


def _instructions(page: pikepdf.Page) -> Iterator[tuple[str, Any]]:
    for instruction in pikepdf.parse_content_stream(page):
        yield str(instruction.operator), instruction.operands


def _lines_of_page(page: pikepdf.Page, number: int) -> Iterator[Line]:
    """Join the runs of glyphs that follow each other without a gap."""
    line = None
    for run in _runs(page, number):
        if line and line.y == run.y and abs(line.ends_at - run.x) < 0.1:
            line = replace(line, text=line.text + run.text, ends_at=run.ends_at)
            continue
        if line:
            yield line
        line = run
    if line:
        yield line


def _runs(page: pikepdf.Page, number: int) -> Iterator[Line]:
    faces = {str(name): Face(font) for name, font in page.Resources.Font.items()}
    places, place, pen, face, size = [], pikepdf.Matrix(), pikepdf.Matrix(), None, 0.0
    for operator, operands in _instructions(page):
        if operator == "q":
            places.append(place)
        elif operator == "Q":
            place = places.pop()
        elif operator == "cm":
            place = _matrix(operands) @ place
        elif operator == "Tm":
            pen = _matrix(operands)
        elif operator == "Tf":
            face, size = faces[str(operands[0])], float(operands[1])
        elif operator in ("TJ", "Tj"):
            parts = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
            text, width = _shown(parts, face)
            start = pen @ place
            x, y = start.e / MM, PAGE_HEIGHT - start.f / MM
            yield Line(page=number, text=text, x=x, y=y, ends_at=x + width * size / 1000 / MM, size=size)


def _matrix(operands: Any) -> pikepdf.Matrix:
    return pikepdf.Matrix(*(float(part) for part in operands))


def _shown(parts: Any, face: Any) -> tuple[str, float]:
    """Read glyphs of two bytes each; a number between them moves the pen back by thousandths of the size."""
    text, width = "", 0.0
    for part in parts:
        if isinstance(part, pikepdf.String):
            glyphs = [int.from_bytes(pair) for pair in re.findall(rb"(?s)..", bytes(part))]
            text += "".join(face.signs[glyph] for glyph in glyphs)
            width += sum(face.widths.get(glyph, face.ordinary_width) for glyph in glyphs)
        else:
            width -= float(part)
    return text, width

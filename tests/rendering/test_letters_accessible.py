"""
The letter of every family as PDF/A-2a and PDF/UA-1 ask for it.

No validator of these standards can be had as a library; typst refuses to write a file that breaks them, and
this reads back what it declares and what a screen reader walks through.
"""

import re
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from preferences.channel import ChannelKind
from preferences.preference import Preference
from tests.rendering.letter_builders import printed
from tests.rendering.letter_pdf import opened, tags
from tests.rendering.orders import an_order
from tests.rendering.test_house_templates import ORDERS, WRITER, fitting

PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"
FAMILIES = sorted(name for name, one in WRITER.shelf.templates.items() if ChannelKind.LETTER in one.texts)
LARGE = Preference(large_print=True)
KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "large print": {"preference": LARGE},
    "with costs": ORDERS["several cases with costs"],
}
SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
#: what a page may not hold if it is to be kept or read aloud
FORBIDDEN = ("/JavaScript", "/JS", "/EmbeddedFiles", "/AA", "/XFA", "/Encrypt", "/Launch")

LETTERS = [pytest.param(name, kind, id=f"{name}-{kind}") for name in FAMILIES for kind in KINDS]


@cache
def letter(name, kind):
    about = WRITER.shelf.template(name).about
    text = WRITER.write(fitting(an_order(ChannelKind.LETTER, name, **KINDS[kind]), about))
    return text, printed(WRITER.letter_of(text)).pdf


@pytest.mark.parametrize(("name", "kind"), LETTERS)
def test_declares_both_standards_its_language_and_its_title(name, kind):
    text, pdf = letter(name, kind)
    document = opened(pdf)
    told = dict(document.open_metadata())

    assert (told[f"{PDF_A}part"], told[f"{PDF_A}conformance"]) == ("2", "A")
    assert told[f"{PDF_UA}part"] == "1"
    assert str(document.Root.Lang) == "nl"
    assert str(document.docinfo["/Title"]) == text.subject
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(document.Root.MarkInfo.Marked)
    assert "/ParentTree" in document.Root.StructTreeRoot
    assert not document.is_encrypted
    assert not any(name in pdf for name in map(str.encode, FORBIDDEN))


@pytest.mark.parametrize(("name", "kind"), LETTERS)
def test_has_one_title_headings_in_order_and_tables_with_heads(name, kind):
    found = tags(letter(name, kind)[1])
    levels = [int(tag.role[1:]) for tag in found if re.fullmatch(r"H\d", tag.role)]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(tag.alt for tag in found if tag.role in {"Figure", "Formula"})
    roles = [tag.role for tag in found]
    assert roles.count("THead") == roles.count("Table")
    assert all(
        roles[at + 1 : at + 4] == ["THead", "TR", "TH"] for at, role in enumerate(roles) if role == "Table"
    )
    assert roles.count("TH") >= 2 * roles.count("Table")


@pytest.mark.parametrize(("name", "kind"), LETTERS)
def test_shows_no_text_that_the_structure_does_not_know(name, kind):
    for page in opened(letter(name, kind)[1]).pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            depth += (operator in {"BDC", "BMC"}) - (operator == "EMC")
            assert operator not in SHOWS_TEXT or depth > 0
        assert depth == 0
        assert page.Tabs == "/S"


@pytest.mark.parametrize(("name", "kind"), LETTERS)
def test_brings_every_font_and_says_where_links_lead(name, kind):
    document = opened(letter(name, kind)[1])
    fonts = [font for page in document.pages for font in page.Resources.Font.values()]
    described = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    notes = [note for page in document.pages for note in page.get("/Annots", [])]

    assert fonts
    assert all("/FontFile2" in one or "/FontFile3" in one for one in described)
    assert all("/ToUnicode" in font for font in fonts)
    assert all(str(note.A.URI).startswith("https://") and "/StructParent" in note for note in notes)
    assert all(str(note.get("/Contents", "")) for note in notes)


def test_looks_at_every_family_that_has_a_letter():
    assert len(FAMILIES) >= 30

"""A letter that lasts (PDF/A-2a) and that a screen reader can read (PDF/UA-1)."""

import pytest

from tests.rendering.letter_builders import a_letter, printed
from tests.rendering.letter_pdf import opened, tags

PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return printed(a_letter()).pdf


def test_says_that_it_is_pdf_a_and_pdf_ua(pdf):
    metadata = dict(opened(pdf).open_metadata())

    assert (metadata[f"{PDF_A}part"], metadata[f"{PDF_A}conformance"]) == ("2", "A")
    assert metadata[f"{PDF_UA}part"] == "1"


def test_has_a_title_a_language_and_the_day_of_issue(pdf):
    document = opened(pdf)

    assert str(document.Root.Lang) == "nl"
    assert str(document.docinfo["/Title"]) == "Uw huur van oktober is nog niet betaald"
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert str(document.docinfo["/CreationDate"]).startswith("D:20261121")


def test_is_tagged_from_top_to_bottom(pdf):
    document = opened(pdf)

    assert bool(document.Root.MarkInfo.Marked)
    assert "/OutputIntents" in document.Root
    assert all(page.Tabs == "/S" for page in document.pages)


def test_brings_its_fonts_with_it(pdf):
    document = opened(pdf)

    fonts = [font for page in document.pages for font in page.Resources.Font.values()]

    described = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    assert {str(font.BaseFont)[8:] for font in fonts} == {"NotoSans-Regular", "NotoSans-Bold"}
    assert all("/FontFile2" in one or "/FontFile3" in one for one in described)
    assert all("/ToUnicode" in font for font in fonts)


def test_has_its_headings_in_order(pdf):
    headings = [tag.role for tag in tags(pdf) if tag.role.startswith("H") and tag.role[1:].isdigit()]

    assert headings == ["H1", "H2", "H2", "H2"]


def test_has_tables_and_lists_that_a_screen_reader_can_walk(pdf):
    roles = [tag.role for tag in tags(pdf)]

    assert [roles.count(role) for role in ("Table", "TH", "TD", "L", "LI")] == [1, 2, 4, 1, 2]


def test_says_in_dutch_what_the_qr_code_holds(pdf):
    figures = [tag.alt.replace("\u00a0", " ") for tag in tags(pdf) if tag.role == "Figure"]

    spoken = (
        "QR-code voor de app van uw bank: € 612,40 naar rekening NL91 ABNA 0417 1643 00 "
        "op naam van Stichting Derdengelden De Brug, met kenmerk D-1001 huur oktober."
    )
    assert figures == [spoken]


def test_has_a_link_to_pay_online(pdf):
    document = opened(pdf)

    targets = [str(note.A.URI) for page in document.pages for note in page.Annots]

    assert targets == ["https://betaal.debrug.example/D-1001"]

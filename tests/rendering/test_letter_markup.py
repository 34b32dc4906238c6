"""The light markup of template authors: four kinds of lines, and all else is a paragraph."""

import pytest

from engine.rendering.letter.content import AmountTable, BulletList, Heading, Paragraph, PaymentPlace
from engine.rendering.letter.markup import blocks_from_text


def test_reads_each_kind_of_block_in_its_order():
    text = """
    ## Wat moet u betalen?
    Dit is de rekening
    van oktober.

    Betaal op tijd.
    | Huur | € 600,00 |
    | Totaal | € 600,00 |
    [betalen]
    - Bel ons.
    - Of mail ons.
    Tot ziens.
    """

    assert blocks_from_text(text) == (
        Heading(text="Wat moet u betalen?"),
        Paragraph(text="Dit is de rekening van oktober."),
        Paragraph(text="Betaal op tijd."),
        AmountTable(rows=(("Huur", "€ 600,00"), ("Totaal", "€ 600,00"))),
        PaymentPlace(),
        BulletList(items=("Bel ons.", "Of mail ons.")),
        Paragraph(text="Tot ziens."),
    )


@pytest.mark.parametrize(
    "line",
    [
        "# Kop",
        "### Kop",
        "##Kop",
        "##",
        "-punt",
        "-",
        "* punt",
        "| een | twee | drie |",
        "| een |",
        "| een | |",
        "een | twee",
        "Klik op [betalen]",
        "= Kop",
        '#read("/etc/passwd")',
        "<b>vet</b> **vet** $x$ \\ @ref",
    ],
)
def test_everything_else_is_a_paragraph_letter_for_letter(line):
    assert blocks_from_text(line) == (Paragraph(text=line),)


def test_a_blank_line_ends_a_list_and_a_table():
    text = "- een\n\n- twee\n\n| a | 1 |\n\n| b | 2 |"

    assert blocks_from_text(text) == (
        BulletList(items=("een",)),
        BulletList(items=("twee",)),
        AmountTable(rows=(("a", "1"),)),
        AmountTable(rows=(("b", "2"),)),
    )


def test_two_headings_under_each_other_stay_two():
    assert blocks_from_text("## een\n## twee") == (Heading(text="een"), Heading(text="twee"))


@pytest.mark.parametrize("text", ["", "\n \n\t\n"])
def test_nothing_gives_no_blocks(text):
    assert blocks_from_text(text) == ()

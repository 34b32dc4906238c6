"""The sentences in data/sentences.csv were written and counted by hand for this project."""

import csv
from pathlib import Path

import pytest

from engine.rendering.b1.sentences import Shape, count_words, sentences

with (Path(__file__).parent / "data" / "sentences.csv").open(encoding="utf-8", newline="") as file:
    COUNTED = [(row["text"], int(row["sentences"])) for row in csv.DictReader(file)]


def texts(text):
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(("text", "number"), COUNTED)
def test_counts_the_sentences_of_the_hard_cases(text, number):
    assert len(texts(text)) == number


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("U betaalt aan Jansen B.V. Dat kan per bank.", ["U betaalt aan Jansen B.V.", "Dat kan per bank."]),
        ("Jansen B.V. Rotterdam schrijft u.", ["Jansen B.V. Rotterdam schrijft u."]),
        ("Dag S. De Vries. Dag!", ["Dag S. De Vries.", "Dag!"]),
        ("Dit is van 1 mei jl. Betaal nu.", ["Dit is van 1 mei jl.", "Betaal nu."]),
        ("Bel mevr. Jansen enz. U kunt ook mailen.", ["Bel mevr. Jansen enz.", "U kunt ook mailen."]),
        ('Hij zei: "Ik betaal." Dat is goed.', ['Hij zei: "Ik betaal."', "Dat is goed."]),
        ("1. Bel ons. 2. Betaal.", ["1. Bel ons.", "2.", "Betaal."]),
        ("Betaal op 12 juni 2026. Dan is het klaar.", ["Betaal op 12 juni 2026.", "Dan is het klaar."]),
        ("Echt waar?! Ja… Dat kan.", ["Echt waar?!", "Ja…", "Dat kan."]),
        (
            "een zin die\nop de volgende regel doorgaat. En nog een.",
            ["een zin die op de volgende regel doorgaat.", "En nog een."],
        ),
        ("Straat 1\nStad", ["Straat 1", "Stad"]),
        ("Kijk hier.\npolder.example/u", ["Kijk hier.", "polder.example/u"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_parts_text_where_a_sentence_ends(text, parted):
    assert texts(text) == parted


def test_knows_the_shape_and_the_place_of_each_piece():
    text = "Beste S. Bakker,\n\n## Wat nu?\n\n- Bel ons. Of mail.\n| Huur | € 5,00 |\nDit is tekst."

    found = [(one.shape, one.line, one.column, one.text) for one in sentences(text)]

    assert found == [
        (Shape.GREETING, 1, 1, "Beste S. Bakker,"),
        (Shape.HEADING, 3, 4, "Wat nu?"),
        (Shape.BULLET, 5, 3, "Bel ons."),
        (Shape.BULLET, 5, 12, "Of mail."),
        (Shape.ROW, 6, 3, "Huur | € 5,00"),
        (Shape.TEXT, 7, 1, "Dit is tekst."),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Betaal nu.", 2),
        ("Betaal € 1.234,50 nu", 3),
        ("Betaal EUR\u00a01.234,50 nu", 3),
        ("Betaal vóór 12 juni 2026 aan ons", 5),
        ("Naar NL91 ABNA 0417 1643 00 graag", 3),
        ("Naar BE68 5390 0754 7034 graag", 3),
        ("Bel 088 123 45 67 nu", 3),
        ("Kijk op www.voorbeeld.example/a?b=c - nu", 4),
        ("Dag {{ klant.naam }}, hallo", 3),
        ("", 0),
    ],
)
def test_counts_an_amount_a_date_and_a_number_as_one_word(text, number):
    assert count_words(text) == number

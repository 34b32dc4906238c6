"""What stays on one line, and what may break."""

import pytest

from engine.rendering.letter.breaks import NBSP, ZERO_WIDTH_SPACE, set_breaks


@pytest.mark.parametrize(
    "together",
    [
        "NL91 ABNA 0417 1643 00",
        "BE68 5390 0754 7034",
        "3 april 2026",
        "29 februari",
        "€ 1.234,56",
        "€ 25",
        "EUR 1.234,56",
        "25 euro",
        "1.234,56 euro",
    ],
)
def test_keeps_an_account_number_a_date_or_an_amount_on_one_line(together):
    assert set_breaks(f"Betaal {together} nu.") == f"Betaal {together.replace(' ', NBSP)} nu."


@pytest.mark.parametrize("loose", ["op 3 plaatsen", "in april 2026", "U hebt 2 brieven", "AB12 is een code"])
def test_leaves_other_words_apart(loose):
    assert set_breaks(loose) == loose


def test_lets_a_long_web_address_break_after_its_signs():
    shown = set_breaks("Ga naar https://betaal.debrug.example/D-1001/8fK2mQ7x")

    assert shown.split(ZERO_WIDTH_SPACE) == [
        "Ga naar https://",
        "betaal.debrug.example/",
        "D-",
        "1001/",
        "8fK2mQ7x",
    ]


def test_lets_an_address_break_after_a_dot_only_where_nothing_else_helps():
    shown = set_breaks("https://inwonersvoorschotten.voorbeeldstadsbedrijven.example/u", longest=34)

    assert shown.split(ZERO_WIDTH_SPACE)[1:4] == ["inwonersvoorscho", "tten.", "voorbeeldstadsbe"]


def test_lets_a_word_without_signs_break_after_sixteen_letters():
    shown = set_breaks("B" * 45)

    assert [len(piece) for piece in shown.split(ZERO_WIDTH_SPACE)] == [16, 16, 13]


def test_leaves_an_ordinary_long_word_whole():
    assert set_breaks("schuldhulpverleningsorganisaties") == "schuldhulpverleningsorganisaties"


def test_breaks_sooner_in_a_narrow_column():
    assert set_breaks("hulp@woonstichting.example", longest=20).split(ZERO_WIDTH_SPACE) == [
        "hulp@",
        "woonstichting.",
        "example",
    ]

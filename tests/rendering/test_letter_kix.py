"""The KIX code: the words of it, the bars of it, and which addresses get one."""

import pytest

from engine.rendering.letter.errors import LetterRefused
from engine.rendering.letter.kix import CHARACTERS, bars, kix_code, kix_of
from tests.rendering.letter_builders import an_address

#: the table of RM4SCC, four bars a character, as barcode programs have it
RM4SCC = {
    "0123456789AB": "TTFFTDAFTDFADTAFDTFADDAATADFTFTFTFDADATFDADADFTA",
    "CDEFGHIJKLMN": "TAFDTFADTFFTDAADDAFTDFATATDFADTFADDAFTTFFTDAFDTA",
    "OPQRSTUVWXYZ": "ATFDADADADFTFTADFTFTFDATAADDAFTDAFDTFATDFADTFFTT",
}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("1231 GF", "156", "2"), "1231GF156X2"),
        (("2130 VA", "80430", ""), "2130VA80430"),
        (("1231fz", "13", "hs"), "1231FZ13XHS"),
        (("1231 FZ", "13", "-2 hoog"), "1231FZ13X2HOOG"),
    ],
)
def test_writes_postcode_number_and_addition(parts, code):
    assert kix_code(*parts) == code


@pytest.mark.parametrize(
    "parts",
    [
        ("0231 GF", "156", ""),
        ("1231", "156", ""),
        ("1231 GF", "", ""),
        ("1231 GF", "123456", ""),
        ("1231 GF", "12a", ""),
        ("1231 GF", "\u0661\u0662", ""),
        ("1231 GF", "156", "ACHTERAF"),
    ],
)
def test_refuses_what_is_no_dutch_address(parts):
    with pytest.raises(LetterRefused, match="KIX code: give a postcode like 1234 AB"):
        kix_code(*parts)


@pytest.mark.parametrize(("characters", "table"), RM4SCC.items())
def test_draws_each_character_as_the_code_table_has_it(characters, table):
    assert bars(characters) == table


def test_two_of_the_four_bars_reach_up_and_two_reach_down():
    for character in CHARACTERS:
        four = bars(character)

        assert sum(bar in "AF" for bar in four) == 2
        assert sum(bar in "DF" for bar in four) == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Havendijk 156-2", "1231GF156X2"),
        ("Antwoordnummer 80430", "1231GF80430"),
        ("Havendijk 13 hs", "1231GF13XHS"),
        ("Havendijk 13a", "1231GF13XA"),
        ("2e Jan Steenstraat 5", "1231GF5"),
        ("Plein 1944 12", ""),
        ("Havendijk 13 achterzijde links", ""),
        ("Woonboot De Hoop", ""),
        ("Havendijk 123456", ""),
        ("Havendijk 0", ""),
    ],
)
def test_reads_the_number_from_the_street_line_unless_in_doubt(line, code):
    assert kix_of(an_address(lines=("t.a.v. kamer 9", line))) == code


def test_takes_a_number_that_is_given_apart():
    address = an_address(lines=("Plein 1944 12 3",), house_number="12", addition="3")

    assert kix_of(address) == "1231GF12X3"


def test_an_address_abroad_has_no_kix_code():
    assert kix_of(an_address(country="BE", postcode="2000")) == ""


def test_an_address_without_a_street_has_no_kix_code():
    assert kix_of(an_address(lines=())) == ""

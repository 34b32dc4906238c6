"""The window of the envelope: the whole address in it, in the form that the post can read."""

import pytest

from engine.rendering.letter.envelope import EnvelopeProfile, window_lines
from engine.rendering.letter.errors import LetterRefused
from engine.rendering.letter.kix import bars
from tests.rendering.letter_builders import a_letter, a_sender, an_address, printed
from tests.rendering.letter_pdf import Line, kix_bars, lines, words

STANDARD = EnvelopeProfile()
EDGE = EnvelopeProfile(name="at the edge", x=12, y=45, w=90, h=40)
RIGHT = EnvelopeProfile(name="right", x=110, y=50, w=85, h=33, side="right")
BARE = EnvelopeProfile(name="bpost", kix=False, return_address=False)
RETURN_SIZE, ADDRESS_SIZE = 6.5, 10
#: a point in mm
POINT = 25.4 / 72


def in_window(profile: EnvelopeProfile, line: Line) -> bool:
    capitals, tails = line.y - 0.71 * line.size * POINT, line.y + 0.25 * line.size * POINT
    across = profile.x - 0.01 <= line.x and line.ends_at <= profile.x + profile.w
    return across and profile.y - 0.01 <= capitals and tails <= profile.y + profile.h


@pytest.mark.parametrize("large_print", [False, True], ids=["ordinary", "large print"])
@pytest.mark.parametrize("profile", [STANDARD, EDGE, RIGHT], ids=lambda profile: profile.name)
@pytest.mark.parametrize(
    "extra", [(), ("t.a.v. mevrouw Jansen",), ("t.a.v. Jansen", "Afdeling", "4e", "Zaal 9")]
)
def test_the_whole_address_stands_in_the_window(profile, extra, large_print):
    text = a_letter(to=an_address(lines=(*extra, "Havendijk 12")), large_print=large_print)

    shown = [line for line in lines(printed(text, profile).pdf) if line.size in (RETURN_SIZE, ADDRESS_SIZE)]

    address = [line for line in shown if profile.y <= line.y <= profile.y + profile.h]
    address = [line for line in address if profile.x - 1 <= line.x <= profile.x + profile.w]
    assert [line.text for line in address][:2] == [a_sender().return_line, "Mevrouw F. Jansen"]
    assert [line.text for line in address][-2:] == ["Havendijk 12", "1231\u00a0GF\u00a0\u00a0POSTDAM"]
    assert all(in_window(profile, line) for line in address)


def test_nothing_else_stands_in_the_window():
    inside = [
        line.text
        for line in lines(printed(a_letter()).pdf)
        if STANDARD.y <= line.y <= STANDARD.y + STANDARD.h and line.x < STANDARD.x + STANDARD.w
    ]

    assert len(inside) == 4


def test_a_dutch_address_gets_its_kix_code_under_it():
    drawn = kix_bars(printed(a_letter()).pdf)

    lengths = {"T": 1.3, "A": 3.2, "D": 3.2, "F": 5.1}
    assert drawn == [lengths[bar] for bar in bars("1231GF156X2")]


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        pytest.param(a_letter(kix=False), STANDARD, id="the letter does not want it"),
        pytest.param(a_letter(), BARE, id="the print house does not want it"),
        pytest.param(
            a_letter(to=an_address(postcode="2000", country="BE")), STANDARD, id="an address abroad"
        ),
        pytest.param(a_letter(sender=a_sender(country="BE")), STANDARD, id="posted abroad"),
        pytest.param(
            a_letter(to=an_address(lines=("a", "b", "c", "d", "Havendijk 12"))), STANDARD, id="no room for it"
        ),
    ],
)
def test_prints_no_kix_code(text, profile):
    assert kix_bars(printed(text, profile).pdf) == []


def test_leaves_the_return_line_out_where_the_post_wants_one_postcode():
    assert a_sender().return_line not in words(printed(a_letter(), BARE).pdf)


@pytest.mark.parametrize(
    ("changes", "posted_in", "last_lines"),
    [
        pytest.param({"postcode": "1231 gf"}, "NL", ["1231 GF  POSTDAM"], id="Dutch"),
        pytest.param({}, "BE", ["1231 GF  POSTDAM", "NEDERLAND"], id="Dutch, posted in Belgium"),
        pytest.param(
            {"postcode": "2000", "town": "Antwerpen", "country": "BE"}, "BE", ["2000 ANTWERPEN"], id="Belgian"
        ),
        pytest.param(
            {"postcode": "2000", "town": "Antwerpen", "country": "BE"},
            "NL",
            ["2000 ANTWERPEN", "BELGIË"],
            id="Belgian, posted in the Netherlands",
        ),
        pytest.param(
            {"postcode": "10115", "town": "Berlin", "country": "DE"},
            "NL",
            ["10115 BERLIN", "DUITSLAND"],
            id="abroad",
        ),
    ],
)
def test_writes_town_and_country_as_the_post_wants_them(changes, posted_in, last_lines):
    shown = window_lines(an_address(**changes), posted_in=posted_in)

    assert [line.replace("\u00a0", " ") for line in shown[2:]] == last_lines


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"lines": ()}, "it has 2 lines; a postal address has 3 to 7"),
        ({"lines": ("a", "b", "c", "d", "e", "f")}, "it has 8 lines; a postal address has 3 to 7"),
        ({"name": " "}, "a line is empty"),
        ({"lines": ("", "Havendijk 1")}, "a line is empty"),
        ({"town": ""}, "the town is missing"),
        ({"postcode": "12 AB"}, "the postcode must look like 1234 AB in NL"),
        ({"postcode": "20000", "country": "BE"}, "the postcode must look like 2000 in BE"),
        ({"country": "Nederland"}, "'Nederland' is no two-letter country code"),
    ],
)
def test_refuses_what_the_post_cannot_deliver(changes, reason):
    with pytest.raises(LetterRefused, match=f"address: {reason}"):
        window_lines(an_address(**changes), posted_in="NL")


@pytest.mark.parametrize("place", [{"x": -1}, {"x": 130}, {"y": 20}, {"y": 140}, {"w": 0}, {"h": -5}])
def test_refuses_a_window_beside_the_page(place):
    with pytest.raises(ValueError, match="envelope 'standard': the window must lie on the upper half"):
        EnvelopeProfile(**place)


@pytest.mark.parametrize("place", [{"x": 50}, {"x": 70, "side": "right"}])
def test_refuses_a_window_that_leaves_no_room_beside_it(place):
    with pytest.raises(
        ValueError, match=r"envelope 'standard': 80 mm beside a window on the (left|right) must"
    ):
        EnvelopeProfile(**place)

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rendering.plain import ELLIPSIS, plain, shorten


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("S. Bakker", "S. Bakker"),
        ("  S.  Bakker ", "S. Bakker"),
        ("Zoë-Ångström d'Évreux", "Zoë-Ångström d'Évreux"),
        ("Zoe\u0308", "Zoë"),
        ("李小龙", "李小龙"),
        ("Jan\nJansen", "Jan Jansen"),
        ("Jan\tJansen\r\n", "Jan Jansen"),
        ("Jan\u00a0Jansen", "Jan Jansen"),
        ("Jan\u2028Jansen", "Jan Jansen"),
        ("Jan\u202eneesnaJ", "JanneesnaJ"),
        ("Jan\u200b\u00adsen\x00\x04\x0f\x1e", "Jansen"),
        ("- Jan", "Jan"),
        ("## Jan", "Jan"),
        ("| Jan | Piet |", "/ Jan / Piet /"),
        ("", ""),
        (" \x07", ""),
    ],
)
def test_gives_one_line_of_visible_text(written, shown):
    assert plain(written) == shown


@given(st.text())
def test_never_leaves_a_sign_that_nobody_sees(text):
    shown = plain(text)

    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not shown.startswith(("#", "-", "|", " "))
    assert "|" not in shown
    assert plain(shown) == shown


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("S. Bakker", "S. Bakker"),
        ("Bakkerij De Gouden Korenaar en Zonen", f"Bakkerij De{ELLIPSIS}"),
        ("Abcdefghijklmnopqrstuvwxyz", f"Abcdefghijklmno{ELLIPSIS}"),
        ("Aa bcdefghijklmnopqrstuvwxyz", f"Aa bcdefghijklm{ELLIPSIS}"),
    ],
)
def test_cuts_a_name_between_two_words_where_that_leaves_half(name, cut):
    assert shorten(name, 16) == cut


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_never_cuts_to_more_than_was_asked(text, length):
    assert len(shorten(text, length)) <= length

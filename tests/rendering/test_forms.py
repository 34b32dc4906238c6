"""A mail as a form: whatever fills its blanks, it says what it would say if it were made from the start."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.rendering.blockwise import MARK
from engine.rendering.email import both_parts
from engine.rendering.forms import Forms, Parts
from engine.rendering.pieces import apart
from engine.rendering.plain import plain

#: words as they come: names, amounts, ids, and what nobody would think of
WORDS = (
    st.text(max_size=12) | st.text(max_size=12).map(plain) | st.sampled_from(["B.V.", "Zoë", "€ 5,00", ""])
)
TEXTS = (
    "Onderwerp: Over {0}\n\nBeste {1},\n\nU betaalt {2}.\n{3} is te laat. {4}\nDat kan.\n\n## Kop\n{0}",
    "Onderwerp: Vast\n\n| {0} | {1} |\n| Totaal {2} | 100% |\n\n- {3}\n- een {4} punt\nen verder.",
    "Onderwerp: {0}\n\n{1}\n{2}\n\n{3}\n\n{4}",
)


def convert(text):
    subject, _, body = text.partition("\n")
    blocks = [both_parts(block.strip("\n")) for block in body.split("\n\n") if block.strip("\n")]
    page = f"<title>{subject}</title><i style='width: 100%'>{''.join(html for _, html in blocks)}</i>"
    return Parts(subject, "\n\n".join(plain for plain, _ in blocks), page.replace(subject, subject.upper()))


def in_pieces(text, words):
    """A text as a template writes it: a piece that ends with a mark before each word."""
    pieces, rest = [], text
    while "{" in rest:
        before, _, rest = rest.partition("{")
        number, _, rest = rest.partition("}")
        pieces += [f"{before}{MARK}", words[int(number)]]
    return [*pieces, rest]


def plain_page(text):
    subject, body, _ = convert(text)
    return Parts(subject, body, "")


@pytest.mark.parametrize("text", TEXTS)
@given(words=st.lists(WORDS, min_size=5, max_size=5), others=st.lists(WORDS, min_size=5, max_size=5))
@example(words=["a", "b.", "C", "d!", "E"], others=["A", "b", "c.", "D", "e"])
@example(words=["%s", "100%", "{0}", "Xx", "x."], others=["## a", "- b", "| c |", "a\n\nb", " "])
def test_says_what_it_would_say_if_it_were_made_from_the_start(text, words, others):
    forms = Forms()

    for some in (words, others, words):
        if not any(MARK in word for word in some):
            whole = "".join(in_pieces(text, some)).replace(MARK, "")
            assert forms.parts(apart(in_pieces(text, some)), plain_page, ()) == plain_page(whole)


def test_escapes_what_fills_a_blank_in_html_and_nowhere_else():
    forms = Forms()

    made = forms.parts(apart(in_pieces("{0}\n\nBeste {1},", ["<Jan>", "K & Z"])), whole_page, ())

    assert made == Parts("<Jan>", "Beste K & Z,", "<h1>&lt;Jan&gt;</h1><p>Beste K &amp; Z,</p>\n")


def whole_page(text):
    subject, _, body = text.partition("\n\n")
    plain, html = both_parts(body)
    shown = subject.replace("<", "&lt;").replace(">", "&gt;")
    return Parts(subject, plain, f"<h1>{shown}</h1>{html}")


def test_is_made_once_for_everybody_whose_text_takes_the_same_turns():
    forms, asked = Forms(), []

    def noted(text):
        asked.append(text)
        return whole_page(text)

    for name in ("Bakker", "De Vries", "Zoë"):
        forms.parts(apart(in_pieces("Vast\n\nBeste {0},", [name])), noted, ("afzender",))

    assert len(asked) == 1
    assert "Bakker" not in asked[0]
    forms.parts(apart(in_pieces("Vast\n\nDag {0},", ["Bakker"])), noted, ("afzender",))
    forms.parts(apart(in_pieces("Vast\n\nDag {0},", ["Bakker"])), noted, ("een ander",))
    assert len(asked) == 3


@pytest.mark.parametrize("word", ["", "- punt", "## kop", "a | b", "een\n\ntwee", " a", "a "])
def test_a_word_that_could_change_more_than_its_blank_is_never_part_of_a_form(word):
    forms = Forms()

    made = forms.parts(apart(in_pieces("Vast\n\n{0}", [word])), lambda text: Parts(text, text, text), ())

    assert made.plain == f"Vast\n\n{word}"
    assert forms.known == {}

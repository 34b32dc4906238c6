"""The words of a creditor, laid in a text: it says the same as the text of all."""

from pathlib import Path

import pytest

from engine.rendering.blockwise import MARK
from engine.rendering.compiled import CompiledText, MissingWord
from engine.rendering.laid_in import LaidIn, laid_in
from engine.rendering.organisation_words import OrganisationWords
from engine.rendering.samples import scenes
from engine.rendering.shelf import load_shelf
from engine.rendering.vocabulary import ORGANISATION_WORDS
from tests.rendering.orders import an_order

SHIPPED = Path(__file__).parents[2] / "templates" / "nl_b1"


def parted(words):
    """Part the words of a text into those of the organisation and those of a contact."""
    fixed = {name: value for name, value in words.items() if name in ORGANISATION_WORDS}
    return fixed, {name: value for name, value in words.items() if name not in fixed}


def test_every_branch_of_every_shipped_text_says_the_same_with_its_words_laid_in():
    shelf = load_shelf(SHIPPED)
    texts = [text for template in shelf.templates.values() for text in template.texts.values()]
    for text in texts:
        known = {}
        for words in scenes(text):
            fixed, own = parted(words)
            key = tuple(map(str, fixed.values()))
            if key not in known:
                known[key] = CompiledText(text.compiled.environment, laid_in(text.compiled.tree, fixed))
            whole, pieces = text.compiled.pieces(words), known[key].pieces(own)
            assert "".join(pieces) == "".join(whole)
            assert len(pieces) <= len(whole)


def test_is_compiled_once_for_each_creditor(writer):
    order = an_order()
    text, fixed = writer.shelf.text(order.template, order.channel), OrganisationWords().of(order)
    words = next(iter(scenes(text)))
    _, own = parted(words)
    texts = LaidIn()

    first, second, third = (texts.pieces(text, fixed, own) for _ in range(3))

    assert "".join(first) == "".join(second) == "".join(third)
    assert "Polder Wonen" in "".join(third)
    assert len(texts._known) == 1
    assert sum(piece.endswith(MARK) for piece in second) == sum(piece.endswith(MARK) for piece in first)


def test_still_says_which_word_is_missing(writer):
    order = an_order()
    text, fixed = writer.shelf.text(order.template, order.channel), OrganisationWords().of(order)
    texts = LaidIn()

    for _ in range(2):
        with pytest.raises(MissingWord, match=r"zaken|naam|aanhef|bedrag"):
            texts.pieces(text, fixed, {})

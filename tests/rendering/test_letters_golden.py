"""Letters of each sort stay as they were when somebody looked at them: their words and their structure."""

import pytest

from app.settings import ROOT
from engine.rendering.letter.errors import LetterRefused
from engine.rendering.letter.press import LetterPress
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from tests.rendering.golden_letters import ISSUED_ON, SORTS, golden, read_back
from tests.rendering.letter_builders import a_letter
from tests.rendering.orders import an_order


class PressWithoutAlt(LetterPress):
    """Forgets to say what the code holds."""

    def _look(self):
        return {**super()._look(), "qr_alt": None}


@pytest.mark.parametrize("sort", SORTS)
def test_is_printed_as_it_was_looked_at(sort):
    assert read_back(sort) == golden(sort)


@pytest.mark.parametrize("sort", SORTS)
def test_every_picture_says_what_it_shows(sort):
    figures = [tag for tag in golden(sort)["tree"] if tag.startswith("Figure")]

    assert all(len(figure) > len("Figure: ") for figure in figures)


def test_a_stranger_reads_nothing_of_the_debtor():
    words = " ".join(text for _, text in golden("stranger")["lines"])

    assert "Aan de bewoner" in words
    assert "Bakker" not in words
    assert "D-1001" not in words
    assert "Polder Wonen" not in words


def test_no_letter_leaves_with_a_picture_that_says_nothing():
    with pytest.raises(LetterRefused, match="alt"):
        PressWithoutAlt().print_letter(a_letter(), issued_on=ISSUED_ON)


def test_a_letter_to_a_stranger_tells_the_print_house_no_name():
    writer = open_writer(ROOT / "templates" / "nl_b1")
    stranger = writer.write(an_order(ChannelKind.LETTER, "verkeerde_persoon"))
    somebody = writer.write(an_order(ChannelKind.LETTER, "vriendelijke_herinnering"))

    assert (stranger.letter or {})["addressee"] == "Aan de bewoner"
    assert writer.letter_of(stranger).to.name == "Aan de bewoner"
    assert "addressee" not in (somebody.letter or {})

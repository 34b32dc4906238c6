"""House styles: one token file for colours and envelopes, and no colour that is hard to read."""

from datetime import date

import pytest
from pikepdf import Pdf, parse_content_stream

from app.settings import ROOT
from engine.domain.errors import ConfigurationError
from engine.rendering.letter.house_style import contrast, load_house_styles
from engine.rendering.letter.press import LetterPress
from tests.rendering.letter_builders import a_letter

STYLE = """\
version: 1
styles:
  standard: {}
  blue: {accent: "#00459b"}
"""


@pytest.fixture
def styles_file(tmp_path):
    file = tmp_path / "house-style.yaml"
    file.write_text(STYLE, encoding="utf-8")
    return file


def colours_of(pdf, folder):
    """List every fill colour of a PDF, each as three numbers."""
    path = folder / "letter.pdf"
    path.write_bytes(pdf)
    with Pdf.open(path) as opened:
        return {
            tuple(round(float(part), 2) for part in drawn.operands)
            for page in opened.pages
            for drawn in parse_content_stream(page)
            if str(drawn.operator) in {"sc", "scn", "rg"} and len(drawn.operands) == 3
        }


@pytest.mark.parametrize(
    ("colour", "to_white"), [("#ffffff", 1), ("#000000", 21), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_measures_contrast_as_wcag_does(colour, to_white):
    assert contrast(colour) == pytest.approx(to_white, abs=0.01)


def test_reads_the_styles_that_ship():
    styles = load_house_styles(ROOT / "house-style.yaml")

    assert {"standard", "belgian"} <= set(styles)
    assert styles["belgian"].envelope.side == "right"
    assert not styles["belgian"].envelope.kix


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"#00459b"', '"#777777"', "styles.blue.accent: #777777 on white has a contrast of 4.48 to 1"),
        ('"#00459b"', "blue", "styles.blue.accent"),
        ("standard", "plain", "there is no style 'standard'"),
        ("accent", "colour", "styles.blue.colour"),
        ("version: 1", "version: 2", "version"),
        ("styles:", "styles: [", "this is no YAML"),
        ("standard: {}", "standard: {envelope: {y: 5}}", "at least 30 mm from the top"),
    ],
)
def test_names_what_is_wrong_in_a_file(styles_file, old, new, said):
    styles_file.write_text(STYLE.replace(old, new), encoding="utf-8")

    with pytest.raises(ConfigurationError) as refusal:
        load_house_styles(styles_file)

    assert str(styles_file) in str(refusal.value)
    assert said in str(refusal.value)


def test_sets_headings_in_the_colour_of_the_creditor(styles_file, tmp_path):
    style = load_house_styles(styles_file)["blue"]

    plain = LetterPress().print_letter(a_letter(), issued_on=date(2026, 6, 9)).pdf
    blue = LetterPress(style=style).print_letter(a_letter(), issued_on=date(2026, 6, 9)).pdf

    accent = (0.0, 0.27, 0.61)
    assert accent not in colours_of(plain, tmp_path)
    assert accent in colours_of(blue, tmp_path)

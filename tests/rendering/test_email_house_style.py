"""E-mails in the colours of the creditor's house style, each of them easy to read on white."""

import re
from dataclasses import replace

import pytest

from app.settings import ROOT
from engine.domain.errors import ConfigurationError
from engine.rendering.letter.house_style import contrast, load_house_styles
from engine.rendering.writing import open_writer
from preferences.preference import Preference
from tests.rendering.orders import CREDITOR, ORGANISATION, an_order

TEMPLATES = ROOT / "templates" / "nl_b1"
STYLES = """\
version: 1
styles:
  standard: {}
  moss: {text: "#202820", accent: "#2f5d3a", soft: "#4a5a4d", link: "#1d5c2e"}
"""


@pytest.fixture(scope="module")
def writer(tmp_path_factory):
    file = tmp_path_factory.mktemp("style") / "house-style.yaml"
    file.write_text(STYLES, encoding="utf-8")
    return open_writer(TEMPLATES, judge_content=False, styles=load_house_styles(file))


def html(writer, envelope, **changes):
    creditor = replace(CREDITOR, envelope=envelope)
    organisation = replace(ORGANISATION, version=envelope, creditors=(creditor,))
    order = an_order(template="vriendelijke_herinnering", organisation=organisation, **changes)
    return writer.write(order).html


def colours(page):
    style = page[page.index("<style>") : page.index("</style>")]
    return set(re.findall(r"color: (#[0-9a-f]{6})|solid (#[0-9a-f]{6})", style))


def test_gives_each_creditor_its_own_colours(writer):
    moss, standard = html(writer, "moss"), html(writer, "standard")

    assert {one or other for one, other in colours(moss)} == {"#202820", "#2f5d3a", "#4a5a4d", "#1d5c2e"}
    assert {one or other for one, other in colours(standard)} == {"#1a1a1a", "#595959", "#00459b"}
    assert html(writer, "moss") == moss


def test_gives_a_creditor_with_an_unknown_style_the_standard_one(writer):
    assert colours(html(writer, "gone")) == colours(html(writer, "standard"))


def test_keeps_the_colours_in_large_print(writer):
    large = html(writer, "moss", preference=Preference(large_print=True))

    assert "1.5rem" in large
    assert colours(large) == colours(html(writer, "moss"))


def test_every_colour_that_ships_is_easy_to_read_on_white():
    styles = load_house_styles(ROOT / "house-style.yaml")
    shipped = open_writer(TEMPLATES, judge_content=False, styles=styles)

    for name in styles:
        for colour in {one or other for one, other in colours(html(shipped, name))}:
            assert contrast(colour) >= 4.5


def test_refuses_a_link_that_is_hard_to_see(tmp_path):
    file = tmp_path / "house-style.yaml"
    file.write_text('version: 1\nstyles:\n  standard: {link: "#88aaff"}\n', encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"styles.standard.link: #88aaff on white has a contrast"):
        load_house_styles(file)


def test_holds_no_image_and_nothing_that_tells_who_reads_it(writer):
    page = html(writer, "moss")

    assert not re.search(r"<img|<script|url\(|@import|<link|src=", page)

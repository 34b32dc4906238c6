"""
Every e-mail as somebody with a screen reader, large letters or a small screen gets it.

The checks of HTML that need no browser: language, title, order of headings, names of links, tables, sizes,
contrast, and nothing that is fetched from elsewhere.
"""

import re
from functools import cache, wraps
from html.parser import HTMLParser
from typing import Any

import pytest

from app.settings import ROOT
from engine.rendering.letter.house_style import contrast, load_house_styles
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from preferences.preference import Preference
from tests.rendering.orders import an_order
from tests.rendering.test_house_templates import ORDERS, fitting

WRITER = open_writer(
    ROOT / "templates" / "nl_b1", styles=load_house_styles(ROOT / "house-style.yaml"), judge_content=False
)
FAMILIES = sorted(name for name, one in WRITER.shelf.templates.items() if ChannelKind.EMAIL in one.texts)
EMPTY = frozenset({"meta", "br"})
#: all that an e-mail is made of; anything else has to be looked at before it is let in
ELEMENTS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "br", "strong", "a"}
    | {"ul", "li", "table", "tr", "th", "td"}
)
ATTRIBUTES = {
    "html": {"lang"},
    "meta": {"charset", "name", "content"},
    "a": {"href"},
    "th": {"scope"},
    "td": {"colspan"},
}
#: whose parent an element must have
PARENTS = {"li": "ul", "tr": "table", "th": "tr", "td": "tr", "h1": "main", "h2": "main", "p": "main"}
SAYS_NOTHING = {"hier", "klik hier", "link", "lees meer", "meer", "deze link", "klik"}


class Page(HTMLParser):
    """The elements of a page in order, each with its parent, its attributes and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements: list[dict[str, Any]] = []
        self._open: list[dict[str, Any]] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        parent = self._open[-1]["tag"] if self._open else ""
        element = {"tag": tag, "parent": parent, "attrs": dict(attrs), "text": ""}
        self.elements.append(element)
        if tag not in EMPTY:
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, *tags):
        return [element for element in self.elements if element["tag"] in tags]


def first(pattern, text):
    """Give what a pattern finds first; the text must hold it."""
    found = re.search(pattern, text)
    assert found, pattern
    return found[1]


@cache
def pages(family):
    """Write the e-mail of a family for every order, in ordinary and in large print."""
    about = WRITER.shelf.template(family).about
    return {
        (how, large): WRITER.write(
            fitting(an_order(ChannelKind.EMAIL, family, **changes, **print_of(large)), about)
        )
        for how, changes in ORDERS.items()
        for large in (False, True)
    }


def print_of(large):
    return {"preference": Preference(large_print=large)}


def in_every_page(check):
    """Make a test that looks at every e-mail of one family, and tells all that are wrong."""

    @pytest.mark.parametrize("family", FAMILIES)
    @wraps(check, assigned=("__name__", "__doc__", "__module__"))
    def looks(family):
        wrong = []
        for how, text in pages(family).items():
            try:
                check(text)
            except AssertionError as error:
                wrong.append(f"{how}: {error}")
        assert not wrong, "\n".join(wrong)

    del looks.__wrapped__
    return looks


@in_every_page
def test_is_html_that_a_screen_reader_can_walk(text):
    page = Page(text.html)

    assert text.html.startswith("<!DOCTYPE html>")
    assert {element["tag"] for element in page.elements} <= ELEMENTS
    for element in page.elements:
        assert set(element["attrs"]) <= ATTRIBUTES.get(element["tag"], set()), element
        if element["tag"] in PARENTS:
            assert element["parent"] == PARENTS[element["tag"]], element
    assert [len(page.all(tag)) for tag in ("html", "title", "main", "h1")] == [1, 1, 1, 1]


@in_every_page
def test_says_its_language_and_what_it_is_about(text):
    page = Page(text.html)

    assert page.all("html")[0]["attrs"]["lang"] == "nl"
    assert page.all("title")[0]["text"] == page.all("h1")[0]["text"] == text.subject
    viewport = next(one["attrs"]["content"] for one in page.all("meta") if "viewport" in str(one["attrs"]))
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


@in_every_page
def test_has_its_headings_in_order_and_none_empty(text):
    headings = Page(text.html).all("h1", "h2", "h3", "h4")

    assert headings[0]["tag"] == "h1"
    assert all(heading["text"].strip() for heading in headings)
    named = [heading["text"] for heading in headings[1:]]
    assert len(set(named)) == len(named)


@in_every_page
def test_has_links_that_say_where_they_lead_and_tell_nobody_who_clicks(text):
    for link in Page(text.html).all("a"):
        target, said = link["attrs"]["href"], link["text"].strip()
        assert re.match(r"https://|mailto:", target), target
        assert said.lower() not in SAYS_NOTHING
        assert said.removeprefix("https://") == target.removeprefix("https://").removeprefix("mailto:")
        assert not re.search(r"utm_|click|track", target)


@in_every_page
def test_has_tables_of_which_every_row_is_named(text):
    page = Page(text.html)

    for head in page.all("th"):
        assert head["attrs"] == {"scope": "row"}
        assert head["text"].strip()
    for cell in page.all("td"):
        assert cell["text"].strip()
    for items in page.all("ul"):
        assert items["text"].strip()


@in_every_page
def test_fetches_nothing_and_runs_nothing(text):
    assert not re.search(
        r"<(?:img|script|link|iframe|object|embed|form|input|svg|video|audio|base)\b", text.html
    )
    assert not re.search(r"url\(|@import|@font-face|\bsrc=|http-equiv|\bon\w+=|background=", text.html)


@in_every_page
def test_is_large_enough_and_grows_with_the_reader(text):
    style = Page(text.html).all("style")[0]["text"]
    base = float(first(r"font: ([\d.]+)rem/([\d.]+)", style))

    assert base >= 1
    assert float(first(r"font: [\d.]+rem/([\d.]+)", style)) >= 1.5
    assert all(float(size) >= 1 for size in re.findall(r"font-size: ([\d.]+)em", style))
    assert "px;" not in re.sub(r"1px solid", "", style)
    assert not re.search(r"\b(?:width|height): \d{3,}px|text-align: justify|text-transform", style)


@pytest.mark.parametrize("large", [False, True])
def test_can_be_read_on_its_paper(large):
    text = pages(FAMILIES[0])[next(iter(ORDERS)), large]
    style = Page(text.html).all("style")[0]["text"]
    colours = re.findall(r"color: (#[0-9a-f]{6})", style)

    assert colours
    assert all(contrast(colour) >= 4.5 for colour in colours)
    assert "background: #fff" in style


@pytest.mark.parametrize("family", FAMILIES)
def test_writes_larger_for_who_asked_for_large_print(family):
    bases = {
        large: {
            first(r"font: ([\d.]+)rem", text.html) for (_, its), text in pages(family).items() if its is large
        }
        for large in (False, True)
    }

    assert bases[True] == {"1.5"}
    assert bases[False].isdisjoint({"1.5"})


def test_looks_at_every_family_that_has_an_email():
    assert len(FAMILIES) >= 30
    assert len(pages(FAMILIES[0])) == len(ORDERS) * 2 > 2

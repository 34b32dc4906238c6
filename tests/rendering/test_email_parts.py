from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rendering.email import both_parts
from engine.rendering.organisation_words import LINK_CLOSE, LINK_OPEN
from engine.rendering.plain import plain

ROW = '<tr><th scope="row">{}</th><td>{}</td></tr>\n'
#: every sign that means something in HTML, and how it is written there
SAFE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


def parts_of(body):
    return [both_parts(block.strip("\n")) for block in body.split("\n\n") if block.strip("\n")]


def plain_part(body):
    return "\n\n".join([text for text, _ in parts_of(body)])


def html_part(body):
    return "".join([html for _, html in parts_of(body)])


def link(address):
    return f"{LINK_OPEN}{address}{LINK_CLOSE}"


class Outline(HTMLParser):
    """Collects the elements and the text of a piece of HTML, and whether every element was closed."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Dag.", "<p>Dag.</p>\n"),
        ("Dag.\n\n\n\nTot ziens.", "<p>Dag.</p>\n<p>Tot ziens.</p>\n"),
        ("Een zin.\nNog een zin.", "<p>Een zin. Nog een zin.</p>\n"),
        ("Rivierhoek B.V.\nnamens Polder Wonen", "<p>Rivierhoek B.V.<br>\nnamens Polder Wonen</p>\n"),
        ("Straat 1\nStad", "<p>Straat 1<br>\nStad</p>\n"),
        ("## Kop", "<h2>Kop</h2>\n"),
        ("## Kop\nTekst.", "<h2>Kop</h2>\n<p>Tekst.</p>\n"),
        (
            "U kunt:\n- bellen\n- mailen\nTot dan.",
            "<p>U kunt:</p>\n<ul>\n<li>bellen</li>\n<li>mailen</li>\n</ul>\n<p>Tot dan.</p>\n",
        ),
        ("- een", "<ul>\n<li>een</li>\n</ul>\n"),
        (
            "| Huur | € 5,00 |\n| Totaal | € 5,00 |",
            f"<table>\n{ROW.format('Huur', '€ 5,00')}{ROW.format('Totaal', '€ 5,00')}</table>\n",
        ),
        ("| los |", '<table>\n<tr><td colspan="2">los</td></tr>\n</table>\n'),
        ('<b> & "x"', "<p>&lt;b&gt; &amp; &quot;x&quot;</p>\n"),
        *((sign, f"<p>{safe}</p>\n") for sign, safe in SAFE.items()),
        ("-geen punt", "<p>-geen punt</p>\n"),
        ("", ""),
    ],
)
def test_writes_every_piece_as_its_own_element(body, html):
    assert html_part(body) == html


@pytest.mark.parametrize(
    ("address", "html"),
    [
        (
            "https://a.example/b?c=1&d=2",
            '<a href="https://a.example/b?c=1&amp;d=2">https://a.example/b?c=1&amp;d=2</a>',
        ),
        ("polderwonen.example/u", '<a href="https://polderwonen.example/u">polderwonen.example/u</a>'),
        ("hulp@polder.example", '<a href="mailto:hulp@polder.example">hulp@polder.example</a>'),
    ],
)
def test_makes_links_of_our_own_addresses_only(address, html):
    body = f"Kijk op {link(address)}. Niet op https://evil.example."

    assert html_part(body) == f"<p>Kijk op {html}. Niet op https://evil.example.</p>\n"
    assert plain_part(body) == f"Kijk op {address}. Niet op https://evil.example."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("## Kop\n\nTekst.", "Kop\n\nTekst."),
        ("Tekst.\n\n## Kop\nTekst.", "Tekst.\n\nKop\nTekst."),
        (
            "Samen:\n| Huur | € 5,00 |\n|Totaal|€ 5,00|\n\nDag.",
            "Samen:\nHuur: € 5,00\nTotaal: € 5,00\n\nDag.",
        ),
        ("a\n\n\n\n\nb\n", "a\n\nb"),
        ("- een\n- twee", "- een\n- twee"),
    ],
)
def test_writes_plain_text_without_marks(body, text):
    assert plain_part(body) == text


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_is_always_well_formed_and_says_what_was_said(words):
    visible = [plain(word) for word in words]
    body = "\n\n".join([f"Dag {word}.\n- {word}\n| {word} | {word} |\n## {word}" for word in visible])

    outline = Outline(html_part(body))

    assert outline.open == []
    assert set(outline.tags) <= {"p", "br", "h2", "ul", "li", "table", "tr", "th", "td"}
    assert all(word.strip() in outline.text for word in visible)

"""The two parts of an e-mail, from one body in our light markup: plain text and accessible HTML."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from engine.rendering.organisation_words import LINK_CLOSE, LINK_OPEN, MOST_REMEMBERED

LINK = re.compile(f"{LINK_OPEN}([^{LINK_CLOSE}]*){LINK_CLOSE}")
#: a row `| label | bedrag |`, found by the line break before it
ROW = re.compile(r"\n\| *([^|\n]*?) *\| *([^|\n]*?) *\|(?=\n|$)")
GAP = re.compile(r"\n{3,}")
ENDS_SENTENCE = (".", "?", "!")
CELLS = 4

#: what a line opens and closes when the line before it was of another kind
OPENED = {"p": "<p>", "ul": "<ul>\n", "table": "<table>\n", "h2": ""}
CLOSED = {"p": "</p>\n", "ul": "</ul>\n", "table": "</table>\n", "h2": "", "": ""}


def plain_part(body: str) -> str:
    """Give a body as plain text: headings on a line of their own, rows as `label: bedrag`."""
    text = "\n" + body.replace(LINK_OPEN, "").replace(LINK_CLOSE, "").replace("\n## ", "\n")
    if "\n|" in text:
        text = ROW.sub(r"\n\1: \2", text)
    if "\n\n\n" in text:
        text = GAP.sub("\n\n", text)
    return text.strip()


def html_part(body: str) -> str:
    """
    Give a body as HTML elements: h2, p, ul and table with row headings; every word in it is escaped.

    Only addresses from organisation.yaml become links. In a paragraph a line that ends a sentence runs on into
    the next sentence; any other line keeps its break.
    """
    blocks = escape(body).split("\n\n")
    return LINK.sub(_anchor, "".join([_block(block) for block in blocks]))


def _block(block: str) -> str:
    """Write what stands between two empty lines; most often that is one line of text."""
    if "\n" not in block and block[:1] not in {"#", "-", "|", ""}:
        return f"<p>{block}</p>\n"
    return "".join(_lines(block.strip("\n").split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    now, before = "", ""
    for line in lines:
        kind, piece = _element(line)
        if kind != now:
            yield CLOSED[now] + OPENED[kind]
        elif kind == "p":
            yield " " if before.endswith(ENDS_SENTENCE) and line[:1].isupper() else "<br>\n"
        yield piece
        now, before = kind, line
    yield CLOSED[now]


def _element(line: str) -> tuple[str, str]:
    """Give the element that a line belongs to, and the line as it stands in there."""
    if line.startswith("- "):
        return "ul", f"<li>{line[2:].strip()}</li>\n"
    if line.startswith("## "):
        return "h2", f"<h2>{line[3:].strip()}</h2>\n"
    cells = line.split("|") if line.startswith("|") else ()
    if len(cells) == CELLS:
        label, amount = cells[1].strip(), cells[2].strip()
        return "table", f'<tr><th scope="row">{label}</th><td>{amount}</td></tr>\n'
    return "p", line


def _anchor(match: re.Match[str]) -> str:
    return _link(match[1])


@lru_cache(maxsize=MOST_REMEMBERED)
def _link(shown: str) -> str:
    if shown.startswith(("http://", "https://")):
        return f'<a href="{shown}">{shown}</a>'
    scheme = "mailto:" if "@" in shown else "https://"
    return f'<a href="{scheme}{shown}">{shown}</a>'

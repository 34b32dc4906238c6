"""
The two parts of an e-mail, from one body in our light markup: plain text and accessible HTML.

Written for speed: what stands between two empty lines is most often one line of text, and is copied as it is.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape

from engine.rendering.organisation_words import LINK_CLOSE, LINK_OPEN, MOST_REMEMBERED

LINK = re.compile(f"{LINK_OPEN}([^{LINK_CLOSE}]*){LINK_CLOSE}")
#: a row `| label | bedrag |` after a line break, and more empty lines than one
ROW = re.compile(r"\n\| *([^|\n]*?) *\| *([^|\n]*?) *\|(?=\n|$)")
GAP = "\n\n\n"
#: how a line begins -> the element that it belongs to; any other line is part of a paragraph
KINDS = {"##": "h2", "- ": "ul", "| ": "table"}
#: the first sign of a block that is no plain paragraph
MARKS = frozenset({"#", "-", "|"})
#: what an element opens and closes with
OPENED = {"p": "<p>", "ul": "<ul>\n", "table": "<table>\n", "h2": "", "": ""}
CLOSED = {"p": "</p>\n", "ul": "</ul>\n", "table": "</table>\n", "h2": "", "": ""}
ENDS_SENTENCE = (".", "?", "!")
#: the pieces of `| label | bedrag |`, with the nothing before and after
CELLS = 4


def plain_part(body: str) -> str:
    """Give a body as plain text: headings on a line of their own, rows as `label: bedrag`."""
    text = f"\n{body}".replace(LINK_OPEN, "").replace(LINK_CLOSE, "").replace("\n## ", "\n")
    first_row = text.find("\n|")
    if first_row >= 0:
        text = text[:first_row] + ROW.sub(r"\n\1: \2", text[first_row:])
    while GAP in text:
        text = text.replace(GAP, "\n\n")
    return text.strip()


def html_part(body: str) -> str:
    """
    Give a body as HTML elements: h2, p, ul and table with row headings; every word in it is escaped.

    Only addresses from organisation.yaml become links. In a paragraph a line that ends a sentence runs on
    into the next sentence; any other line keeps its break.
    """
    written = [
        f"<p>{block}</p>\n" if "\n" not in block and block[0] not in MARKS else _block(block)
        for block in _blocks(_escaped(body))
    ]
    return LINK.sub(_anchor, "".join(written))


def _blocks(body: str) -> list[str]:
    """Part a body at its empty lines."""
    return [block.strip("\n") for block in body.split("\n\n") if block and block != "\n"]


def _escaped(text: str) -> str:
    """Escape a text; most hold nothing to escape, and looking is quicker than replacing."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return text


def _block(block: str) -> str:
    """Write a block that has several lines or a mark; a list or table may follow a line of text at once."""
    written: list[str] = []
    now = ""
    for line in block.split("\n"):
        kind = KINDS.get(line[:2], "p")
        if kind != now:
            written.append(CLOSED[now] + OPENED[kind])
        elif kind == "p":
            ended = written[-1].endswith(ENDS_SENTENCE) and line[0].isupper()
            written.append(" " if ended else "<br>\n")
        written.append(_WRITTEN[kind](line))
        now = kind
    return "".join(written) + CLOSED[now]


def _item(line: str) -> str:
    return f"<li>{line[2:].strip()}</li>\n"


def _heading(line: str) -> str:
    return f"<h2>{line[2:].strip()}</h2>\n"


def _row(line: str) -> str:
    cells = line.split("|")
    if len(cells) != CELLS:
        return f'<tr><td colspan="2">{line.strip("| ")}</td></tr>\n'
    return f'<tr><th scope="row">{cells[1].strip()}</th><td>{cells[2].strip()}</td></tr>\n'


_WRITTEN: Mapping[str, Callable[[str], str]] = {"h2": _heading, "ul": _item, "table": _row, "p": str}


def _anchor(match: re.Match[str]) -> str:
    return _link(match[1])


@lru_cache(maxsize=MOST_REMEMBERED)
def _link(shown: str) -> str:
    if shown.startswith(("http://", "https://")):
        return f'<a href="{shown}">{shown}</a>'
    scheme = "mailto:" if "@" in shown else "https://"
    return f'<a href="{scheme}{shown}">{shown}</a>'

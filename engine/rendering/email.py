"""
The two parts of an e-mail, from one body in our light markup: plain text and accessible HTML.

Both are made block by block (engine.rendering.blockwise); most blocks are one line of text, copied as it is.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape

from engine.rendering.organisation_words import LINK_CLOSE, LINK_OPEN, MOST_REMEMBERED

LINK = re.compile(f"{LINK_OPEN}([^{LINK_CLOSE}]*){LINK_CLOSE}")
#: how a line begins -> the element that it belongs to; any other line is part of a paragraph
KINDS = {"##": "h2", "**": "strong", "- ": "ul", "| ": "table"}
#: the first sign of a block that is no plain paragraph
MARKS = frozenset({"#", "-", "|", "*"})
#: what an element opens and closes with
OPENED = {"p": "<p>", "ul": "<ul>\n", "table": "<table>\n", "h2": "", "strong": "", "": ""}
CLOSED = {"p": "</p>\n", "ul": "</ul>\n", "table": "</table>\n", "h2": "", "strong": "", "": ""}
ENDS_SENTENCE = (".", "?", "!")
#: the pieces of `| label | bedrag |`, with the nothing before and after
CELLS = 4


def plain_block(block: str) -> str:
    """Give a block as plain text: headings on a line of their own, rows as `label: bedrag`."""
    text = block.replace(LINK_OPEN, "").replace(LINK_CLOSE, "") if LINK_OPEN in block else block
    if "|" not in text and "## " not in text:
        return text
    return "\n".join(map(_plain_line, text.split("\n")))


def _plain_line(line: str) -> str:
    if line.startswith("|"):
        cells = line.split("|")
        return f"{cells[1].strip(' ')}: {cells[2].strip(' ')}" if len(cells) == CELLS else line
    return line.removeprefix("## ")


def html_block(block: str) -> str:
    """
    Give a block as HTML elements: h2, p, strong, ul and table with row headings; every word in it is escaped.

    Only addresses from organisation.yaml become links. In a paragraph a line that ends a sentence runs on
    into the next sentence; any other line keeps its break.
    """
    escaped = _escaped(block)
    plain = "\n" not in escaped and escaped[0] not in MARKS
    html = f"<p>{escaped}</p>\n" if plain else _block(escaped)
    return LINK.sub(_anchor, html) if LINK_OPEN in html else html


def both_parts(block: str) -> tuple[str, str]:
    """Give a block as plain text and as HTML."""
    return plain_block(block), html_block(block)


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


def _strong(line: str) -> str:
    return f"<p><strong>{line.strip('*').strip()}</strong></p>\n"


def _row(line: str) -> str:
    cells = line.split("|")
    if len(cells) != CELLS:
        return f'<tr><td colspan="2">{line.strip("| ")}</td></tr>\n'
    return f'<tr><th scope="row">{cells[1].strip()}</th><td>{cells[2].strip()}</td></tr>\n'


_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "h2": _heading,
    "strong": _strong,
    "ul": _item,
    "table": _row,
    "p": str,
}


def _anchor(match: re.Match[str]) -> str:
    return _link(match[1])


@lru_cache(maxsize=MOST_REMEMBERED)
def _link(shown: str) -> str:
    if shown.startswith(("http://", "https://")):
        return f'<a href="{shown}">{shown}</a>'
    scheme = "mailto:" if "@" in shown else "https://"
    return f'<a href="{scheme}{shown}">{shown}</a>'

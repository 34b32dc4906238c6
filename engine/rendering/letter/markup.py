"""The light markup in which template authors write the body of a letter."""

import re
from collections.abc import Callable
from itertools import groupby

from engine.rendering.letter.content import (
    AmountTable,
    Block,
    BulletList,
    Heading,
    Paragraph,
    PaymentPlace,
)

HEADING = re.compile(r"## +(?P<text>\S.*)")
BULLET = re.compile(r"- +(?P<text>\S.*)")
#: a paragraph of its own in bold type, as the law asks in some places (law.md BE-12, 5)
BOLD = re.compile(r"\*\*(?P<text>[^*\s][^*]*)\*\*")
ROW = re.compile(r"\| *(?P<label>[^|]*[^| ]) *\| *(?P<amount>[^|]*[^| ]) *\|")
#: by the first sign of a line: what it may be, and what it then looks like
MARKED = {
    "#": ("heading", HEADING),
    "-": ("list", BULLET),
    "|": ("table", ROW),
    "*": ("bold", BOLD),
}
PLAIN = ("paragraph", re.compile(".+"))
#: the line that says where the payment request comes
PAYMENT_LINE = "[betalen]"


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """
    Turn the text of a letter into its blocks.

    `## kop`, `- punt`, `| label | bedrag |`, `**vet**` and `[betalen]` each take a line of their own;
    a blank line ends a paragraph. Everything else is one, letter for letter: there is no other markup.
    """
    lines = [line.strip() for line in text.splitlines()]
    return tuple(block for kind, group in groupby(lines, _kind) for block in _BLOCKS[kind](list(group)))


def _kind(line: str) -> str:
    if line == PAYMENT_LINE:
        return "payment"
    kind, pattern = MARKED.get(line[:1], PLAIN)
    if pattern.fullmatch(line):
        return kind
    return "paragraph" if line else "blank"


def _headings(lines: list[str]) -> list[Block]:
    return [Heading(text=line.removeprefix("##").strip()) for line in lines]


def _bullets(lines: list[str]) -> list[Block]:
    return [BulletList(items=tuple(line.removeprefix("-").strip() for line in lines))]


def _table(lines: list[str]) -> list[Block]:
    cells = [line.strip("|").split("|") for line in lines]
    return [AmountTable(rows=tuple((label.strip(), amount.strip()) for label, amount in cells))]


_BLOCKS: dict[str, Callable[[list[str]], list[Block]]] = {
    "payment": lambda lines: [PaymentPlace() for _ in lines],
    "heading": _headings,
    "list": _bullets,
    "table": _table,
    "bold": lambda lines: [Paragraph(text=line.strip("*"), bold=True) for line in lines],
    "paragraph": lambda lines: [Paragraph(text=" ".join(lines))],
    "blank": lambda _: [],
}

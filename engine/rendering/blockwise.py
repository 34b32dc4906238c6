"""
Texts made block by block, for most blocks say the same to everybody.

What stands between two empty lines is a block. One without a word of the debtor or the case in it is the same
in every text of a creditor: what it becomes is worked out once and remembered. One with such a word carries
a mark, is worked out for each contact, and is never kept. (Such a word is one line: no block falls in two.)
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from engine.rendering.vocabulary import ORGANISATION_WORDS

#: stands before every word of a debtor or case while a text is made; nothing that comes from outside holds it
MARK = "\x02"
#: blocks without such a word are few: those of each template, for each creditor
MOST_BLOCKS = 8192

Made = TypeVar("Made")


class Blockwise(Generic[Made]):
    """Makes something of each block of a marked text; remembers what became of blocks without a mark."""

    def __init__(self, make: Callable[[str], Made | None]) -> None:
        self._make = make
        self._known: dict[str, Made | None] = {}

    def of(self, marked: str, own: dict[str, Made | None] | None = None) -> list[Made]:
        """
        Give what each block becomes; those that become nothing are left out.

        `own` keeps the marked blocks of one contact, for who reads its text a second time.
        """
        mine = {} if own is None else own
        found = [self._known.get(block) or self._made(block, mine) for block in marked.split("\n\n")]
        return [made for made in found if made is not None]

    def _made(self, block: str, mine: dict[str, Made | None]) -> Made | None:
        if MARK in block:
            if block not in mine:
                mine[block] = self._make(block.replace(MARK, "").strip("\n"))
            return mine[block]
        if len(self._known) >= MOST_BLOCKS:
            self._known.clear()
        made = self._known[block] = self._make(block.strip("\n"))
        return made


def with_marks(tree: nodes.Template) -> nodes.Template:
    """Put a mark before whatever a text writes out, unless it is a word of the organisation."""
    _Marks().visit(tree)
    return tree


class _Marks(NodeTransformer):
    """Knows nothing of what a loop calls its items: everything in a loop is marked."""

    def __init__(self) -> None:
        self.loops = 0

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - the name that Jinja calls
        self.loops += 1
        self.generic_visit(node)
        self.loops -= 1
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - the name that Jinja calls
        node.nodes = [marked for written in node.nodes for marked in self._marked(written)]
        return node

    def _marked(self, written: nodes.Expr) -> list[nodes.Expr]:
        if isinstance(written, nodes.TemplateData) or (not self.loops and _of_organisation(written)):
            return [written]
        return [nodes.TemplateData(MARK), written]


def _of_organisation(written: nodes.Node | None) -> bool:
    if isinstance(written, nodes.Filter):
        return _of_organisation(written.node)
    return isinstance(written, nodes.Name) and written.name in ORGANISATION_WORDS

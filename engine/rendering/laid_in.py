"""
Texts with the words of a creditor laid in: compiled once for each creditor and who writes for it.

Most words of a text are those of the organisation. Laid in, they are part of the text itself, and only the
words of a contact are left to write out; what an `if` asks about the organisation is answered beforehand.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import cast

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from engine.rendering.compiled import CompiledText
from engine.rendering.organisation_words import Fixed
from engine.rendering.template import ChannelText

#: texts of creditors that are in use at the same time; any more are written out from the text of all
MOST_TEXTS = 1024


@dataclass(frozen=True, slots=True)
class LaidIn:
    """Knows the texts of each creditor."""

    _known: dict[tuple[object, ...], CompiledText] = field(default_factory=dict)

    def pieces(self, text: ChannelText, fixed: Fixed, words: dict[str, object]) -> list[str]:
        """Write a text out piece by piece, as CompiledText.pieces does; raises MissingWord."""
        key = (text.template, text.version, text.channel, fixed.key)
        own = self._known.get(key)
        if own is not None:
            return own.pieces(words)
        if len(self._known) < MOST_TEXTS:
            self._known[key] = CompiledText(
                text.compiled.environment, laid_in(text.compiled.tree, fixed.words)
            )
        return text.compiled.pieces(fixed.words | words)


def laid_in(tree: nodes.Template, words: Mapping[str, object]) -> nodes.Template:
    """Put words in their places; gives another tree."""
    return cast("nodes.Template", _WordsLaidIn(words).visit(deepcopy(tree)))


class _WordsLaidIn(NodeTransformer):
    """A loop never calls its items by the name of a word (engine.rendering.grammar)."""

    def __init__(self, words: Mapping[str, object]) -> None:
        self.words = words

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - the name that Jinja calls
        return nodes.Const(self.words[node.name]) if node.name in self.words else node

    def visit_If(self, node: nodes.If) -> nodes.If | list[nodes.Node]:  # noqa: N802 - the name that Jinja calls
        if node.elif_:
            first, *others = node.elif_
            otherwise = nodes.If(first.test, first.body, others, node.else_, lineno=first.lineno)
            node.elif_, node.else_ = [], [otherwise]
        self.generic_visit(node)
        node.body, node.else_ = _joined(node.body), _joined(node.else_)
        try:
            return node.body if cast("nodes.Expr", node.test).as_const() else node.else_
        except nodes.Impossible:
            return node

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - the name that Jinja calls
        self.generic_visit(node)
        node.body = _joined(node.body)
        return node

    def visit_Template(self, node: nodes.Template) -> nodes.Template:  # noqa: N802 - the name that Jinja calls
        self.generic_visit(node)
        node.body = _joined(node.body)
        return node


def _joined(body: list[nodes.Node]) -> list[nodes.Node]:
    """Put what is written out in a row into one place, so that it can become one piece."""
    joined: list[nodes.Node] = []
    for node in body:
        before = joined[-1] if joined else None
        if isinstance(node, nodes.Output) and isinstance(before, nodes.Output):
            before.nodes += node.nodes
        else:
            joined.append(node)
    return joined

"""WhatsApp: a text that was approved beforehand, with numbered places for what differs."""

import re
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from engine.rendering.compiled import BEFORE_POINT

#: what a place is wrapped in while a text is rendered; no name or description holds such a sign
OPEN, CLOSE = "\x1e", "\x1f"
PLACE = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
#: Meta's bound for the body, places filled in
LONGEST = 1024


def with_places(tree: nodes.Template) -> tuple[nodes.Template, tuple[str, ...]]:
    """Wrap whatever a text writes out, and name what stands in each place, in order."""
    transformer = _Places()
    transformer.visit(tree)
    return tree, tuple(transformer.names)


def filled(rendered: str, places: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Part a rendered text into what the debtor reads and the values of the places; the same word once."""
    values = dict(zip(places, PLACE.findall(rendered), strict=True))
    return PLACE.sub(r"\1", rendered), tuple(values.values())


def approved_text(rendered: str, places: tuple[str, ...]) -> str:
    """Give the text as it is handed to the provider for approval: `{{1}}`, `{{2}}`, ..."""
    numbers = {name: str(number) for number, name in enumerate(dict.fromkeys(places), start=1)}
    names: Iterator[str] = iter(places)
    return PLACE.sub(lambda _: f"{{{{{numbers[next(names)]}}}}}", rendered)


class _Places(NodeTransformer):
    def __init__(self) -> None:
        self.names: list[str] = []

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - the name that Jinja calls
        node.nodes = [wrapped for written in node.nodes for wrapped in self._wrapped(written)]
        return node

    def _wrapped(self, written: nodes.Expr) -> list[nodes.Expr]:
        if isinstance(written, nodes.TemplateData):
            return [written]
        if isinstance(written, nodes.Filter) and written.name == BEFORE_POINT and written.node:
            written = written.node  # a place of an approved text holds the same words everywhere
        self.names.append(_name(written))
        return [nodes.TemplateData(OPEN), written, nodes.TemplateData(CLOSE)]


def _name(node: nodes.Node | None) -> str:
    match node:
        case nodes.Filter():
            return f"{_name(node.node)} | {node.name}"
        case nodes.Getattr():
            return f"{_name(node.node)}.{node.attr}"
        case nodes.Name():
            return node.name
        case _:
            return type(node).__name__

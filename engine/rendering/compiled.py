"""Texts made ready: their parts laid in, compiled once, rendered as often as needed."""

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from engine.rendering.blockwise import MARK
from engine.rendering.dutch import Style
from engine.rendering.grammar import Source

#: the filter that we put before the point of a sentence: B.V. ends with one of its own
BEFORE_POINT = "before_point"


class MissingWord(LookupError):
    """A text asks for something that this case does not have."""


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja with nothing in it but our filters; a dot reaches only into the records that we hand over."""

    def __init__(self, style: Style, *, autoescape: bool = False) -> None:
        super().__init__(
            undefined=StrictUndefined,
            autoescape=autoescape,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=0,
        )
        self.globals.clear()
        self.tests.clear()
        self.filters.clear()
        self.filters.update(style.filters)
        self.filters[BEFORE_POINT] = lambda written: str(written).removesuffix(".")

    def getattr(self, obj: object, attribute: str) -> object:
        """Read a part of a record, never an attribute of a Python object; raises UndefinedError."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        raise UndefinedError(f"nothing here has a part {attribute!r}")


class CompiledText:
    """A text that can be rendered as often as needed."""

    __slots__ = ("_context", "_write", "environment", "tree")

    def __init__(self, environment: TemplateEnvironment, tree: nodes.Template) -> None:
        self.environment, self.tree = environment, tree
        template = environment.from_string(tree)
        self._write: Callable[[Context], Iterator[str]] = template.root_render_func
        self._context = template.new_context

    def render(self, words: dict[str, object]) -> str:
        """Write the text out with the words of one contact; raises MissingWord."""
        return "".join(self.pieces(words)).replace(MARK, "")

    def pieces(self, words: dict[str, object]) -> list[str]:
        """Write the text out in pieces, a mark before each word of a debtor or case; raises MissingWord."""
        try:
            return list(self._write(self._context(words, shared=True)))
        except UndefinedError as error:
            raise MissingWord(str(error)) from error


def flat(environment: TemplateEnvironment, source: Source, parts: Mapping[str, Source]) -> nodes.Template:
    """Parse a text with its parts laid in: one tree without inclusions, which renders faster."""
    tree = environment.parse(source.text, source.file)
    return cast("nodes.Template", _PartsLaidIn(environment, parts).visit(tree))


class _PartsLaidIn(NodeTransformer):
    """Puts the content of a part in the place of its inclusion, and lets no sentence end with two points."""

    def __init__(self, environment: TemplateEnvironment, parts: Mapping[str, Source]) -> None:
        self.environment = environment
        self.parts = parts

    def visit_Include(self, node: nodes.Include) -> list[nodes.Node]:  # noqa: N802 - the name that Jinja calls
        return flat(self.environment, self.parts[node.template.as_const()], self.parts).body

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - the name that Jinja calls
        following = [*node.nodes[1:], nodes.TemplateData("")]
        node.nodes = [_before_point(one, then) for one, then in zip(node.nodes, following, strict=True)]
        return node


def _before_point(written: nodes.Expr, then: nodes.Expr) -> nodes.Expr:
    ends = isinstance(then, nodes.TemplateData) and then.data[:1] == "." != then.data[1:2]
    if isinstance(written, nodes.TemplateData) or not ends:
        return written
    return nodes.Filter(written, BEFORE_POINT, [], [], None, None, lineno=written.lineno)

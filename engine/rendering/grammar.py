"""
What a template may say: an allow-list over Jinja's syntax tree.

Allowed are a word or a part of it, four filters, `if` with comparisons to constants, `for` over a list, and
the inclusion of a part. Everything else is refused with its place and what to write in its stead. So a
template cannot reach into the program, and cannot grow without bound: a loop goes over a list that was given,
and a loop inside it only over a list of that loop's own item.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from jinja2 import nodes

from engine.rendering.fault import Fault, nearest
from engine.rendering.vocabulary import Kind, Vocabulary, Word

#: filter -> the kind of word that it writes out
FILTERS: Mapping[str, Kind] = {
    "euro": Kind.AMOUNT,
    "datum": Kind.DATE,
    "dag": Kind.DATE,
    "iban": Kind.ACCOUNT,
}
#: kinds that cannot be written out as they are, with what to write
WRITTEN_AS: Mapping[Kind, str] = {
    Kind.AMOUNT: "{{ WORD | euro }}",
    Kind.DATE: "{{ WORD | datum }} or {{ WORD | dag }}",
    Kind.LIST: "{% for item in WORD %}",
    Kind.RECORD: "a part of it, such as {{ WORD.datum }}",
    Kind.FLAG: "{% if WORD %}",
}
#: kinds that can be compared, with the constants that they can be compared to
COMPARABLE: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.AMOUNT: (int, float),
    Kind.NUMBER: (int,),
}
COMPARISONS = frozenset({"eq", "ne", "gt", "gteq", "lt", "lteq"})
#: what people try most, with what to write in its stead
INSTEAD: Mapping[type[nodes.Node], str] = {
    nodes.Call: "a template calls nothing: use a word and one of the filters euro, datum, dag, iban",
    nodes.BinExpr: "a template does not calculate: ask for a word that holds the result",
    nodes.Assign: "a template sets nothing: ask for a word that holds it",
    nodes.Getitem: "write word.part",
    nodes.Test: 'write {% if word %} or {% if word == "x" %}',
    nodes.CondExpr: "write {% if word %}...{% else %}...{% endif %}",
    nodes.Macro: 'put the text in a file under _parts/ and write {% include "_parts/name.txt" %}',
}
ELSE_INSTEAD = "a template holds words, if, for and include; nothing else"
#: names that mean something to Jinja itself
JINJA_NAMES = frozenset({"loop", "self", "super", "caller"})
DEEPEST_IF, DEEPEST_FOR, DEEPEST_PART, MOST_PARTS = 8, 2, 2, 40

Asked = dict[str, set[str | float]]


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the shelf: its name there, its text, and that text parsed."""

    file: str
    text: str
    tree: nodes.Template


@dataclass(slots=True)
class Usage:
    """What one text uses, with all the parts that it includes."""

    #: word -> the first line where it stands in the file itself; 0: only in a part
    words: dict[str, int] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    #: words that an `if` asks about, with the constants that they are compared to
    asked: Asked = field(default_factory=dict)
    loops: bool = False
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the inspection stands: the file, the names that are known there, and how deep it is."""

    source: Source
    names: Vocabulary
    ifs: int = 0
    parts: int = 0
    #: the variables of the loops around it, the innermost last
    loops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The allow-list for texts that use one vocabulary and may include the parts of one shelf."""

    vocabulary: Vocabulary
    parts: Mapping[str, Source]

    def inspect(self, source: Source) -> Usage:
        """List what a text uses, and everything in it that is not allowed."""
        inspection = _Inspection(self)
        try:
            inspection.body(source.tree.body, _Place(source=source, names=self.vocabulary))
        except RecursionError:
            inspection.usage.faults.append(Fault(source.file, 1, "nested too deep", "write plain sentences"))
        inspection.usage.faults = list(dict.fromkeys(inspection.usage.faults))
        return inspection.usage


@dataclass(slots=True)
class _Inspection:
    """One walk over a syntax tree."""

    grammar: Grammar
    usage: Usage = field(default_factory=Usage)

    def body(self, body: list[nodes.Node], place: _Place) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    self._output(node, place)
                case nodes.If():
                    self._if(node, place)
                case nodes.For():
                    self._for(node, place)
                case nodes.Include():
                    self._include(node, place)
                case _:
                    self._not_allowed(node, place)

    def _output(self, node: nodes.Output, place: _Place) -> None:
        for written in node.nodes:
            if isinstance(written, nodes.TemplateData):
                continue
            filtered = written if isinstance(written, nodes.Filter) else None
            word = self._word(filtered.node if filtered and filtered.node else written, place)
            if word is not None and filtered is not None:
                self._filter(filtered, word, place)
            elif word is not None and word.kind in WRITTEN_AS:
                path = _path(written)
                fix = f"write {WRITTEN_AS[word.kind].replace('WORD', path)}"
                self._fault(written, place, f"{path} cannot be written out as it is", fix)

    def _filter(self, node: nodes.Filter, word: Word, place: _Place) -> None:
        if node.name not in FILTERS or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            fix = "the filters are: euro, datum, dag, iban, each without arguments"
            self._fault(node, place, f"the filter {node.name!r} is not allowed here", fix)
        elif word.kind is not FILTERS[node.name]:
            what = f"the filter {node.name!r} does not fit {_path(node)}"
            self._fault(node, place, what, f"{_path(node)} is of the kind {word.kind}")

    def _if(self, node: nodes.If, place: _Place) -> None:
        if place.ifs >= DEEPEST_IF:
            self._fault(node, place, "too many `if` inside each other", "make two texts of it")
            return
        inner = replace(place, ifs=place.ifs + 1)
        for branch in (node, *node.elif_):
            self._test(branch.test, place)
            self.body(branch.body, inner)
        self.body(node.else_, inner)

    def _test(self, node: nodes.Node, place: _Place) -> None:
        match node:
            case nodes.Not():
                self._test(node.node, place)
            case nodes.And() | nodes.Or():
                self._test(node.left, place)
                self._test(node.right, place)
            case nodes.Compare():
                self._comparison(node, place)
            case _:
                self._ask(node, place, ())

    def _comparison(self, node: nodes.Compare, place: _Place) -> None:
        constant = node.ops[0].expr
        if len(node.ops) != 1 or node.ops[0].op not in COMPARISONS or not isinstance(constant, nodes.Const):
            fix = "compare one word with one constant by == != < <= > >="
            self._fault(node, place, "this comparison is not allowed", fix)
            return
        word = self._ask(node.expr, place, (constant.value,))
        if word is not None and type(constant.value) not in COMPARABLE.get(word.kind, ()):
            fix = "compare a text with a text, and an amount or a number with a number"
            self._fault(node, place, f"{_path(node.expr)} cannot be compared with {constant.value!r}", fix)

    def _ask(self, node: nodes.Node, place: _Place, constants: tuple[str | float, ...]) -> Word | None:
        word = self._word(node, place)
        if word is not None and isinstance(node, nodes.Name) and not place.loops.count(node.name):
            self.usage.asked.setdefault(node.name, set()).update(constants)
        return word

    def _for(self, node: nodes.For, place: _Place) -> None:
        self.usage.loops = True
        word = self._word(node.iter, place)
        name = node.target.name if isinstance(node.target, nodes.Name) else ""
        if not name or name in place.names or name in JINJA_NAMES:
            self._fault(node, place, "a loop needs one new name", "write {% for zaak in zaken %}")
        elif node.else_ or node.test or node.recursive:
            self._fault(node, place, "a loop takes no else, if or recursive", "put an `if` inside the loop")
        elif len(place.loops) >= DEEPEST_FOR or not _belongs(node.iter, place.loops):
            fix = "a loop inside another goes over a list of that loop's item, such as zaak.facturen"
            self._fault(node, place, "this loop may not stand here", fix)
        elif word is not None and word.kind is not Kind.LIST:
            self._fault(node, place, f"{_path(node.iter)} is no list", "loop over zaken or zaak.facturen")
        elif word is not None:
            names = {**place.names, name: Word(Kind.RECORD, word.parts)}
            self.body(node.body, replace(place, names=names, loops=(*place.loops, name)))

    def _include(self, node: nodes.Include, place: _Place) -> None:
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        part = self.grammar.parts.get(name) if isinstance(name, str) else None
        if part is None or node.ignore_missing or not node.with_context:
            known = ", ".join(sorted(self.grammar.parts)) or "none"
            what = "only a part may be included, by its own name"
            self._fault(node, place, what, f"the parts are: {known}")
        elif place.parts >= DEEPEST_PART or len(self.usage.parts) >= MOST_PARTS:
            self._fault(node, place, "too many parts inside each other", "include fewer parts")
        else:
            self.usage.parts.append(part.file)
            self.body(part.tree.body, replace(place, source=part, parts=place.parts + 1))

    def _word(self, node: nodes.Node, place: _Place) -> Word | None:
        """Find what an expression stands for; None after a fault."""
        if isinstance(node, nodes.Name):
            return self._name(node, place)
        if not isinstance(node, nodes.Getattr):
            self._not_allowed(node, place)
            return None
        owner = self._word(node.node, place)
        if owner is None:
            return None
        part = owner.parts.get(node.attr) if owner.kind is Kind.RECORD else None
        if part is None:
            fix = nearest(node.attr, owner.parts)
            self._fault(node, place, f"{_path(node.node)} has no part {node.attr!r}", fix)
        return part

    def _name(self, node: nodes.Name, place: _Place) -> Word | None:
        word = place.names.get(node.name)
        if word is None:
            self._fault(node, place, f"there is no word {node.name!r}", nearest(node.name, place.names))
        elif node.name in self.grammar.vocabulary:
            line = 0 if place.parts else node.lineno
            self.usage.words[node.name] = self.usage.words.get(node.name) or line
        return word

    def _not_allowed(self, node: nodes.Node, place: _Place) -> None:
        fix = next((text for kind, text in INSTEAD.items() if isinstance(node, kind)), ELSE_INSTEAD)
        self._fault(node, place, f"{type(node).__name__} is not allowed in a template", fix)

    def _fault(self, node: nodes.Node, place: _Place, what: str, fix: str) -> None:
        self.usage.faults.append(Fault(place.source.file, node.lineno, what, fix))


def _belongs(iterated: nodes.Node, loops: tuple[str, ...]) -> bool:
    """Say whether a loop may go over something: outside all loops, or a list of the innermost loop's item."""
    if not loops:
        return True
    owner = iterated.node if isinstance(iterated, nodes.Getattr) else None
    return isinstance(owner, nodes.Name) and owner.name == loops[-1]


def _path(node: nodes.Node | None) -> str:
    match node:
        case nodes.Getattr():
            return f"{_path(node.node)}.{node.attr}"
        case nodes.Filter():
            return _path(node.node)
        case nodes.Name():
            return node.name
        case _:
            return type(node).__name__

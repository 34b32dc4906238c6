"""
YAML as words with line numbers: mappings, lists and texts, and nothing else of the language.

Every value stays the text that was written; the models say what it means. So no postcode loses its zero and
no country called NO turns into a "no". Aliases, tags and second documents are refused: nobody needs them
here, and an alias can make a small file grow without end.
"""

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from engine.campaigns.finding import KeyPath, Mistake
from engine.campaigns.tree import EMPTY, Tree
from engine.campaigns.yaml_errors import MOST_MISTAKES, syntax_mistakes

#: keys within keys; the files need eight
DEEPEST = 12
#: keys and values together; a thousand creditors need half of it
MOST_VALUES = 50_000
#: control characters and halves of characters, which can only come in through escapes
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
PLAIN_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


class _Stopped(Exception):
    """Reading on makes no sense."""


def read_tree(text: str) -> Tree:
    """Read a YAML text; never raises, whatever the text."""
    reading = _Reading()
    try:
        data = reading.document(YAML(typ="safe", pure=True).parse(text))
    except _Stopped:
        data = EMPTY
    # beside its own errors the parser lets two of Python's own through, on numbers that are far too large
    except (YAMLError, ValueError, OverflowError) as error:
        data = EMPTY
        reading.mistakes.extend(syntax_mistakes(error, text))
    return Tree(data=data, lines=reading.lines, mistakes=tuple(reading.mistakes))


class _Reading:
    """Turns the parser's events into a tree, noting lines and mistakes on the way."""

    def __init__(self) -> None:
        self.lines: dict[KeyPath, int] = {}
        self.mistakes: list[Mistake] = []
        self.broken = False

    def document(self, events: Iterator[Event]) -> object:
        """Read the one document that a file may hold."""
        next(events)
        if not isinstance(next(events), DocumentStartEvent):
            raise self._stop((), 1, "the file is empty", 'begin with "version: 1"')
        data = self._node((), next(events), events)
        next(events)
        if isinstance(more := next(events), DocumentStartEvent):
            self._note((), _line(more), "a second document begins here", 'remove the line "---"')
        return EMPTY if self.broken else data

    def _node(self, path: KeyPath, event: Event, events: Iterator[Event]) -> object:
        self.lines.setdefault(path, _line(event))
        self._refuse_sharing(path, event)
        if len(path) > DEEPEST:
            raise self._stop(path[:1], _line(event), f"more than {DEEPEST} levels deep", "write it flatter")
        if len(self.lines) > MOST_VALUES:
            raise self._stop(path[:1], _line(event), f"more than {MOST_VALUES:,} values", "split the file")
        if isinstance(event, ScalarEvent):
            return self._scalar(path, event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path, events)
        return EMPTY if isinstance(event, AliasEvent) else self._sequence(path, events)

    def _mapping(self, path: KeyPath, events: Iterator[Event]) -> dict[str, object]:
        data: dict[str, object] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            key = self._key(path, event, events)
            inner = (*path, key)
            if key in data:
                self._note_twice(inner, _line(event))
            self.lines.setdefault(inner, _line(event))
            value = self._node(inner, next(events), events)
            data.setdefault(key, value)
        return data

    def _key(self, path: KeyPath, event: Event, events: Iterator[Event]) -> str:
        if isinstance(event, ScalarEvent) and event.tag is None and not UNSEEN.search(event.value):
            return str(event.value)
        self._node((*path, "?"), event, events)
        self._note(path, _line(event), "a key must be a plain word", "put a text with { or [ in quotes")
        return "?"

    def _sequence(self, path: KeyPath, events: Iterator[Event]) -> list[object]:
        data: list[object] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            data.append(self._node((*path, len(data)), event, events))
        return data

    def _scalar(self, path: KeyPath, event: ScalarEvent) -> object:
        if UNSEEN.search(event.value):
            self._note(path, _line(event), "holds a character that cannot be seen", "type it again")
            return EMPTY
        if event.style is not None or event.value not in PLAIN_EMPTY:
            return str(event.value)
        self._note(path, self.lines[path], "has no value", "write a value, or remove the key")
        return EMPTY

    def _refuse_sharing(self, path: KeyPath, event: Event) -> None:
        if isinstance(event, AliasEvent):
            self.broken = True
            fix = "write it out, or put what campaigns share under `defaults`"
            self._note(path, _line(event), f'the alias "*{event.anchor}" is not allowed', fix)
        elif isinstance(event, NodeEvent) and event.anchor is not None:
            self._note(path, _line(event), f'the anchor "&{event.anchor}" is not allowed', "remove it")
        if getattr(event, "tag", None) is not None:
            self._note(path, _line(event), "a tag (a word after !) is not allowed", "remove it")

    def _note_twice(self, path: KeyPath, line: int) -> None:
        first = self.lines[path]
        message = f'the key "{path[-1]}" stands here twice: on line {first} and on line {line}'
        self._note(path, line, message, "keep one of them")

    def _note(self, path: KeyPath, line: int, message: str, fix: str) -> None:
        self.mistakes.append(Mistake(path, message, fix, line=line))
        if len(self.mistakes) >= MOST_MISTAKES:
            raise self._stop(path, line, "too many mistakes: not read further", "mend these first")

    def _stop(self, path: KeyPath, line: int, message: str, fix: str) -> _Stopped:
        self.mistakes.append(Mistake(path, message, fix, line=line))
        return _Stopped()


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1

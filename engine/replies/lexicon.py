"""The lexicons: word classes, dialect and patterns for each label, loaded from the files beside this module."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from engine.replies.label import Label
from engine.replies.pattern import Pattern, compile_pattern
from engine.replies.words import plain

#: how many words are remembered with what they find
MOST_KEPT = 100_000
HERE = Path(__file__).parent / "lexicon"


@dataclass(frozen=True)
class Entry:
    """One pattern of one label, and what its match does."""

    label: str
    #: says: gives the label; needs: help besides; hides: takes away what it covers; bars: none in this message
    does: str
    pattern: Pattern
    #: asked only of a reply in another language
    is_foreign: bool = False


@dataclass(frozen=True)
class Lexicon:
    """All patterns, found by their words; and how words are written out."""

    entries: tuple[Entry, ...]
    written_out: Mapping[str, str]
    vocabulary: frozenset[str]
    classes: Mapping[str, tuple[str, ...]]
    by_word: Mapping[str, tuple[int, ...]]
    by_form: tuple[tuple[str, tuple[int, ...]], ...]
    _cache: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def asked(self, words: Iterable[str]) -> list[Entry]:
        """Give the entries that can match at all, given the words of a reply."""
        numbers: set[int] = set()
        for word in words:
            numbers.update(self._found_by(word))
        return [self.entries[number] for number in sorted(numbers)]

    def _found_by(self, word: str) -> tuple[int, ...]:
        known = self._cache.get(word)
        if known is None:
            forms = [number for form, found in self.by_form if fnmatchcase(word, form) for number in found]
            known = (*self.by_word.get(word, ()), *forms)
            if len(self._cache) < MOST_KEPT:
                self._cache[word] = known
        return known


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Load the lexicons once. Raises ValueError with file and line: a pattern that cannot be read."""
    classes = {name: tuple(words.split()) for name, words in _yaml("classes.yaml").items()}
    written_out = _dialect()
    entries = tuple(_entries(classes, written_out))
    by_word: dict[str, list[int]] = {}
    by_form: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for anchor in entry.pattern.anchors:
            (by_form if "*" in anchor else by_word).setdefault(anchor, []).append(number)
    return Lexicon(
        entries,
        written_out,
        frozenset(_vocabulary(entries, classes)),
        classes,
        {word: tuple(found) for word, found in by_word.items()},
        tuple((form, tuple(found)) for form, found in by_form.items()),
    )


def _yaml(name: str) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe", pure=True).load((HERE / name).read_text(encoding="utf-8"))
    return read


def _dialect() -> dict[str, str]:
    with (HERE / "written_out.csv").open(encoding="utf-8", newline="") as file:
        return {plain(row["word"]): row["means"] for row in csv.DictReader(file)}


def _entries(classes: Mapping[str, tuple[str, ...]], spelled: Mapping[str, str]) -> Iterable[Entry]:
    for file in sorted((HERE / "labels").glob("*.yaml")):
        for label, parts in _yaml(f"labels/{file.name}").items():
            Label(label)
            for does, lines in parts.items():
                for line in filter(None, map(str.strip, str(lines).splitlines())):
                    try:
                        pattern = compile_pattern(line, classes, spelled)
                        yield Entry(label, does, pattern, file.stem == "foreign")
                    except ValueError as error:
                        raise ValueError(f"{file.name}, {label}: {error}") from error


def _vocabulary(entries: Iterable[Entry], classes: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    for words in classes.values():
        yield from (word for word in words if word.isalpha())
    for entry in entries:
        for element in entry.pattern.source.replace("|", " ").split():
            bare = element.strip("!~?")
            if bare.isalpha() and bare.islower():
                yield bare

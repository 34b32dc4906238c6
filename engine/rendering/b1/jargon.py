"""Words that people stumble over, with plain ones in their place: the list, and how it is looked up."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from engine.rendering.b1.finding import Finding, Level

LEVELS = {"error": Level.FAIL, "warn": Level.WARN, "explain": Level.WARN}
RULES = {"error": "jargon", "warn": "stiff-word", "explain": "explain-term"}
#: one word of a text: letters and figures, with points, dashes and apostrophes inside
TOKEN = re.compile(r"\w+(?:[.'\u2019-]\w+)*|€")


class Form(NamedTuple):
    """One way to write a term: its words after the first, and what is said about it."""

    rest: tuple[str, ...]
    #: an abbreviation is matched sign for sign, with its last point
    exact: str
    rule: str
    level: Level
    alternative: str


@dataclass(frozen=True, slots=True)
class JargonList:
    """All forms by their first word, the longest first: one look-up a word, however long the list."""

    forms: Mapping[str, tuple[Form, ...]]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> "JargonList":
        """Make the list from rows with term, variants (`|` between them), alternative and severity."""
        forms: dict[str, list[Form]] = {}
        for row in rows:
            for written in _written(row):
                first, *rest = TOKEN.findall(written.lower())
                exact = written if written.endswith(".") else ""
                severity = row["severity"]
                form = Form(tuple(rest), exact, RULES[severity], LEVELS[severity], row["alternative"])
                forms.setdefault(first, []).append(form)
        return cls({first: tuple(sorted(some, key=_longest_first)) for first, some in forms.items()})

    def is_free_of(self, text: str) -> bool:
        """Say at a glance that a text holds no term at all; False: look."""
        words = tuple(TOKEN.findall(text.lower()))
        return not any(word in self.forms and self._forms_at(words, at) for at, word in enumerate(words))

    def find(self, text: str, *, line: int = 1) -> Iterator[Finding]:
        """Find the terms in one line of text; a word is part of one finding only."""
        if self.is_free_of(text):
            return
        found = list(TOKEN.finditer(text))
        words = tuple(match.group().lower() for match in found)
        passed = 0
        for at, match in enumerate(found):
            forms = self._forms_at(words, at) if at >= passed else ()
            for form in forms:
                if text.startswith(form.exact, match.start()):
                    passed = at + 1 + len(form.rest)
                    start, end = match.start(), found[passed - 1].end()
                    yield Finding(form.rule, form.level, line, start + 1, text[start:end], form.alternative)
                    break

    def _forms_at(self, words: tuple[str, ...], at: int) -> list[Form]:
        """List the forms that begin at a word and whose other words follow."""
        after = at + 1
        forms = self.forms.get(words[at], ())
        return [form for form in forms if words[after : after + len(form.rest)] == form.rest]


def load_jargon() -> JargonList:
    """Read the list that is shipped beside this module."""
    shipped = files("engine.rendering.b1") / "jargon.csv"
    return JargonList.of(csv.DictReader(shipped.read_text(encoding="utf-8").splitlines()))


def _written(row: Mapping[str, str]) -> Iterator[str]:
    """List the ways to write a term; a term with a word in brackets is only meant in its variants."""
    if "(" not in row["term"]:
        yield row["term"]
    yield from filter(None, row["variants"].split("|"))


def _longest_first(form: Form) -> int:
    return -len(form.rest)

"""Words that people stumble over, with plain ones in their place: the list, and how it is looked up."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple, Protocol, TypeVar

from engine.rendering.b1.finding import Level

#: severity in the list -> the rule that speaks, and how bad it is
SEVERITIES: Mapping[str, tuple[str, Level]] = {
    "error": ("jargon", Level.FAIL),
    "warn": ("stiff-word", Level.WARN),
    "explain": ("explain-term", Level.WARN),
    "legal": ("explain-term", Level.FAIL),
    "threat": ("threat", Level.FAIL),
    "pressure": ("threat", Level.WARN),
}
EXPLAINABLE = frozenset({"explain-term"})
#: what these say of a term they say of a compound with it too
COMPOUNDED = frozenset({"jargon", "stiff-word"})
#: one word of a text: letters and figures, with points, dashes and apostrophes inside
TOKEN = re.compile(r"\w++(?:[.'\u2019-]\w++)*+|€")
#: a form that ends with this stands for every word that begins so
AND_SO_ON = "*"
#: words with an open end are found by their first letters
STEM = 5
#: the shortest term that counts inside a compound, and the shortest word that may stand beside it
SHORTEST_PART, SHORTEST_REST = 7, 4
VERSION_LENGTH = 12
Key = TypeVar("Key")
#: any word may come second: the first is a term by itself
ANYTHING: frozenset[str] = frozenset()


class Form(NamedTuple):
    """One way to write a term: its words after the first, and what is said about it."""

    #: how the first word begins, for a form with an open end; else empty
    stem: str
    rest: tuple[str, ...]
    #: an abbreviation is matched sign for sign, with its last point
    exact: str
    rule: str
    level: Level
    alternative: str
    #: only in texts for this country; empty: everywhere
    country: str = ""


class Words(Protocol):
    """A sentence cut into words."""

    @property
    def words(self) -> tuple[str, ...]:
        """Give its words in small letters."""

    def reads(self, written: str, at: int) -> bool:
        """Say whether the text goes on as `written` from a word on."""


class Match(NamedTuple):
    """A form that was found: from which word up to which, the last one not included."""

    first: int
    end: int
    form: Form


@dataclass(frozen=True, slots=True)
class JargonList:
    """All forms by their first two words, the longest first: two look-ups a word, however long the list."""

    #: forms of one word
    single: Mapping[str, tuple[Form, ...]]
    #: forms of more words, by their first two
    pairs: Mapping[tuple[str, str], tuple[Form, ...]]
    #: the first words of all these, each with those that may come second; what may stand alone: ANYTHING
    begins: Mapping[str, frozenset[str]]
    #: forms with an open end, by the first letters
    stems: Mapping[str, tuple[Form, ...]]
    #: terms that a longer word may begin or end with
    parts: Mapping[str, Form]
    #: the hash of the list, 12 characters
    version: str = ""

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]], version: str = "") -> "JargonList":
        """Make the list from rows with term, variants (`|` between them), alternative and severity."""
        single: dict[str, list[Form]] = {}
        pairs: dict[tuple[str, str], list[Form]] = {}
        stems: dict[str, list[Form]] = {}
        for row in rows:
            for written in _written(row):
                first, form = _form(written, row)
                if form.stem:
                    stems.setdefault(first[:STEM], []).append(form)
                elif form.rest:
                    pairs.setdefault((first, form.rest[0]), []).append(form)
                else:
                    single.setdefault(first, []).append(form)
        seconds = _seconds(pairs)
        alone = [*single, *(first for first in seconds if first[:STEM] in stems)]
        begins = seconds | dict.fromkeys(alone, ANYTHING)
        return cls(_sorted(single), _sorted(pairs), begins, _sorted(stems), _parts(single), version)

    def is_free_of(self, text: str) -> bool:
        """Say at a glance that a text holds no term at all; False: look."""
        words = tuple(TOKEN.findall(text.lower()))
        begins, stems = self.begins, self.stems
        return not any(
            next(self._forms_at(words, at), None)
            for at, word in enumerate(words)
            if word in begins or word[:STEM] in stems
        )

    def may_begin(self, word: str) -> bool:
        """Say whether a term may begin with a word."""
        return word in self.begins or word[:STEM] in self.stems

    def matches(self, spoken: "Words", places: Iterable[int], country: str = "") -> list[Match]:
        """Find the terms in one sentence that begin at one of these places; a word is part of one only."""
        words, begins = spoken.words, self.begins
        found: list[Match] = []
        passed, last = 0, len(words) - 1
        for at in places:
            seconds = begins.get(words[at])
            # most words that begin longer terms do not go on as one
            if at < passed or (seconds and (at == last or words[at + 1] not in seconds)):
                continue
            for form in self._forms_at(words, at):
                if form.country in {"", country} and spoken.reads(form.exact, at):
                    passed = at + 1 + len(form.rest)
                    found.append(Match(at, passed, form))
                    break
        return found

    def inside(self, word: str, country: str = "") -> Form | None:
        """Give the term that a compound begins or ends with: vordering in vorderingsspecificatie."""
        parts, length = self.parts, len(word)
        for cut in range(length - SHORTEST_REST, SHORTEST_PART - 1, -1):
            found = parts.get(word[:cut]) or (parts.get(word[: cut - 1]) if word[cut - 1] == "s" else None)
            if found is not None and found.country in {"", country}:
                return found
        for cut in range(SHORTEST_REST, length - SHORTEST_PART + 1):
            found = parts.get(word[cut:])
            if found is not None and found.country in {"", country}:
                return found
        return None

    def _forms_at(self, words: tuple[str, ...], at: int) -> Iterator[Form]:
        """List the forms that begin at a word and whose other words follow, the longest first."""
        word, after = words[at], at + 1
        if after < len(words):
            for form in self.pairs.get((word, words[after]), ()):
                if words[after : after + len(form.rest)] == form.rest:
                    yield form
        yield from self.single.get(word, ())
        for form in self.stems.get(word[:STEM], ()):
            if word.startswith(form.stem) and words[after : after + len(form.rest)] == form.rest:
                yield form


def _seconds(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Give for each first word of a longer term the words that may come second."""
    found: dict[str, set[str]] = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}


@lru_cache(maxsize=1)
def load_jargon() -> JargonList:
    """Read the list that is shipped beside this module, once; nobody changes it."""
    shipped = (files("engine.rendering.b1") / "jargon.csv").read_text(encoding="utf-8")
    version = sha256(shipped.encode()).hexdigest()[:VERSION_LENGTH]
    return JargonList.of(csv.DictReader(shipped.splitlines()), version)


def _form(written: str, row: Mapping[str, str]) -> tuple[str, Form]:
    first, *rest = TOKEN.findall(written.lower())
    rule, level = SEVERITIES[row["severity"]]
    form = Form(
        stem=first if AND_SO_ON in written else "",
        rest=tuple(rest),
        exact=written if written.endswith(".") else "",
        rule=rule,
        level=level,
        alternative=row["alternative"],
        country=row.get("country", ""),
    )
    return first, form


def _parts(single: Mapping[str, list[Form]]) -> dict[str, Form]:
    """Take the terms of one word that compounds are made of."""
    return {
        term: forms[0]
        for term, forms in single.items()
        if len(term) >= SHORTEST_PART and term.isalpha() and forms[0].rule in COMPOUNDED
    }


def _written(row: Mapping[str, str]) -> Iterator[str]:
    """List the ways to write a term; a term with a word in brackets is only meant in its variants."""
    if "(" not in row["term"]:
        yield row["term"]
    yield from filter(None, row["variants"].split("|"))


def _sorted(found: Mapping[Key, list[Form]]) -> dict[Key, tuple[Form, ...]]:
    return {first: tuple(sorted(some, key=_longest_first)) for first, some in found.items()}


def _longest_first(form: Form) -> int:
    return -len(form.rest)

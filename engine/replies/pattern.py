"""
The small language in which the lexicons are written, and how a line of it becomes something that searches.

One pattern a line; between its words stands one space.

| sign | stands for |
|---|---|
| `word`, `a|b`, `a_b` | that word, one of these words, these two together |
| `@name` | a word of that class (classes.yaml) |
| `pre*`, `*suf`, `*mid*` | a word that begins, ends or goes on so |
| `word?` | that word may be missing (any of the forms above) |
| `!word` | the next word is not this one |
| `~word` | some word that is not this one |
| `..` | up to four words: no negation, no comma, no new clause |
| `...` | up to eight words of the same sentence |
| `....` | up to thirty words |
| `#` | a number; `_` one word of any sort |
| `^`, `$` | the message begins, ends here (thanks and greetings beside it do not count) |
| `<`, `>` | a clause begins, ends here |
| `QM` | a question mark |
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.replies.words import plain

NEGATIONS = "niet|geen|nooit|niks|niets|nimmer|noch|zonder|amper|nauwelijks|nog_niet"
NEAR = rf"(?:(?!(?:{NEGATIONS}|maar|want|,|\.|\?) )[^ ]+ ){{0,4}}?"
FAR = r"(?:(?![.?] )[^ ]+ ){0,8}?"
WIDE = r"(?:[^ ]+ ){0,30}?"
GAPS = {"..": NEAR, "...": FAR, "....": WIDE}
PLACES = {
    "^": r"(?:(?<=^ )|(?<=^ hoi )|(?<=^ hallo )|(?<=^ dag )|(?<=^ sorry )|(?<=^ ja )|(?<=^ hoi , )|(?<=^ hallo , )|(?<=^ dag , )|(?<=^ sorry , )|(?<=^ ja , ))",
    "$": r"(?=(?:(?:[.,?]|aub|alsjeblieft|alstublieft|bedankt|dank|dankuwel|groetjes|groet|mvg|hoor|he|emoji\w*|x|xx|a?joh|lol|man|bro|sorry|alvast|jullie|u|je|wel|zunne|ze|gvd|nu) )*$)",
    "<": r"(?:(?<=^ )|(?<= [.,?] )|(?<= en )|(?<= maar )|(?<= want )|(?<= dus ))",
    ">": r"(?=$|[.,?] |en |maar |want |dus |emoji)",
    "QM": r"\? ",
    "#": r"\d[\d.,:/-]* ",
    "_": r"[^ ]+ ",
}
#: too common to look a pattern up by
COMMON = frozenset(
    "ik je u de het een is en niet geen dat dit die mij mijn jullie van voor op in te met heb hebben ben kan wil "
    "al nog er maar wel meer om bij aan uw ge jij mag moet naar als wat".split()
)


@dataclass(frozen=True)
class Pattern:
    """One pattern: what it was written as, and the words by which it is found."""

    source: str
    regex: str
    #: the words, or the wildcard forms, of which one must stand in the text
    anchors: tuple[str, ...]

    @cached_property
    def search(self) -> re.Pattern[str]:
        """The searching form."""
        return re.compile(self.regex)


def compile_pattern(
    source: str, classes: Mapping[str, tuple[str, ...]], spelled: Mapping[str, str]
) -> Pattern:
    """
    Read one line of a lexicon; its words are written out as those of a reply are.

    Raises ValueError: an unknown class, a pattern without any word.
    """
    parts: list[str] = []
    choices: list[tuple[str, ...]] = []
    for element in source.split():
        if element in GAPS:
            parts.append(GAPS[element])
        elif element in PLACES:
            parts.append(PLACES[element])
        else:
            parts.append(_element(element, classes, choices, spelled))
    if not choices:
        raise ValueError(f"the pattern {source!r} holds no word that must be there")
    return Pattern(source, "(?<= )" + "".join(parts), min(choices, key=_weight))


def _element(
    element: str,
    classes: Mapping[str, tuple[str, ...]],
    choices: list[tuple[str, ...]],
    spelled: Mapping[str, str],
) -> str:
    absent, other = element.startswith("!"), element.startswith("~")
    optional = element.endswith("?")
    bare = element.strip("!~?")
    words = tuple(_spelled(word, spelled) for word in _words(bare, classes))
    group = "(?:" + "|".join(_form(word) for word in words) + ") "
    if absent:
        return f"(?!{group})"
    if other:
        return f"(?!{group})[^ ]+ "
    if optional:
        return f"(?:{group})?"
    choices.append(tuple(word.split()[-1] for word in words))
    return group


def _words(bare: str, classes: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found: list[str] = []
    for word in bare.split("|"):
        if word.startswith("@"):
            if word[1:] not in classes:
                raise ValueError(f"no class {word} in classes.yaml")
            found.extend(classes[word[1:]])
        else:
            found.append(word)
    return tuple(found)


def _spelled(word: str, spelled: Mapping[str, str]) -> str:
    return " ".join(spelled.get(part, part) for part in plain(word).split("_"))


def _form(word: str) -> str:
    if word == "#":
        return r"\d[\d.,:/-]*"
    return "".join("[^ ]*" if sign == "*" else re.escape(sign) for sign in word)


def _weight(words: tuple[str, ...]) -> tuple[int, int]:
    common = sum(word in COMMON for word in words) * 50 + sum("*" in word for word in words) * 10
    return (common, len(words))

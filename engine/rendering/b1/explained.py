"""Is a legal term explained: by its registered explanation, or by a sentence that says what it is."""

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

#: what follows a term that is being explained
DEFINES = re.compile(
    r"[\"'\u2019\u201d*]*\s*(?:\(|:|=|,?\s*(?:dat |dit )?(?:is|zijn)\s+(?:een|de|het|dat|als|iemand|iets"
    r"|extra|geld|kosten|rente|hulp|wat|wanneer)\b|,?\s*(?:dat |dit )?(?:betekent|betekenen)\b"
    r"|,? (?:dat|dit) (?:wil zeggen|houdt in)|,? ook wel|,? oftewel|, of(?:wel)? )",
    re.IGNORECASE,
)
#: what comes before a term that gets its name after the explanation
NAMES = re.compile(
    r"(?:\b(?:heet|heten|noemen|noemt|noemde|genoemd|naam|officieel|betekent)\b[^.!?]{0,40}|\()$",
    re.IGNORECASE,
)
#: how the next sentence explains a term
GOES_ON = re.compile(
    r"\W*(?:dat|dit|die|zo'n \w+|daarmee bedoelen|hiermee bedoelen|een \w+|het \w+)\s+(?:is|zijn|betekent"
    r"|betekenen|heet|wil|houdt|noemen|bedoelen|wij|we)\b",
    re.IGNORECASE,
)
NAMED_AFTER = re.compile(r"\b(?:heet|heten|noemen|genoemd)\b", re.IGNORECASE)


def is_explained(term: str, texts: Sequence[str], at: int, column: int) -> bool:
    """Say whether a term is explained in the sentence `at` where it stands, or in the one after it."""
    sentence = texts[at]
    after = sentence[column + len(term) :]
    if DEFINES.match(after) or NAMES.search(sentence[:column]) or NAMED_AFTER.search(after):
        return True
    return at + 1 < len(texts) and _goes_on(term, texts[at + 1])


def _goes_on(term: str, following: str) -> bool:
    if GOES_ON.match(following):
        return True
    found = following.lower().find(term.lower())
    return found >= 0 and DEFINES.match(following[found + len(term) :]) is not None


def registered(term: str, whole: str) -> bool:
    """Say whether a text holds the registered explanation of a term, word for word."""
    return any(one in whole for one in _explanations().get(term.lower(), ()))


@cache
def _explanations() -> Mapping[str, tuple[str, ...]]:
    shipped = (files("engine.rendering.b1") / "explanations.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(shipped.splitlines()):
        for term in row["terms"].split("|"):
            found[term] = (*found.get(term, ()), row["explanation"].lower())
    return found

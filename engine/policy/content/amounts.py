"""Amounts in a text: € 1.204,15, 204,15 euro, EUR 50, vijftig euro, and bare 613,71."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from engine.policy.content.numbers import number_of

NUMBER = r"\d{1,3}(?:[. ]\d{3})+(?:,(?:\d{1,2}|-+))?|\d+(?:[.,](?:\d{2}(?!\d)|-+))?"
CURRENCY = r"(?:€|\beuro?\b|\beur\b)"
AMOUNT = re.compile(
    rf"{CURRENCY}\s*-?\s*(?P<after>{NUMBER})"
    rf"|(?<![\w.,])(?P<before>{NUMBER})\s*{CURRENCY}"
    rf"|(?<![\w.,/-])(?P<bare>\d{{1,3}}(?:\.\d{{3}})*,\d{{2}}|\d+,\d{{2}})(?![\w%]|\s*(?:%|procent))"
    rf"|(?<!\w)(?P<word>[a-z]{{3,60}}) (?:euro|eur)\b"
)
DASHES = re.compile(r",-+$")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and where it stands."""

    value: Decimal
    start: int
    end: int


def amounts_in(text: str) -> Iterator[Amount]:
    """Find the amounts in a text of small letters without accents, from left to right."""
    for match in AMOUNT.finditer(text):
        value = _value(match)
        if value is not None:
            yield Amount(value, match.start(), match.end())


def read_amount(written: str) -> Decimal | None:
    """Read a number as Dutch people and computers write it; None when it is no number."""
    number = DASHES.sub("", written.replace(" ", ""))
    if "," in number:
        number = number.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number):
        number = number.replace(".", "")
    return Decimal(number) if re.fullmatch(r"-?\d+(?:\.\d+)?", number) else None


def _value(match: re.Match[str]) -> Decimal | None:
    if word := match["word"]:
        number = number_of(word)
        return None if number is None else Decimal(number)
    return read_amount(match["after"] or match["before"] or match["bare"])

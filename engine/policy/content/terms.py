"""Terms in a text: within so many days, from when, or up to which day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.policy.content.dates import Day
from engine.policy.content.numbers import number_of
from engine.policy.content.writing import Piece

TERM = re.compile(
    r"\b(?:binnen|in|na|over|volgende|eerste)\s+(?:de |een termijn van |een periode van "
    r"|ten laatste |uiterlijk |maximaal |hoogstens )*"
    r"(?:eerste |eerstvolgende |komende )?(?P<count>\d{1,3}|[a-z]{3,20}|een)\s*(?:\(\w+\)\s*)?"
    r"(?P<unit>(?:kalender|werk)?dag(?:en)?|we(?:ek|ken)|maand(?:en)?|uur|uren)\b"
)
#: a term that is given: u hebt veertien dagen, een termijn van 14 kalenderdagen
GIVEN = re.compile(
    r"\b(?:u (?:hebt|heeft|krijgt)|(?:hebt|heeft|krijgt) u|(?:termijn|periode) van)\s+"
    r"(?:nog |dan |dus |daar |daarvoor |hiervoor |minstens |precies |een (?:termijn|periode) van )*"
    r"(?P<count>\d{1,3}|[a-z]{3,20})\s*(?:\(\w+\)\s*)?"
    r"(?P<unit>(?:kalender|werk)?dagen|we(?:ek|ken)|maand(?:en)?|uur|uren)\b"
)
#: a term up to its end: tot veertien kalenderdagen na de derde werkdag
UP_TO = re.compile(
    r"\b(?:tot(?: en met)?|uiterlijk)\s+(?P<count>\d{1,3}|[a-z]{3,20})\s*(?:\(\w+\)\s*)?"
    r"(?P<unit>(?:kalender|werk)?dag(?:en)?|we(?:ek|ken)|maand(?:en)?)\b(?=,? (?:na|vanaf|sinds|te)\b)"
)
#: a term that was named before: binnen deze veertien dagen
NAMED_BEFORE = re.compile(r"^(?:deze|die|dezelfde|bovenstaande)$")
UNTIL = re.compile(
    r"\b(?:voor|uiterlijk(?: op| tegen)?|tot(?: en met| uiterlijk)?|t/m|tegen|niet later dan"
    r"|ten laatste(?: op)?|op)\s+"
    r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)?\s*$"
)
DAYS_OF = {"dag": 1, "week": 7, "weken": 7, "maand": 30, "uur": 0, "uren": 0}
WORKING_WEEK, WEEK = 5, 7
#: how much of a sentence behind a term says from when it runs
TAIL = 120


@dataclass(frozen=True, slots=True)
class Term:
    """A number of calendar days, and the words behind it that say from when."""

    days: int
    start: int
    end: int
    tail: str
    words: str


def terms_in(text: str) -> Iterator[Term]:
    """
    Find terms of the form `binnen veertien dagen`, `tot veertien dagen na` and `u hebt veertien dagen`.

    Working days are counted as calendar days, at least.
    """
    within = [match for match in TERM.finditer(text) if match.group().startswith("binnen")]
    within += UP_TO.finditer(text)
    taken = {match.end() for match in within}
    given = [match for match in GIVEN.finditer(text) if match.end() not in taken]
    for match in (*within, *given):
        count = number_of(match["count"])
        if count is not None:
            yield Term(
                _days(count, match["unit"]),
                *match.span(),
                text[match.end() : match.end() + TAIL],
                match.group(),
            )


def any_delays_in(text: str) -> Iterator[int]:
    """Find how many days away something is: binnen, over or na so many days."""
    for match in TERM.finditer(text):
        count = number_of(match["count"])
        if count is not None:
            yield _days(count, match["unit"])


def last_days_in(piece: Piece) -> Iterator[Day]:
    """Find the days up to which something may be done: vóór, uiterlijk, tot en met."""
    for day in piece.days:
        if UNTIL.search(piece.text[: day.start]):
            yield day


def _days(count: int, unit: str) -> int:
    if unit.startswith("werk"):
        return count // WORKING_WEEK * WEEK + count % WORKING_WEEK
    return count * next(days for word, days in DAYS_OF.items() if word in unit)

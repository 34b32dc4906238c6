"""Days in a text: 1 mei 2026, 01-05-2026, 2026-05-01, vijftien mei."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from engine.policy.content.numbers import number_of

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari feb febr", "maart mrt", "april apr", "mei", "juni jun", "juli jul",
            "augustus aug", "september sep sept", "oktober okt", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
ORDINALS = {
    word: number
    for number, word in enumerate(
        ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"],
        1,
    )
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = re.compile(
    rf"(?<![\w-])(?P<day>\d{{1,2}}|[a-z]{{3,20}})(?:e|ste"
    rf"|de)?\s+(?P<month>{MONTH})\b\.?(?:\s+(?P<year>\d{{4}}|'\d{{2}}))?"
    r"|(?<![\w/.-])(?P<year2>\d{4})-(?P<month2>\d{2})-(?P<day2>\d{2})(?![\w-])"
    r"|(?<![\w/.-])(?P<day3>\d{1,2})(?P<sign>[-/.])(?P<month3>\d{1,2})(?P=sign)(?P<year3>\d{4}"
    r"|\d{2})(?![\w-])"
)
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it stands; without a year, when the text names none."""

    day: int
    month: int
    year: int | None
    start: int

    def is_day(self, other: "Day") -> bool:
        """Say whether two notations mean the same day."""
        years = {self.year, other.year} - {None}
        return (self.day, self.month) == (other.day, other.month) and len(years) <= 1

    def as_date(self, near: date) -> date | None:
        """Give the date; without a year the one nearest to `near`. None for a day that does not exist."""
        years = [self.year] if self.year else [near.year, *_neighbours(near.year)]
        days = [day for day in (_date(year, self.month, self.day) for year in years) if day is not None]
        return min(days, key=lambda day: abs(day - near), default=None)


def _neighbours(year: int) -> tuple[int, ...]:
    return tuple(one for one in (year - 1, year + 1) if MINYEAR <= one <= MAXYEAR)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_in(text: str) -> Iterator[Day]:
    """Find the days in a text of small letters without accents, from left to right."""
    for match in DAY.finditer(text):
        found = _day(match)
        if found is not None:
            yield found


def _day(match: re.Match[str]) -> Day | None:
    if match["month"]:
        day, month, year = _number(match["day"]), MONTHS[match["month"]], match["year"]
    else:
        day = int(match["day2"] or match["day3"])
        month = int(match["month2"] or match["month3"])
        year = match["year2"] or match["year3"]
    if day is None or not (1 <= day <= 31 and 1 <= month <= 12):  # noqa: PLR2004 - the bounds of a calendar
        return None
    return Day(day, month, _year(year), match.start())


def _number(word: str) -> int | None:
    return ORDINALS.get(word) or number_of(word)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    year = int(written.removeprefix("'"))
    return year if year >= CENTURY - 100 else CENTURY + year

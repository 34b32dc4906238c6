"""What the values in the files mean: durations, ranges, amounts, shares; each error says what to write."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapidfuzz import fuzz, process

from engine.domain.campaign import Delay, Unit
from preferences.hours import Hours, parse_hours

Word = TypeVar("Word")
Number = TypeVar("Number", int, Decimal)

CENT = Decimal("0.01")
#: how alike two words must be (0-100) before we ask "did you mean"
ALIKE = 60
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
DURATION = re.compile(r"(\d{1,12}) ([a-z]+(?: [a-z]+)?)")
AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,2})?")
RANGE = re.compile(r"(\d[\d.]*) ?- ?(\d[\d.]*)")
UNITS = {str(unit): unit for unit in Unit} | {str(unit).removesuffix("s"): unit for unit in Unit}
CALENDAR_DAYS = ("day", "days")
MINUTES = {"minute": 1, "minutes": 1, "hour": 60, "hours": 60}
GAP_HOURS = {"hour": 1, "hours": 1, "day": 24, "days": 24}
WHOLE = 100
#: what no plan goes beyond, in days and hours: a longer one is a typing error
A_YEAR, A_MONTH, A_DAY = 366, 31, 24
#: a case of more is no case of ours (as in a portfolio), and an older one no court would hear any more
MOST_EURO, MOST_OVERDUE = 10_000_000, 7_500


class Unclear(ValueError):
    """A value that we cannot read, with the way to write it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


class Range(NamedTuple):
    """From and up to and including; None: no limit on that side."""

    least: Decimal | None = None
    most: Decimal | None = None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that somebody probably meant."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return str(found[0]) if found else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """Write the fix for a word that is not one of the known ones."""
    words = sorted(known)
    if found := nearest(word, words):
        return f'did you mean "{found}"?'
    return f"choose one of: {', '.join(words)}" if words else "remove it"


def read_version(text: str) -> int:
    """Read the version of the form of a file; there is one so far."""
    if text != "1":
        raise Unclear(f'"{clip(text)}" is a form of this file that we do not know', "write 1")
    return 1


def read_choice(text: str, choices: Mapping[str, Word]) -> Word:
    """Read one word of a fixed list."""
    if text not in choices:
        raise Unclear(f'"{clip(text)}" is not known here', suggestion(text, choices))
    return choices[text]


def read_name(text: str) -> str:
    """Read the name of a campaign, step, creditor or template."""
    if not NAME.fullmatch(text):
        fix = "use small letters, digits, - and _, and begin with a letter or digit"
        raise Unclear(f'"{clip(text)}" cannot be a name', fix)
    return text


def read_delay(text: str) -> Delay:
    """Read "2 open days", "5 working days", "3 open hours" or "90 days"; at most a year."""
    amount, unit = _duration(text, UNITS, "5 days")
    hours_of_unit = 1 if UNITS[unit] is Unit.OPEN_HOURS else A_DAY
    _at_most(amount, text, A_YEAR * A_DAY // hours_of_unit, unit)
    return Delay(amount, UNITS[unit])


def read_days(text: str, most: int) -> int:
    """Read "90 days"; at least one, and no more than makes sense where it stands."""
    amount, unit = _duration(text, CALENDAR_DAYS, "90 days")
    return _at_most(_at_least_one(amount, text, "1 day"), text, most, unit)


def read_gap(text: str) -> int:
    """Read "1 day" or "36 hours", in hours; at most a month."""
    amount, unit = _duration(text, GAP_HOURS, "1 day")
    return _at_most(amount, text, A_MONTH * A_DAY // GAP_HOURS[unit], unit) * GAP_HOURS[unit]


def read_minutes(text: str) -> timedelta:
    """Read "15 minutes" or "2 hours"; at least a minute."""
    amount, unit = _duration(text, MINUTES, "15 minutes")
    return timedelta(minutes=_at_least_one(amount, text, "1 minute") * MINUTES[unit])


def read_count(text: str) -> int:
    """Read a whole number."""
    if not re.fullmatch(r"\d{1,12}", text):
        raise Unclear(f'"{clip(text)}" is not a whole number', "write a number such as 5")
    return int(text)


def read_positive(text: str, most: int) -> int:
    """Read a whole number of at least one, and no more than makes sense where it stands."""
    return _at_most(_at_least_one(read_count(text), text, "1"), text, most)


def read_amount(text: str, most: int = MOST_EURO) -> Decimal:
    """Read an amount in euro, 10 or 10.50, and no more than makes sense where it stands."""
    if not AMOUNT.fullmatch(text):
        plain = text.replace("€", "").replace(",", ".").strip()
        example = plain if AMOUNT.fullmatch(plain) else "10.50"
        raise Unclear(f'"{clip(text)}" is not an amount in euro', f"write {example}")
    return _at_most(Decimal(text).quantize(CENT), text, most)


def read_amounts(text: str) -> Range:
    """Read a range of amounts: ">= 5", "<= 500", "10-50" or 25."""
    return _read_range(text, read_amount)


def read_day_range(text: str) -> Range:
    """Read a range of days: ">= 5", "<= 90", "10-50" or 14."""
    return _read_range(text, _read_whole)


def read_split(text: str) -> tuple[int, ...]:
    """Read how debtors are divided over variants: 50/50; the parts add up to 100."""
    parts = [part.strip() for part in text.split("/")]
    if not all(part.isdecimal() and len(part) <= len(str(WHOLE)) for part in parts):
        raise Unclear(f'"{clip(text)}" is not a split', "write 50/50")
    if sum(shares := tuple(map(int, parts))) != WHOLE:
        raise Unclear(f"the shares add up to {sum(shares)}, not to 100", "write shares such as 50/50")
    return shares


def read_hours(week: Mapping[str, str | Sequence[str]]) -> Hours:
    """Read the hours of a week: {mon-fri: "08:00-19:45", sat: "10:00-16:00"}."""
    try:
        return parse_hours(week)
    except ValueError as error:
        message, _, fix = str(error).removeprefix("hours").lstrip(": ").partition("; ")
        raise Unclear(message, fix) from error


def read_timezone(text: str) -> str:
    """Read the name of a time zone."""
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        fix = "write Europe/Amsterdam or Europe/Brussels"
        raise Unclear(f'"{clip(text)}" is not a time zone', fix) from error


def clip(text: str, most: int = 60) -> str:
    """Shorten what somebody wrote, so that a message stays readable."""
    return text if len(text) <= most else text[:most] + "..."


def _duration(text: str, units: Iterable[str], example: str) -> tuple[int, str]:
    found = DURATION.fullmatch(text)
    if found is None:
        number = re.match(r"\d{1,4}", text)
        fix = f'write "{number[0]} days"' if number else f'write "{example}"'
        raise Unclear(f'"{clip(text)}" is not a duration', fix)
    if found[2] not in units:
        raise Unclear(f'"{clip(found[2])}" is not a unit here', suggestion(found[2], units))
    return int(found[1]), found[2]


def _at_least_one(amount: int, text: str, least: str) -> int:
    if amount < 1:
        raise Unclear(f'"{text}" is too little', f'write at least "{least}"')
    return amount


def _at_most(amount: Number, text: str, most: int, unit: str = "") -> Number:
    if amount > most:
        raise Unclear(f'"{clip(text)}" is too much', f'write at most "{f"{most} {unit}".strip()}"')
    return amount


def _bounds(text: str) -> tuple[str | None, str | None]:
    if text.startswith(">="):
        return text[2:].strip(), None
    if text.startswith("<="):
        return None, text[2:].strip()
    if text.startswith((">", "<")):
        raise Unclear(f'"{clip(text)}" leaves the limit itself out', 'write ">= 5" or "<= 500"')
    if found := RANGE.fullmatch(text):
        return found[1], found[2]
    return text, text


def _read_range(text: str, read: Callable[[str], Decimal]) -> Range:
    least, most = (None if bound is None else read(bound) for bound in _bounds(text))
    if least is not None and most is not None and least > most:
        raise Unclear(f'"{clip(text)}" holds nothing: it runs backwards', "write the smallest first")
    return Range(least, most)


def _read_whole(text: str) -> Decimal:
    return Decimal(_at_most(read_count(text), text, MOST_OVERDUE))

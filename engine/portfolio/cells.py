"""One cell at a time: each reader gives the value, or says what is wrong and how it should look."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from engine.portfolio.columns import MOST

#: the cells of a row that hold something, by the name of their column
Row = dict[str, str]

ID = re.compile(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/:-]*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 1, 1)
#: a comma before the cents is what Dutch and Belgian spreadsheets write
AMOUNT = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
MOST_EURO = Decimal(10_000_000)
NO_EURO = Decimal("0.00")
#: not to be seen: zero-width marks, marks of writing direction, soft hyphens
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
#: control characters, halves of characters, and the sign for a character that was lost
BROKEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd\ufffe\uffff]")


class BadCell(ValueError):
    """A cell that cannot be used: its column (empty: the whole row), its value, the reason and the fix."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.value = value
        self.reason = reason


def cleaned(value: str) -> str:
    """Take away what is not to be seen, and write each run of white space, line breaks too, as one space."""
    if not value.isascii():
        value = UNSEEN.sub("", value)
    return " ".join(value.split())


def faults(row: Row) -> Iterator[BadCell]:
    """Find the cells that fit no column: broken characters, too long."""
    for column, value in row.items():
        if BROKEN.search(value):
            yield BadCell(column, value, "holds characters that were broken on the way; type it again")
        elif len(value) > MOST[column]:
            yield BadCell(column, value, f"has {len(value)} characters; at most {MOST[column]} fit")


def needed(row: Row, column: str) -> str:
    """Give a cell that may not be empty."""
    value = row.get(column, "")
    if not value:
        raise BadCell(column, value, "is empty, and this column is needed")
    return value


def identifier(row: Row, column: str) -> str:
    """Give a number that names a case or a person; it may come to stand in an address or in a file name."""
    value = needed(row, column)
    if not ID.fullmatch(value):
        raise BadCell(column, value, "is no number of ours; use letters, digits and . _ - / : and no spaces")
    return value


def day(row: Row, column: str) -> date | None:
    """Give a date, or None for an empty cell."""
    value = row.get(column)
    if value is None:
        return None
    try:
        found = date.fromisoformat(value) if DAY.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise BadCell(column, value, "is no date; write YYYY-MM-DD, like 2026-01-31")
    return found


def past_day(row: Row, column: str, today: date) -> date | None:
    """Give a date of what has happened, or None for an empty cell."""
    found = day(row, column)
    if found and found > today:
        raise BadCell(column, row[column], f"is still to come: today is {today}; look at the year")
    return found


def needed_day(row: Row, column: str) -> date:
    """Give a date that may not be missing."""
    found = day(row, column)
    if found is None:
        raise BadCell(column, "", "is empty, and this column is needed")
    return found


def euro(row: Row, column: str) -> Decimal:
    """Give an amount of zero or more in euro with two decimals; an empty cell is zero."""
    value = row.get(column)
    if value is None:
        return NO_EURO
    found = AMOUNT.fullmatch(value)
    if found is None:
        reason = "is below zero" if value.startswith("-") else "is no amount in euro"
        raise BadCell(column, value, f"{reason}; write it like 1234.50")
    amount = Decimal(f"{found[1]}.{found[2] or '':0<2}")
    if amount > MOST_EURO:
        raise BadCell(column, value, f"is more than {MOST_EURO} euro")
    return amount


def choice(row: Row, column: str, allowed: tuple[str, ...], default: str) -> str:
    """Give one of a few words."""
    value = row.get(column, default).lower()
    if value not in allowed:
        raise BadCell(column, value, f"is not one of: {', '.join(allowed)}")
    return value


def yes_or_no(row: Row, column: str) -> str:
    """Give "yes", "no", or an empty text for an empty cell."""
    value = row.get(column, "").lower()
    if value not in {"yes", "no", ""}:
        raise BadCell(column, value, "is not yes or no")
    return value

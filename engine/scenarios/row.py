"""One row of a table of scenarios, read with the place of every mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from engine.domain.errors import ConfigurationError

Word = TypeVar("Word", bound=StrEnum)

YES_NO = {"yes": True, "no": False}


class WrongCell(ConfigurationError):
    """A cell of a table cannot be read; names file, line and column."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by column name, with where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]
    #: why the row cannot be read at all
    fault: str = ""

    @property
    def id(self) -> str:
        """Name the row."""
        return self.cells.get("id", "")

    def wrong(self, column: str, said: str) -> WrongCell:
        """Make the error for a cell."""
        return WrongCell(f"{self.file}, line {self.line}, column {column}: {said}")

    def text(self, column: str) -> str:
        """Read a cell that must hold something."""
        found = self.optional(column)
        if not found:
            raise self.wrong(column, "is empty; write a value")
        return found

    def optional(self, column: str) -> str:
        """Read a cell that may be empty or missing."""
        return (self.cells.get(column) or "").strip()

    def yes(self, column: str) -> bool:
        """Read yes or no."""
        found = self.text(column).lower()
        if found not in YES_NO:
            raise self.wrong(column, f"'{found}' is no answer; write yes or no")
        return YES_NO[found]

    def word(self, column: str, words: type[Word]) -> Word:
        """Read one of a set of words."""
        found = self.text(column)
        if not names(found, words):
            raise self.wrong(column, f"'{found}' is not known; write one of {', '.join(words)}")
        return words(found)

    def moment(self, column: str) -> datetime:
        """Read a moment with its offset."""
        found = self.text(column)
        try:
            moment = datetime.fromisoformat(found)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise self.wrong(
                column, f"'{found}' is no moment with an offset; write it as 2026-03-10T19:59:59+01:00"
            )
        return moment

    def day(self, column: str) -> date:
        """Read a day."""
        return self.read_day(column, self.text(column))

    def day_or_none(self, column: str) -> date | None:
        """Read a day that may be left out."""
        found = self.optional(column)
        return self.read_day(column, found) if found else None

    def read_day(self, column: str, text: str) -> date:
        """Read a part of a cell as a day."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.wrong(column, f"'{text}' is no day; write it as 2026-03-10") from None

    def euro(self, column: str) -> Decimal:
        """Read an amount in euro."""
        return self.read_euro(column, self.text(column))

    def read_euro(self, column: str, text: str) -> Decimal:
        """Read a part of a cell as an amount in euro."""
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0:
            raise self.wrong(column, f"'{text}' is no amount; write it as 120.50")
        return amount

    def list(self, column: str) -> tuple[str, ...]:
        """Read the parts of a cell, a semicolon between two."""
        return tuple(part.strip() for part in self.optional(column).split(";") if part.strip())

    def pairs(self, column: str) -> dict[str, str]:
        """Read `key=value;...`."""
        found = {}
        for part in self.list(column):
            key, sign, value = part.partition("=")
            if not sign or not key.strip():
                raise self.wrong(column, f"'{part}' is no pair; write key=value")
            found[key.strip()] = value.strip()
        return found


def names(text: str, words: type[StrEnum]) -> bool:
    """Say whether a text is one of a set of words."""
    return any(text == word.value for word in words)


def yes_no(answer: object) -> str:
    """Write an answer as tables do."""
    return "yes" if answer else "no"


def written(value: object) -> str:
    """Write a value as tables do; nothing for None."""
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:.2f}"
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)

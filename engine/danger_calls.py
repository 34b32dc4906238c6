"""Messages of who may be in danger that no case can tell of: they ring until a person dealt with them."""

from typing import Protocol

#: the house setting with the numbers of their calls, parted by commas
DANGER_CALLS = "danger_calls"


class HouseBooks(Protocol):
    """The switches of the house, inside one transaction."""

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""


def note_danger(books: HouseBooks, number: int) -> None:
    """Ring until a person dealt with a call."""
    _write(books, {*danger_calls(books), number})


def dealt_with(books: HouseBooks, number: int) -> None:
    """Ring no more for a call."""
    waiting = danger_calls(books)
    if number in waiting:
        _write(books, waiting - {number})


def danger_calls(books: HouseBooks) -> frozenset[int]:
    """List the calls that still ring."""
    return read_danger_calls(books.house(DANGER_CALLS))


def read_danger_calls(value: str | None) -> frozenset[int]:
    """Read the setting."""
    return frozenset(int(one) for one in (value or "").split(",") if one)


def _write(books: HouseBooks, numbers: frozenset[int] | set[int]) -> None:
    books.set_house(DANGER_CALLS, ",".join(map(str, sorted(numbers))))

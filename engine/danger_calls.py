"""Messages of who may be in danger that no case can tell of: they ring until a person dealt with them."""

from typing import Protocol

#: a house setting for each such call: two that come at the same moment do not overwrite each other
DANGER_CALL, RINGS, SILENT = "danger_call:", "rings", ""


class HouseBooks(Protocol):
    """The switches of the house, inside one transaction."""

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""


def note_danger(books: HouseBooks, number: int) -> None:
    """Ring until a person dealt with a call."""
    books.set_house(f"{DANGER_CALL}{number}", RINGS)


def dealt_with(books: HouseBooks, number: int) -> None:
    """Ring no more for a call."""
    if books.house(f"{DANGER_CALL}{number}") == RINGS:
        books.set_house(f"{DANGER_CALL}{number}", SILENT)

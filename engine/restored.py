"""
See that a database came back from a backup: what left after the backup is not in it, and would leave again.

Beside the key, outside the database, stands a mark: the last line of the ledger that we saw before anything
left. A database that does not have that line any more is older than what was sent: then nothing leaves until
`minnelijk reconcile` has asked the providers.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.touchpoint import Entry, LineKind
from engine.ports import Books, NewId

#: the house setting with the id of this database; a backup of it has the same
DATABASE_ID = "database_id"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the ledger by its number and hash."""

    line: int
    hash: str


class Marks(Protocol):
    """Keeps marks outside the database."""

    def read(self, database_id: str) -> Mark | None:
        """Give the mark of a database, if there is one."""

    def write(self, database_id: str, mark: Mark) -> None:
        """Replace the mark of a database."""


class MarkedBooks(Books, Protocol):
    """The store inside one transaction, for comparing it with its mark."""

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""

    def last_line(self) -> tuple[int, str] | None:
        """Give the number and the hash of the last line of the ledger."""

    def has_line(self, number: int, line_hash: str) -> bool:
        """Say whether the ledger has this line."""

    def freeze(self, because: str) -> None:
        """Let nothing leave until the providers were asked."""

    def frozen(self) -> str:
        """Say why nothing may leave before the providers were asked; empty when that is not so."""


class MarkedStore(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[MarkedBooks]:
        """Open one transaction; commits at the end, rolls back on an error."""

    def read(self) -> AbstractContextManager[MarkedBooks]:
        """Open one transaction that only reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Sets the mark, and compares a database with it."""

    store: MarkedStore
    marks: Marks
    clock: Callable[[], datetime]
    new_id: NewId

    def __call__(self) -> None:
        """Set the mark at the last line; called after an intention was committed and before it leaves."""
        with self.store.read() as books:
            database_id, last = books.house(DATABASE_ID), books.last_line()
        if database_id and last:
            self.marks.write(database_id, Mark(*last))

    def compare(self) -> str:
        """Freeze a database that lacks the marked line; gives why it is frozen, empty when it is not."""
        with self.store.begin() as books:
            database_id = books.house(DATABASE_ID)
            if database_id is None:
                books.set_house(DATABASE_ID, self.new_id())
                return books.frozen()
            mark = self.marks.read(database_id)
            if mark is not None and not books.frozen() and not books.has_line(mark.line, mark.hash):
                freeze(books, "the database is older than what was sent", self.clock())
            return books.frozen()


def freeze(books: MarkedBooks, because: str, now: datetime, by: str = "") -> None:
    """Let nothing leave until the providers were asked, and write that down."""
    books.freeze(because)
    books.append([_line(now, {"stopped": True, "because": because, "by": by or "the house itself"})])


def thaw_line(now: datetime, because: str, by: str) -> Entry:
    """Write that messages may leave again after the providers were asked."""
    return _line(now, {"stopped": False, "because": because, "by": by})


def _line(now: datetime, public: dict[str, str | bool]) -> Entry:
    return Entry(subject="house", kind=LineKind.HOUSE, at=now, public={**public})

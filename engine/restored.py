"""
See that a database came back from a backup: what left after the backup is not in it, and would leave again.

Beside the key, outside the database, stands a mark: the last line of the ledger that we saw before anything
left. A database that does not have that line any more is older than what was sent: then nothing leaves until
`minnelijk reconcile` has asked the providers, late enough to find the last message of the old house too.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.domain.errors import StoreUnavailable
from engine.domain.touchpoint import Entry, LineKind
from engine.ports import Books, NewId

#: the house setting with the id of this database; a backup of it has the same
DATABASE_ID = "database_id"
#: the house setting with the moment at which the providers were asked after the last backup came back
ASKED_AT = "asked_at"
#: the house settings about the last freeze: since when, and from when on the ledger may lack lines (both ISO)
FROZEN_SINCE, LACKS_SINCE = "frozen_since", "frozen_lacks_since"
A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the ledger by its number and hash."""

    line: int
    hash: str
    #: when it was set; what providers were asked after that covers it. An older program did not say
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Freeze:
    """The last time that a backup was seen to have come back."""

    #: from here on nothing is begun
    since: datetime
    #: the last moment that the ledger knew then; what happened later may be lacking
    lacks_since: datetime | None


class Marks(Protocol):
    """Keeps marks outside the database."""

    def read(self, database_id: str) -> Mark | None:
        """Give the mark of a database, if there is one."""

    def write(self, database_id: str, mark: Mark) -> None:
        """Replace the mark of a database."""


class HouseSettings(Protocol):
    """The switches and figures of the house."""

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""


class MarkedBooks(Books, HouseSettings, Protocol):
    """The store inside one transaction, for comparing it with its mark."""

    def last_moment(self) -> datetime | None:
        """Give the moment of the last line that is not about the house itself."""

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
        """
        Set the mark at the last line; called after an intention was committed and before it leaves.

        Raises StoreUnavailable, and freezes, when the database went back under us: another server took over
        that had not heard everything, or a backup was put back while we worked.
        """
        with self.store.read() as books:
            database_id, last, covered = books.house(DATABASE_ID), books.last_line(), _covered_until(books)
            went_back = bool(database_id) and self._went_back(books, database_id or "")
        if went_back and (because := self.compare()):
            raise StoreUnavailable(because)
        if database_id and last:
            # also on a clock that went back, what leaves after a freeze is marked as later than it
            at = max(self.clock(), covered + A_MOMENT) if covered else self.clock()
            self.marks.write(database_id, Mark(*last, at=at))

    def compare(self) -> str:
        """Freeze a database that lacks the marked line; gives why it is frozen, empty when it is not."""
        with self.store.begin() as books:
            database_id = books.house(DATABASE_ID)
            if database_id is None:
                books.set_house(DATABASE_ID, self.new_id())
                return books.frozen()
            if self._went_back(books, database_id):
                freeze(books, "the database is older than what was sent", self.clock())
            return books.frozen()

    def _went_back(self, books: MarkedBooks, database_id: str) -> bool:
        """Say whether the marked line is gone, and no freeze was about that yet."""
        mark = self.marks.read(database_id)
        if mark is None or books.has_line(mark.line, mark.hash):
            return False
        covered = _covered_until(books)
        if covered is None:
            return not books.frozen()
        return mark.at is not None and mark.at > covered


def _covered_until(books: MarkedBooks) -> datetime | None:
    """Say until when a freeze, or what was asked after it, knows of marks; None: there was none."""
    froze, asked = last_freeze(books), books.house(ASKED_AT)
    moments = ([froze.since] if froze else []) + ([datetime.fromisoformat(asked)] if asked else [])
    return max(moments, default=None)


def freeze(books: MarkedBooks, because: str, now: datetime, by: str = "") -> None:
    """Let nothing leave until the providers were asked, and write that down."""
    lacks, before = books.last_moment(), last_freeze(books)
    if books.frozen() and before and before.lacks_since:
        # what was written since, from what the providers told, is no part of the backup
        lacks = min(lacks or before.lacks_since, before.lacks_since)
    books.freeze(because)
    note_freeze(books, Freeze(now, lacks))
    books.append([_line(now, {"stopped": True, "because": because, "by": by or "the house itself"})])


def note_freeze(books: HouseSettings, froze: Freeze) -> None:
    """Keep since when nothing leaves; it stays known after the providers were asked."""
    books.set_house(FROZEN_SINCE, froze.since.isoformat())
    books.set_house(LACKS_SINCE, froze.lacks_since.isoformat() if froze.lacks_since else "")


def last_freeze(books: HouseSettings) -> Freeze | None:
    """Give the last freeze, also one that has ended; None: there was none, or an older program made it."""
    since = books.house(FROZEN_SINCE)
    if not since:
        return None
    lacks = books.house(LACKS_SINCE)
    return Freeze(datetime.fromisoformat(since), datetime.fromisoformat(lacks) if lacks else None)


def thaw_line(now: datetime, because: str, by: str) -> Entry:
    """Write that messages may leave again after the providers were asked."""
    return _line(now, {"stopped": False, "because": because, "by": by})


def _line(now: datetime, public: dict[str, str | bool]) -> Entry:
    return Entry(subject="house", kind=LineKind.HOUSE, at=now, public={**public})

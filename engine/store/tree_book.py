"""
The tree over all lines: which lines still wait for their place, its tiles, checkpoints and stamps.

On PostgreSQL lines become visible in another order than that of their numbers, and some numbers never come.
So the mark below which nothing is looked for again moves only up to a number that was given out before some
transaction of ours began, and only when every transaction from before that one has ended.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from engine.record.line_form import SealedLine
from engine.store.columns import micros, moment, stored_bytes
from engine.store.shelf import Shelf
from engine.store.sql import Row

#: one sequencer at a time; any number that nothing else here locks
LOCK = "SELECT pg_advisory_xact_lock(7316)"
SIZE = "SELECT coalesce(max(number) + 1, 0) FROM tree_leaf"
#: the key of the house under which the marks stand: looked through, horizon, transaction of the horizon
MARKS = "sequencer"
GET_MARKS = "SELECT value FROM house WHERE key = ?"
KEEP_MARKS = (
    "INSERT INTO house (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
UNSEALED = (
    "SELECT t.id, t.hash FROM touchpoint t WHERE t.id > ?"
    " AND NOT EXISTS (SELECT 1 FROM tree_leaf e WHERE e.line = t.id) ORDER BY t.id LIMIT ?"
)
WAITING = (
    "SELECT count(*) FROM touchpoint t WHERE t.id > ?"
    " AND NOT EXISTS (SELECT 1 FROM tree_leaf e WHERE e.line = t.id)"
)
#: the largest number that was given out
GIVEN_OUT = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM touchpoint_id_seq"
OWN_TRANSACTION = "SELECT pg_current_xact_id()::text::bigint"
#: has everything from before a transaction ended; or was that in another life of this database?
ENDED = (
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= ?"
    " OR pg_snapshot_xmax(pg_current_snapshot())::text::bigint <= ?"
)
ADD_LEAF = "INSERT INTO tree_leaf (number, line) VALUES (?, ?)"
SEALED = (
    "SELECT e.number, {touchpoint} FROM tree_leaf e JOIN touchpoint t ON t.id = e.line"
    " WHERE e.number >= ? AND e.number < ? ORDER BY e.number"
)
SEALED_OF = (
    "SELECT e.number, {touchpoint} FROM touchpoint t JOIN tree_leaf e ON e.line = t.id"
    " WHERE t.subject = ? ORDER BY t.seq"
)
TILE = "SELECT hashes FROM tree_tile WHERE level = ? AND number = ?"
PUT_TILE = (
    "INSERT INTO tree_tile (level, number, hashes) VALUES (?, ?, ?)"
    " ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes"
)
LATEST = "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"
CHECKPOINTS = "SELECT note FROM checkpoint WHERE size >= ? AND size <= ? ORDER BY size"
LAST_BEFORE = "SELECT size FROM checkpoint WHERE made_at < ? ORDER BY size DESC LIMIT 1"
ADD_CHECKPOINT = "INSERT INTO checkpoint (size, note, made_at) VALUES (?, ?, ?)"
ADD_STAMP = (
    "INSERT INTO checkpoint_stamp (size, token, made_at) VALUES (?, ?, ?) ON CONFLICT (size) DO NOTHING"
)
STAMPS = "SELECT size, token FROM checkpoint_stamp WHERE size >= ? AND size <= ? ORDER BY size"
LAST_STAMP = "SELECT max(made_at) FROM checkpoint_stamp"


class TreeBook(Shelf):
    """Leaves, tiles, checkpoints."""

    def lock_tree(self) -> None:
        """Have the tree for oneself until the end; what a transaction about it begins with."""
        if not self._sql.on_sqlite:
            self._sql.rows(LOCK)

    def tree_size(self) -> int:
        """Count the leaves."""
        size: int = self._sql.rows(SIZE)[0][0]
        return size

    def unsealed(self, limit: int) -> Sequence[tuple[int, bytes]]:
        """
        List lines that are not in the tree yet as (number, hash), in order; the caller adds them now.

        Asked first in its transaction, with the tree locked: the marks move on as if all were added.
        """
        looked, horizon, transaction = self._marks()
        passed = self._sql.on_sqlite or self._sql.rows(ENDED, transaction, transaction)[0][0]
        # a newer look than the one above: what ended before that is seen here
        rows = [(number, own) for number, own in self._sql.rows(UNSEALED, looked, limit)]
        if self._sql.on_sqlite:
            # its one writer gives numbers out in order, and none goes lost
            looked = horizon = rows[-1][0] if rows else looked
        elif passed:
            all_seen = len(rows) < limit
            looked = max(looked, horizon if all_seen else min(horizon, rows[-1][0]))
            if all_seen:
                horizon = self._sql.rows(GIVEN_OUT)[0][0]
                transaction = self._sql.rows(OWN_TRANSACTION)[0][0]
        self._keep_marks((looked, horizon, transaction))
        return rows

    def count_unsealed(self) -> int:
        """Count the lines that wait for their place in the tree."""
        count: int = self._sql.rows(WAITING, self._marks()[0])[0][0]
        return count

    def add_leaves(self, first: int, lines: Sequence[int]) -> None:
        """Give lines their places, from `first` on."""
        self._sql.change_apart(ADD_LEAF, list(enumerate(lines, first)))

    def tile(self, place: tuple[int, int]) -> bytes:
        """Read the hashes of a tile; empty when there is none."""
        row = self._sql.row(TILE, *place)
        return b"" if row is None else bytes(row[0])

    def put_tiles(self, tiles: Mapping[tuple[int, int], bytes]) -> None:
        """Write tiles that grew."""
        self._sql.change_many(PUT_TILE, [(*place, hashes) for place, hashes in tiles.items()])

    def latest_checkpoint(self) -> str | None:
        """Give the newest signed note."""
        row = self._sql.row(LATEST)
        return None if row is None else str(row[0])

    def checkpoints(self, first: int, last: int) -> Sequence[str]:
        """List the signed notes from one size to another, both inside."""
        return [str(note) for (note,) in self._sql.rows(CHECKPOINTS, first, last)]

    def last_size_before(self, at: datetime) -> int:
        """Give the size of the last checkpoint before a moment; 0 when there is none."""
        row = self._sql.row(LAST_BEFORE, micros(at))
        return 0 if row is None else int(row[0])

    def put_checkpoint(self, size: int, note: str, at: datetime) -> None:
        """Add a signed note."""
        self._sql.change(ADD_CHECKPOINT, size, note, micros(at))

    def put_stamp(self, size: int, token: bytes, at: datetime) -> None:
        """Keep what a time-stamping authority answered about a checkpoint; the first answer stays."""
        self._sql.change(ADD_STAMP, size, token, micros(at))

    def stamps(self, first: int, last: int) -> Sequence[tuple[int, bytes]]:
        """List the answers of time-stamping authorities as (size, token)."""
        return [(size, bytes(token)) for size, token in self._sql.rows(STAMPS, first, last)]

    def last_stamp_at(self) -> datetime | None:
        """Say when a checkpoint was last stamped."""
        at = self._sql.rows(LAST_STAMP)[0][0]
        return None if at is None else moment(at)

    def _marks(self) -> tuple[int, int, int]:
        row = self._sql.row(GET_MARKS, MARKS)
        looked, horizon, transaction = (int(mark) for mark in row[0].split()) if row else (0, 0, 0)
        return looked, horizon, transaction

    def _keep_marks(self, marks: tuple[int, int, int]) -> None:
        self._sql.change(KEEP_MARKS, MARKS, " ".join(map(str, marks)))

    def sealed_lines(self, first: int, until: int) -> Iterator[SealedLine]:
        """Read the lines that are the leaves [first, until), in order; what was taken away is missing."""
        return map(_sealed_line, self._sql.stream(SEALED, first, until))

    def sealed_lines_of(self, subject: str) -> Sequence[SealedLine]:
        """Read the lines of one subject that are in the tree, from the first."""
        return [_sealed_line(row) for row in self._sql.rows(SEALED_OF, subject)]


def _sealed_line(row: Row) -> SealedLine:
    return SealedLine(
        leaf=row.number,
        subject=row.subject,
        seq=row.seq,
        at=row.at,
        kind=row.kind,
        outcome=row.outcome,
        reference=row.reference,
        public=stored_bytes(row.public),
        content_hash=None if row.content_hash is None else stored_bytes(row.content_hash),
        previous=stored_bytes(row.previous),
        hash=stored_bytes(row.hash),
    )

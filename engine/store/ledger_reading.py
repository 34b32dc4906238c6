"""Reading the ledger: the lines of a subject, their contents, and whether their chain still holds."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag

from engine.domain.errors import RecordBroken
from engine.domain.touchpoint import Json, Touchpoint
from engine.record.chain import NOTHING, BadLine, ChainLine, guarded_bytes, verify_chain
from engine.store.columns import stored_bytes
from engine.store.records.contacts import touchpoint_record
from engine.store.sql import Row, Sql
from engine.store.vault import Vault

#: what stands for a content that was erased
ERASED: Final = "erased"

LINES = "SELECT {touchpoint} FROM touchpoint t WHERE subject = ? ORDER BY seq"
LINE = "SELECT {touchpoint} FROM touchpoint t WHERE id = ?"
CONTENT = "SELECT sealed FROM content WHERE line = ?"
CONTENTS = "SELECT c.line, c.sealed FROM content c JOIN touchpoint t ON t.id = c.line WHERE t.subject = ?"
KEY = "SELECT wrapped FROM subject_key WHERE subject = ?"
HEAD = "SELECT seq, hash FROM chain_head WHERE subject = ?"
ENDS = "SELECT subject, seq, hash FROM chain_head"
WAS_ERASED = "SELECT 1 FROM erasure WHERE subject = ?"
SUBJECTS = "SELECT subject FROM chain_head UNION SELECT DISTINCT subject FROM touchpoint ORDER BY 1"


class LedgerReading:
    """Reads lines; what it says of a chain rests on stored bytes alone."""

    def __init__(self, sql: Sql, vault: Vault) -> None:
        self._sql = sql
        self._vault = vault

    def subjects(self) -> Sequence[str]:
        """List the subjects that have a chain."""
        return [subject for (subject,) in self._sql.rows(SUBJECTS)]

    def ends(self) -> Mapping[str, tuple[int, bytes]]:
        """Give where every chain ends: the number and the hash of its last line, by subject."""
        return {subject: (seq, last) for subject, seq, last in self._sql.rows(ENDS)}

    def lines(self, subject: str) -> Sequence[Touchpoint]:
        """Read the lines of a subject from the first, without contents; raises RecordBroken for nonsense."""
        try:
            return [touchpoint_record(row) for row in self._sql.rows(LINES, subject)]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RecordBroken(f"a line of {subject} cannot be read any more: it was changed") from error

    def content(self, line: Touchpoint) -> Mapping[str, Json] | str | None:
        """
        Decrypt what a line holds: None when it has no content, ERASED when that was erased.

        Raises RecordBroken when the content is not the one that was written with the line.
        """
        if line.content_hash is None:
            return None
        row, sealed, wrapped = (
            self._sql.row(LINE, line.id),
            self._sql.row(CONTENT, line.id),
            self._sql.row(KEY, line.subject),
        )
        if row is None or sealed is None or wrapped is None:
            return ERASED
        try:
            content = self._vault.unwrap(line.subject, wrapped[0]).open(sealed[0], guarded(row))
        except InvalidTag as error:
            raise RecordBroken(f"the content of {line.subject} line {line.seq} was changed") from error
        return content if isinstance(content, dict) else None

    def verify(self, subject: str) -> BadLine | None:
        """
        Check a chain, its end, and its contents; gives the first bad line.

        Contents that are not there are fine only when an erasure took them. Who has no chain has no bad line.
        """
        rows = self._sql.rows(LINES, subject)
        return (
            verify_chain(map(chain_line, rows)) or self.wrong_end(subject, rows) or self._wrong_content(rows)
        )

    def wrong_end(self, subject: str, rows: Sequence[Row]) -> BadLine | None:
        """Say whether lines were cut off at the end."""
        head = self._sql.row(HEAD, subject)
        if head is None and not rows:
            return None
        seq, last = (rows[-1].seq, rows[-1].hash) if rows else (0, NOTHING)
        if head is not None and tuple(head) == (seq, last):
            return None
        seq = seq if isinstance(seq, int) else len(rows)
        return BadLine(subject, seq + 1, "it is missing, or the noted end of the chain was changed")

    def _wrong_content(self, rows: Sequence[Row]) -> BadLine | None:
        """Say whether a content is another than the one that was written, or was taken away."""
        with_content = [row for row in rows if row.content_hash is not None]
        if not with_content:
            return None
        subject = with_content[0].subject
        contents = dict(map(tuple, self._sql.rows(CONTENTS, subject)))
        may_lack = self._sql.row(WAS_ERASED, subject) is not None
        for row in with_content:
            sealed = contents.get(row.id)
            if sealed is None and not may_lack:
                return BadLine(row.subject, row.seq, "its content is gone, and no erasure took it")
            if sealed is not None and sha256(stored_bytes(sealed)).digest() != row.content_hash:
                return BadLine(row.subject, row.seq, "its content is not the one that was written")
        if not may_lack and self._sql.row(KEY, subject) is None:
            because = "the key of its content is gone, and no erasure took it"
            return BadLine(subject, with_content[0].seq, because)
        return None


def guarded(row: Row) -> bytes:
    """Put a stored line's bytes together as they were when it was written."""
    words = (row.subject, str(row.seq), str(row.at), row.kind, row.outcome, row.reference)
    return guarded_bytes(words, stored_bytes(row.public))


def chain_line(row: Row) -> ChainLine:
    """Give a stored line as its chain sees it."""
    return ChainLine(
        subject=row.subject,
        seq=row.seq,
        guarded=guarded(row),
        content_hash=None if row.content_hash is None else stored_bytes(row.content_hash),
        previous=stored_bytes(row.previous),
        hash=stored_bytes(row.hash),
    )

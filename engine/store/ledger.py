"""
Writing the ledger: one chain for each subject, contents encrypted with the subject's own key.

Hundreds of lines go in with a handful of statements; the chains of their subjects are locked meanwhile.
"""

from collections.abc import Iterable, Sequence

from engine.domain.touchpoint import Entry
from engine.record.canonical import canonical
from engine.record.chain import NOTHING, guarded_bytes, line_hash
from engine.store.columns import micros
from engine.store.sql import Sql, Value
from engine.store.vault import SubjectKey, Vault

HEADS = "SELECT subject, seq, hash FROM chain_head WHERE subject {among} ORDER BY subject {pg:FOR UPDATE}"
BEGIN_CHAIN = "INSERT INTO chain_head (subject, seq, hash) VALUES (?, 0, ?) ON CONFLICT (subject) DO NOTHING"
EXTEND_CHAIN = "UPDATE chain_head SET seq = ?, hash = ? WHERE subject = ?"

KEYS = "SELECT subject, wrapped FROM subject_key WHERE subject {among}"
ADD_KEY = "INSERT INTO subject_key (subject, wrapped) VALUES (?, ?)"

#: only this database's single writer gives out numbers on SQLite; no line is ever deleted, so none comes back
LAST_NUMBER = "SELECT coalesce(max(id), 0) FROM touchpoint"
NEW_NUMBERS = "SELECT nextval('touchpoint_id_seq') FROM generate_series(1, ?)"

ADD_LINE = (
    "INSERT INTO touchpoint"
    " (id, subject, seq, kind, at, reference, outcome, public, content_hash, previous, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
ADD_CONTENT = "INSERT INTO content (line, sealed) VALUES (?, ?)"

Row = tuple[Value, ...]


class Ledger:
    """Adds lines inside one transaction; no line is ever changed."""

    def __init__(self, sql: Sql, vault: Vault) -> None:
        self._sql = sql
        self._vault = vault
        #: by subject: the number and the hash of its last line
        self._heads: dict[str, tuple[int, bytes]] = {}
        self._keys: dict[str, SubjectKey] = {}

    def append(self, entries: Sequence[Entry]) -> None:
        """Add lines, in order, each to the chain of its subject."""
        if not entries:
            return
        subjects = {entry.subject for entry in entries}
        self._fetch_heads(subjects - self._heads.keys())
        self._fetch_keys(
            {entry.subject for entry in entries if entry.content is not None} - self._keys.keys()
        )
        lines, contents = self._written(entries)
        self._sql.change_many(ADD_LINE, lines)
        self._sql.change_many(ADD_CONTENT, contents)
        heads = self._heads
        self._sql.change_many(EXTEND_CHAIN, [(*heads[subject], subject) for subject in sorted(subjects)])

    def _written(self, entries: Sequence[Entry]) -> tuple[list[Row], list[Row]]:
        """Write entries as rows of lines and rows of contents."""
        lines: list[Row] = []
        contents: list[Row] = []
        nonces = self._vault.nonces(len(entries))
        for number, nonce, entry in zip(self._numbers(len(entries)), nonces, entries, strict=True):
            seq, previous = self._heads[entry.subject]
            words = _words(entry, seq + 1)
            public = canonical(dict(entry.public))
            guarded = guarded_bytes(words, public)
            content_hash = None
            if entry.content is not None:
                key = self._keys[entry.subject]
                sealed, content_hash = key.seal(dict(entry.content), nonce, guarded)
                contents.append((number, sealed))
            own = line_hash(previous, guarded, content_hash)
            self._heads[entry.subject] = seq + 1, own
            subject, _, at, kind, outcome, reference = words
            row = (
                number,
                subject,
                seq + 1,
                kind,
                int(at),
                reference,
                outcome,
                public,
                content_hash,
                previous,
                own,
            )
            lines.append(row)
        return lines, contents

    def _fetch_heads(self, subjects: Iterable[str]) -> None:
        """Read where chains end and lock them; begins those that are new."""
        wanted = sorted(subjects)
        self._read_heads(wanted)
        new = [subject for subject in wanted if subject not in self._heads]
        if new:
            self._sql.change_many(BEGIN_CHAIN, [(subject, NOTHING) for subject in new])
            self._read_heads(new)

    def _read_heads(self, subjects: list[str]) -> None:
        if subjects:
            found = self._sql.rows(HEADS, subjects)
            self._heads.update((subject, (seq, last)) for subject, seq, last in found)

    def _fetch_keys(self, subjects: Iterable[str]) -> None:
        """Read and unwrap the keys of subjects; makes those that are new. Their chains are locked."""
        wanted = sorted(subjects)
        if not wanted:
            return
        for subject, wrapped in self._sql.rows(KEYS, wanted):
            self._keys[subject] = self._vault.unwrap(subject, wrapped)
        new = [(subject, *self._vault.new_key(subject)) for subject in wanted if subject not in self._keys]
        self._keys.update((subject, key) for subject, key, _ in new)
        self._sql.change_many(ADD_KEY, [(subject, wrapped) for subject, _, wrapped in new])

    def _numbers(self, count: int) -> Sequence[int]:
        """Take the next numbers of lines."""
        if self._sql.on_sqlite:
            last: int = self._sql.rows(LAST_NUMBER)[0][0]
            return range(last + 1, last + 1 + count)
        return [number for (number,) in self._sql.rows(NEW_NUMBERS, count)]


def _words(entry: Entry, seq: int) -> tuple[str, ...]:
    """List what a line's hash guards besides its public part."""
    outcome = entry.outcome.value if entry.outcome else ""
    return (
        entry.subject,
        str(seq),
        str(micros(entry.at)),
        entry.kind.value,
        outcome,
        entry.reference or "",
    )

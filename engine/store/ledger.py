"""
Writing the ledger: one chain for each subject, contents encrypted with the subject's own key.

Hundreds of lines go in with a handful of statements; the chains of their subjects are locked meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from engine.domain.touchpoint import Entry
from engine.record.canonical import canonical
from engine.record.chain import NOTHING, guarded_bytes, line_hash
from engine.store.columns import micros
from engine.store.house_key import new_keys
from engine.store.sql import Sql, Value
from engine.store.vault import SubjectKey, Vault

HEADS = "SELECT subject, seq, hash FROM chain_head WHERE subject {among} ORDER BY subject {pg:FOR UPDATE}"
BEGIN_CHAIN = "INSERT INTO chain_head (subject, seq, hash) VALUES (?, 0, ?) ON CONFLICT (subject) DO NOTHING"
EXTEND_CHAIN = (
    "INSERT INTO chain_head (subject, seq, hash) VALUES (?, ?, ?)"
    " ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"
)

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
#: the number and the hash of the last line of a chain
Head = tuple[int, bytes]


class Place(NamedTuple):
    """Where a line stands in its chain, and what it is about: its columns in their order."""

    subject: str
    seq: int
    kind: str
    at: int
    reference: str
    outcome: str

    def guarding(self, public: bytes) -> bytes:
        """Give everything that the hash of the line guards."""
        words = (self.subject, str(self.seq), str(self.at), self.kind, self.outcome, self.reference)
        return guarded_bytes(words, public)


class Ledger:
    """Adds lines inside one transaction; no line is ever changed."""

    def __init__(self, sql: Sql, vault: Vault) -> None:
        self._sql = sql
        self._vault = vault
        #: by subject
        self._heads: dict[str, Head] = {}
        self._keys: dict[str, SubjectKey] = {}

    def append(self, entries: Sequence[Entry]) -> None:
        """Add lines, in order, each to the chain of its subject."""
        if not entries:
            return
        subjects = {entry.subject for entry in entries}
        self._fetch_heads(subjects - self._heads.keys())
        private = {entry.subject for entry in entries if entry.content is not None}
        self._fetch_keys(private - self._keys.keys())
        heads = {subject: self._heads[subject] for subject in sorted(subjects)}
        self._write(entries, heads)
        self._sql.change_apart(EXTEND_CHAIN, [(subject, *head) for subject, head in heads.items()])
        self._heads.update(heads)

    def _write(self, entries: Sequence[Entry], heads: dict[str, Head]) -> None:
        """Write lines and contents, one kind of work after the other; moves the heads on."""
        publics = [canonical(dict(entry.public)) for entry in entries]
        places = _places(entries, heads)
        guards = [place.guarding(public) for place, public in zip(places, publics, strict=True)]
        sealed = self._sealed(entries, guards)
        numbers = self._numbers(len(entries))
        lines: list[Row] = []
        for number, place, public, guarded, (_, content_hash) in zip(
            numbers, places, publics, guards, sealed, strict=True
        ):
            _, previous = heads[place.subject]
            own = line_hash(previous, guarded, content_hash)
            heads[place.subject] = (place.seq, own)
            lines.append((number, *place, public, content_hash, previous, own))
        self._sql.change_apart(ADD_LINE, lines)
        contents = [
            (number, content) for number, (content, _) in zip(numbers, sealed, strict=True) if content
        ]
        self._sql.change_apart(ADD_CONTENT, contents)

    def _sealed(
        self, entries: Sequence[Entry], guards: Sequence[bytes]
    ) -> list[tuple[bytes | None, bytes | None]]:
        """Encrypt contents, each for its own line; gives sealed bytes and their hash, or twice None."""
        nonces = self._vault.nonces(len(entries))
        return [
            (None, None)
            if entry.content is None
            else self._keys[entry.subject].seal(dict(entry.content), nonce, guarded)
            for entry, nonce, guarded in zip(entries, nonces, guards, strict=True)
        ]

    def _fetch_heads(self, subjects: Iterable[str]) -> None:
        """Read where chains end and lock them; begins those that are new."""
        wanted = sorted(subjects)
        self._read_heads(wanted)
        new = [subject for subject in wanted if subject not in self._heads]
        if self._sql.on_sqlite:
            # nobody else writes until this transaction ends
            self._heads.update(dict.fromkeys(new, (0, NOTHING)))
        elif new:
            self._sql.change_apart(BEGIN_CHAIN, [(subject, NOTHING) for subject in new])
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
        without = (subject for subject in wanted if subject not in self._keys)
        new = new_keys(self._sql, self._vault, without)
        self._keys.update((subject, key) for subject, key, _ in new)
        self._sql.change_apart(ADD_KEY, [(subject, wrapped) for subject, _, wrapped in new])

    def _numbers(self, count: int) -> Sequence[int]:
        """Take the next numbers of lines."""
        if self._sql.on_sqlite:
            last: int = self._sql.rows(LAST_NUMBER)[0][0]
            return range(last + 1, last + 1 + count)
        return [number for (number,) in self._sql.rows(NEW_NUMBERS, count)]


def _places(entries: Iterable[Entry], heads: Mapping[str, Head]) -> list[Place]:
    """Give each entry its number in the chain of its subject."""
    last = {subject: seq for subject, (seq, _) in heads.items()}
    places = []
    for entry in entries:
        seq = last[entry.subject] = last[entry.subject] + 1
        outcome = entry.outcome.value if entry.outcome else ""
        reference = entry.reference or ""
        places.append(Place(entry.subject, seq, entry.kind.value, micros(entry.at), reference, outcome))
    return places

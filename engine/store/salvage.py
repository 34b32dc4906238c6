"""Reading what can still be read of a subject, and saying of every other line what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import orjson
from cryptography.exceptions import InvalidTag

from engine.domain.errors import ConfigurationError
from engine.domain.touchpoint import Json, Touchpoint
from engine.dossier.ports import Salvaged, SalvagedLine
from engine.record.chain import BadLine, ChainLine, bad_lines
from engine.store.columns import moment, stored_bytes
from engine.store.ledger_reading import (
    CONTENTS,
    ERASED,
    KEY,
    LINES,
    WAS_ERASED,
    LedgerReading,
    chain_line,
    guarded,
)
from engine.store.records.contacts import LINE_KINDS, OUTCOMES, touchpoint_record
from engine.store.sql import Row, Sql
from engine.store.vault import SubjectKey, Vault

HASH_LENGTH = 32
#: no line of ours was written before this, and none this far ahead
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
NO_KEY = "the key of its content is gone, and no erasure took it"
GONE = "its content is gone, and no erasure took it"
LOCKED = "its content cannot be opened any more"
MISSING = "it is missing"
CANNOT = "it cannot be read any more"


class Salvage:
    """Reads a chain that may have been harmed; every statement is about one subject."""

    def __init__(self, sql: Sql, vault: Vault) -> None:
        self._sql = sql
        self._vault = vault

    def read(self, subject: str) -> Salvaged:
        """Give the lines that can be read, with their contents, and every fault in the order of the lines."""
        rows = self._sql.rows(LINES, subject)
        faults = [*_chain_faults(subject, rows)]
        sealed = dict(map(tuple, self._sql.rows(CONTENTS, subject)))
        key, lines = self._key(subject), []
        for place, row in enumerate(rows, 1):
            if nonsense := _nonsense(row):
                faults.append(BadLine(subject, _number(row, place), f"{CANNOT}: {nonsense}"))
                continue
            line = touchpoint_record(row)
            content, because = self._content(row, line, key, sealed.get(row.id))
            if because:
                faults.append(BadLine(subject, line.seq, because))
            lines.append(SalvagedLine(line, content))
        if end := LedgerReading(self._sql, self._vault).wrong_end(subject, rows):
            faults.append(end)
        faults.sort(key=lambda bad: bad.seq)
        return Salvaged(lines, faults)

    def _key(self, subject: str) -> SubjectKey | str:
        """Give the key of the contents of a subject, or why there is none; no reason: they were erased."""
        row = self._sql.row(KEY, subject)
        if row is None:
            return "" if self._was_erased(subject) else NO_KEY
        try:
            return self._vault.unwrap(subject, stored_bytes(row[0]))
        except (ConfigurationError, ValueError):
            return LOCKED

    def _was_erased(self, subject: str) -> bool:
        return self._sql.row(WAS_ERASED, subject) is not None

    def _content(
        self, row: Row, line: Touchpoint, key: SubjectKey | str, sealed: bytes | str | None
    ) -> tuple[Mapping[str, Json] | str | None, str]:
        """Open a content; gives what it holds, and what is wrong with it."""
        if line.content_hash is None:
            return None, ""
        if isinstance(key, str):
            return (None, key) if key else (ERASED, "")
        if sealed is None:
            return (ERASED, "") if self._was_erased(line.subject) else (None, GONE)
        try:
            content = key.open(stored_bytes(sealed), guarded(row))
        except (InvalidTag, ValueError):
            return None, LOCKED
        return (content if isinstance(content, Mapping) else None), ""


def _chain_faults(subject: str, rows: Sequence[Row]) -> Iterator[BadLine]:
    """Give every line that does not hold; who reads them names those that are no lines at all."""
    chain: list[ChainLine] = []
    for row in rows:
        # what is no number or no word cannot be hashed
        with suppress(TypeError, ValueError, AttributeError):
            chain += [chain_line(row)] if isinstance(row.seq, int) else []
    there = {_number(row, place) for place, row in enumerate(rows, 1)}
    for bad in bad_lines(chain):
        if bad.seq not in there or not bad.because.startswith(MISSING):
            yield bad


def _number(row: Row, place: int) -> int:
    return row.seq if isinstance(row.seq, int) else place


def _nonsense(row: Row) -> str:
    """Say what of a line makes no sense; empty when it can be read."""
    hashes = (row.hash, row.previous)
    makes_sense = {
        "its kind is not known": row.kind in LINE_KINDS,
        "its outcome is not known": not row.outcome or row.outcome in OUTCOMES,
        "its moment makes no sense": _is_moment(row.at),
        "its hash is none": all(map(_is_hash, hashes)),
        "the hash of its content is none": row.content_hash is None or _is_hash(row.content_hash),
        "its number or reference makes no sense": isinstance(row.seq, int)
        and isinstance(row.reference or "", str),
        "its words are no JSON": _is_object(row.public),
    }
    return next((said for said, does in makes_sense.items() if not does), "")


def _is_moment(number: object) -> bool:
    try:
        return isinstance(number, int) and FIRST <= moment(number) < LAST
    except OverflowError:
        return False


def _is_hash(value: object) -> bool:
    return isinstance(value, bytes | memoryview) and len(value) == HASH_LENGTH


def _is_object(public: bytes | str) -> bool:
    try:
        return isinstance(orjson.loads(public), dict)
    except (ValueError, TypeError):
        return False

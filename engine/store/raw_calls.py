"""
Calls from outside, as they came.

Their contents are personal, so they are sealed with a key of the day on which they came in; who throws that
key away has thrown away the calls of that day.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from engine.domain.errors import RecordBroken
from engine.domain.raw_call import CallState, KeptCall, RawCall
from engine.store.columns import micros, moment, words
from engine.store.house_key import new_keys
from engine.store.shelf import Shelf
from engine.store.sql import Row, Value
from engine.store.vault import SubjectKey

KEY = "SELECT wrapped FROM subject_key WHERE subject = ?"
ADD_KEY = "INSERT INTO subject_key (subject, wrapped) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING"
ADD = (
    "INSERT INTO raw_call (provider, kind, received_at, digest, subject, sealed, state, said)"
    " VALUES (?, ?, ?, ?, ?, ?, 'new', '') ON CONFLICT (digest) DO NOTHING"
)
NEW = (
    "SELECT id, provider, kind, received_at, digest, subject, sealed FROM raw_call WHERE state = 'new'"
    " AND id <= ? ORDER BY id LIMIT ? {pg:FOR UPDATE SKIP LOCKED}"
)
SIZES = "SELECT id, length(sealed) FROM raw_call WHERE state = 'new' ORDER BY id LIMIT ?"
ONE = "SELECT id, provider, kind, received_at, digest, subject, sealed FROM raw_call WHERE id = ?"
TAKE = ONE + " AND state = 'new' {pg:FOR UPDATE SKIP LOCKED}"
AGAIN = "UPDATE raw_call SET state = 'new' WHERE id = ? AND state IN ('for_person', 'unreadable')"
DONE = "UPDATE raw_call SET state = 'worked', said = ? WHERE id = ? AND state IN ('for_person', 'unreadable')"
EMPTY = "UPDATE raw_call SET sealed = NULL WHERE id = ?"
FINISH = "UPDATE raw_call SET state = ?, said = ?, worked_at = ? WHERE id = ?"
LATEST = "SELECT id, provider, kind, received_at, state, said FROM raw_call ORDER BY id DESC LIMIT ?"
WAITING = (
    "SELECT id, provider, kind, received_at, state, said FROM raw_call"
    " WHERE state IN ('for_person', 'unreadable') ORDER BY id"
)
FORGET = "UPDATE raw_call SET sealed = NULL WHERE state = 'worked' AND sealed IS NOT NULL AND received_at < ?"

STATES = words(CallState)
#: as much as is opened together: a mail may be big
MOST_BYTES = 64 * 1024 * 1024
#: a longer reason is cut: it stands in a list
LONGEST_REASON = 200


class RawCalls(Shelf):
    """Keeps calls, and gives them out to be worked."""

    def put_calls(self, calls: Iterable[RawCall]) -> int:
        """Keep calls; one that is kept already stays as it is; gives how many were new."""
        keys: dict[str, SubjectKey] = {}
        rows = [self._row(call, keys) for call in calls]
        return self._sql.change_many(ADD, rows)

    def take_call(self, number: int) -> RawCall | None:
        """Take one call that waits to be worked; None: another worker has it, or it was worked."""
        row = self._sql.row(TAKE, number)
        return None if row is None else self._open(row)

    def work_again(self, number: int) -> bool:
        """Let a call that waits for a person be worked once more; False when it does not wait for one."""
        return self._sql.change(AGAIN, number) > 0

    def finish_by_person(self, number: int, said: str) -> bool:
        """Write that a person dealt with a call; False when it does not wait for one."""
        return self._sql.change(DONE, said[:LONGEST_REASON], number) > 0

    def empty_call(self, number: int) -> None:
        """Throw away the contents of a call."""
        self._sql.change(EMPTY, number)

    def new_calls(self, limit: int) -> Sequence[tuple[int, RawCall]]:
        """Take calls that wait to be worked, the oldest first; another worker takes others."""
        last, size = 0, 0
        for number, length in self._sql.rows(SIZES, limit):
            size += length or 0
            if last and size > MOST_BYTES:
                break
            last = number
        return [(row[0], self._open(row)) for row in self._sql.rows(NEW, last, limit)] if last else []

    def raw_call(self, number: int) -> RawCall | None:
        """Read one call; None when its contents were thrown away, or there is none."""
        row = self._sql.row(ONE, number)
        return self._open(row) if row is not None and row[6] is not None else None

    def finish_calls(self, finished: Sequence[tuple[int, CallState, str]], at: datetime) -> None:
        """Write what came of calls."""
        rows: list[tuple[Value, ...]] = [
            (state.value, said[:LONGEST_REASON], micros(at), number) for number, state, said in finished
        ]
        self._sql.change_many(FINISH, rows)

    def latest_calls(self, limit: int) -> Sequence[KeptCall]:
        """List calls, the newest first."""
        return list(map(_kept, self._sql.rows(LATEST, limit)))

    def calls_for_people(self) -> Sequence[KeptCall]:
        """List the calls that wait for a person, the oldest first."""
        return list(map(_kept, self._sql.rows(WAITING)))

    def forget_calls(self, before: datetime) -> int:
        """Throw away the contents of worked calls that came in before a moment; gives how many."""
        return self._sql.change(FORGET, micros(before))

    def _row(self, call: RawCall, keys: dict[str, SubjectKey]) -> tuple[Value, ...]:
        subject = f"calls:{call.received_at:%Y-%m-%d}"
        if subject not in keys:
            keys[subject] = self._key(subject)
        told = f"{call.provider}\n{call.kind}\n{call.query}\n{call.content_type}".encode()
        digest = sha256(sha256(told).digest() + call.body).digest()
        content = {
            "query": call.query,
            "content_type": call.content_type,
            "body": b64encode(call.body).decode(),
        }
        sealed, _ = keys[subject].seal(dict(content), self._vault.nonces(1)[0], digest)
        return call.provider, call.kind, micros(call.received_at), digest, subject, sealed

    def _key(self, subject: str) -> SubjectKey:
        """Give the key of a day, and make it when it is the first call of that day."""
        found = self._sql.row(KEY, subject)
        if found is None:
            ((_, _, wrapped),) = new_keys(self._sql, self._vault, [subject])
            self._sql.change(ADD_KEY, subject, wrapped)
            found = self._sql.row(KEY, subject)
        if found is None:
            raise RecordBroken(f"the key of {subject} was taken away while it was made")
        return self._vault.unwrap(subject, found[0])

    def _open(self, row: Row) -> RawCall:
        _, provider, kind, received_at, digest, subject, sealed = row
        content = self._key(subject).open(sealed, digest)
        told = content if isinstance(content, dict) else {}
        return RawCall(
            provider=provider,
            kind=kind,
            received_at=moment(received_at),
            query=str(told["query"]),
            content_type=str(told["content_type"]),
            body=b64decode(str(told["body"])),
        )


def _kept(row: Row) -> KeptCall:
    number, provider, kind, at, state, said = row
    return KeptCall(
        id=number, provider=provider, kind=kind, received_at=moment(at), state=STATES[state], said=said
    )

"""What debtors chose, and the stops that hold for them."""

from collections.abc import Sequence
from datetime import date, datetime

from engine.domain.errors import UnknownReference
from engine.domain.pause import Pause
from engine.domain.people import PointState
from engine.policy.keeping import KEEPS, with_tasks
from engine.store.columns import micros, micros_or_none
from engine.store.records.people import change_record, pause_record, task_record
from engine.store.shelf import Shelf
from engine.store.sql import Value
from preferences.change import Change
from preferences.fold import checked

#: a change that came in before (the same portfolio once more) is left as it is
ADD_CHANGE = (
    "INSERT INTO preference_change (id, debtor_id, at, by, through, field, value, words, proof)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
)
CHANGES = (
    "SELECT {change} FROM preference_change w WHERE w.debtor_id = ? ORDER BY w.at, w.field, w.value, w.id"
)
ADD_PAUSE = (
    "INSERT INTO pause (id, kind, debtor_id, case_id, since, until, ended_at, source, lift_asked_by,"
    " lift_asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
PAUSES = "SELECT {pause} FROM pause s WHERE s.debtor_id = ? ORDER BY s.since, s.id"
END_PAUSE = "UPDATE pause SET ended_at = ? WHERE id = ? AND ended_at IS NULL"
OPEN_TASKS = (
    "SELECT {task} FROM person_task k WHERE k.debtor_id = ? AND k.done_at IS NULL ORDER BY k.opened_at, k.id"
)
#: `{keeper}` and the pairs say of all pauses at once what engine.policy.keeping.keeps says of one
RUN_OUT = (
    "SELECT {pause} FROM pause s WHERE s.until <= ? AND s.ended_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM person_task k WHERE {keeper} AND s.kind || ' ' || k.kind {among})"
    " ORDER BY s.until, s.id LIMIT 500"
)
OVERDUE = (
    "SELECT DISTINCT k.id FROM pause s JOIN person_task k ON {keeper}"
    " WHERE s.until <= ? AND s.ended_at IS NULL AND s.kind || ' ' || k.kind {among}"
)
RAN_OUT = "UPDATE pause SET ended_at = until WHERE id = ? AND ended_at IS NULL"
ASK_TO_LIFT = "UPDATE pause SET lift_asked_by = ?, lift_asked_at = ? WHERE id = ? AND ended_at IS NULL"
CHECK_POINT = "UPDATE contact_point SET checked_on = ? WHERE debtor_id = ? AND value = ?"
MARK_POINT = "UPDATE contact_point SET state = ? WHERE debtor_id = ? AND value = ?"

PAIRS = sorted(f"{pause} {task}" for pause, task in KEEPS)


class Choices(Shelf):
    """Preferences and pauses."""

    def put_change(self, change: Change) -> None:
        """Add a choice; raises ValueError for one that nobody can read back."""
        self._sql.change(ADD_CHANGE, *change_row(change))

    def changes_of(self, debtor_id: str) -> Sequence[Change]:
        """List what a debtor chose, the oldest first."""
        return [change_record(row) for row in self._sql.rows(CHANGES, debtor_id)]

    def put_pause(self, pause: Pause) -> None:
        """Add a pause."""
        self._sql.change(
            ADD_PAUSE,
            pause.id,
            pause.kind.value,
            pause.debtor_id,
            pause.case_id,
            micros(pause.since),
            micros_or_none(pause.until),
            micros_or_none(pause.ended_at),
            pause.source,
            pause.lift_asked_by,
            micros_or_none(pause.lift_asked_at),
        )

    def pauses_of(self, debtor_id: str) -> Sequence[Pause]:
        """List the pauses of a debtor and its cases, the oldest first."""
        pauses = [pause_record(row) for row in self._sql.rows(PAUSES, debtor_id)]
        if all(one.until is None or one.ended_at is not None for one in pauses):
            return pauses
        return [*with_tasks(pauses, [task_record(row) for row in self._sql.rows(OPEN_TASKS, debtor_id)])]

    def end_pause(self, pause_id: str, at: datetime) -> None:
        """End a pause; raises UnknownReference when there is no such pause that runs."""
        if not self._sql.change(END_PAUSE, micros(at), pause_id):
            raise UnknownReference(f"there is no pause {pause_id} that can be ended")

    def pauses_run_out(self, now: datetime) -> Sequence[Pause]:
        """End pauses whose moment has passed, each once over all workers; gives some of them, the oldest."""
        over = [pause_record(row) for row in self._sql.rows(RUN_OUT, micros(now), PAIRS)]
        return [pause for pause in over if self._sql.change(RAN_OUT, pause.id)]

    def tasks_that_keep(self, now: datetime) -> frozenset[str]:
        """Name the open tasks for which somebody is left alone past the moment of a pause."""
        return frozenset([task_id for (task_id,) in self._sql.rows(OVERDUE, micros(now), PAIRS)])

    def ask_to_lift(self, pause_id: str, by: str, at: datetime) -> None:
        """Write who asked to lift a pause; raises UnknownReference when there is no such pause that runs."""
        if not self._sql.change(ASK_TO_LIFT, by, micros(at), pause_id):
            raise UnknownReference(f"there is no pause {pause_id} that can be lifted")

    def mark_point(self, debtor_id: str, value: str, state: PointState) -> None:
        """Write what we learned of a number, mailbox or address; a later import keeps it."""
        self._sql.change_later(MARK_POINT, (state.value, debtor_id, value))

    def check_point(self, debtor_id: str, value: str, on: date) -> None:
        """Write that somebody said on a day that the debtor lives at an address."""
        self._sql.change_later(CHECK_POINT, (on.isoformat(), debtor_id, value))


def change_row(change: Change) -> tuple[Value, ...]:
    """Write a choice as a row; raises ValueError for one that nobody can read back."""
    checked(change)
    return (
        change.id,
        change.debtor_id,
        micros(change.at),
        change.by,
        change.through.value,
        change.field.value,
        change.value,
        change.words,
        change.proof,
    )

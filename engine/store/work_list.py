"""The work list of people."""

from collections.abc import Sequence
from datetime import datetime

from engine.domain.errors import UnknownReference
from engine.domain.person_task import PersonTask
from engine.store.columns import micros, micros_or_none
from engine.store.records.people import task_record
from engine.store.shelf import Shelf

ADD = (
    "INSERT INTO person_task (id, kind, case_id, debtor_id, because, opened_at, due_on, step, script,"
    " done_at, done_by, result, taken_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO NOTHING"
)
OPEN = "SELECT {task} FROM person_task k WHERE done_at IS NULL ORDER BY opened_at, case_id, kind, id"
ALL = "SELECT {task} FROM person_task k ORDER BY opened_at, case_id, kind, id"
FINISHED = "SELECT 1 FROM person_task WHERE id = ? AND done_at IS NOT NULL"
TAKE = "UPDATE person_task SET taken_by = ? WHERE id = ? AND done_at IS NULL"
OF_CASE = "SELECT {task} FROM person_task k WHERE case_id = ? ORDER BY opened_at, case_id, kind, id"
CLOSE = "UPDATE person_task SET done_at = ?, done_by = ?, result = ? WHERE id = ? AND done_at IS NULL"


class WorkList(Shelf):
    """Tasks for people."""

    def open_tasks(self, tasks: Sequence[PersonTask]) -> None:
        """Add lines to the work list of people; one that is or was there already stays as it is."""
        rows = [
            (
                one.id,
                one.kind.value,
                one.case_id,
                one.debtor_id,
                one.because,
                micros(one.opened_at),
                one.due_on.isoformat() if one.due_on else None,
                one.step,
                one.script,
                micros_or_none(one.done_at),
                one.done_by,
                one.result,
                one.taken_by,
            )
            for one in tasks
        ]
        self._sql.change_many(ADD, rows)

    def tasks(self, *, only_open: bool = True) -> Sequence[PersonTask]:
        """List tasks, the oldest first."""
        return [task_record(row) for row in self._sql.rows(OPEN if only_open else ALL)]

    def was_finished(self, task_id: str) -> bool:
        """Say whether there is a task that is done."""
        return self._sql.row(FINISHED, task_id) is not None

    def take_task(self, task_id: str, by: str) -> None:
        """Write who does a task; raises UnknownReference."""
        if not self._sql.change(TAKE, by, task_id):
            raise UnknownReference(f"there is no open task {task_id}")

    def tasks_of(self, case_id: str) -> Sequence[PersonTask]:
        """List the tasks of one case, done or not, the oldest first."""
        return [task_record(row) for row in self._sql.rows(OF_CASE, case_id)]

    def close_task(self, task_id: str, by: str, at: datetime, result: str) -> None:
        """Write that a task was done, by whom and with what result; raises UnknownReference."""
        if not self._sql.change(CLOSE, micros(at), by, result, task_id):
            raise UnknownReference(f"there is no open task {task_id}")

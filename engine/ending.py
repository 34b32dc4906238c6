"""A case ends: its status, its open tasks and its own pauses, each with a line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.case import Case, CaseStatus, Phase
from engine.domain.contact import Contact
from engine.domain.decision import TaskKind
from engine.domain.notice import Notice
from engine.domain.occurrence import OccurrenceKind
from engine.domain.pause import Pause, PauseKind
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.policy.keeping import keeps
from engine.ports import Books
from engine.reacting import notices_for, what_follows

CASE_ENDED = "the case ended"
EVERYTHING_PAID = "everything was paid"
#: what somebody is owed whether or not there is anything left to pay (law.md NL-27, V; NL-71, U; 4a, U)
STILL_OWED = frozenset({TaskKind.ANSWER_COMPLAINT, TaskKind.ANSWER_DATA_REQUEST, TaskKind.CARE_FOR_SOMEBODY})


class EndingBooks(Books, Protocol):
    """What the end of a case needs from the store."""

    def tasks_of(self, case_id: str) -> Sequence[PersonTask]:
        """List the tasks of one case, done or not, the oldest first."""

    def close_task(self, task_id: str, by: str, at: datetime, result: str) -> None:
        """Write that a task is done, by whom, and what came of it."""

    def pauses_of(self, debtor_id: str) -> Sequence[Pause]:
        """List all pauses of a debtor and its cases."""

    def end_pause(self, pause_id: str, at: datetime) -> None:
        """End a pause."""

    def look_at_arrangement(self, case_id: str, at: datetime) -> bool:
        """Let the arrangement of a case be looked at; False when none runs."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Ends cases at one moment, under the name of who or what ended them."""

    books: EndingBooks
    actor: str
    now: datetime

    def end(self, case: Case, status: CaseStatus, because: str) -> None:
        """Write how a case ended, and close the tasks that it left."""
        phase = Phase.HANDED_OVER if status is CaseStatus.HANDED_OVER else Phase.CLOSED
        self.books.set_status(case.id, status, phase)
        self._line(case, LineKind.CASE, {"status": status.value}, {"because": because})
        waited_for = self._waited_for_elsewhere(case)
        for task in self.books.tasks_of(case.id):
            if task.done_at is None and task.kind not in STILL_OWED and task.id not in waited_for:
                self.books.close_task(task.id, self.actor, self.now, CASE_ENDED)
                closed: dict[str, Json] = {"task": task.id, "kind": task.kind.value, "result": CASE_ENDED}
                self._line(case, LineKind.TASK, closed)

    def _waited_for_elsewhere(self, case: Case) -> frozenset[str]:
        """Name the tasks of a case for which another open case of the debtor is left alone."""
        others = [
            one
            for file in self.books.files([case.debtor_id])
            for one in file.cases
            if one.status is CaseStatus.OPEN and one.id != case.id
        ]
        if not others:
            return frozenset()
        pauses = [one for one in self.books.pauses_of(case.debtor_id) if one.case_id is None]
        tasks = self.books.tasks_of(case.id)
        return frozenset(task.id for task in tasks if any(keeps(task, pause) for pause in pauses))

    def paid(self, case: Case, contacts: Iterable[Contact], new_id: Callable[[], str]) -> None:
        """
        End an open case of which nothing is left to pay, with its own pauses.

        Who heard from us about it hears that it is over (BE-22, V; NL-23, U); an arrangement tells it itself.
        """
        if case.status is CaseStatus.OPEN:
            self.end(case, CaseStatus.PAID, EVERYTHING_PAID)
        stays = {PauseKind.COMPLAINT}
        if self.books.look_at_arrangement(case.id, self.now):
            stays.add(PauseKind.ARRANGEMENT)
        elif any(one.tells(case.id) for one in contacts):
            self.books.owe(settlement(case, self.now, new_id))
        for pause in self.books.pauses_of(case.debtor_id):
            if pause.case_id == case.id and pause.ended_at is None and pause.kind not in stays:
                self.books.end_pause(pause.id, self.now)
                over: dict[str, Json] = {"pause": pause.id, "ended": True, "because": CASE_ENDED}
                self._line(case, LineKind.PAUSE, over)

    def _line(
        self, case: Case, kind: LineKind, public: dict[str, Json], content: dict[str, Json] | None = None
    ) -> None:
        named: dict[str, Json] = public | {"by": self.actor}
        line = Entry(subject=f"case:{case.id}", kind=kind, at=self.now, public=named, content=content)
        self.books.append([line])


def settlement(case: Case, now: datetime, new_id: Callable[[], str]) -> list[Notice]:
    """Make the notice that nothing is left to pay."""
    reaction = what_follows(case, OccurrenceKind.PAID, now)
    return list(notices_for(case, reaction, f"{case.id} paid", now, new_id))

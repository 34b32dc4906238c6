"""What people do with a line of their work list before it is done: take it, note something about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.steering_ports import SteeringBooks


def in_order(tasks: Iterable[PersonTask]) -> list[PersonTask]:
    """List work as it is to be done: who may be in danger before everything, the rest as it came."""
    return sorted(tasks, key=lambda one: one.kind is not TaskKind.CARE_FOR_SOMEBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasking:
    """Acts of one person about tasks, inside one transaction."""

    books: SteeringBooks
    actor: str
    now: datetime

    def take(self, task: PersonTask) -> None:
        """Take a task upon oneself. Raises NotAllowed: somebody else has it."""
        if task.taken_by not in {"", self.actor}:
            raise NotAllowed(f"{task.taken_by} has this task; ask them to finish it or to leave a note")
        self.books.take_task(task.id, self.actor)
        self._line(task, {"taken": True}, None)

    def note(self, task: PersonTask, words: str) -> None:
        """Write something down about a task; the words stand in the erasable content."""
        self._line(task, {"noted": True}, {"words": words})

    def _line(self, task: PersonTask, public: dict[str, Json], content: dict[str, Json] | None) -> None:
        self.books.hold_debtors([task.debtor_id])
        about: dict[str, Json] = {"task": task.id, "kind": task.kind.value, "by": self.actor}
        line = Entry(
            subject=f"case:{task.case_id}",
            kind=LineKind.TASK,
            at=self.now,
            public=about | public,
            content=content,
        )
        self.books.append([line])

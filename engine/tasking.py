"""What people do with a line of their work list before it is done: take it, note something about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.organisation import InDanger
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.steering_ports import SteeringBooks

NOBODY_WROTE_DOWN = InDanger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Which work is late: its day is over, somebody is left alone because of it, or may be in danger."""

    now: datetime
    #: the day of the people who work here
    today: date
    #: open tasks for which somebody is left alone past the moment of a pause
    keeping: frozenset[str]
    in_danger: InDanger = NOBODY_WROTE_DOWN

    def is_late(self, task: PersonTask) -> bool:
        """Say whether a task should have been done, or taken."""
        return task.id in self.keeping or self._is_over(task) or self._waits_in_danger(task)

    def _is_over(self, task: PersonTask) -> bool:
        return task.due_on is not None and task.due_on < self.today

    def _waits_in_danger(self, task: PersonTask) -> bool:
        if task.kind is not TaskKind.CARE_FOR_SOMEBODY or self.in_danger.is_in_good_hands(task.taken_by):
            return False
        return task.opened_at + self.in_danger.take_within < self.now


def in_order(tasks: Iterable[PersonTask]) -> list[PersonTask]:
    """List work as it is to be done: who may be in danger before everything, the rest as it came."""
    return sorted(tasks, key=lambda one: one.kind is not TaskKind.CARE_FOR_SOMEBODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasking:
    """
    Acts of one person about tasks, inside one transaction.

    Who may be in danger is for people who are trained (law.md 4a, U). Where nobody wrote down who they are,
    whoever works on cases acts: a task that nobody may take would help nobody.
    """

    books: SteeringBooks
    actor: str
    now: datetime
    in_danger: InDanger = NOBODY_WROTE_DOWN

    def take(self, task: PersonTask, because: str = "") -> None:
        """
        Take a task upon oneself; somebody who is not trained for it says why it cannot wait.

        Raises NotAllowed: somebody else has it, or this person is not trained and gave no reason.
        """
        if task.taken_by not in {"", self.actor} and not self._takes_over(task):
            raise NotAllowed(f"{task.taken_by} has this task; ask them to finish it or to leave a note")
        untrained = self._is_for_others(task)
        if untrained and not because.strip():
            raise NotAllowed(
                f"somebody may be in danger, and {self.actor} is not trained for that: get {self._names()}"
                " now. When none of them can be reached, take it with --because 'why it cannot wait'"
            )
        self.books.take_task(task.id, self.actor)
        taken: dict[str, Json] = {"taken": True}
        if untrained:
            taken["untrained"] = True
        self._line(task, taken, {"because": because} if because else None)

    def note(self, task: PersonTask, words: str) -> None:
        """Write something down about a task; the words stand in the erasable content."""
        self._line(task, {"noted": True}, {"words": words})

    def may_finish(self, task: PersonTask) -> None:
        """Raise NotAllowed unless this person may say that a task is done: who is trained looks first."""
        if self._is_for_others(task):
            raise NotAllowed(
                f"{self.actor} is not trained for who may be in danger: {self._names()} finishes this task."
                " Write what you did with `minnelijk tasks note`"
            )

    def _is_for_others(self, task: PersonTask) -> bool:
        trained = self.in_danger.trained
        return task.kind is TaskKind.CARE_FOR_SOMEBODY and bool(trained) and self.actor not in trained

    def _takes_over(self, task: PersonTask) -> bool:
        """Say whether somebody who is trained takes over from who is not."""
        trained = self.in_danger.trained
        is_care = task.kind is TaskKind.CARE_FOR_SOMEBODY
        return is_care and self.actor in trained and not self.in_danger.is_in_good_hands(task.taken_by)

    def _names(self) -> str:
        return " or ".join(self.in_danger.trained)

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

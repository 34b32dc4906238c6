"""
Which open task keeps a pause standing past its moment: what nobody has read is no reason to go on.

A pause that begins because a person must read something, or act on it, has a moment at which it should be
done. Nobody who waits for us loses their quiet because we are late. A term that a law, a court or a covenant
sets (debt help, a moratorium, mediation, a referral) ends on its day: its task follows somebody else's work.
"""

from collections.abc import Iterable, Sequence

from engine.domain.decision import TaskKind
from engine.domain.pause import Pause, PauseKind
from engine.domain.person_task import PersonTask
from engine.domain.protection import Lasting
from engine.policy.protections import TABLE
from preferences.records import replace

#: pauses that begin with a task that their row of the table does not name
READ_FIRST = {
    PauseKind.TEAM: frozenset({TaskKind.ANSWER_REPLY, TaskKind.CHECK_PERSON}),
    # a promise that a person judges, or an arrangement whose terms nobody wrote down yet
    PauseKind.ARRANGEMENT: frozenset({TaskKind.AGREE_ARRANGEMENT}),
}
#: (kind of pause, kind of task): while such a task is open, such a pause stands
KEEPS = frozenset(
    {(row.kind, row.task) for row in TABLE if row.task and row.lasting is Lasting.UNTIL_ENDED}
    | {(kind, task) for kind, tasks in READ_FIRST.items() for task in tasks}
)


def with_tasks(pauses: Iterable[Pause], tasks: Sequence[PersonTask]) -> tuple[Pause, ...]:
    """Tell of each pause of a debtor which of the open tasks, the oldest first, keeps it."""
    return tuple(_with_task(pause, tasks) for pause in pauses) if tasks else tuple(pauses)


def keeps(task: PersonTask, pause: Pause) -> bool:
    """
    Say whether a task keeps a pause of the same debtor while it is open.

    It was there before the pause was over: what comes later begins a pause of its own, where it needs one.
    """
    if pause.until is None or pause.ended_at is not None or (pause.kind, task.kind) not in KEEPS:
        return False
    return pause.case_id in {None, task.case_id} and task.opened_at < pause.until


def _with_task(pause: Pause, tasks: Sequence[PersonTask]) -> Pause:
    keeper = next((task for task in tasks if keeps(task, pause)), None)
    return pause if keeper is None else replace(pause, kept_by=keeper)

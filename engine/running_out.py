"""Pauses that came to their end by themselves: each leaves a line, like one that a person ended."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from engine.domain.case import Case, CaseStatus
from engine.domain.pause import Pause
from engine.domain.touchpoint import Entry, LineKind
from engine.ports import Books, DebtorFile


def note_pauses_that_ran_out(books: Books, now: datetime) -> int:
    """
    Write a line for every case whose pause came to its end; gives how many pauses.

    A pause whose task is still open is not among them. A case that slept because of one is looked at again,
    also when its task went away without anybody finishing it.
    """
    over = books.pauses_run_out(now)
    files = {file.debtor.id: file for file in books.files(sorted({pause.debtor_id for pause in over}))}
    books.append(
        [
            Entry(
                subject=f"case:{case.id}",
                kind=LineKind.PAUSE,
                at=now,
                public={
                    "pause": pause.id,
                    "why": pause.kind.value,
                    "until": pause.until.isoformat() if pause.until else "",
                    "ended": True,
                    "ran_out": True,
                },
            )
            for pause, case in _paused(over, files)
        ]
    )
    asleep = {case.id for pause, case in _paused(over, files) if _sleeps(case, files[pause.debtor_id])}
    if asleep:
        books.touch_due(sorted(asleep), now)
    return len(over)


def _paused(over: Sequence[Pause], files: Mapping[str, DebtorFile]) -> list[tuple[Pause, Case]]:
    """Pair each pause with the cases for which it stood."""
    return [
        (pause, case)
        for pause in over
        for case in files[pause.debtor_id].cases
        if pause.case_id in {None, case.id}
    ]


def _sleeps(case: Case, file: DebtorFile) -> bool:
    """Say whether an open case has no moment at which it is looked at, and no person works on it."""
    position = file.positions.get(case.id)
    waits = case.id in file.open_task_cases
    return case.status is CaseStatus.OPEN and position is not None and position.due_at is None and not waits

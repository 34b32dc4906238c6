"""Pauses that came to their end by themselves: each leaves a line, like one that a person ended."""

from datetime import datetime

from engine.domain.touchpoint import Entry, LineKind
from engine.ports import Books


def note_pauses_that_ran_out(books: Books, now: datetime) -> int:
    """Write a line for every case whose pause came to its end; gives how many pauses."""
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
            for pause in over
            for case in files[pause.debtor_id].cases
            if pause.case_id in {None, case.id}
        ]
    )
    return len(over)

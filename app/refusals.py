"""Why a text may not leave: what the checks found in it, for the person who has to mend it."""

from collections.abc import Mapping

from engine.domain.decision import TaskKind
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Outcome
from engine.store.books import StoredBooks


def found_in_text(books: StoredBooks, task: PersonTask) -> tuple[str, ...]:
    """
    List the findings with place, words and what to write; for other work than mending nothing.

    They can quote what a portfolio says of a debtor: they stand sealed in the ledger, and in no task.
    """
    if task.kind is not TaskKind.MEND_MESSAGE:
        return ()
    refused = [
        line
        for line in books.lines(f"case:{task.case_id}")
        if line.outcome is Outcome.REFUSED and line.reference and task.because.startswith(line.reference)
    ]
    content = books.content(refused[-1]) if refused else None
    found = content.get("findings") if isinstance(content, Mapping) else None
    return tuple(map(str, found)) if isinstance(found, list) else ()

"""What happened in a play: cases, messages, tasks, waits and stops, and who was never reached."""

from collections import Counter
from dataclasses import dataclass

from engine.domain.case import CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import LineKind, Outcome
from engine.store.books import StoredBooks
from preferences.channel import ContactKind


@dataclass(frozen=True, slots=True)
class Story:
    """The figures of a play."""

    cases: Counter[CaseStatus]
    contacts: Counter[tuple[ContactKind, Outcome]]
    #: all tasks that were opened, and those that are still open
    tasks: Counter[TaskKind]
    open_tasks: Counter[TaskKind]
    #: (decision, rule) -> how often
    held_back: Counter[tuple[str, ...]]
    #: (debtor's cases, the reason of their latest decision)
    never_reached: tuple[tuple[str, str], ...]


def tell(books: StoredBooks) -> Story:
    """Count what stands in the store."""
    everything, still_open = books.tasks(only_open=False), books.tasks()
    decisions = books.count_lines(LineKind.DECISION, "decision", "rule")
    return Story(
        cases=books.count_cases(),
        contacts=books.count_contacts(),
        tasks=Counter(task.kind for task in everything),
        open_tasks=Counter(task.kind for task in still_open),
        held_back=Counter({key: count for key, count in decisions.items() if key[0] in {"wait", "stop"}}),
        never_reached=tuple(_why_never(books, debtor_id) for debtor_id in books.never_reached()),
    )


def _why_never(books: StoredBooks, debtor_id: str) -> tuple[str, str]:
    """Name the cases of somebody whom nothing reached, and the reason of the latest decision about them."""
    cases = books.files([debtor_id])[0].cases
    lines = [line for case in cases for line in books.ledger.lines(f"case:{case.id}")]
    decided = [line for line in lines if line.kind is LineKind.DECISION]
    latest = max(decided, key=lambda line: line.at, default=None)
    names = ", ".join(case.id for case in cases)
    if latest is None:
        return names, "was not due yet"
    return names, _reason(latest.public)


def _reason(public: object) -> str:
    """Take the decisive verdict out of a line: the rule's own words."""
    line = public if isinstance(public, dict) else {}
    rule = line.get("rule")
    said = [verdict["because"] for verdict in line.get("trace", []) if verdict["rule"] == rule]
    return f"{rule}: {said[0]}" if said else str(line.get("because", line.get("decision", "")))

"""What happened in a play: cases, messages, tasks, waits and stops, and who was never reached."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.domain.case import Case, CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Json, LineKind, Outcome
from engine.store.books import StoredBooks
from preferences.channel import ContactKind

#: what became of messages, in the words of a report; every outcome stands in one of them
FATES: Mapping[str, frozenset[Outcome]] = {
    "sent": frozenset(
        {
            Outcome.ACCEPTED,
            Outcome.DELIVERED,
            Outcome.READ,
            Outcome.PRINTED,
            Outcome.POSTED,
            Outcome.REPLIED,
            Outcome.UNRECOGNISED,
        }
    ),
    "bounced": frozenset({Outcome.BOUNCED, Outcome.STOPPED, Outcome.RETURNED}),
    "refused": frozenset({Outcome.REFUSED}),
    "withdrawn": frozenset({Outcome.CANCELLED, Outcome.EXPIRED}),
    "in doubt": frozenset({Outcome.IN_DOUBT, Outcome.HELD}),
    "waiting": frozenset({Outcome.PLANNED, Outcome.INTENDED, Outcome.POSTPONED}),
}
#: how many of the people who were never reached are named
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Story:
    """The figures of a play."""

    cases: Counter[CaseStatus]
    contacts: Counter[tuple[ContactKind, Outcome]]
    #: all tasks that were opened, and those that are still open
    tasks: Counter[TaskKind]
    open_tasks: Counter[TaskKind]
    #: (wait or stop, rule) -> how often
    held_back: Counter[tuple[str, ...]]
    never_reached: int
    #: of the first of them: (their cases, the reason of the latest decision about them)
    named: tuple[tuple[str, str], ...]

    def since(self, before: "Story") -> "Story":
        """Leave out what had happened already; cases, open tasks and people stay as they are at the end."""
        return replace(
            self,
            contacts=self.contacts - before.contacts,
            tasks=self.tasks - before.tasks,
            held_back=self.held_back - before.held_back,
        )

    def messages(self) -> dict[ContactKind, dict[str, int]]:
        """Count the contacts of each kind by what became of them."""
        kinds = sorted({kind for kind, _ in self.contacts}, key=list(ContactKind).index)
        return {
            kind: {
                fate: sum(self.contacts[kind, outcome] for outcome in outcomes)
                for fate, outcomes in FATES.items()
            }
            for kind in kinds
        }

    def as_json(self) -> dict[str, Any]:
        """Write the figures as plain values."""
        return {
            "cases": self.cases,
            "messages": self.messages(),
            "tasks": {
                kind: {"opened": count, "open": self.open_tasks[kind]} for kind, count in self.tasks.items()
            },
            "held_back": [
                {"decision": decision, "rule": rule, "times": times}
                for (decision, rule), times in self.held_back.most_common()
            ],
            "never_reached": self.never_reached,
            "named": [{"cases": cases, "because": because} for cases, because in self.named],
        }


def tell(books: StoredBooks) -> Story:
    """Count what stands in the store."""
    everything, still_open = books.tasks(only_open=False), books.tasks()
    decisions = books.count_lines(LineKind.DECISION, "decision", "rule")
    never_reached = books.never_reached()
    return Story(
        cases=books.count_cases(),
        contacts=books.count_contacts(),
        tasks=Counter(task.kind for task in everything),
        open_tasks=Counter(task.kind for task in still_open),
        held_back=Counter({key: count for key, count in decisions.items() if key[0] in {"wait", "stop"}}),
        never_reached=len(never_reached),
        named=tuple(_why_never(books, debtor_id) for debtor_id in never_reached[:MOST_NAMED]),
    )


def _why_never(books: StoredBooks, debtor_id: str) -> tuple[str, str]:
    """Name the cases of somebody whom nothing reached, and the reason of the latest decision about them."""
    cases = books.files([debtor_id])[0].cases
    lines = [line for case in cases for line in books.lines(f"case:{case.id}")]
    decided = [
        line for line in lines if line.kind is LineKind.DECISION and line.public.get("decision") != "skip"
    ]
    latest = max(decided, key=lambda line: line.at, default=None)
    names = ", ".join(case.id for case in cases)
    return names, _reason(latest.public) if latest else _undecided(cases)


def _undecided(cases: Iterable[Case]) -> str:
    """Say why nothing was ever decided: nothing was left to pay when it came in, or it is still to come."""
    over = all(case.status is CaseStatus.PAID for case in cases)
    return "came in with nothing left to pay" if over else "was not due yet"


def _reason(public: Mapping[str, Json]) -> str:
    """Take the reason out of a line: the rule's own words."""
    return str(public.get("because") or public.get("rule") or "")

"""Counting what happened."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

import orjson

from engine.domain.case import CaseStatus
from engine.domain.contact import Contact
from engine.domain.touchpoint import LineKind, Outcome
from engine.law_report import ReportedLine
from engine.store.columns import micros, moment
from engine.store.records.contacts import contact_record
from engine.store.shelf import Shelf
from preferences.channel import ContactKind

CASES = "SELECT status, count(*) FROM case_ GROUP BY status"
CONTACTS = "SELECT kind, outcome, count(*) FROM contact GROUP BY kind, outcome"
LINES = "SELECT public FROM touchpoint WHERE kind = ?"
BETWEEN = (
    "SELECT {contact} FROM contact o WHERE o.at >= ? AND o.at < ? AND o.outcome {among}"
    " ORDER BY o.at, o.reference"
)
PERIOD = (
    "SELECT t.subject, t.at, t.kind, t.outcome, t.reference, t.public FROM touchpoint t"
    " WHERE t.at >= ? AND t.at < ? ORDER BY t.id"
)
NEVER_REACHED = (
    "SELECT d.id FROM debtor d WHERE NOT EXISTS"
    " (SELECT 1 FROM contact o WHERE o.debtor_id = d.id AND o.outcome {among}) ORDER BY d.id"
)

STILL_HERE = {Outcome.PLANNED, Outcome.INTENDED, Outcome.POSTPONED, Outcome.CANCELLED}
LEFT = [outcome.value for outcome in Outcome if outcome not in STILL_HERE]
MAY_HAVE_ARRIVED = [
    outcome.value
    for outcome in Outcome
    if outcome.may_have_reached and outcome not in STILL_HERE | {Outcome.RETURNED}
]


class Reports(Shelf):
    """Figures over everything."""

    def count_cases(self) -> Counter[CaseStatus]:
        """Count cases by status."""
        return Counter({CaseStatus(status): count for status, count in self._sql.rows(CASES)})

    def count_contacts(self) -> Counter[tuple[ContactKind, Outcome]]:
        """Count contacts by kind and outcome."""
        rows = self._sql.rows(CONTACTS)
        return Counter({(ContactKind(kind), Outcome(outcome)): count for kind, outcome, count in rows})

    def contacts_between(self, start: datetime, end: datetime) -> Sequence[Contact]:
        """List the contacts that left in a period, the oldest first; `end` is outside."""
        return [contact_record(row) for row in self._sql.rows(BETWEEN, micros(start), micros(end), LEFT)]

    def never_reached(self) -> Sequence[str]:
        """List the debtors whom no contact may have reached."""
        return [debtor_id for (debtor_id,) in self._sql.rows(NEVER_REACHED, MAY_HAVE_ARRIVED)]

    def count_lines(self, kind: LineKind, *keys: str) -> Counter[tuple[str, ...]]:
        """Count lines of the ledger by what they say under these keys ('' where they say nothing)."""
        lines = (orjson.loads(public) for (public,) in self._sql.stream(LINES, kind.value))
        return Counter(tuple(str(line.get(key, "")) for key in keys) for line in lines)

    def lines_between(self, start: datetime, end: datetime) -> Iterator[ReportedLine]:
        """Read the lines of a period for a report; `end` is outside."""
        for subject, at, kind, outcome, reference, public in self._sql.stream(
            PERIOD, micros(start), micros(end)
        ):
            yield ReportedLine(
                subject=subject,
                at=moment(at),
                kind=LineKind(kind),
                outcome=Outcome(outcome) if outcome else None,
                reference=reference or None,
                public=orjson.loads(public),
            )

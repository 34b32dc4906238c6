"""Some rows at once, in one transaction: sort out what is new and what changed, write it, leave lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from engine.domain.case import Case
from engine.domain.contact import Contact
from engine.domain.pause import Pause
from engine.domain.people import Debtor, Representative
from engine.domain.person_task import PersonTask
from engine.domain.portfolio import PortfolioRecord
from engine.domain.touchpoint import Entry
from engine.ending import Ending, EndingBooks
from engine.portfolio.cells import BadCell
from engine.portfolio.differences import Cells, case_cells, difference, person_cells
from engine.portfolio.helpers import THIS_CASE, clash, narrows
from engine.portfolio.row import Reject, rejected
from engine.portfolio.settled import open_again, settle
from engine.portfolio.stopped import added_while_stopped
from engine.portfolio.trail import Trail
from engine.portfolio.unclear import ask_about
from engine.portfolio.wishes import new_wishes
from preferences.change import Change

#: a record and the line of its row
Numbered = tuple[int, PortfolioRecord]

NOTHING_LEFT_OUT: Mapping[str, Sequence[Reject]] = MappingProxyType({})


class PortfolioBooks(EndingBooks, Protocol):
    """What an import needs from the store, inside one transaction."""

    def known_fingerprints(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        """Give the fingerprint of the row of each case that we know."""

    def insert_records(self, records: Sequence[PortfolioRecord]) -> None:
        """Add new cases, due from their opening, with their debtors, contact points, lines and choices."""

    def update_records(self, records: Sequence[PortfolioRecord]) -> None:
        """Change cases that we know; what we learned ourselves (bounces, payments) stays."""

    def erased_among(self, subjects: Sequence[str]) -> frozenset[str]:
        """Keep the subjects of the ledger that were erased."""

    def changes_of(self, debtor_id: str) -> Sequence[Change]:
        """List every choice of a debtor, the oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of the rows of a batch."""

    added: int
    updated: int
    unchanged: int
    rejects: tuple[Reject, ...]


def take_in(
    books: PortfolioBooks,
    trail: Trail,
    found: Sequence[Numbered],
    left_out: Mapping[str, Sequence[Reject]] = NOTHING_LEFT_OUT,
) -> Taken:
    """
    Write what is new or changed; rows that are as they were touch nothing.

    `left_out` names by case the cells that could not be read: a person asks about them.
    """
    known = books.known_fingerprints([record.case.id for _, record in found])
    differs = [(line, record) for line, record in found if known.get(record.case.id) != record.fingerprint]
    gone = books.erased_among([f"case:{record.case.id}" for _, record in differs if record.case.id in known])
    other = [one for one in differs if f"case:{one[1].case.id}" not in gone]
    books.hold_debtors(record.debtor.id for _, record in other)
    before = _read(books, (record.debtor.id for _, record in other))
    moved = [one for one in other if one[1].case.id in known and not before.has(one[1])]
    clashes = [fault for one in other if (fault := before.clash(*one))]
    narrowed = [fault for one in other if (fault := before.narrowed(*one))]
    refused = {fault.line for fault in clashes}
    fit = [record for line, record in other if line not in refused]
    new = [record for record in fit if record.case.id not in known]
    changed = [record for record in fit if before.has(record)]
    if new or changed:
        _Writing(books, trail, before).write(new, changed)
        asked = [(one.case, left_out[one.case.id]) for one in (*new, *changed) if one.case.id in left_out]
        books.open_tasks([ask_about(case, rejects, trail.now) for case, rejects in asked])
    return Taken(
        added=len(new),
        updated=len(changed),
        unchanged=len(found) - len(differs),
        rejects=(
            *(_moved(*one) for one in moved),
            *clashes,
            *narrowed,
            *(_erased(line, record) for line, record in differs if f"case:{record.case.id}" in gone),
        ),
    )


def _moved(line: int, record: PortfolioRecord) -> Reject:
    """Refuse to put one person's case, with all that was said in it, on another person's name."""
    fix = "close it, and give the claim on this person a case_id of its own"
    return Reject(
        line=line,
        column="debtor_id",
        value=record.debtor.id,
        reason=f"is another person than {record.case.id} belongs to; {fix}",
    )


def _erased(line: int, record: PortfolioRecord) -> Reject:
    """Refuse to bring back what was erased."""
    fix = "leave the row out, or give a new claim a case_id of its own"
    return Reject(line=line, column="case_id", value=record.case.id, reason=f"this case was erased; {fix}")


@dataclass(frozen=True, slots=True)
class _Read:
    """What the books say of some debtors and their cases, by id."""

    debtors: Mapping[str, Debtor]
    cases: Mapping[str, Case]
    #: by debtor
    pauses: Mapping[str, tuple[Pause, ...]]
    contacts: Mapping[str, tuple[Contact, ...]]

    def has(self, record: PortfolioRecord) -> bool:
        """Say whether we know the case of a row as one of its debtor."""
        case = self.cases.get(record.case.id)
        return case is not None and case.debtor_id == record.debtor.id

    def clash(self, line: int, record: PortfolioRecord) -> Reject | None:
        """Refuse a row of which nobody can say who speaks in its case, beside whom we know already."""
        known, told = self._helpers(record)
        if known is None or told is None or not told.cases or known.speaks_only_in(told.cases):
            # it is the newest word about the same cases, or about all of them
            return None
        fault = clash(known, told)
        return rejected(line, fault, whole_row=True) if fault else None

    def narrowed(self, line: int, record: PortfolioRecord) -> Reject | None:
        """Leave out a scope that would take cases away from who speaks in all of them."""
        known, told = self._helpers(record)
        if not narrows(known, told):
            return None
        reason = "they speak for this person in all cases here; `minnelijk case helper` makes it fewer"
        return rejected(line, BadCell("helper_scope", THIS_CASE, reason), whole_row=False)

    def _helpers(self, record: PortfolioRecord) -> tuple[Representative | None, Representative | None]:
        debtor = self.debtors.get(record.debtor.id)
        return debtor.representative if debtor else None, record.debtor.representative

    def cells(self, record: PortfolioRecord) -> Cells:
        """Write what the books say of the case and the debtor of a row."""
        return {**case_cells(self.cases[record.case.id]), **person_cells(self.debtors[record.debtor.id])}


def _read(books: PortfolioBooks, debtor_ids: Iterable[str]) -> _Read:
    files = books.files(sorted(set(debtor_ids)))
    return _Read(
        debtors={file.debtor.id: file.debtor for file in files},
        cases={case.id: case for file in files for case in file.cases},
        pauses={file.debtor.id: file.pauses for file in files},
        contacts={file.debtor.id: file.contacts for file in files},
    )


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes records beside what we know of their debtors."""

    books: PortfolioBooks
    trail: Trail
    before: _Read

    def write(self, new: Sequence[PortfolioRecord], changed: Sequence[PortfolioRecord]) -> None:
        """Write new and changed cases, and say in the ledger what is different now."""
        added = [self._completed(record) for record in new]
        updated = [self._completed(record) for record in changed]
        self.books.insert_records(added)
        self.books.update_records(updated)
        after = _read(self.books, self.before.debtors)
        lines = [line for record in added for line in self._lines_of_new(record, after)]
        changes = [(record, difference(self.before.cells(record), after.cells(record))) for record in updated]
        for record, changed_cells in changes:
            lines += self.trail.of_changed(record, after.cases[record.case.id], changed_cells)
        asked = [task for record, _ in changes for task in self._asked(record.case.id, after)]
        self.books.open_tasks(asked)
        touched = [record.case.id for record, changed_cells in changes if changed_cells or record.changes]
        self.books.touch_due(touched, self.trail.now)
        self.books.append(lines)
        ending = Ending(self.books, self.trail.actor, self.trail.now)
        for record in added:
            settle(ending, None, record.case, ())
        for record in updated:
            case = after.cases[record.case.id]
            settle(ending, self.before.cases[case.id], case, after.contacts[case.debtor_id])

    def _asked(self, case_id: str, after: _Read) -> Iterable[PersonTask]:
        """Ask a person about what grew while stopped, and about a paid case that is owed again."""
        before, case, trail = self.before.cases[case_id], after.cases[case_id], self.trail
        pauses = after.pauses[case.debtor_id]
        asked = (
            added_while_stopped(before, case, trail.agency, pauses, trail.now),
            open_again(before, case, trail.now),
        )
        return [task for task in asked if task]

    def _completed(self, record: PortfolioRecord) -> PortfolioRecord:
        """Add what we know and the row leaves open, and leave out the wishes that were told before."""
        debtor = self.before.debtors.get(record.debtor.id)
        if debtor is None:
            return replace(record, changes=new_wishes(record.changes, ())) if record.changes else record
        history = self.books.changes_of(debtor.id) if record.changes else ()
        return replace(
            record,
            debtor=replace(record.debtor, birth_date=record.debtor.birth_date or debtor.birth_date),
            changes=new_wishes(record.changes, history),
        )

    def _lines_of_new(self, record: PortfolioRecord, after: _Read) -> Iterable[Entry]:
        debtor = self.before.debtors.get(record.debtor.id)
        person = difference(person_cells(debtor), person_cells(after.debtors[debtor.id])) if debtor else {}
        return self.trail.of_new(record, person)

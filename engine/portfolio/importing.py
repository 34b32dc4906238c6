"""Take in a portfolio: new rows come in, changed rows update, bad rows are kept with the reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Protocol

from engine.domain.case import Case
from engine.domain.contact import Position
from engine.domain.organisation import Organisation
from engine.domain.people import Debtor
from engine.domain.portfolio import PortfolioRecord
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.lines import amounts
from engine.policy.calendars import calendar_for
from engine.portfolio.cells import Row
from engine.portfolio.row import Reject, RowReader
from engine.ports import Books, DebtorFile

#: rows that are checked and written in one transaction
BATCH = 1_000


class PortfolioBooks(Books, Protocol):
    """What an import needs from the store, inside one transaction."""

    def known_fingerprints(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        """Give the fingerprint of the row of each case that we know."""

    def insert_records(self, records: Sequence[PortfolioRecord]) -> None:
        """Add new cases with their debtors, contact points, claim lines and choices."""

    def update_records(self, records: Sequence[PortfolioRecord]) -> None:
        """Change cases that we know; what we learned ourselves (bounces, payments) stays."""


class PortfolioStore(Protocol):
    """Opens transactions for an import."""

    def begin(self) -> AbstractContextManager[PortfolioBooks]:
        """Open one transaction; commits at the end, rolls back on an error."""


@dataclass(slots=True)
class Imported:
    """What an import came to."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)

    @property
    def rows_rejected(self) -> int:
        """Count the rows that did not come in at all."""
        return sum(reject.whole_row for reject in self.rejects)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioImport:
    """Imports rows at a moment, under the name of who does it."""

    store: PortfolioStore
    organisation: Organisation
    now: datetime
    actor: str

    def run(self, rows: Iterable[tuple[int, Row]], watch: Callable[[int], None] = lambda _: None) -> Imported:
        """Take in all rows, a thousand in a transaction; `watch` is told how many rows were read."""
        imported, read = Imported(), 0
        for batch in _batches(self._records(rows, imported)):
            self._take_in([record for record in batch if record is not None], imported)
            read += len(batch)
            watch(read)
        return imported

    def _records(
        self, rows: Iterable[tuple[int, Row]], imported: Imported
    ) -> Iterator[PortfolioRecord | None]:
        """Check each row; a case that stands in the file twice is refused the second time."""
        reader = RowReader(organisation=self.organisation, now=self.now)
        first_seen: dict[str, int] = {}
        for line, row in rows:
            record, rejects = reader.read(row, line)
            imported.rejects += rejects
            if record is None:
                yield None
                continue
            seen = first_seen.setdefault(record.case.id, line)
            if seen == line:
                yield record
            else:
                imported.rejects.append(_twice(record.case, line, seen))
                yield None

    def _take_in(self, records: Sequence[PortfolioRecord], imported: Imported) -> None:
        with self.store.begin() as books:
            known = books.known_fingerprints([record.case.id for record in records])
            new = [record for record in records if record.case.id not in known]
            changed = [
                record
                for record in records
                if known.get(record.case.id, record.fingerprint) != record.fingerprint
            ]
            self._add(books, new)
            self._change(books, changed)
        imported.added += len(new)
        imported.updated += len(changed)
        imported.unchanged += len(records) - len(new) - len(changed)

    def _add(self, books: PortfolioBooks, records: Sequence[PortfolioRecord]) -> None:
        books.insert_records(records)
        books.move([_at_the_start(record.case.id, self.now) for record in records])
        books.append([entry for record in records for entry in self._lines(record, ("new",))])

    def _change(self, books: PortfolioBooks, records: Sequence[PortfolioRecord]) -> None:
        files = {file.debtor.id: file for file in books.files(sorted({one.debtor.id for one in records}))}
        before = [(record, differences(files.get(record.debtor.id), record)) for record in records]
        books.update_records(records)
        books.touch_due([record.case.id for record in records], self.now)
        books.append([entry for record, names in before for entry in self._lines(record, names)])

    def _lines(self, record: PortfolioRecord, what: Sequence[str]) -> Iterator[Entry]:
        """Write the line of the case, and one for each wish of the debtor that came with it."""
        case = record.case
        names: list[Json] = list(what)
        yield Entry(
            subject=f"case:{case.id}",
            kind=LineKind.IMPORT,
            at=self.now,
            public={
                "by": self.actor,
                "changed": names,
                "creditor": case.creditor,
                "calendar": calendar_for(case.jurisdiction).version,
                "organisation_version": self.organisation.version,
                **amounts(case),
            },
            content={"name": record.debtor.name, "points": [point.value for point in record.debtor.points]},
        )
        for change in record.changes:
            yield Entry(
                subject=f"debtor:{record.debtor.id}",
                kind=LineKind.PREFERENCE,
                at=self.now,
                public={"by": self.actor, "field": change.field.value, "through": change.through.value},
                content={"value": change.value, "words": change.words},
            )


def _batches(records: Iterator[PortfolioRecord | None]) -> Iterator[list[PortfolioRecord | None]]:
    batch: list[PortfolioRecord | None] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _twice(case: Case, line: int, first: int) -> Reject:
    return Reject(line=line, column="case_id", value=case.id, reason=f"stands on line {first} already")


def _at_the_start(case_id: str, now: datetime) -> Position:
    """Put a new case before its campaign: it is due at once, and looks for one."""
    return Position(
        case_id=case_id, campaign="", version="", run="", step=0, since=now, due_at=now, started_at=now
    )


def differences(file: DebtorFile | None, record: PortfolioRecord) -> tuple[str, ...]:
    """Name the fields of a case and its debtor that a row changes."""
    if file is None:
        return ("debtor",)
    case = next((one for one in file.cases if one.id == record.case.id), None)
    learned = {"status", "phase", "paid", "opened_at"}
    names = _differing(case, record.case, learned) if case else ["case"]
    return tuple(names + _differing(file.debtor, record.debtor, set())) or ("wishes",)


def _differing(old: Case | Debtor, new: Case | Debtor, leave_out: set[str]) -> list[str]:
    return [
        one.name
        for one in fields(new)
        if one.name not in leave_out and getattr(old, one.name) != getattr(new, one.name)
    ]

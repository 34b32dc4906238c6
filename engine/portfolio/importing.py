"""Take in a portfolio: new rows come in, changed rows update, bad rows are kept with the reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Protocol

from engine.domain.organisation import Organisation
from engine.portfolio.batch import Numbered, PortfolioBooks, take_in
from engine.portfolio.cells import BadCell, Row
from engine.portfolio.persons import Persons
from engine.portfolio.row import Reject, RowReader
from engine.portfolio.trail import Trail

#: how many rows are written in one transaction
BATCH = 1_000


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
    batch: int = BATCH

    def run(
        self, rows: Iterable[tuple[int, Row | BadCell]], watch: Callable[[int], None] = lambda _: None
    ) -> Imported:
        """
        Take in all rows, a batch in a transaction; `watch` is told how many rows were read.

        What was committed stays when a later batch fails: the same import again goes on from there.
        """
        imported = Imported()
        checking = _Checking(RowReader(organisation=self.organisation, now=self.now))
        left, read = iter(rows), 0
        while some := list(islice(left, self.batch)):
            records, rejects = checking.check(some)
            self._take_in(records, checking.left_out, imported)
            imported.rejects += rejects
            read += len(some)
            watch(read)
        imported.rejects.sort(key=lambda reject: reject.line)
        return imported

    def _take_in(
        self, records: Sequence[Numbered], left_out: Mapping[str, Sequence[Reject]], imported: Imported
    ) -> None:
        trail = Trail(
            actor=self.actor,
            now=self.now,
            organisation_version=self.organisation.version,
            agency=self.organisation.agency,
        )
        with self.store.begin() as books:
            taken = take_in(books, trail, records, left_out)
        imported.added += taken.added
        imported.updated += taken.updated
        imported.unchanged += taken.unchanged
        imported.rejects += taken.rejects


@dataclass(frozen=True, slots=True)
class _Checking:
    """Checks the rows of one file, each by itself and beside the earlier ones."""

    reader: RowReader
    persons: Persons = field(default_factory=Persons)
    #: the line on which each case stands
    lines: dict[str, int] = field(default_factory=dict)
    #: by case: the cells that came in with none of it
    left_out: dict[str, list[Reject]] = field(default_factory=dict)

    def check(self, rows: Iterable[tuple[int, Row | BadCell]]) -> tuple[list[Numbered], list[Reject]]:
        """Give the records of rows with their lines, and everything that was left out."""
        rejects: list[Reject] = []
        return list(self._records(rows, rejects)), rejects

    def _records(
        self, rows: Iterable[tuple[int, Row | BadCell]], rejects: list[Reject]
    ) -> Iterator[Numbered]:
        for line, row in rows:
            record, faults = self.reader.read(row, line)
            rejects += faults
            if record is None:
                continue
            first = self.lines.setdefault(record.case.id, line)
            if first != line:
                reason = f"stands on line {first} already"
                rejects.append(Reject(line=line, column="case_id", value=record.case.id, reason=reason))
                continue
            agreed, contradictions = self.persons.agree(record, line)
            rejects += contradictions
            if agreed is None:
                continue
            if faults or contradictions:
                self.left_out[record.case.id] = [*faults, *contradictions]
            yield line, agreed

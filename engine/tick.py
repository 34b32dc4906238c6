"""One pass over the debtors with something due: decide all their cases together, and write it down."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.answering import Answering
from engine.brake import Brake
from engine.enrol import Enrolment
from engine.gather import Desk
from engine.ports import Books, Catalogue, DebtorFile, NewId, Store, Writer
from engine.round import Round, Written


@dataclass(slots=True)
class Looked:
    """What one pass came to."""

    debtors: int = 0
    #: how many cases were decided, by the name of the decision: send, wait, task, stop
    decisions: Counter[str] = field(default_factory=Counter)

    @property
    def cases(self) -> int:
        """Count the cases that were decided."""
        return self.decisions.total()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Looks at what is due; work is claimed by debtor, so two workers never meet one person."""

    store: Store
    catalogue: Catalogue
    writer: Writer
    new_id: NewId
    brake: Brake = field(default_factory=Brake)

    def run(self, now: datetime, limit: int = 500) -> Looked:
        """Decide the debtors of at most `limit` due cases in one transaction; nothing is sent here."""
        looked = Looked()
        with self.store.begin() as books:
            if books.house_stopped():
                return looked
            desk = Desk(self.catalogue, self.writer)
            files = books.files(books.claim_debtors(now, limit))
            rounds = [self._decide(file, desk, now) for file in files]
            _write(books, rounds)
            self.brake.look(books, [one for written in rounds for one in written.contacts], now)
        looked.debtors = len(files)
        for written in rounds:
            looked.decisions.update(written.decisions)
        return looked

    def _decide(self, file: DebtorFile, desk: Desk, now: datetime) -> Written:
        enrolled, waiting = Enrolment(desk.catalogue, now, self.new_id).of(file)
        written = Written()
        if enrolled.notices:
            enrolled = Answering(desk=desk, now=now, new_id=self.new_id).decide(enrolled, written)
        Round(desk=desk, now=now, new_id=self.new_id).decide(enrolled, written)
        for case, position in waiting:
            written.await_campaign(case, position, now)
        return written


def _write(books: Books, rounds: Sequence[Written]) -> None:
    """Write everything that a pass decided: contacts, positions, tasks and lines."""
    contacts = [contact for written in rounds for contact in written.contacts]
    windows = {key: end for written in rounds for key, end in written.windows.items()}
    books.plan(contacts, windows)
    books.move([position for written in rounds for position in written.positions.values()])
    notices = [look for written in rounds for look in written.notices.items()]
    if notices:
        books.look_at_notices(notices)
    books.open_tasks([task for written in rounds for task in written.tasks])
    for written in rounds:
        for case_id, status, phase in written.phases:
            books.set_status(case_id, status, phase)
    books.append([entry for written in rounds for entry in written.entries])

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
from preferences.channel import ContactKind

NOTHING_AT_HAND: frozenset[ContactKind] = frozenset()


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
            written = self.look(books, now, limit, looked)
            write(books, written)
            # counted last: other workers that plan for the same release wait from here on
            books.hold_queued(self.brake.look(books, written.contacts, now))
        return looked

    def look(
        self,
        books: Books,
        now: datetime,
        limit: int,
        looked: Looked,
        at_hand: frozenset[ContactKind] = NOTHING_AT_HAND,
    ) -> Written:
        """
        Decide, and write nothing yet; counts in `looked`.

        Contacts of a kind that is at hand are not put into the queue: the caller lets them leave.
        """
        if books.house_stopped():
            return Written()
        desk = Desk(self.catalogue, self.writer)
        files = books.files(books.claim_debtors(now, limit))
        written = self._decide(files, Round(desk=desk, now=now, new_id=self.new_id, at_hand=at_hand))
        looked.debtors = len(files)
        looked.decisions.update(written.decisions)
        return written

    def _decide(self, files: Sequence[DebtorFile], due: Round) -> Written:
        desk, now = due.desk, due.now
        enrolment = Enrolment(desk.catalogue, now, self.new_id)
        enrolled = [enrolment.of(file) for file in files]
        written = Written()
        answering = Answering(desk=desk, now=now, new_id=self.new_id)
        answered = [answering.decide(file, written) if file.notices else file for file, _ in enrolled]
        due.decide(answered, written)
        for _, waiting in enrolled:
            for case, position in waiting:
                written.await_campaign(case, position, now)
        return written


def write(books: Books, written: Written) -> None:
    """Write everything that a pass decided: contacts for the queue, positions, tasks and lines."""
    books.plan(written.contacts, written.windows)
    books.move(list(written.positions.values()))
    if written.notices:
        books.look_at_notices(list(written.notices.items()))
    books.open_tasks(written.tasks)
    for case_id, status, phase in written.phases:
        books.set_status(case_id, status, phase)
    books.append(written.entries)

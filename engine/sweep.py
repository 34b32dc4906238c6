"""
Find contacts whose sender died half-way: they are in doubt, and never sent again by themselves.

Pauses that ran out are found on the same round.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from engine.domain.contact import Contact
from engine.domain.decision import TaskKind
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Outcome
from engine.gather import Desk
from engine.ports import Books, Catalogue, NewId, Result, Store, Writer
from engine.running_out import note_pauses_that_ran_out
from engine.settle import Settlement


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Looks after contacts without an answer."""

    store: Store
    catalogue: Catalogue
    writer: Writer
    new_id: NewId
    #: how long evidence may still come in before a person decides
    patience: timedelta = timedelta(hours=24)

    def run(self, now: datetime) -> int:
        """Mark interrupted contacts as in doubt, and hand old doubts to a person; gives how many changed."""
        with self.store.begin() as books:
            interrupted = [
                (contact, Outcome.IN_DOUBT, "the sender stopped half-way") for contact in books.overdue(now)
            ]
            old = [
                (contact, Outcome.HELD, "no evidence came that it was sent")
                for contact in books.in_doubt_since(now - self.patience)
            ]
            self._settle(books, interrupted + old, now)
            books.open_tasks(
                [doubt_task(contact, case_id, now) for contact, _, _ in old for case_id in contact.case_ids]
            )
            note_pauses_that_ran_out(books, now)
        return len(interrupted) + len(old)

    def _settle(self, books: Books, found: list[tuple[Contact, Outcome, str]], now: datetime) -> None:
        files = {file.debtor.id: file for file in books.files(sorted({one.debtor_id for one, _, _ in found}))}
        Settlement(Desk(self.catalogue, self.writer), self.new_id).write(
            books,
            [
                (
                    files[contact.debtor_id],
                    contact,
                    Result(reference=contact.reference, outcome=outcome, at=now, because=because),
                )
                for contact, outcome, because in found
            ],
        )


def doubt_task(contact: Contact, case_id: str, now: datetime) -> PersonTask:
    """Ask a person to decide about a contact of which nobody knows whether it arrived."""
    return PersonTask(
        id=doubt_task_id(contact, case_id),
        kind=TaskKind.DECIDE_IN_DOUBT,
        case_id=case_id,
        debtor_id=contact.debtor_id,
        because=f"nobody knows whether {contact.kind} {contact.reference} arrived",
        opened_at=now,
    )


def doubt_task_id(contact: Contact, case_id: str) -> str:
    """Give the id of the question to a person, so that evidence that comes later finds it."""
    return sha256(f"in doubt: {contact.reference} {case_id}".encode()).hexdigest()[:32]

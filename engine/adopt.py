"""Write down messages that a provider has and the books do not: they left after the backup was made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.domain.campaign import Step
from engine.domain.case import CaseStatus
from engine.domain.contact import Contact, Position, reference_of
from engine.domain.decision import TaskKind
from engine.domain.errors import UnknownReference
from engine.domain.listed import Listed
from engine.domain.notice import Notice
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Outcome
from engine.enrol import Enrolment
from engine.evidence_ports import ReconcileBooks
from engine.gather import Desk
from engine.ports import DebtorFile, NewId, Result
from engine.settle import Settlement
from engine.sweep import doubt_task
from preferences.channel import CONTACT_BY


@dataclass(slots=True)
class Adopted:
    """How many messages were not in the books, and what was done about them."""

    written_down: int = 0
    for_people: int = 0
    of_nobody: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Takes in messages inside one transaction."""

    books: ReconcileBooks
    desk: Desk
    new_id: NewId
    now: datetime

    def all(self, listed: Sequence[Listed]) -> Adopted:
        """Take in every message that no contact of ours explains, the oldest first."""
        adopted = Adopted()
        strange = self._strangers(listed)
        owners = self.books.debtors_at(sorted({one.to for one in strange}))
        for one in sorted(strange, key=lambda one: one.event.at):
            debtors = owners.get(one.to, ())
            if not debtors:
                adopted.of_nobody += 1
            elif len(debtors) == 1 and (self._had_left(debtors[0], one) or self._write_down(debtors[0], one)):
                adopted.written_down += 1
            else:
                adopted.for_people += 1
                self._ask_person(debtors, one)
        return adopted

    def _strangers(self, listed: Sequence[Listed]) -> Sequence[Listed]:
        events = [one.event for one in listed]
        ours = self.books.owners(sorted({event.reference for event in events if event.reference}))
        numbers = self.books.owners_by_number(sorted({event.provider_ref for event in events}))
        return [
            one for one in listed if one.event.reference not in ours and one.event.provider_ref not in numbers
        ]

    def _had_left(self, debtor_id: str, one: Listed) -> bool:
        """Take it for the one message of its kind that waited in the queue; False without such a one."""
        if one.event.reference:
            # with our reference in it, it would have been known
            return False
        self.books.hold_debtors([debtor_id])
        (file,) = self.books.files([debtor_id])
        like_it = [
            queued
            for queued in _queued(file)
            if (queued.kind, queued.to) == (CONTACT_BY[one.channel], one.to)
        ]
        if len(like_it) != 1:
            return False
        at = max(like_it[0].at, min(one.event.at, self.now))
        self._settle(file, like_it[0], one, at)
        return True

    def _write_down(self, debtor_id: str, one: Listed) -> bool:
        """Count it as the try of the step at which the case stands; False when there is no such step."""
        self.books.hold_debtors([debtor_id])
        (stored,) = self.books.files([debtor_id])
        # a case that had not begun when the backup was made has begun since
        file, _ = Enrolment(self.desk.catalogue, self.now, self.new_id).of(stored)
        owed = [notice for notice in file.notices.values() if notice.is_owed]
        if self._is_answer(file, owed, one):
            return True
        found = self._step_of(file)
        tries = [one for one in file.contacts if found and _of_step(one, *found)]
        if owed and not (found and _is_named(one, (file.debtor.id, found[0].run, found[1].id, len(tries)))):
            # it may be an answer or a step: a person looks, and the answers are owed no longer
            self.books.look_at_notices([(notice.id, None) for notice in owed])
            return False
        if found is None:
            return False
        position, step = found
        # a second message is not of the step that the first one was written down for
        if any(contact.outcome.may_have_reached for contact in tries):
            return False
        contact = self._contact(file, position, step, one, len(tries))
        begun = replace(
            position,
            since=min(position.since, contact.at),
            started_at=min(position.started_at, contact.at),
        )
        self.books.move([begun])
        self._tell(file.with_position(begun), contact, one)
        return True

    def _is_answer(self, file: DebtorFile, owed: Sequence[Notice], one: Listed) -> bool:
        """Count it as an answer that we owed, when our own reference in it says so."""
        for notice in owed:
            ordinal = sum(contact.run == notice.id for contact in file.contacts)
            if _is_named(one, (notice.debtor_id, notice.id, notice.template, ordinal)):
                self._tell(file, self._told(notice, file, one, ordinal), one)
                return True
        return False

    def _told(self, notice: Notice, file: DebtorFile, one: Listed, ordinal: int) -> Contact:
        case = next(case for case in file.cases if case.id == notice.case_id)
        return Contact(
            reference=one.event.reference,
            debtor_id=file.debtor.id,
            case_ids=(case.id,),
            kind=CONTACT_BY[one.channel],
            campaign="",
            run=notice.id,
            step=notice.template,
            ordinal=ordinal,
            legal_role=notice.legal_role,
            creditor=case.creditor,
            at=min(one.event.at, self.now),
            outcome=Outcome.PLANNED,
            to=one.to,
        )

    def _tell(self, file: DebtorFile, contact: Contact, one: Listed) -> None:
        """Write a contact down with what its provider says of it."""
        self.books.plan([contact], {})
        self._settle(file, contact, one, contact.at)

    def _settle(self, file: DebtorFile, contact: Contact, one: Listed, at: datetime) -> None:
        result = Result(
            reference=contact.reference,
            outcome=one.event.outcome,
            at=at,
            provider_ref=one.event.provider_ref,
            because="found at the provider after a restored backup",
            evidence="list",
            provider=one.event.key.partition(":")[0],
            settles_doubt=True,
        )
        Settlement(self.desk, self.new_id).write(self.books, [(file, contact, result)])

    def _step_of(self, file: DebtorFile) -> tuple[Position, Step] | None:
        """Find where the case stands that wants something first; only a step with a message counts."""
        open_cases = [case.id for case in file.cases if case.status is CaseStatus.OPEN]
        waiting = [one for one in file.positions.values() if one.case_id in open_cases and one.campaign]
        due = sorted((one for one in waiting if one.due_at), key=lambda one: (one.due_at, one.case_id))
        for position in due:
            try:
                campaign = self.desk.catalogue.campaign(position.campaign, position.version)
            except UnknownReference:
                continue
            if position.step < len(campaign.steps) and campaign.steps[position.step].template:
                return position, campaign.steps[position.step]
        return None

    def _contact(
        self, file: DebtorFile, position: Position, step: Step, one: Listed, ordinal: int
    ) -> Contact:
        case = next(case for case in file.cases if case.id == position.case_id)
        at = min(one.event.at, self.now)
        named = one.event.reference or reference_of(file.debtor.id, position.run, step.id, ordinal, at)
        return Contact(
            reference=named,
            debtor_id=file.debtor.id,
            case_ids=(case.id,),
            kind=CONTACT_BY[one.channel],
            campaign=position.campaign,
            run=position.run,
            step=step.id,
            ordinal=ordinal,
            legal_role=step.legal_role,
            creditor=case.creditor,
            at=at,
            outcome=Outcome.PLANNED,
            to=one.to,
        )

    def _ask_person(self, debtors: Sequence[str], one: Listed) -> None:
        """Let a person find out which case a message was about; until then nothing of those people leaves."""
        because = f"a message {one.event.provider_ref} left after the backup: look what it was about"
        self.books.hold_debtors(debtors)
        self._hold(self.books.files(debtors), because)
        tasks = [
            PersonTask(
                id=self.new_id(),
                kind=TaskKind.DECIDE_IN_DOUBT,
                case_id=case.id,
                debtor_id=file.debtor.id,
                because=because,
                opened_at=self.now,
            )
            for file in self.books.files(debtors)
            for case in file.cases
            if case.status is CaseStatus.OPEN
        ]
        self.books.open_tasks(tasks)

    def _hold(self, files: Sequence[DebtorFile], because: str) -> None:
        """Hold what waits in the queue for these people: it may be what left."""
        waiting = [(file, contact) for file in files for contact in _queued(file)]
        held = [
            (file, one, Result(reference=one.reference, outcome=Outcome.HELD, at=self.now, because=because))
            for file, one in waiting
        ]
        Settlement(self.desk, self.new_id).write(self.books, held)
        asked = [doubt_task(one, case_id, self.now) for _, one in waiting for case_id in one.case_ids]
        self.books.open_tasks(asked)


def _queued(file: DebtorFile) -> list[Contact]:
    """List what waited in the queue when the backup was made."""
    return [one for one in file.contacts if one.outcome in {Outcome.PLANNED, Outcome.POSTPONED}]


def _of_step(contact: Contact, position: Position, step: Step) -> bool:
    return (contact.run, contact.step) == (position.run, step.id)


def _is_named(one: Listed, key: tuple[str, str, str, int]) -> bool:
    """Say whether a message carries the reference of this key: the same but for the day, near midnight."""
    named = reference_of(*key, one.event.at)
    return named.partition("-")[2] == one.event.reference.partition("-")[2]

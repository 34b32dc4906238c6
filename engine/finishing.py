"""What follows on a task that a person finished: a step begins again, the next comes, a case goes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.decide import DONE_BY_PEOPLE
from engine.domain.address_check import AddressOutcome
from engine.domain.campaign import Campaign, LegalRole
from engine.domain.case import Case, CaseStatus, Phase
from engine.domain.contact import Contact, Position, reference_of
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.person_task import PersonTask, Review, ReviewOutcome
from engine.domain.touchpoint import Entry, Json, LineKind, Outcome
from engine.lines import contact_line
from engine.pausing import Pausing
from engine.policy.protections import TASKS_OF_PAUSES
from engine.ports import DebtorFile, NewId, Result
from engine.steering_ports import SteeringBooks

#: results that stand in the guarded line; anything else is free text and may be erased
SOLVED, NOT_REACHED = "solved", "not_reached"
KNOWN_RESULTS = frozenset(
    {SOLVED, "reached", NOT_REACHED, "arrived", "done", *ReviewOutcome, *AddressOutcome}
)
IN_WORDS = "in words"
#: these never held the campaign
GOES_ON_BY_ITSELF = frozenset(
    {
        TaskKind.REVIEW,
        TaskKind.ANSWER_REPLY,
        TaskKind.AGREE_ARRANGEMENT,
        TaskKind.CONFIRM_CLIENT,
        TaskKind.GUIDE_SOMEBODY,
        TaskKind.UNCLEAR_IMPORT,
        *TASKS_OF_PAUSES,
    }
)


@dataclass(frozen=True, slots=True)
class Finishing:
    """Finishes tasks for one person at one moment, inside one transaction; who may is asked before."""

    books: SteeringBooks
    actor: str
    now: datetime
    new_id: NewId

    def finish(self, task_id: str, result: str) -> PersonTask:
        """Write what came of a task and let the campaign go on; raises UnknownReference."""
        task, case = self._opened(task_id)
        self._close(task, result, {})
        if task.kind in DONE_BY_PEOPLE:
            self._note_contact(case, task, reached=result != NOT_REACHED)
        if task.kind is TaskKind.MEND_MESSAGE and result == SOLVED:
            self.books.forget_what_was_said(case.debtor_id)
        pausing = Pausing(self.books, self.actor, self.now, self.new_id)
        if result != NOT_REACHED:
            pausing.end_what_waited(task, case)
        self._go_on(case, task, result)
        cases = self._file(case.debtor_id).cases
        if pausing.end_what_it_kept(task, cases):
            self.books.touch_due([one.id for one in cases if one.status is CaseStatus.OPEN], self.now)
        return task

    def _note_contact(self, case: Case, task: PersonTask, *, reached: bool) -> None:
        """Count a call or visit as what it is: a contact like any other."""
        position = self._file(case.debtor_id).positions[case.id]
        step = task.step or task.kind.value
        contact = Contact(
            reference=reference_of(case.debtor_id, task.id, step, 0, self.now),
            debtor_id=case.debtor_id,
            case_ids=(case.id,),
            kind=DONE_BY_PEOPLE[task.kind],
            campaign=position.campaign,
            run=task.id,
            step=step,
            ordinal=0,
            legal_role=LegalRole.NONE,
            creditor=case.creditor,
            at=self.now,
            outcome=Outcome.DELIVERED if reached else Outcome.EXPIRED,
        )
        self.books.put_contacts([contact])
        result = Result(reference=contact.reference, outcome=contact.outcome, at=self.now)
        self.books.append([contact_line(contact, case.id, result, {"by": self.actor})])

    def _go_on(self, case: Case, task: PersonTask, result: str) -> None:
        """After a task that held the campaign: begin its step again when solved, else take the next."""
        if task.step is not None or task.kind in {*GOES_ON_BY_ITSELF, TaskKind.CHECK_ADDRESS}:
            self._look_again(case)
            return
        file = self._file(case.debtor_id)
        position = file.positions[case.id]
        if result != SOLVED:
            self.books.move([replace(position, step=position.step + 1, since=self.now, due_at=self.now)])
            return
        # a step that was tried begins again; one that never was has waited for its delay already
        later = any(case.id in one.case_ids and one.at > position.since for one in file.contacts)
        tried = later or position.step == 0
        since = self.now if tried else position.since
        self.books.move([replace(position, since=since, due_at=self.now)])

    def send_back(self, task_id: str, review: Review, campaign: Campaign) -> PersonTask:
        """
        Finish a review by sending the case back to a step of its campaign.

        Where the amicable track has ended, it begins anew. Raises NotAllowed, UnknownReference.
        """
        task, case = self._opened(task_id)
        file = self._file(case.debtor_id)
        position = file.positions[case.id]
        contacts = [one for one in file.contacts if case.id in one.case_ids]
        step = _step_to_go_to(campaign, review.step, contacts)
        public: dict[str, Json] = {"step": campaign.steps[step].id}
        if self.now >= track_ends(position, campaign):
            position = replace(position, run=self.new_id(), started_at=self.now)
            public["new_track"] = True
        else:
            # a step that was tried begins again; one that never was has waited for its delay already
            tried = any(one.step == public["step"] for one in contacts)
            position = replace(position, since=self.now if tried else position.since)
        self._close(task, review.outcome.value, public, review.because)
        self.books.set_status(case.id, case.status, Phase.FOLLOW_UP)
        self.books.move([replace(position, step=step, due_at=self.now)])
        return task

    def _opened(self, task_id: str) -> tuple[PersonTask, Case]:
        task = next((one for one in self.books.tasks() if one.id == task_id), None)
        if task is None:
            raise UnknownReference(f"there is no open task {task_id}")
        self.books.hold_debtors([task.debtor_id])
        return task, self.books.case(task.case_id)

    def _close(self, task: PersonTask, result: str, public: dict[str, Json], because: str = "") -> None:
        """Close a task; words of a person stand in the erasable content."""
        self.books.close_task(task.id, self.actor, self.now, result)
        said = result if result in KNOWN_RESULTS else IN_WORDS
        words = because or (result if said == IN_WORDS else "")
        named: dict[str, Json] = {"task": task.id, "kind": task.kind.value, "result": said, "by": self.actor}
        line = Entry(
            subject=f"case:{task.case_id}",
            kind=LineKind.TASK,
            at=self.now,
            public=named | public,
            content={"because" if because else "result": words} if words else None,
        )
        self.books.append([line])

    def _file(self, debtor_id: str) -> DebtorFile:
        return self.books.files([debtor_id])[0]

    def _look_again(self, case: Case) -> None:
        if case.status is CaseStatus.OPEN:
            self.books.touch_due([case.id], self.now)


def track_ends(position: Position, campaign: Campaign) -> datetime:
    """Give the end of the amicable track of a case."""
    return position.started_at + campaign.max_duration


def _step_to_go_to(campaign: Campaign, wanted: str, contacts: Sequence[Contact]) -> int:
    """Find the step that a person names; else the first that was never tried."""
    names = [step.id for step in campaign.steps]
    if wanted and wanted not in names:
        raise UnknownReference(f"campaign {campaign.name} has no step '{wanted}'; it has: {', '.join(names)}")
    tried = {one.step for one in contacts if one.campaign == campaign.name}
    left = [wanted] if wanted else [name for name in names if name not in tried]
    if not left:
        raise NotAllowed(f"every step was tried; name the one to go back to with --step: {', '.join(names)}")
    return names.index(left[0])

"""What people do to cases by command; each act checks who acts and leaves a line."""

from datetime import date, datetime
from decimal import Decimal

from engine.acting import CASE_WORKERS, LEADERS, Acting
from engine.address_checks import AddressChecks
from engine.brake import HERE
from engine.choosing import Choosing
from engine.domain.case import Case, CaseStatus, Phase
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.money import cents
from engine.domain.pause import Pause, PauseKind
from engine.domain.person_task import PersonTask, Review, ReviewOutcome
from engine.domain.touchpoint import LineKind
from engine.ending import Ending
from engine.finishing import Finishing, track_ends
from engine.housekeeping import Housekeeping
from engine.pausing import Pausing
from engine.ports import Catalogue
from preferences.channel import ChannelKind


class Steering(Acting):
    """What one of our people does to a case: pausing, paying, ending, tasks; other rooms hang on it."""

    __slots__ = ()

    @property
    def choices(self) -> Choosing:
        """Go on, as the same person, with what a debtor chose and who speaks for them."""
        return Choosing(self.books, self.actor, self.now, self.new_id)

    @property
    def house(self) -> Housekeeping:
        """Go on, as the same person, with the house as a whole."""
        return Housekeeping(self.books, self.actor, self.now, self.new_id)

    def pause(self, case_id: str, kind: PauseKind, until: datetime | None, *, whole_debtor: bool) -> Pause:
        """Leave a case, or the debtor as a whole, alone until a moment, or as long as its kind lasts."""
        self._allow(CASE_WORKERS)
        case = self._case(case_id)
        pause = self._pausing.make(case, kind, until, whole_debtor=whole_debtor)
        cases = self._cases_of(case.debtor_id)
        self._pausing.put(pause, case, [one for one in cases if pause.case_id in {None, one.id}])
        self._look_again(cases)
        return pause

    def end_pause(self, case_id: str, pause_id: str) -> bool:
        """End a pause before its time; False while a second person must agree first."""
        self._allow(CASE_WORKERS)
        case = self._case(case_id)
        pause = self._pausing.standing(case, pause_id)
        cases = [one for one in self._cases_of(case.debtor_id) if pause.case_id in {None, one.id}]
        ended = self._pausing.ask_or_end(pause, case, cases)
        if ended:
            self._look_again(cases)
        return ended

    @property
    def _pausing(self) -> Pausing:
        return Pausing(self.books, self.actor, self.now, self.new_id)

    def payment(self, case_id: str, amount: Decimal, on: date, reference: str) -> bool:
        """Take in a payment; a reference that is known already changes nothing and gives False."""
        self._allow(CASE_WORKERS)
        return self.credit(case_id, amount, on, reference)

    def credit(self, case_id: str, amount: Decimal, on: date, reference: str) -> bool:
        """Take in a payment that was told by a machine whose signature held; as `payment`."""
        if amount <= 0:
            raise ValueError(f"a payment is more than 0 euro, not {amount}")
        self._case(case_id)
        if not self.books.put_payment(case_id, cents(amount), on, reference, self.now):
            return False
        case = self.books.case(case_id)
        self._case_line(
            case, LineKind.PAYMENT, {"paid_cents": cents(amount), "left_cents": cents(case.outstanding)}
        )
        if case.outstanding <= 0:
            self._ending.paid(case, self._file(case.debtor_id).contacts, self.new_id)
        else:
            self.books.look_at_arrangement(case_id, self.now)
        self._look_again([case])
        return True

    def note_reply(self, case_id: str, channel: ChannelKind, words: str) -> None:
        """Write down that the debtor answered, and give a person the answer to read."""
        self._allow(CASE_WORKERS)
        case = self._case(case_id)
        self.books.put_reaction(case.debtor_id, case_id, channel, self.now)
        self._case_line(case, LineKind.CASE, {"replied": True, "channel": channel.value}, {"words": words})
        self.books.open_tasks(
            [
                PersonTask(
                    id=self.new_id(),
                    kind=TaskKind.ANSWER_REPLY,
                    case_id=case_id,
                    debtor_id=case.debtor_id,
                    because="the debtor answered",
                    opened_at=self.now,
                )
            ]
        )
        self._look_again([case])

    def close_case(self, case_id: str, status: CaseStatus, because: str) -> None:
        """End a case for another reason than payment; handing over asks for a review that was done."""
        self._allow(CASE_WORKERS)
        case = self._case(case_id)
        if status is CaseStatus.HANDED_OVER and not self._was_reviewed(case):
            raise NotAllowed(f"case {case_id} was not reviewed: finish its review task first")
        self._ending.end(case, status, because)
        self._look_again([case])

    def _was_reviewed(self, case: Case) -> bool:
        still_open = [one for one in self.books.tasks() if one.case_id == case.id]
        return case.phase is Phase.REVIEW and all(one.kind is not TaskKind.REVIEW for one in still_open)

    def finish_task(self, task_id: str, result: str, on: date | None = None) -> PersonTask:
        """Write what came of a task and let the campaign go on; `on` is the day of a check, else today."""
        self._allow(CASE_WORKERS)
        task = next((one for one in self.books.tasks() if one.id == task_id), None)
        if task is not None and task.kind is TaskKind.CHECK_ADDRESS:
            checks = AddressChecks(self.books, self.actor, self.now, self.new_id)
            checks.finish(task, result, on or self.now.astimezone(HERE).date())
            return task
        return self._finishing.finish(task_id, result)

    def finish_review(self, task_id: str, review: Review, catalogue: Catalogue) -> PersonTask:
        """Finish a review: the case goes back into its campaign, or it ends. Raises NotAllowed."""
        self._allow(CASE_WORKERS)
        task = next((one for one in self.books.tasks() if one.id == task_id), None)
        if task is None or task.kind is not TaskKind.REVIEW:
            raise NotAllowed("only a review that is open has an outcome; leave --outcome away")
        if review.outcome is ReviewOutcome.BACK:
            position = self._file(task.debtor_id).positions[task.case_id]
            campaign = catalogue.campaign(position.campaign, position.version)
            if self.now >= track_ends(position, campaign):
                # more time than the campaign has is not for everybody to give
                self._allow(LEADERS)
            return self._finishing.send_back(task_id, review, campaign)
        self._finishing.finish(task_id, review.outcome.value)
        self.close_case(task.case_id, CaseStatus(review.outcome.value), review.because)
        return task

    @property
    def _finishing(self) -> Finishing:
        return Finishing(self.books, self.actor, self.now, self.new_id)

    @property
    def _ending(self) -> Ending:
        return Ending(self.books, self.actor, self.now)

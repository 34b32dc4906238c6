"""What people do to cases and debtors by command; each act checks who acts and leaves a line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.address_checks import AddressChecks
from engine.domain.case import Case, CaseStatus, Phase
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.money import cents
from engine.domain.pause import Pause, PauseKind
from engine.domain.people import ContactPoint, PointKind, PointState, Representative
from engine.domain.person_task import PersonTask, Review, ReviewOutcome
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.ending import Ending
from engine.finishing import SOLVED, Finishing, track_ends
from engine.lines import change_line, point_line
from engine.pausing import Pausing
from engine.policy.law_window import law_zone
from engine.ports import Catalogue, DebtorFile, NewId
from engine.steering_ports import SteeringBooks
from preferences.change import ELSEWHERE, LEARNED, Change, Field, Through
from preferences.channel import ChannelKind
from preferences.fold import checked
from preferences.records import replace

#: who may change anything about a case or a debtor
CASE_WORKERS = frozenset({StaffRole.COLLECTOR, StaffRole.TEAM_LEAD})
#: what an address becomes by what was learned of it
STATES = {Field.ADDRESS_FAILED: PointState.BOUNCED, Field.ADDRESS_OF_ANOTHER: PointState.WRONG_PERSON}
#: who may stop and resume the whole house
HOUSE_KEEPERS = frozenset({StaffRole.TEAM_LEAD, StaffRole.ADMIN})
#: who may give a case more time than its campaign has
LEADERS = frozenset({StaffRole.TEAM_LEAD})
#: a task that asks for a way to somebody is solved by one
SOLVED_BY_POINT = frozenset({TaskKind.FIND_CONTACT_POINT, TaskKind.COMPLETE_ADDRESS, TaskKind.CHECK_ADDRESS})


@dataclass(frozen=True, slots=True)
class Steering:
    """Acts of one person at one moment, inside one transaction."""

    books: SteeringBooks
    actor: str
    now: datetime
    new_id: NewId

    def set_preference(
        self, debtor_id: str, field: Field, value: str, words: str = "", *, proof: str = ""
    ) -> Change:
        """Write down what a debtor chose or an address became; raises ValueError when it does not fit."""
        self._allow(CASE_WORKERS)
        if field in ELSEWHERE:
            raise ValueError(f"{field} is written down with `{ELSEWHERE[field]}`")
        self.books.hold_debtors([debtor_id])
        if field in LEARNED:
            self._learn(debtor_id, field, value)
        return self._choose(debtor_id, field, value, words, proof)

    def _choose(self, debtor_id: str, field: Field, value: str, words: str, proof: str = "") -> Change:
        change = checked(
            Change(
                id=self.new_id(),
                debtor_id=debtor_id,
                at=self.now,
                by=self.actor,
                through=Through.AGENT,
                field=field,
                value=value,
                words=words,
                proof=proof,
            )
        )
        self.books.put_change(change)
        self.books.append([change_line(change)])
        self._look_again(self._cases_of(debtor_id))
        return change

    def _learn(self, debtor_id: str, field: Field, value: str) -> None:
        """Use an address no more."""
        debtor = self._file(debtor_id).debtor
        known = [one.value for one in debtor.points]
        if value not in known:
            raise ValueError(f"{field} {value!r}: this debtor has {', '.join(known) or 'no address'}")
        self.books.mark_point(debtor_id, value, STATES[field])

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

    def stop_everything(self) -> None:
        """Let nothing leave any more, at once."""
        self._allow(HOUSE_KEEPERS)
        self.books.stop_house(stopped=True)
        self._line("house", LineKind.HOUSE, {"stopped": True})

    def may_keep_house(self) -> None:
        """Raise NotAllowed unless this person may stop and resume the whole house."""
        self._allow(HOUSE_KEEPERS)

    def resume(self) -> None:
        """Let messages leave again; the rules are asked again for each of them."""
        self._allow(HOUSE_KEEPERS)
        self.books.stop_house(stopped=False)
        self._line("house", LineKind.HOUSE, {"stopped": False})

    def hire(self, name: str, role: StaffRole) -> None:
        """Write who works here, and as what; where nobody works yet, the first may write down themselves."""
        if self.books.staff():
            if not self.actor:
                raise NotAllowed("say with --as who adds them: a team_lead or an admin")
            self._allow(HOUSE_KEEPERS)
        elif role not in HOUSE_KEEPERS:
            raise NotAllowed("the first of our people is a team_lead or an admin, who adds the others")
        self.books.put_staff(name, role.value)
        who = {"by": self.actor or name}
        line: dict[str, Json] = {"staff": name, "staff_role": role.value, **who}
        self.books.append([Entry(subject="house", kind=LineKind.HOUSE, at=self.now, public=line)])

    def finish_task(self, task_id: str, result: str, on: date | None = None) -> PersonTask:
        """Write what came of a task and let the campaign go on; `on` is the day of a check, else today."""
        self._allow(CASE_WORKERS)
        task = next((one for one in self.books.tasks() if one.id == task_id), None)
        if task is not None and task.kind is TaskKind.CHECK_ADDRESS:
            checks = AddressChecks(self.books, self.actor, self.now, self.new_id)
            checks.finish(task, result, on or self.now.date())
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

    def tell_point(self, case_id: str, point: ContactPoint) -> Sequence[PersonTask]:
        """Write down how the debtor of a case can be reached; gives the tasks that this solves."""
        self._allow(CASE_WORKERS)
        case = self._case(case_id)
        if point.kind is PointKind.ADDRESS:
            # who asked the debtor for it just now has checked it
            point = replace(point, checked_on=self.now.astimezone(law_zone(case.jurisdiction)).date())
        self.books.tell_points(case.debtor_id, [point])
        self.books.append([point_line(case.debtor_id, point, self.now, self.actor)])
        cases = self._cases_of(case.debtor_id)
        solved = [
            one
            for one in self.books.tasks()
            if one.debtor_id == case.debtor_id and one.kind in SOLVED_BY_POINT
        ]
        for task in solved:
            self._finishing.finish(task.id, SOLVED)
        self._look_again([one for one in cases if one.id not in {task.case_id for task in solved}])
        return solved

    def tell_helper(self, case_id: str, somebody: Representative | None, words: str = "") -> Change:
        """Write down who speaks for the debtor of a case from now on; None: nobody any more."""
        self._allow(CASE_WORKERS)
        debtor_id = self._case(case_id).debtor_id
        self.books.tell_representative(debtor_id, somebody)
        return self._choose(debtor_id, Field.REPRESENTATIVE, str(somebody or ""), words)

    @property
    def _ending(self) -> Ending:
        return Ending(self.books, self.actor, self.now)

    def _case(self, case_id: str) -> Case:
        """Read a case when nobody else writes about its debtor, and keep it so until we are done."""
        self.books.hold_debtors([self.books.case(case_id).debtor_id])
        return self.books.case(case_id)

    def _file(self, debtor_id: str) -> DebtorFile:
        files = self.books.files([debtor_id])
        if not files:
            raise UnknownReference(f"there is no debtor {debtor_id}")
        return files[0]

    def _cases_of(self, debtor_id: str) -> Sequence[Case]:
        return self._file(debtor_id).cases

    def _look_again(self, cases: Iterable[Case]) -> None:
        """Let open cases be decided anew at once: something changed for them."""
        self.books.touch_due([case.id for case in cases if case.status is CaseStatus.OPEN], self.now)

    def _allow(self, roles: frozenset[StaffRole]) -> None:
        role = self.books.staff().get(self.actor)
        if role is None:
            raise NotAllowed(f"nobody here is called '{self.actor}': add them with `minnelijk people add`")
        if StaffRole(role) not in roles:
            wanted = " or ".join(sorted(one.value for one in roles))
            raise NotAllowed(f"{self.actor} is {role}; this takes a {wanted}")

    def _case_line(
        self, case: Case, kind: LineKind, public: dict[str, Json], content: dict[str, Json] | None = None
    ) -> None:
        self._line(f"case:{case.id}", kind, public, content)

    def _line(
        self, subject: str, kind: LineKind, public: dict[str, Json], content: dict[str, Json] | None = None
    ) -> None:
        line = Entry(
            subject=subject, kind=kind, at=self.now, public=public | {"by": self.actor}, content=content
        )
        self.books.append([line])

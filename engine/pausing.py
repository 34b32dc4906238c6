"""Begin and end pauses by the table: how long, which task a person gets, and who may lift one early."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.domain.calendar import ONE_DAY
from engine.domain.case import Case, CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.occurrence import OccurrenceKind, Reaction
from engine.domain.pause import Pause, PauseKind
from engine.domain.person_task import PersonTask
from engine.domain.protection import Duty, Interest, Lifting, Protection
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.policy.keeping import keeps
from engine.policy.law_window import law_zone
from engine.policy.protections import protection_of
from engine.ports import NewId
from engine.reacting import notices_for, what_follows
from engine.steering_ports import SteeringBooks
from preferences.wall import moment_of

#: within so long a person should read what was not surely understood, or find out whose it is
UNTIL_READ = timedelta(days=3)
#: a task that is done ends the pause that waited for it
ENDED_BY = {
    TaskKind.ANSWER_DISPUTE: PauseKind.DISPUTE,
    TaskKind.ANSWER_COMPLAINT: PauseKind.COMPLAINT,
    TaskKind.SEND_CLAIM_DESCRIPTION: PauseKind.DETAILS,
    TaskKind.DECIDE_PLAN: PauseKind.PLAN_REQUEST,
    TaskKind.CHECK_PAYMENT: PauseKind.PAYMENT_CHECK,
}


#: what a message asks somebody to read or find out, so that it has a day
READING = frozenset({TaskKind.ANSWER_REPLY, TaskKind.CHECK_PERSON})


def read_by(case: Case, kind: TaskKind, now: datetime) -> date | None:
    """Say by which day a person should have read what came in now; None: this task is no reading."""
    return (now + UNTIL_READ).astimezone(law_zone(case.jurisdiction)).date() if kind in READING else None


@dataclass(frozen=True, slots=True)
class Pausing:
    """What one person does to the pauses of a debtor at one moment, inside one transaction."""

    books: SteeringBooks
    actor: str
    now: datetime
    new_id: NewId
    #: False: what the debtor is owed is told elsewhere, by the answer to their reply
    owes: bool = True
    #: what a person should know besides, in the task of the pause
    told: str = ""

    def make(self, case: Case, kind: PauseKind, until: datetime | None, *, whole_debtor: bool) -> Pause:
        """Make a pause; without a moment it lasts as the table says for its kind."""
        row = protection_of(kind, case.jurisdiction)
        return Pause(
            id=self.new_id(),
            kind=kind,
            debtor_id=case.debtor_id,
            case_id=None if whole_debtor or row.whole_debtor else case.id,
            since=self.now,
            until=until or self._usual_end(case, kind),
            source=self.actor,
        )

    def put(self, pause: Pause, case: Case, cases: Sequence[Case], *, with_task: bool = True) -> None:
        """Write a pause with a line for each case that it is about, and do what follows from it."""
        self.books.put_pause(pause)
        row = protection_of(pause.kind, case.jurisdiction)
        self._lines(cases, self._begun(pause, row))
        if case.status is not CaseStatus.OPEN:
            return
        reaction = what_follows(case, OccurrenceKind.PAUSE_BEGAN, self.now, pause=pause.kind)
        if with_task:
            self.books.open_tasks(list(self._tasks(case, row, reaction)))
        if self.owes:
            cause = f"{pause.kind} {pause.id}"
            self.books.owe(list(notices_for(case, reaction, cause, self.now, self.new_id)))

    def begin(
        self, case: Case, kind: PauseKind, until: datetime | None, cases: Sequence[Case]
    ) -> Pause | None:
        """Begin a pause, unless one of its kind stands that lasts as long; `cases` are all of the debtor."""
        made = self.make(case, kind, until, whole_debtor=False)
        if any(one.kind is kind and _lasts(one, made.until) for one in self._held(case)):
            return None
        self.put(made, case, [one for one in cases if made.case_id in {None, one.id}])
        return made

    def leave_until_read(self, case: Case, cases: Sequence[Case]) -> Pause | None:
        """
        Leave a case alone for a person to read what came in: three days, and as long as nobody has.

        Also while it is left alone for another reason: when that ends, nobody has read this yet.
        """
        return self.begin(case, PauseKind.TEAM, self.now + UNTIL_READ, cases)

    def _held(self, case: Case) -> list[Pause]:
        """List the pauses that hold a case now."""
        standing = self.books.pauses_of(case.debtor_id)
        return [one for one in standing if one.case_id in {None, case.id} and one.holds(self.now)]

    def ask_or_end(self, pause: Pause, case: Case, cases: Sequence[Case]) -> bool:
        """End a pause; one that protects somebody takes two people, and the first call only asks."""
        row = protection_of(pause.kind, case.jurisdiction)
        if row.lifting is Lifting.ANYBODY:
            self._end(pause, cases, {})
            return True
        if not pause.lift_asked_by:
            self.books.ask_to_lift(pause.id, self.actor, self.now)
            self._lines(cases, {"pause": pause.id, "lift_asked": True, "law": str(row.source)})
            return False
        self._second_person(pause)
        self._end(pause, cases, {"early": True, "asked_by": pause.lift_asked_by, "law": str(row.source)})
        return True

    def end_in_time(self, pause: Pause, cases: Sequence[Case], because: str) -> None:
        """End a pause whose time has come, as one person or the partner's word may."""
        self._end(pause, cases, {"because": because})

    def end_what_waited(self, task: PersonTask, case: Case) -> list[Pause]:
        """End the pauses of a case that waited for what a task has now brought."""
        kind = ENDED_BY.get(task.kind)
        mine = {None, case.id}
        ended = [
            pause
            for pause in self.books.pauses_of(case.debtor_id)
            if pause.kind is kind and pause.case_id in mine and pause.holds(self.now)
        ]
        for pause in ended:
            self._end(pause, [case], {"because": task.kind.value})
        return ended

    def end_what_it_kept(self, task: PersonTask, cases: Sequence[Case]) -> list[Pause]:
        """End the pauses whose moment is over, and that only a task kept standing which is done now."""
        over = [
            pause
            for pause in self.books.pauses_of(task.debtor_id)
            if pause.until and pause.until <= self.now and keeps(task, pause) and not pause.holds(self.now)
        ]
        for pause in over:
            mine = [one for one in cases if pause.case_id in {None, one.id}]
            self._end(pause, mine, {"because": task.kind.value})
        return over

    def standing(self, case: Case, pause_id: str) -> Pause:
        """Find a pause that was not ended; raises UnknownReference."""
        found = (one for one in self.books.pauses_of(case.debtor_id) if one.id == pause_id)
        pause = next(found, None)
        if pause is None or pause.ended_at is not None:
            raise UnknownReference(f"no pause {pause_id} stands for the debtor of case {case.id}")
        return pause

    def _second_person(self, pause: Pause) -> None:
        if pause.lift_asked_by == self.actor:
            raise NotAllowed(f"{self.actor} asked to lift this pause: a second person decides")
        role = self.books.staff().get(self.actor)
        if role != StaffRole.TEAM_LEAD:
            raise NotAllowed(f"{self.actor} is {role}; lifting a pause early takes a team_lead")

    def _usual_end(self, case: Case, kind: PauseKind) -> datetime | None:
        last = what_follows(case, OccurrenceKind.PAUSE_BEGAN, self.now, pause=kind).pause_last
        return moment_of(last + ONE_DAY, timedelta(), law_zone(case.jurisdiction)) if last else None

    def _tasks(self, case: Case, row: Protection, reaction: Reaction) -> Iterator[PersonTask]:
        """Make the task of a pause; terms that nobody wrote down cannot be confirmed by themselves."""
        if reaction.task is not None:
            because = f"paused for {row.kind}: it ends with {row.ends_with} ({row.source})"
            because += f"; {self.told}" if self.told else ""
            yield self._task(case, reaction.task, because, reaction.task_due)
        owed = {one.duty for one in reaction.owed}
        if self.owes and Duty.CONFIRM_AGREEMENT in owed:
            because = "something was agreed: write its terms down, so that they are confirmed (BE-21, V)"
            yield self._task(case, TaskKind.AGREE_ARRANGEMENT, because, None)

    def _task(self, case: Case, kind: TaskKind, because: str, due_on: date | None) -> PersonTask:
        return PersonTask(
            id=self.new_id(),
            kind=kind,
            case_id=case.id,
            debtor_id=case.debtor_id,
            because=because,
            opened_at=self.now,
            due_on=due_on,
        )

    def _begun(self, pause: Pause, row: Protection) -> dict[str, Json]:
        stops: list[Json] = ["outbound"]
        stops += ["costs"] if row.stops_costs else []
        stops += ["interest"] if row.interest is not Interest.RUNS else []
        return {
            "pause": pause.id,
            "why": pause.kind.value,
            "whole_debtor": pause.case_id is None,
            "until": pause.until.isoformat() if pause.until else "",
            "ends_with": row.ends_with,
            "stops": stops,
            "interest": row.interest.value,
            "listener": row.listener.value,
            "law": str(row.source),
        }

    def _end(self, pause: Pause, cases: Iterable[Case], more: dict[str, Json]) -> None:
        self.books.end_pause(pause.id, self.now)
        self._lines(cases, {"pause": pause.id, "ended": True, **more})

    def _lines(self, cases: Iterable[Case], public: dict[str, Json]) -> None:
        self.books.append(
            [
                Entry(
                    subject=f"case:{case.id}",
                    kind=LineKind.PAUSE,
                    at=self.now,
                    public=public | {"by": self.actor},
                )
                for case in cases
            ]
        )


def _lasts(pause: Pause, until: datetime | None) -> bool:
    """Say whether a pause lasts until a moment; None: until somebody ends it."""
    return pause.until is None or (until is not None and pause.until >= until)

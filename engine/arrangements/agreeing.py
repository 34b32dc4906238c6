"""Proposing, agreeing on and ending an arrangement; each act leaves a line in the ledger of its case."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from engine.arrangements.judging import Means, speaks_against
from engine.arrangements.plan import Proposal
from engine.arrangements.standing import Standing, next_look, remind_on, standing
from engine.arrangements.telling import Telling
from engine.domain.arrangement import Arrangement, ArrangementStatus
from engine.domain.calendar import ONE_DAY
from engine.domain.case import Case, CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.money import cents
from engine.domain.occurrence import OccurrenceKind
from engine.domain.organisation import Creditor
from engine.domain.pause import Pause, PauseKind
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.pausing import Pausing
from engine.policy.reactions import next_statement, owes_statements, statement_days
from engine.ports import NewId
from engine.reacting import what_follows
from engine.steering_ports import ArrangementBooks

#: who agreed when a proposal fell inside the creditor's bounds
BOUNDS = "bounds"
ASKED = frozenset({ArrangementStatus.PROPOSED})
HOLDS = frozenset({ArrangementStatus.PROPOSED, ArrangementStatus.RUNNING, ArrangementStatus.BROKEN})
#: the work that a decision on a plan does
ANSWERED = frozenset({TaskKind.AGREE_ARRANGEMENT, TaskKind.DECIDE_PLAN})
#: at this hour of the day an arrangement is looked at, in the debtor's zone
IN_THE_MORNING = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing:
    """Acts about arrangements at one moment, inside one transaction."""

    books: ArrangementBooks
    #: the debtor's local time: days are counted there
    zone: ZoneInfo
    actor: str
    now: datetime
    new_id: NewId

    def propose(self, case: Case, creditor: Creditor, proposal: Proposal, means: Means) -> Arrangement:
        """
        Take in a proposal: agree at once inside the creditor's bounds, else give it to a person.

        Meanwhile the case is left alone (law.md BE-15, V; in the Netherlands our policy). Raises NotAllowed
        when the case is not open, when another arrangement holds, or when the parts are not what is owed.
        """
        self._may_propose(case, proposal)
        against = speaks_against(proposal, creditor.bounds, means, self._today)
        arrangement = Arrangement(
            id=self.new_id(),
            case_id=case.id,
            debtor_id=case.debtor_id,
            status=ArrangementStatus.PROPOSED,
            instalments=proposal.instalments,
            every=proposal.every,
            proposed_at=self.now,
            proposed_by=self.actor,
        )
        self._line(arrangement, _terms(arrangement), _told(means))
        if not against:
            return self._begin(arrangement, BOUNDS)
        self._leave_alone(arrangement, PauseKind.PLAN_REQUEST)
        self.books.put_arrangement(arrangement)
        asked = what_follows(case, OccurrenceKind.PAUSE_BEGAN, self.now, pause=PauseKind.PLAN_REQUEST)
        because = f"a proposal for an arrangement: {'; '.join(against)}"
        self._ask_person(arrangement, because, asked.task_due)
        return arrangement

    def agree(self, arrangement_id: str) -> Arrangement:
        """Agree to a proposal as a person; its task is done with that. Raises NotAllowed."""
        arrangement = self._of_status(arrangement_id, ASKED, "waits for an answer")
        self._close_task(arrangement, "agreed")
        return self._begin(arrangement, self.actor)

    def end(self, arrangement_id: str, because: str) -> Arrangement:
        """Refuse a proposal, or end an arrangement that is not kept; the campaign goes on."""
        arrangement = self._of_status(arrangement_id, HOLDS, "holds")
        agreed = arrangement.agreed_at is not None
        status = ArrangementStatus.BROKEN if agreed else ArrangementStatus.REFUSED
        self._close_task(arrangement, "ended")
        return self._finish(arrangement, status, because)

    def look(self, arrangement: Arrangement) -> Arrangement:
        """See whether an arrangement is settled, kept or broken on this day, and when to look again."""
        # what came in before is not owed any more, whatever day the bank wrote on it
        begun = arrangement.agreed_at or arrangement.proposed_at
        payments = self.books.payments_since(arrangement.case_id, begun)
        stands = standing(arrangement, payments, self._today)
        day = self._tell_yearly(arrangement, stands)
        # the portfolio may tell of payments that never came in one by one
        if stands.is_settled or self._case(arrangement).status is CaseStatus.PAID:
            self.books.owe([self._telling(arrangement).settled()])
            return self._finish(arrangement, ArrangementStatus.SETTLED, "everything was paid")
        if stands.is_broken:
            broken = replace(
                arrangement, status=ArrangementStatus.BROKEN, missed=len(stands.missed), look_at=None
            )
            self.books.put_arrangement(broken)
            self._line(broken, {"missed": [one.number for one in stands.missed]})
            self._ask_person(broken, f"{len(stands.missed)} instalments were missed: talk with the debtor")
            return broken
        if len(stands.missed) > arrangement.missed:
            self._line(arrangement, {"missed": [one.number for one in stands.missed]})
            self.books.owe([self._telling(arrangement).missed(stands.missed, stands.paid)])
        self._remind(arrangement, stands)
        days = [one for one in (day, next_look(stands, self._today)) if one]
        look_at = self._morning(min(days)) if days else None
        later = replace(arrangement, missed=len(stands.missed), look_at=look_at)
        self.books.put_arrangement(later)
        return later

    def _remind(self, arrangement: Arrangement, stands: Standing) -> None:
        """Remind of the payment that comes, once; who agreed only just now has it on paper."""
        coming = stands.coming
        if coming is None or not remind_on(coming) <= self._today <= coming.due_on:
            return
        agreed_on = (arrangement.agreed_at or self.now).astimezone(self.zone).date()
        if agreed_on < remind_on(coming):
            last = self._morning(coming.due_on + ONE_DAY)
            self.books.owe([self._telling(arrangement).coming(coming, stands.paid, last)])

    def _tell_yearly(self, arrangement: Arrangement, stands: Standing) -> date | None:
        """Account for a Belgian plan of a collector every year (BE-22, V); gives the day of the next time."""
        case = self._case(arrangement)
        agreed_on = (arrangement.agreed_at or self.now).astimezone(self.zone).date()
        if not owes_statements(case.jurisdiction, case.collector_role) or stands.is_settled:
            return None
        due = statement_days(agreed_on, self._today)
        if due:
            notice = self._telling(arrangement).yearly(len(due), stands.paid)
            told = any(one.cause == notice.cause for one in self.books.notices_of(arrangement.debtor_id))
            if not told:
                self.books.owe([notice])
                self._line(arrangement, {"statement": len(due), "paid_cents": cents(stands.paid)})
        return next_statement(agreed_on, self._today)

    @property
    def _today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def _morning(self, day: date) -> datetime:
        return datetime.combine(day, IN_THE_MORNING, self.zone)

    def _may_propose(self, case: Case, proposal: Proposal) -> None:
        if case.status is not CaseStatus.OPEN:
            raise NotAllowed(f"case {case.id} is {case.status}: there is nothing to agree on")
        holding = [one for one in self.books.arrangements_of(case.debtor_id) if one.case_id == case.id]
        for one in holding:
            if one.status in HOLDS and one.ended_at is None:
                raise NotAllowed(f"arrangement {one.id} is {one.status} for case {case.id}: end it first")
        total = sum(one.amount for one in proposal.instalments)
        if total != case.outstanding:
            raise NotAllowed(
                f"the instalments add up to {total} euro, case {case.id} owes {case.outstanding}"
            )

    def _begin(self, arrangement: Arrangement, by: str) -> Arrangement:
        running = replace(
            arrangement,
            status=ArrangementStatus.RUNNING,
            agreed_at=self.now,
            agreed_by=by,
            look_at=self.now,
        )
        self._line(running, {"agreed_by": by})
        self._end_pauses(running, what_follows(self._case(running), OccurrenceKind.AGREED, self.now).ends)
        self._leave_alone(running, PauseKind.ARRANGEMENT)
        self.books.owe([self._telling(running).agreed()])
        return self.look(running)

    def _case(self, arrangement: Arrangement) -> Case:
        return self.books.case(arrangement.case_id)

    def _finish(self, arrangement: Arrangement, status: ArrangementStatus, because: str) -> Arrangement:
        done = replace(arrangement, status=status, ended_at=self.now, look_at=None)
        self.books.put_arrangement(done)
        self._line(done, {}, {"because": because})
        self._end_pauses(arrangement, frozenset({PauseKind.PLAN_REQUEST}))
        for pause in self._standing(arrangement):
            if pause.source == _source(arrangement):
                self._end_pause(arrangement, pause)
        self.books.touch_due([arrangement.case_id], self.now)
        return done

    def _telling(self, arrangement: Arrangement) -> Telling:
        return Telling(arrangement=arrangement, now=self.now, new_id=self.new_id)

    def _leave_alone(self, arrangement: Arrangement, kind: PauseKind) -> None:
        """Begin the pause of a request or of an arrangement; what is owed with it is told by itself."""
        case = self._case(arrangement)
        pausing = Pausing(self.books, self.actor, self.now, self.new_id, owes=False)
        pause = pausing.make(case, kind, None, whole_debtor=False)
        pausing.put(replace(pause, source=_source(arrangement)), case, [case], with_task=False)

    def _standing(self, arrangement: Arrangement) -> list[Pause]:
        mine = self.books.pauses_of(arrangement.debtor_id)
        return [one for one in mine if one.case_id == arrangement.case_id and one.ended_at is None]

    def _end_pauses(self, arrangement: Arrangement, kinds: frozenset[PauseKind]) -> None:
        """End what the decision on a plan ends, also where it was asked for in a reply."""
        for pause in self._standing(arrangement):
            if pause.kind in kinds:
                self._end_pause(arrangement, pause)

    def _end_pause(self, arrangement: Arrangement, pause: Pause) -> None:
        self.books.end_pause(pause.id, self.now)
        self._append(arrangement, LineKind.PAUSE, {"pause": pause.id, "ended": True})

    def _of_status(self, arrangement_id: str, wanted: frozenset[ArrangementStatus], said: str) -> Arrangement:
        arrangement = self.books.arrangement(arrangement_id)
        self.books.hold_debtors([arrangement.debtor_id])
        arrangement = self.books.arrangement(arrangement_id)
        if arrangement.status not in wanted or arrangement.ended_at is not None:
            raise NotAllowed(f"arrangement {arrangement_id} is {arrangement.status}: it no longer {said}")
        return arrangement

    def _ask_person(self, arrangement: Arrangement, because: str, due_on: date | None = None) -> None:
        task = PersonTask(
            id=self.new_id(),
            kind=TaskKind.AGREE_ARRANGEMENT,
            case_id=arrangement.case_id,
            debtor_id=arrangement.debtor_id,
            because=because,
            opened_at=self.now,
            due_on=due_on,
        )
        self.books.open_tasks([task])

    def _close_task(self, arrangement: Arrangement, result: str) -> None:
        for task in self.books.tasks():
            if task.case_id == arrangement.case_id and task.kind in ANSWERED:
                self.books.close_task(task.id, self.actor, self.now, result)
                public: dict[str, Json] = {"task": task.id, "kind": task.kind.value, "result": result}
                self._append(arrangement, LineKind.TASK, public)

    def _line(
        self, arrangement: Arrangement, public: dict[str, Json], content: dict[str, Json] | None = None
    ) -> None:
        named: dict[str, Json] = {"arrangement": arrangement.id, "status": arrangement.status.value}
        self._append(arrangement, LineKind.ARRANGEMENT, named | public, content)

    def _append(
        self,
        arrangement: Arrangement,
        kind: LineKind,
        public: dict[str, Json],
        content: dict[str, Json] | None = None,
    ) -> None:
        subject = f"case:{arrangement.case_id}"
        said = public | {"by": self.actor}
        self.books.append([Entry(subject=subject, kind=kind, at=self.now, public=said, content=content)])


def _source(arrangement: Arrangement) -> str:
    return f"arrangement {arrangement.id}"


def _told(means: Means) -> dict[str, Json] | None:
    """Keep what the debtor says to be able to miss, sealed: it is nobody's business but theirs."""
    return None if means.affordable is None else {"affordable_cents": cents(means.affordable)}


def _terms(arrangement: Arrangement) -> dict[str, Json]:
    """Write what was proposed, without names: how many, how much, from when."""
    first = arrangement.instalments[0]
    return {
        "total_cents": cents(arrangement.total),
        "instalments": len(arrangement.instalments),
        "every": arrangement.every.value,
        "instalment_cents": cents(first.amount),
        "first_on": first.due_on.isoformat(),
    }

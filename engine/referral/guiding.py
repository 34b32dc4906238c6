"""Guidance in paying off (product.md S1): voluntary, not without obligation; what is agreed is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.domain.campaign import LegalRole
from engine.domain.case import Case
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.guidance import Guidance, GuidanceState, GuidanceStep
from engine.domain.notice import Notice, NoticeKind
from engine.domain.pause import PauseKind
from engine.domain.told import Appointment, Told
from engine.domain.touchpoint import Json
from engine.ports import DebtorFile
from engine.referral.at_door import guidance_question
from engine.referral.clocks import Days
from engine.referral.pen import Pen
from engine.referral.signals import Known, Signal, may_offer, signals
from engine.referral.wording import GUIDANCE, newest, wording_of
from preferences.change import Through
from preferences.records import replace

STEPS = tuple(GuidanceStep)
#: the message that offers it
OFFERS = "aanbod_hulp"
#: an offer is news for some days; what was agreed is owed however late
NEWS_LASTS, CONFIRMATION_LASTS = timedelta(days=7), timedelta(days=30)
#: from which state each act may begin
MAY: Mapping[str, frozenset[GuidanceState]] = {
    "answer": frozenset({GuidanceState.OFFERED}),
    "agree": frozenset({GuidanceState.ACCEPTED}),
    "step": frozenset({GuidanceState.RUNNING}),
    "broken": frozenset({GuidanceState.RUNNING}),
    "kept": frozenset({GuidanceState.BROKEN}),
    "stop": frozenset({GuidanceState.ACCEPTED, GuidanceState.RUNNING, GuidanceState.BROKEN}),
}


@dataclass(frozen=True, slots=True)
class Guiding:
    """Acts about guidance of one actor at one moment, inside one transaction."""

    pen: Pen

    def weigh(self, case_id: str) -> tuple[tuple[Signal, ...], str]:
        """Give the signals of a case, and why guidance is not offered now; empty: it may be."""
        case, file, known, today = self._file(case_id)
        return signals(file, case, known, today), may_offer(file, case, known, today)

    def offer(self, case_id: str) -> Guidance:
        """Offer guidance by a message that counts as any other. Raises NotAllowed: the rule says no."""
        case, file, known, today = self._file(case_id)
        if because := may_offer(file, case, known, today):
            raise NotAllowed(f"no guidance is offered for case {case_id}: {because}")
        version, _ = newest(GUIDANCE, self._who)
        made = Guidance(
            id=self.pen.new_id(),
            case_id=case.id,
            debtor_id=case.debtor_id,
            state=GuidanceState.OFFERED,
            offered_at=self.pen.now,
            offered_by=self.pen.actor,
            wording_version=version,
        )
        found: list[Json] = [one.value for one in signals(file, case, known, today)]
        self._put(made, {"signals": found})
        told = Told(question=guidance_question(made, self._who))
        self.pen.books.owe([self._notice(made, "offered", OFFERS, NoticeKind.NEWS, told)])
        return made

    def answer(self, guidance_id: str, through: Through, words: str, *, agrees: bool) -> Guidance:
        """Take in a yes or a no, with the exact wording of the question; a yes stops costs and steps."""
        guidance, case = self._held(guidance_id, "answer")
        wording = wording_of(GUIDANCE, guidance.wording_version, self._who)
        said = "yes" if agrees else "no"
        value = f"{said} guidance {guidance.wording_version}"
        self.pen.consented(case.debtor_id, value, wording, through)
        after = replace(guidance, answered_at=self.pen.now)
        if agrees:
            pause = self.pen.leave_alone(case, PauseKind.MEDIATION)
            after = replace(after, state=GuidanceState.ACCEPTED, pause_id=pause.id)
            self._ask(case, "yes to guidance: agree on a first talk, and write down what is agreed")
        else:
            after = replace(after, state=GuidanceState.REFUSED, ended_at=self.pen.now)
        self._put(after, {"consent": said}, {"wording": wording, "words": words})
        return after

    def agree(self, guidance_id: str, guide: str, talk_at: datetime, how: str) -> Guidance:
        """Write down what was agreed: who guides, when the first talk is; the debtor gets it in writing."""
        guidance, case = self._held(guidance_id, "agree")
        if talk_at <= self.pen.now:
            raise NotAllowed("the first talk must still come")
        after = replace(
            guidance,
            state=GuidanceState.RUNNING,
            agreed_at=self.pen.now,
            guide=guide,
            step=STEPS[0],
            step_due_on=Days(case.jurisdiction).day(talk_at),
        )
        self._put(after, {"step": STEPS[0].value, "step_due_on": str(after.step_due_on)})
        self.pen.finish_tasks(case.id, TaskKind.GUIDE_SOMEBODY, "agreed")
        self._ask(case, f"guidance: {STEPS[0].value}", after.step_due_on)
        told = Told(appointment=Appointment(at=talk_at, how=how))
        self.pen.books.owe(
            [self._notice(after, "agreed", "begeleiding_bevestiging", NoticeKind.AGREED, told)]
        )
        return after

    def step_done(self, guidance_id: str, next_on: date | None) -> Guidance:
        """Write that a step was taken; after the last one it is finished, and collecting goes on."""
        guidance, case = self._held(guidance_id, "step")
        at = STEPS.index(guidance.step or STEPS[0])
        self.pen.finish_tasks(case.id, TaskKind.GUIDE_SOMEBODY, "done")
        if at + 1 == len(STEPS):
            return self._finish(guidance, case, GuidanceState.FINISHED, "all steps were taken")
        if next_on is None or next_on < Days(case.jurisdiction).day(self.pen.now):
            raise NotAllowed(f"say when the next step is due: {STEPS[at + 1]}")
        after = replace(guidance, step=STEPS[at + 1], step_due_on=next_on)
        self._put(after, {"done": STEPS[at].value, "step": STEPS[at + 1].value, "step_due_on": str(next_on)})
        self._ask(case, f"guidance: {STEPS[at + 1].value}", next_on)
        return after

    def broken(self, guidance_id: str, because: str) -> Guidance:
        """Write that the agreements are not kept: a person decides, and nothing goes on by itself."""
        guidance, case = self._held(guidance_id, "broken")
        after = replace(guidance, state=GuidanceState.BROKEN)
        self._put(after, {}, {"because": because})
        self._ask(
            case, "the agreements of guidance are not kept: talk, then `minnelijk guidance kept` or `stop`"
        )
        return after

    def kept(self, guidance_id: str) -> Guidance:
        """Write that the agreements hold again."""
        guidance, case = self._held(guidance_id, "kept")
        after = replace(guidance, state=GuidanceState.RUNNING)
        self._put(after, {})
        self.pen.finish_tasks(case.id, TaskKind.GUIDE_SOMEBODY, "kept again")
        return after

    def stop(self, guidance_id: str, because: str) -> Guidance | None:
        """End guidance. None: the agreements hold, and a second person must agree first."""
        guidance, case = self._held(guidance_id, "stop")
        early = guidance.state is not GuidanceState.BROKEN
        ended = self.pen.let_go_on(
            case.debtor_id, case, guidance.pause_id, early=early, because="guidance stopped"
        )
        if not ended:
            return None
        self.pen.finish_tasks(case.id, TaskKind.GUIDE_SOMEBODY, "stopped")
        return self._finish(guidance, case, GuidanceState.STOPPED, because)

    def look(self, guidance: Guidance) -> Guidance:
        """Tell a person that a step is late."""
        case = self.pen.books.case(guidance.case_id)
        self._ask(case, f"guidance: {guidance.step} was due on {guidance.step_due_on}")
        after = replace(guidance, look_at=None)
        self.pen.books.put_guidance(after)
        return after

    @property
    def _who(self) -> str:
        return self.pen.organisation.agency.firm.name

    def _finish(self, guidance: Guidance, case: Case, state: GuidanceState, because: str) -> Guidance:
        self.pen.let_go_on(case.debtor_id, case, guidance.pause_id, early=False, because=f"guidance {state}")
        after = replace(guidance, state=state, step=None, step_due_on=None, ended_at=self.pen.now)
        self._put(after, {}, {"because": because})
        return after

    def _file(self, case_id: str) -> tuple[Case, DebtorFile, Known, date]:
        case = self.pen.case(case_id)
        known = Known(
            arrangements=self.pen.books.arrangements_of(case.debtor_id),
            arrears=self.pen.books.arrears_of(case.debtor_id),
            guidance=self.pen.books.guidance_of(case.debtor_id),
        )
        file = self.pen.books.files([case.debtor_id])[0]
        return case, file, known, Days(case.jurisdiction).day(self.pen.now)

    def _held(self, guidance_id: str, act: str) -> tuple[Guidance, Case]:
        case = self.pen.case(self.pen.books.guidance(guidance_id).case_id)
        guidance = self.pen.books.guidance(guidance_id)
        if guidance.state not in MAY[act]:
            wanted = " or ".join(sorted(MAY[act]))
            raise NotAllowed(f"guidance {guidance_id} is {guidance.state}; this takes one that is {wanted}")
        return guidance, case

    def _put(
        self, guidance: Guidance, public: dict[str, Json], content: dict[str, Json] | None = None
    ) -> None:
        case = self.pen.books.case(guidance.case_id)
        running, due = guidance.state is GuidanceState.RUNNING, guidance.step_due_on
        look_at = Days(case.jurisdiction).after(due) if running and due else None
        self.pen.books.put_guidance(replace(guidance, look_at=look_at))
        named: dict[str, Json] = {"guidance": guidance.id, "state": guidance.state.value}
        self.pen.line(case.id, named | public, content)

    def _ask(self, case: Case, because: str, due_on: date | None = None) -> None:
        self.pen.task(case, TaskKind.GUIDE_SOMEBODY, because, due_on)

    def _notice(self, guidance: Guidance, what: str, template: str, kind: NoticeKind, told: Told) -> Notice:
        lasts = NEWS_LASTS if kind is NoticeKind.NEWS else CONFIRMATION_LASTS
        return Notice(
            id=self.pen.new_id(),
            debtor_id=guidance.debtor_id,
            case_id=guidance.case_id,
            kind=kind,
            cause=f"guidance {guidance.id} {what}",
            template=template,
            legal_role=LegalRole.NONE if kind is NoticeKind.NEWS else LegalRole.CONFIRMATION,
            since=self.pen.now,
            expires_at=self.pen.now + lasts,
            due_at=self.pen.now,
            told=told,
        )

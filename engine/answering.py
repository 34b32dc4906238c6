"""Answers and confirmations that we owe a debtor: decided by the rules of every contact, in no campaign."""

from dataclasses import dataclass, replace
from datetime import datetime

from engine.decide import decide
from engine.domain.case import Case
from engine.domain.contact import Contact, reference_of
from engine.domain.decision import Decision, Send, Stop, Task, TaskKind, Wait
from engine.domain.notice import Notice
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Json, Outcome
from engine.gather import NOT_IN_ORDER, Desk, gather
from engine.lines import contact_line, decision_line, decisive_verdict, notice_words, trace_lines
from engine.policy.channel_choice import RULE as CHANNEL_CHOICE
from engine.policy.facts import Facts
from engine.ports import DebtorFile, NewId, Result
from engine.round import SAFETY, Written
from engine.wish import Wish, contact_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Decides the due notices of one debtor at one moment."""

    desk: Desk
    now: datetime
    new_id: NewId

    def decide(self, file: DebtorFile, written: Written) -> DebtorFile:
        """Decide every due notice; gives the file with the contacts that were planned."""
        for notice in file.notices.values():
            if notice.due_at is not None and notice.due_at <= self.now:
                case = next(case for case in file.cases if case.id == notice.case_id)
                contact = _Telling(self, notice, case, written).decide(file)
                file = file.with_contact(contact) if contact else file
        return file


@dataclass(frozen=True, slots=True)
class _Telling:
    """Decides one notice about one case, and writes down what comes of it."""

    at: Answering
    notice: Notice
    case: Case
    written: Written

    def decide(self, file: DebtorFile) -> Contact | None:
        notice, now = self.notice, self.at.now
        tries = [one for one in file.contacts if one.run == notice.id]
        if any(one.outcome.is_open for one in tries):
            self._look_again(now + SAFETY)
            return None
        if any(one.outcome.may_have_reached for one in tries):
            self._look_again(None)
            return None
        if now >= notice.expires_at:
            self._end_in_time()
            return None
        try:
            facts = gather(file, self.case, self.at.desk, now, notice)
        except NOT_IN_ORDER as fault:
            self._give_to_person(TaskKind.WORK, str(fault), {"rule": "papers"})
            return None
        decision = decide(facts)
        if isinstance(decision, Send):
            return self._plan(facts, decision)
        self._note(facts, decision)
        return None

    def _end_in_time(self) -> None:
        if self.notice.may_lapse:
            self._look_again(None)
        else:
            self._give_to_person(TaskKind.ANSWER_REPLY, "no moment came to tell it", {})

    def _look_again(self, at: datetime | None) -> None:
        self.written.notices[self.notice.id] = at

    def _plan(self, facts: Facts, send: Send) -> Contact:
        """Queue one contact: its run is the notice, and no campaign counts it as a try of its own steps."""
        now, notice, wish = self.at.now, self.notice, Wish(facts, send)
        contact = replace(
            contact_of(wish, [wish], now),
            campaign="",
            run=notice.id,
            reference=reference_of(notice.debtor_id, notice.id, send.step, send.ordinal, now),
        )
        self.written.contacts.append(contact)
        self.written.windows[contact.reference] = send.window_ends_at
        self.written.decisions["send"] += 1
        self._look_again(now + SAFETY)
        planned = Result(reference=contact.reference, outcome=Outcome.PLANNED, at=now)
        public = {
            **self.at.desk.stamp_of(facts),
            **notice_words(notice),
            "trace": trace_lines(send.trace),
        }
        self.written.entries.append(contact_line(contact, facts.case.id, planned, public))
        return contact

    def _note(self, facts: Facts, decision: Wait | Task | Stop) -> None:
        """Write down why it does not leave now: it waits, it lapses, or a person tells it."""
        decisive = decisive_verdict(decision)
        public: dict[str, Json] = {
            **self.at.desk.stamp_of(facts),
            "rule": decisive.rule,
            "trace": trace_lines(decision.trace),
        }
        if isinstance(decision, Wait) and decision.until < self.notice.expires_at:
            self._look_again(decision.until)
            self._write("wait", decisive.because, public | {"until": decision.until.isoformat()})
        elif isinstance(decision, Stop) or self._lapses(decision):
            self._look_again(None)
            self._write("stop", decisive.because, public)
        else:
            kind = decision.kind if isinstance(decision, Task) else TaskKind.ANSWER_REPLY
            self._give_to_person(kind, decisive.because, public)

    def _lapses(self, decision: Wait | Task) -> bool:
        """Say whether it needs no person: no channel is left for it, or its time would be over."""
        return self.notice.may_lapse and (isinstance(decision, Wait) or _has_no_channel(decision))

    def _give_to_person(self, kind: TaskKind, because: str, public: dict[str, Json]) -> None:
        """Let a person tell what we could not; the notice itself is owed no longer."""
        self._look_again(None)
        notice = self.notice
        self.written.tasks.append(
            PersonTask(
                id=self.at.new_id(),
                kind=kind,
                case_id=self.case.id,
                debtor_id=self.case.debtor_id,
                because=f"{notice.template} after {notice.cause} did not leave: {because}",
                opened_at=self.at.now,
            )
        )
        self._write("task", because, public | {"task": kind.value})

    def _write(self, said: str, because: str, public: dict[str, Json]) -> None:
        self.written.decisions[said] += 1
        public = public | notice_words(self.notice) | {"because": because}
        self.written.entries.append(decision_line(self.case, self.at.now, said, public))


def _has_no_channel(decision: Decision) -> bool:
    return isinstance(decision, Task) and decisive_verdict(decision).rule == CHANNEL_CHOICE

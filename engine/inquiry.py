"""Answer why: the same gathering and deciding as the daemon, without writing anything."""

from dataclasses import dataclass
from datetime import datetime

from engine.brake import day_of, release_of
from engine.decide import decide
from engine.domain.contact import Position
from engine.domain.decision import Decision, Send, Task, Wait
from engine.domain.errors import UnknownReference
from engine.domain.notice import Notice
from engine.domain.people import Representative
from engine.domain.touchpoint import Json
from engine.enrol import Enrolment
from engine.gather import Desk, gather
from engine.lines import clock_words, trace_lines
from engine.policy.clocks import clocks_of
from engine.policy.facts import Facts
from engine.ports import DebtorFile
from engine.steering_ports import SteeringBooks


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What would be done with a case at a moment, and why."""

    case_id: str
    at: datetime
    position: Position
    #: None while no campaign is for the case
    facts: Facts | None
    decision: Decision | None
    #: releases that hold a contact of this case, with the reason
    held: tuple[str, ...] = ()
    #: answers and confirmations about this case that have not left yet
    owed: tuple[Notice, ...] = ()

    @property
    def representative(self) -> Representative | None:
        """Name who speaks for the debtor in this case at that moment: messages go to them."""
        return self.facts.debtor.represented_on(self.facts.today) if self.facts else None

    def as_json(self) -> dict[str, Json]:
        """Write the answer as plain values."""
        answer: dict[str, Json] = {"case": self.case_id, "at": self.at.isoformat()}
        if self.owed:
            answer["owed"] = [_owed_words(one) for one in self.owed]
        if self.facts is None or self.decision is None:
            return answer | {"decision": "wait", "because": "no campaign is for this case", "trace": []}
        answer |= {
            "decision": name_of(self.decision),
            "campaign": self.facts.campaign.name,
            "campaign_version": self.facts.campaign.version,
            "skipped": [f"{step}: {reason}" for step, reason in self.facts.move.skipped],
            "trace": trace_lines(self.decision.trace),
            "clocks": [clock_words(clock) for clock in clocks_of(self.facts)],
        }
        if somebody := self.representative:
            until = somebody.until.isoformat() if somebody.until else None
            cases: list[Json] = list(somebody.cases)
            answer["representative"] = {"kind": somebody.kind, "cases": cases, "until": until}
        if self.held:
            answer["held"] = list(self.held)
        return answer | _particulars(self.decision)


def name_of(decision: Decision) -> str:
    """Name a decision in one word."""
    return type(decision).__name__.lower()


def _particulars(decision: Decision) -> dict[str, Json]:
    match decision:
        case Send():
            return {"channel": decision.channel.value, "step": decision.step, "template": decision.template}
        case Wait():
            return {"until": decision.until.isoformat()}
        case Task():
            return {"task": decision.kind.value, "because": decision.because}
        case _:
            return {}


def ask_why(books: SteeringBooks, desk: Desk, case_id: str, at: datetime) -> Answer:
    """Decide one case as if it were due at a moment; raises UnknownReference."""
    case = books.case(case_id)
    file = _enrolled(books.files([case.debtor_id])[0], desk, at)
    position = file.positions.get(case_id)
    if position is None:
        raise UnknownReference(f"case {case_id} has no place in any campaign")
    owed = tuple(one for one in file.notices.values() if one.case_id == case_id and one.is_owed)
    if not position.campaign:
        return Answer(case_id=case_id, at=at, position=position, facts=None, decision=None, owed=owed)
    desk.house_stopped = books.house_stopped()
    facts = gather(file, case, desk, at)
    held = _held(books, file, case_id)
    decision = decide(facts)
    return Answer(
        case_id=case_id, at=at, position=position, facts=facts, decision=decision, held=held, owed=owed
    )


def _owed_words(notice: Notice) -> dict[str, Json]:
    due = notice.due_at.isoformat() if notice.due_at else ""
    return {"notice": notice.id, "template": notice.template, "cause": notice.cause, "due": due}


def _held(books: SteeringBooks, file: DebtorFile, case_id: str) -> tuple[str, ...]:
    """Say which releases keep contacts of a case from leaving."""
    mine = [one for one in file.contacts if case_id in one.case_ids and one.outcome.is_open]
    held = books.held_among([one.reference for one in mine])
    releases = {release_of(one, day_of(one.at)) for one in mine if one.reference in held}
    return tuple(str(books.release_state(one)) for one in sorted(releases))


def _enrolled(file: DebtorFile, desk: Desk, at: datetime) -> DebtorFile:
    """Begin the campaign on paper for a case that has none yet."""
    enrolled, _ = Enrolment(desk.catalogue, at, lambda: "preview").of(file)
    return enrolled

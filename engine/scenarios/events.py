"""events.csv: what follows from something that happens to a case, and what the engine decides after it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from engine.decide import decide
from engine.domain.case import CaseStatus
from engine.domain.decision import Decision, Stop, Task, TaskKind, Wait
from engine.domain.occurrence import Occurrence, OccurrenceKind, Reaction
from engine.domain.organisation import Agency
from engine.domain.people import CARRIES, PointState
from engine.domain.protection import Duty, Listener
from engine.policy.facts import Facts
from engine.policy.house_rules import RULES
from engine.policy.interest_stop import stopped_now
from engine.policy.law_window import law_zone
from engine.policy.reactions import listener_of, react
from engine.scenarios.event_facts import facts_before, pause_of
from engine.scenarios.event_reading import read_occurrence
from engine.scenarios.row import Row
from engine.scenarios.table import Answer, Table

#: the hours are left out: a row has only a day
BY_THE_DAY = tuple(
    rule for rule in RULES if rule.__module__.rpartition(".")[2] not in {"contact_window", "hours"}
)
DUTIES = {
    Duty.CONFIRM_AGREEMENT: "CONFIRM_AGREEMENT",
    Duty.SETTLEMENT_NOTICE: "SETTLEMENT_NOTICE",
    Duty.CLAIM_DESCRIPTION: "RESEND_CLAIM_DESCRIPTION",
}
NO_REACTION = "NO_REACTION"
ANY = "(*)"


def answer(row: Row) -> Sequence[Answer]:
    """Let it happen, ask every rule again, and write down what follows as codes."""
    occurrence = read_occurrence(row)
    before = facts_before(row, occurrence)
    case = before.case
    reaction = react(occurrence, case.jurisdiction, case.collector_role, before.calendar)
    after = facts_after(before, occurrence, reaction)
    decision = decide(after, BY_THE_DAY)
    codes = dict.fromkeys((*_decided(decision, after), *_follows(occurrence, reaction, after)))
    if _nothing_new(occurrence, reaction, decision):
        codes[NO_REACTION] = None
    return (Answer({"codes": ";".join(codes)}),)


def facts_after(facts: Facts, occurrence: Occurrence, reaction: Reaction) -> Facts:
    """Put what follows into the facts, as the house would write it down."""
    pauses = [pause for pause in facts.pauses if pause.kind not in reaction.ends]
    if reaction.pause is not None:
        last = reaction.pause_last
        pauses.append(pause_of(reaction.pause, occurrence.on, last, facts.case.jurisdiction))
    facts = replace(facts, pauses=tuple(pauses))
    if reaction.blocked is not None:
        facts = _without_channel(facts, reaction)
    if occurrence.kind is OccurrenceKind.PAID:
        facts = replace(facts, case=replace(facts.case, paid=facts.case.total, status=CaseStatus.PAID))
    if occurrence.kind is OccurrenceKind.REGISTRATION_LOST:
        facts = replace(facts, agency=_unregistered(facts.agency))
    return facts


def _unregistered(agency: Agency) -> Agency:
    return replace(agency, registration_active=False, registered_in_belgium=False)


def _without_channel(facts: Facts, reaction: Reaction) -> Facts:
    blocked = CARRIES[reaction.blocked] if reaction.blocked else None
    points = tuple(
        replace(point, state=PointState.WRONG_PERSON) if point.kind is blocked else point
        for point in facts.debtor.points
    )
    return replace(facts, debtor=replace(facts.debtor, points=points))


def _decided(decision: Decision, facts: Facts) -> Iterator[str]:
    if isinstance(decision, Stop):
        yield "STOP_ALL_OUTBOUND"
    if isinstance(decision, Wait):
        local = (decision.until - timedelta(seconds=1)).astimezone(law_zone(facts.case.jurisdiction))
        yield f"PAUSE_UNTIL({local.date()})"
    if _asks_for_description(decision):
        # nothing else goes before it (NL-20, V)
        yield from ("STOP_ALL_OUTBOUND", DUTIES[Duty.CLAIM_DESCRIPTION], "CREATE_TASK")
    yield from _money(facts)


def _asks_for_description(decision: Decision) -> bool:
    return isinstance(decision, Task) and decision.kind is TaskKind.SEND_CLAIM_DESCRIPTION


def _money(facts: Facts) -> Iterator[str]:
    standing = [pause for pause in facts.pauses if pause.holds(facts.now)]
    stopped = stopped_now(facts.case, facts.agency, standing, facts.today)
    if stopped.costs:
        yield "STOP_COSTS"
    if stopped.interest:
        yield "STOP_INTEREST"


def _follows(occurrence: Occurrence, reaction: Reaction, facts: Facts) -> Iterator[str]:
    proven = reaction.pause if occurrence.kind is OccurrenceKind.PAUSE_BEGAN else None
    if proven and listener_of(proven, facts.case.jurisdiction) is Listener.REPRESENTATIVE:
        yield "ROUTE_TO_REPRESENTATIVE"
    for owed in reaction.owed:
        if owed.duty is Duty.ACKNOWLEDGE:
            yield f"ACK_BY({owed.due_on})"
        elif owed.duty in DUTIES:
            yield DUTIES[owed.duty]
    if reaction.task is not None:
        yield f"CREATE_TASK({reaction.task_due})" if reaction.task_due else "CREATE_TASK"
    if reaction.blocked is not None:
        yield f"BLOCK_CHANNEL({reaction.blocked})"
    if reaction.restart_by_letter:
        yield "RESTART_BY_LETTER"


def _nothing_new(occurrence: Occurrence, reaction: Reaction, decision: Decision) -> bool:
    """Say whether nothing new followed; for a step that is due: whether it may go."""
    if occurrence.kind is OccurrenceKind.REGISTRATION_LOST:
        return not isinstance(decision, Stop)
    if occurrence.kind is OccurrenceKind.TIME_PASSED or reaction.ends:
        goes = not isinstance(decision, Stop | Wait) and not _asks_for_description(decision)
        return goes and reaction == Reaction(ends=reaction.ends)
    return reaction == Reaction()


def agrees(expected: str, got: str, row: Row) -> bool:
    """Look for every expected code, or one of its alternatives, and for none that is forbidden."""
    found = [code for code in got.split(";") if code]
    wanted = all(
        any(_fits(alternative, code) for alternative in each.split("|") for code in found)
        for each in expected.split(";")
        if each
    )
    forbidden = row.list("forbidden_codes")
    return wanted and not any(_fits(bad, code) for bad in forbidden for code in found)


def _fits(wanted: str, code: str) -> bool:
    """Compare two codes; one without a day, or with any day, fits every day."""
    name, _, rest = wanted.strip().partition("(")
    mine, _, _ = code.partition("(")
    return mine == name and (not rest or rest == ANY[1:] or code == wanted.strip())


TABLE = Table(
    name="events",
    inputs=("jurisdiction", "role", "state", "event", "event_date", "params"),
    outputs=("expected_codes",),
    answer=answer,
    agrees=agrees,
)

"""The decision: every rule is asked, and the strictest answer wins; pure."""

from collections.abc import Sequence
from operator import attrgetter

from engine.domain.decision import Decision, Ruling, Send, Stop, Task, TaskKind, Trace, Verdict, Wait
from engine.policy.channel_choice import choose
from engine.policy.facts import Choice, Facts
from engine.policy.hours import window_end
from engine.policy.house_rules import RULES, Rule
from preferences.channel import CONTACT_BY, ContactKind

RULING = attrgetter("ruling")

#: what a person does for a task counts as a contact of this kind
DONE_BY_PEOPLE = {
    TaskKind.CALL: ContactKind.CALL,
    TaskKind.VIDEO_CALL: ContactKind.CALL,
    TaskKind.VISIT: ContactKind.VISIT,
}


def decide(facts: Facts, rules: Sequence[Rule] = RULES) -> Decision:
    """Ask every rule, keep all answers, and let the strictest win: stop, wait, task, send."""
    choice = choose(facts) if _wants_message(facts) else None
    asked = facts.weighing(_kind(facts, choice), choice)
    trace = tuple([rule(asked) for rule in rules])
    against = max(trace, key=RULING)
    match against.ruling:
        case Ruling.STOP:
            return Stop(trace=trace)
        case Ruling.WAIT:
            return Wait(until=max(verdict.until for verdict in trace if verdict.until), trace=trace)
        case Ruling.TASK:
            return _ask(against, trace)
        case Ruling.ALLOW:
            return _carry_on(asked, choice, trace)


def _wants_message(facts: Facts) -> bool:
    move = facts.move
    if move.step is None or move.step.template is None:
        return False
    return move.rest_until is None and move.task is None


def _kind(facts: Facts, choice: Choice | None) -> ContactKind | None:
    """Say what kind of contact the rules weigh; None while the campaign rests or asks for desk work."""
    if choice is not None:
        return CONTACT_BY[choice.channel] if choice.channel else None
    move = facts.move
    if move.step is None or move.step.task is None or move.rest_until or move.task:
        return None
    return DONE_BY_PEOPLE.get(move.step.task)


def _ask(verdict: Verdict, trace: Trace) -> Task:
    return Task(kind=verdict.task or TaskKind.WORK, because=verdict.because, trace=trace)


def _carry_on(facts: Facts, choice: Choice | None, trace: Trace) -> Decision:
    """Nothing speaks against it: send the message, or give the step's task to a person."""
    step = facts.move.step
    if step is None:
        return Stop(trace=(*trace, Verdict.stop("campaign_step", "the campaign has no further step")))
    if choice is None or choice.channel is None or choice.point is None or step.template is None:
        kind = step.task or TaskKind.WORK
        return Task(kind=kind, because=facts.move.because, trace=trace, step=step.id, script=step.script)
    return Send(
        channel=choice.channel,
        to=choice.point.value,
        step=step.id,
        template=step.template,
        ordinal=facts.move.ordinal,
        window_ends_at=window_end(facts),
        trace=trace,
    )

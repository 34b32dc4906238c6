"""The decision: every rule is asked, the strictest answer wins, and the trace keeps them all."""

import ast
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from engine.decide import decide
from engine.domain.case import CaseStatus
from engine.domain.decision import Ruling, Send, Stop, Task, TaskKind, Verdict, Wait
from engine.domain.touchpoint import Outcome
from engine.policy.house_rules import RULES
from preferences.channel import ChannelKind, ContactKind
from tests.builders import (
    NOW,
    a_case,
    a_contact,
    a_debtor,
    a_pause,
    a_position,
    a_preference,
    a_step,
    days_ago,
)
from tests.facts import a_rest, an_attempt, facts

ROOT = Path(__file__).resolve().parents[2]
EVENING = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)  # nine o'clock in Amsterdam
SOON, LATER = NOW + timedelta(hours=1), NOW + timedelta(days=3)

ALLOW = Verdict.allow("a", "nothing against it")
ASK = Verdict.ask_person("b", "a person is needed", TaskKind.AGREE_CHANNEL)
WAIT = Verdict.wait("c", "not now", SOON)
LONG_WAIT = Verdict.wait("d", "not this week", LATER)
STOP = Verdict.stop("e", "never")

A_CALL = a_step("bellen", template=None, channels=(), task=TaskKind.CALL, script="gesprek_regeling")


def answering(*verdicts):
    """Rules that always give these answers."""
    return tuple(lambda _, verdict=verdict: verdict for verdict in verdicts)


def rulings(decision):
    return {verdict.rule: verdict.ruling for verdict in decision.trace}


# The strictest wins


@pytest.mark.parametrize(
    ("verdicts", "kind"),
    [
        ((ALLOW,), Send),
        ((ALLOW, ASK), Task),
        ((ALLOW, ASK, WAIT), Wait),
        ((ALLOW, ASK, WAIT, STOP), Stop),
        ((ASK, STOP), Stop),
        ((WAIT, STOP), Stop),
    ],
    ids=["send", "task before send", "wait before task", "stop before all", "stop, task", "stop, wait"],
)
def test_the_strictest_answer_wins_in_whatever_order_the_rules_stand(verdicts, kind):
    for order in permutations(verdicts):
        decision = decide(facts(), answering(*order))

        assert isinstance(decision, kind)
        assert decision.trace == order


@pytest.mark.parametrize(
    "verdicts", [(WAIT, LONG_WAIT), (LONG_WAIT, WAIT), (ALLOW, LONG_WAIT, ASK, WAIT), (LONG_WAIT,)]
)
def test_waits_until_the_last_objection_is_gone(verdicts):
    decision = decide(facts(), answering(*verdicts))

    assert isinstance(decision, Wait)
    assert decision.until == LATER


def test_a_task_says_which_work_and_why():
    decision = decide(facts(), answering(ALLOW, ASK))

    assert isinstance(decision, Task)
    assert (decision.kind, decision.because) == (TaskKind.AGREE_CHANNEL, "a person is needed")
    assert (decision.step, decision.script) == (None, None)


def test_the_first_of_several_tasks_is_the_one_that_a_person_gets():
    decision = decide(facts(), answering(ASK, Verdict.ask_person("f", "the end", TaskKind.REVIEW)))

    assert isinstance(decision, Task)
    assert decision.kind is TaskKind.AGREE_CHANNEL


# With all rules of the house

EVERY_RULE = [
    "house_stop",
    "standing",
    "pauses",
    "nl_registration",
    "be_registration",
    "nl_description_first",
    "be_reminder_first",
    "be_notice_first",
    "be_amounts_checked",
    "nl_costs_after_letter",
    "nl_one_letter",
    "costs_shown",
    "amicable_clock",
    "campaign_step",
    "frequency",
    "one_at_a_time",
    "channel_choice",
    "nl_contact_window",
    "be_contact_window",
    "hours",
]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"case": a_case(status=CaseStatus.PAID)},
        {"now": EVENING},
        {"debtor": a_debtor(points=())},
        {"house_stopped": True, "pauses": (a_pause(),)},
        {"move": an_attempt(A_CALL)},
        {"move": a_rest(LATER)},
    ],
    ids=["send", "stop", "wait", "task", "stop and wait", "a call", "a rest"],
)
def test_the_trace_holds_the_answer_of_every_rule_whatever_was_decided(changes):
    decision = decide(facts(**changes))

    assert [verdict.rule for verdict in decision.trace] == EVERY_RULE
    assert len(EVERY_RULE) == len(RULES)


def test_keeps_every_objection_also_after_a_stop():
    paid_at_night = facts(
        case=a_case(status=CaseStatus.PAID),
        now=EVENING,
        contacts=(a_contact(at=EVENING - timedelta(hours=1), outcome=Outcome.DELIVERED),),
    )

    against = {rule for rule, ruling in rulings(decide(paid_at_night)).items() if ruling > Ruling.ALLOW}

    assert against == {"standing", "one_at_a_time", "nl_contact_window", "hours"}


def test_sends_what_the_campaign_wants_by_the_chosen_channel():
    decision = decide(facts(move=an_attempt(ordinal=2), preference=a_preference(order=(ChannelKind.SMS,))))

    assert isinstance(decision, Send)
    assert (decision.channel, decision.to) == (ChannelKind.SMS, "+31612345678")
    assert (decision.step, decision.template) == ("eerste-bericht", "vriendelijke_herinnering")
    assert decision.ordinal == 2
    assert set(rulings(decision).values()) == {Ruling.ALLOW}


def test_a_message_must_leave_before_the_hours_end_that_are_open_now():
    decision = decide(facts())

    assert isinstance(decision, Send)
    assert decision.window_ends_at == datetime(2026, 3, 10, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "until"),
    [
        pytest.param({"now": EVENING}, EVENING + timedelta(hours=12), id="until nine next morning"),
        pytest.param(
            {"contacts": (a_contact(at=days_ago(0.25), outcome=Outcome.DELIVERED),)},
            NOW + timedelta(hours=18),
            id="until a day after the latest contact",
        ),
        pytest.param({"pauses": (a_pause(until=LATER),)}, LATER, id="until the pause ends"),
        pytest.param(
            {"pauses": (a_pause(until=LATER),), "now": EVENING, "house_stopped": True},
            LATER,
            id="until the pause ends, for all else is over sooner",
        ),
        pytest.param({"move": a_rest(LATER)}, LATER, id="until the campaign goes on"),
    ],
)
def test_waits_exactly_as_long_as_something_stands_in_the_way(changes, until):
    decision = decide(facts(**changes))

    assert isinstance(decision, Wait)
    assert decision.until == until


def test_a_pause_outweighs_a_task_so_that_no_person_disturbs_who_asked_for_quiet():
    paused = facts(pauses=(a_pause(until=LATER),), debtor=a_debtor(points=()))

    assert isinstance(decide(paused), Wait)


@pytest.mark.parametrize(
    ("changes", "task"),
    [
        ({"debtor": a_debtor(points=())}, TaskKind.FIND_CONTACT_POINT),
        ({"preference": a_preference(refused=frozenset(ChannelKind))}, TaskKind.AGREE_CHANNEL),
        ({"position": a_position(started_at=days_ago(90))}, TaskKind.REVIEW),
        (
            {"move": an_attempt(task=TaskKind.REVIEW), "debtor": a_debtor(points=()), "now": EVENING},
            TaskKind.REVIEW,
        ),
        ({"debtor": a_debtor(points=()), "now": EVENING}, TaskKind.FIND_CONTACT_POINT),
    ],
    ids=[
        "no contact point",
        "all channels refused",
        "the time is up",
        "the campaign asks for a person, at night",
        "no contact point, at night",
    ],
)
def test_desk_work_waits_for_no_hours(changes, task):
    decision = decide(facts(**changes))

    assert isinstance(decision, Task)
    assert (decision.kind, decision.step) == (task, None)


# Steps for people


@pytest.mark.parametrize("task", [TaskKind.CALL, TaskKind.VISIT, TaskKind.WORK, TaskKind.REVIEW])
def test_a_step_for_people_becomes_a_task_of_its_kind(task):
    decision = decide(facts(move=an_attempt(replace(A_CALL, task=task), because="step bellen is due")))

    assert isinstance(decision, Task)
    assert (decision.kind, decision.step, decision.script) == (task, "bellen", "gesprek_regeling")
    assert decision.because == "step bellen is due"


@pytest.mark.parametrize(
    ("task", "waits"), [(TaskKind.CALL, True), (TaskKind.VISIT, True), (TaskKind.WORK, False)]
)
@pytest.mark.parametrize(
    "changes",
    [{"now": EVENING}, {"contacts": (a_contact(at=days_ago(0.1), outcome=Outcome.DELIVERED),)}],
    ids=["at night", "after another contact"],
)
def test_only_people_who_approach_the_debtor_keep_to_hours_and_caps(changes, task, waits):
    decision = decide(facts(move=an_attempt(replace(A_CALL, task=task)), **changes))

    assert isinstance(decision, Wait if waits else Task)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, ContactKind.EMAIL),
        ({"preference": a_preference(order=(ChannelKind.LETTER,))}, ContactKind.LETTER),
        ({"debtor": a_debtor(points=())}, None),
        ({"move": an_attempt(A_CALL)}, ContactKind.CALL),
        ({"move": an_attempt(replace(A_CALL, task=TaskKind.VISIT))}, ContactKind.VISIT),
        ({"move": an_attempt(replace(A_CALL, task=TaskKind.WORK))}, None),
        ({"move": an_attempt(rest_until=LATER)}, None),
        ({"move": an_attempt(A_CALL, rest_until=LATER)}, None),
        ({"move": an_attempt(task=TaskKind.FIND_CONTACT_POINT)}, None),
        ({"move": an_attempt(A_CALL, task=TaskKind.REVIEW)}, None),
    ],
    ids=[
        "the step's own channel",
        "the channel that the debtor likes",
        "no channel is left",
        "a call",
        "a visit",
        "other work",
        "a rest before a message",
        "a rest before a call",
        "nobody was reached",
        "the end",
    ],
)
def test_the_rules_weigh_the_contact_that_would_be_made(changes, kind):
    seen = []

    def watching(asked):
        seen.append(asked.kind)
        return ALLOW

    decide(facts(**changes), (watching,))

    assert seen == [kind]


def test_a_campaign_that_wants_nothing_more_leaves_the_case_alone():
    decision = decide(facts(move=replace(an_attempt(), step=None, channels=())))

    assert isinstance(decision, Stop)
    assert decision.trace[-1] == Verdict.stop("campaign_step", "the campaign has no further step")
    assert len(decision.trace) == len(RULES) + 1


# Pure

HEART = [
    ROOT / "engine/decide.py",
    ROOT / "engine/walk.py",
    *sorted((ROOT / "engine/policy").rglob("*.py")),
    *sorted((ROOT / "engine/domain").rglob("*.py")),
    *sorted((ROOT / "preferences").rglob("*.py")),
]
#: calls that answer differently tomorrow, and modules that reach outside
CLOCKS = {"now", "utcnow", "today", "time_ns", "monotonic", "perf_counter"}
OUTSIDE = {"time", "random", "secrets", "uuid", "os", "pathlib", "socket", "sqlite3", "subprocess", "sys"}


@pytest.mark.parametrize("module", HEART, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_that_decides_reads_a_clock_or_looks_outside(module):
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    calls = {
        node.func.attr
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    imports = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    imports |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}

    assert calls & CLOCKS == set()
    assert imports & OUTSIDE == set()

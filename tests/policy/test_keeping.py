"""Which open task keeps a pause standing past its moment."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.domain.decision import Ruling, TaskKind
from engine.domain.pause import PauseKind
from engine.domain.protection import Lasting
from engine.policy.clocks import clocks_of
from engine.policy.keeping import KEEPS, keeps, with_tasks
from engine.policy.pauses import nobody_asked_for_quiet
from engine.policy.protections import TABLE
from tests.builders import NOW, a_pause, a_task, days_ago
from tests.facts import facts

READ = a_task(kind=TaskKind.ANSWER_REPLY, opened_at=days_ago(4))
OVER = a_pause(kind=PauseKind.TEAM, since=days_ago(4), until=days_ago(1))


def ruled(pause, *tasks):
    return nobody_asked_for_quiet(facts(pauses=with_tasks([pause], tasks)))


def test_a_message_that_nobody_read_keeps_the_quiet_after_its_moment():
    verdict = ruled(OVER, READ)

    assert verdict.ruling is Ruling.STOP
    since = f"{READ.opened_at:%Y-%m-%d}"
    assert verdict.because == f"paused until a task is done: answer_reply T-1 of C-1, open since {since}"


@pytest.mark.parametrize(
    ("changes", "task"),
    [
        ({}, None),
        ({}, {"kind": TaskKind.CALL}),
        ({}, {"opened_at": days_ago(0.5)}),
        ({}, {"opened_at": days_ago(1)}),
        ({"ended_at": days_ago(2)}, {}),
        ({"case_id": "C-2"}, {}),
        ({"case_id": "C-1"}, {"case_id": "C-2"}),
        ({"kind": PauseKind.OWN_WISH}, {}),
        ({"kind": PauseKind.DEBT_HELP}, {"kind": TaskKind.FOLLOW_DEBT_HELP}),
        ({"kind": PauseKind.MEDIATION}, {"kind": TaskKind.FOLLOW_DEBT_HELP}),
    ],
    ids=[
        "nothing is open",
        "other work",
        "a message that came later",
        "a message that came as it ended",
        "somebody ended it",
        "a pause of another case",
        "work for another case",
        "what the debtor chose",
        "a term of a covenant",
        "a term of the law",
    ],
)
def test_goes_on_when_no_task_belongs_to_the_pause(changes, task):
    tasks = [] if task is None else [replace(READ, **task)]

    assert ruled(replace(OVER, **changes), *tasks).ruling is Ruling.ALLOW


def test_a_pause_of_the_whole_debtor_is_kept_by_work_for_any_case():
    assert ruled(OVER, replace(READ, case_id="C-2")).ruling is Ruling.STOP


def test_before_its_moment_the_pause_tells_until_when():
    verdict = ruled(replace(OVER, until=NOW + timedelta(days=1)), READ)

    assert (verdict.ruling, verdict.until) == (Ruling.WAIT, NOW + timedelta(days=1))


def test_the_clock_of_an_overdue_pause_has_no_end_of_its_own():
    (pause, *_) = [
        one for one in clocks_of(facts(pauses=with_tasks([OVER], [READ]))) if one.name == "pause for team"
    ]

    assert (pause.ends_at, pause.said) == (
        None,
        "its moment is over; it ends when task answer_reply T-1 is done",
    )


def test_what_the_table_of_pauses_asks_of_people_keeps_what_it_asks_for():
    asks = {(row.kind, row.task) for row in TABLE if row.task}
    terms = {(row.kind, row.task) for row in TABLE if row.lasting is not Lasting.UNTIL_ENDED}

    assert asks - terms <= KEEPS
    assert not terms & KEEPS
    assert {kind for kind, task in KEEPS if task is TaskKind.ANSWER_REPLY} == {
        PauseKind.TEAM,
        PauseKind.RESTRICTION,
    }


@pytest.mark.parametrize("kind", PauseKind)
def test_a_pause_without_a_moment_needs_no_keeper(kind):
    assert [one for one in TaskKind if keeps(replace(READ, kind=one), a_pause(kind=kind, until=None))] == []

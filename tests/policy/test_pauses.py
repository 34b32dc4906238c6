"""Who asked for quiet, or must be left alone for a reason, hears nothing."""

from datetime import timedelta

import pytest

from engine.domain.decision import HOUSE, PREFERENCE, Ruling
from engine.domain.pause import PauseKind
from engine.policy.pauses import nobody_asked_for_quiet
from tests.builders import NOW, a_pause, a_preference, days_ago
from tests.facts import facts

IN_A_WEEK = NOW + timedelta(days=7)
TOMORROW = NOW + timedelta(days=1)
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("kind", PauseKind)
def test_stops_while_a_pause_waits_for_a_person_or_an_event(kind):
    verdict = nobody_asked_for_quiet(facts(pauses=(a_pause(kind=kind, until=None),)))

    assert (verdict.ruling, verdict.until) == (Ruling.STOP, None)
    assert verdict.because == f"paused until somebody ends it: {kind}"


@pytest.mark.parametrize(
    ("pause", "until"),
    [
        (a_pause(until=IN_A_WEEK), IN_A_WEEK),
        (a_pause(until=NOW + A_MOMENT), NOW + A_MOMENT),
        (a_pause(until=NOW), None),
        (a_pause(since=NOW, until=IN_A_WEEK), IN_A_WEEK),
        (a_pause(since=TOMORROW, until=IN_A_WEEK), None),
        (a_pause(since=TOMORROW, until=None), None),
        (a_pause(until=IN_A_WEEK, ended_at=days_ago(0.5)), None),
        (a_pause(until=None, ended_at=NOW), None),
        (a_pause(until=IN_A_WEEK, ended_at=TOMORROW), IN_A_WEEK),
    ],
    ids=[
        "a week",
        "a moment",
        "over just now",
        "from now on",
        "from tomorrow on",
        "endless from tomorrow on",
        "ended before its time",
        "ended just now",
        "to be ended tomorrow",
    ],
)
def test_waits_until_the_pause_is_over(pause, until):
    verdict = nobody_asked_for_quiet(facts(pauses=(pause,)))

    assert verdict.ruling is (Ruling.WAIT if until else Ruling.ALLOW)
    assert verdict.until == until


@pytest.mark.parametrize(
    ("case_id", "ruling"),
    [("C-1", Ruling.WAIT), (None, Ruling.WAIT), ("C-2", Ruling.ALLOW)],
    ids=["this case", "the whole debtor", "another case"],
)
def test_a_pause_holds_for_its_case_or_for_the_whole_debtor(case_id, ruling):
    verdict = nobody_asked_for_quiet(facts(pauses=(a_pause(case_id=case_id, until=IN_A_WEEK),)))

    assert verdict.ruling is ruling


def test_an_endless_pause_of_another_case_stops_nothing():
    assert nobody_asked_for_quiet(facts(pauses=(a_pause(case_id="C-2"),))).ruling is Ruling.ALLOW


def test_the_last_pause_to_end_counts_and_all_are_named():
    pauses = (
        a_pause(kind=PauseKind.DISPUTE, case_id="C-1", until=IN_A_WEEK),
        a_pause(kind=PauseKind.ARRANGEMENT, until=TOMORROW),
    )

    verdict = nobody_asked_for_quiet(facts(pauses=pauses))

    assert verdict.until == IN_A_WEEK
    assert verdict.because == "paused: arrangement, dispute"


def test_an_endless_pause_outweighs_one_that_ends():
    pauses = (a_pause(until=IN_A_WEEK), a_pause(kind=PauseKind.DEATH, until=None))

    verdict = nobody_asked_for_quiet(facts(pauses=pauses))

    assert (verdict.ruling, verdict.because) == (Ruling.STOP, "paused until somebody ends it: death")


@pytest.mark.parametrize(
    ("quiet_until", "until"),
    [(IN_A_WEEK, IN_A_WEEK), (NOW + A_MOMENT, NOW + A_MOMENT), (NOW, None), (days_ago(3), None)],
)
def test_waits_as_long_as_the_debtor_wants_quiet(quiet_until, until):
    verdict = nobody_asked_for_quiet(facts(preference=a_preference(quiet_until=quiet_until)))

    assert (verdict.until, verdict.source) == (until, PREFERENCE if until else HOUSE)

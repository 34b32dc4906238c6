"""The campaign's own wish: this step now, a rest, or a person."""

from datetime import timedelta

import pytest

from engine.domain.decision import CAMPAIGN, Ruling, TaskKind
from engine.policy.campaign_step import step_is_due
from tests.builders import NOW
from tests.facts import a_rest, an_attempt, facts

IN_A_WEEK = NOW + timedelta(days=7)


@pytest.mark.parametrize(
    ("move", "ruling", "until", "task"),
    [
        (an_attempt(), Ruling.ALLOW, None, None),
        (a_rest(IN_A_WEEK), Ruling.WAIT, IN_A_WEEK, None),
        (an_attempt(task=TaskKind.REVIEW), Ruling.TASK, None, TaskKind.REVIEW),
    ],
    ids=["a step now", "a rest", "a person"],
)
def test_repeats_what_the_campaign_wants_with_its_reason(move, ruling, until, task):
    verdict = step_is_due(facts(move=move))

    assert (verdict.ruling, verdict.until, verdict.task) == (ruling, until, task)
    assert (verdict.because, verdict.source) == (move.because, CAMPAIGN)

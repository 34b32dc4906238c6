"""The amicable track ends in time: at most the campaign's longest duration."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.domain.decision import CAMPAIGN, Ruling, TaskKind
from engine.policy.amicable_clock import amicable_track_runs
from tests.builders import NOW, a_campaign, a_position, days_ago
from tests.facts import facts

A_MOMENT = timedelta(microseconds=1)


def weigh(started_at, days=90, now=NOW):
    return amicable_track_runs(
        facts(
            now=now, campaign=a_campaign(max_duration_days=days), position=a_position(started_at=started_at)
        )
    )


@pytest.mark.parametrize(
    ("started_at", "days", "ruling"),
    [
        (NOW, 90, Ruling.ALLOW),
        (days_ago(89), 90, Ruling.ALLOW),
        (days_ago(90) + A_MOMENT, 90, Ruling.ALLOW),
        (days_ago(90), 90, Ruling.TASK),
        (days_ago(91), 90, Ruling.TASK),
        (days_ago(14), 14, Ruling.TASK),
        (days_ago(90), 120, Ruling.ALLOW),
    ],
)
def test_runs_as_long_as_the_campaign_may_last(started_at, days, ruling):
    assert weigh(started_at, days).ruling is ruling


def test_asks_a_person_to_review_the_case_when_the_time_is_up():
    verdict = weigh(days_ago(90))

    assert (verdict.task, verdict.source) == (TaskKind.REVIEW, CAMPAIGN)
    assert verdict.because == "the amicable track has lasted 90 days"


def test_stops_when_the_time_is_up_in_a_campaign_that_ends_without_a_review():
    campaign = a_campaign(max_duration_days=90, review_at_end=False)

    verdict = amicable_track_runs(facts(campaign=campaign, position=a_position(started_at=days_ago(90))))

    assert (verdict.ruling, verdict.because) == (Ruling.STOP, "the amicable track has lasted 90 days")


def test_says_which_day_it_is():
    assert weigh(days_ago(12.7)).because == "day 12 of at most 90"


def test_counts_the_leap_day_like_any_other():
    verdict = weigh(datetime(2028, 2, 1, tzinfo=UTC), 30, datetime(2028, 3, 2, tzinfo=UTC))

    assert verdict.ruling is Ruling.TASK


def test_counts_from_the_start_of_the_walk_and_not_from_its_latest_step():
    position = a_position(started_at=days_ago(100), since=days_ago(1))

    assert amicable_track_runs(facts(position=position)).ruling is Ruling.TASK

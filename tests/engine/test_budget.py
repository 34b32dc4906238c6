"""The budget of a provider: never faster than its rate, whoever asks, and nothing saved up for long."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.budget import BURST, grant
from tests.builders import NOW

SECOND = timedelta(seconds=1)


def test_a_provider_that_was_never_used_gets_what_one_second_allows():
    granted = grant(25, 10, None, NOW)

    assert granted.messages == 10
    assert granted.rest == SECOND / 10


def test_what_is_used_up_comes_back_with_time():
    first = grant(10, 10, None, NOW)
    at_once = grant(1, 10, first.spent_until, NOW)
    later = grant(4, 10, first.spent_until, NOW + SECOND / 2)

    assert (at_once.messages, at_once.rest) == (0, SECOND / 10)
    assert (later.messages, later.rest) == (4, timedelta())


def test_a_slow_provider_gets_one_at_a_time():
    first = grant(5, 0.1, None, NOW)
    soon = grant(5, 0.1, first.spent_until, NOW + 9 * SECOND)
    then = grant(5, 0.1, first.spent_until, NOW + 10 * SECOND)

    assert [one.messages for one in (first, soon, then)] == [1, 0, 1]


def test_a_clock_that_went_back_stops_nothing_for_long():
    assert grant(1, 10, NOW + timedelta(days=1), NOW).messages == 1


@given(
    per_second=st.floats(0.5, 500),
    asks=st.lists(st.tuples(st.integers(1, 50), st.integers(0, 3_000_000)), min_size=1, max_size=60),
)
def test_no_stretch_of_time_sees_more_than_the_rate_and_one_burst(per_second, asks):
    spent, now, taken = None, NOW, 0
    for wanted, micros in asks:
        now += timedelta(microseconds=micros)
        granted = grant(wanted, per_second, spent, now)
        spent, taken = granted.spent_until, taken + granted.messages

    assert taken <= (now - NOW + BURST) / SECOND * per_second + 1.001

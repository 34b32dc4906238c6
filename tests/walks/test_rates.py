"""One rate for a provider, over all workers: it is granted where the messages are claimed."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.domain.lane import Lane
from preferences.channel import ChannelKind
from tests.walks.house import SmallHouse, a_row
from tests.walks.providers import after

LANE = Lane(kind=ChannelKind.EMAIL, provider="sendgrid", per_second=10)


@pytest.fixture
def houses(url):
    with closing(SmallHouse(url)) as one, closing(SmallHouse(url)) as other:
        one.take_in(*(a_row(f"C-{number}", f"D-{number}", prefers="email") for number in range(40)))
        one.decide()
        yield one, other


def send(house, lane=LANE):
    return replace(house.dispatch(), lane=lane).run(limit=25)


def test_two_workers_together_keep_to_the_rate(houses):
    handed = []
    for tenths in range(30):
        for house in houses:
            house.go_to(house.clock() + timedelta(milliseconds=100) * bool(tenths))
            handed.append((tenths, send(house).contacts))

    first_second = sum(count for tenths, count in handed if tenths <= 10)
    assert first_second <= 20
    assert sum(count for _, count in handed) == sum(len(house.taken) for house in houses) <= 40
    assert max(count for tenths, count in handed if tenths > 0) <= 2


def test_a_worker_that_must_rest_is_told_how_long(houses):
    one, other = houses
    send(one)

    handed = send(other)

    assert handed.contacts == 0
    assert handed.rest == timedelta(milliseconds=100)
    other.let_pass(milliseconds=100)
    assert send(other).contacts == 1


def test_a_lane_leaves_other_channels_alone(houses):
    one, _ = houses

    assert send(one, replace(LANE, kind=ChannelKind.SMS, per_second=None)).contacts == 0
    assert send(one, replace(LANE, per_second=None)).contacts == 25


def test_a_batch_ends_after_the_message_in_hand_when_the_process_is_asked_to_end(houses):
    one, _ = houses
    ending = []
    one.channels[ChannelKind.EMAIL].answer(after(lambda: ending.append("now")))

    handed = replace(one.dispatch(), lane=replace(LANE, per_second=None), is_ending=lambda: bool(ending)).run(
        25
    )

    assert len(one.taken) == 1
    assert handed.outcomes == {"accepted": 1, "postponed": 24}

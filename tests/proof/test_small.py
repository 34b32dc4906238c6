"""A small proof in every run of the tests: thirty kills, doubles that can be seen, and full disks."""

import pytest

from tests.proof import disk, scenarios
from tests.proof.world import Manner


@pytest.mark.parametrize(("database", "kills"), [("sqlite", 18), ("postgresql", 12)])
def test_kills_send_nothing_twice_and_lose_nothing(database, kills):
    count = scenarios.kills(database, 120, kills, Manner(seed=7))

    assert count.kills == kills
    assert count.wrong == 0, count
    assert count.doubts > 0
    assert count.taken + count.held >= count.messages
    assert not count.cut_short


def test_waiting_shorter_than_the_provider_may_be_late_does_show_doubles():
    assert scenarios.control("sqlite", 8, seed=7).double > 0


def test_a_full_disk_sends_nothing_twice_at_any_point():
    count = disk.full_disks(10)

    assert count.wrong == 0, count
    assert count.restarts > 0

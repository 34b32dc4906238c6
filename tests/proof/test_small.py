"""A small proof in every run of the tests: thirty kills, doubles that can be seen, and full disks."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from tests.proof import disk, scenarios
from tests.proof.chains import chain_errors
from tests.proof.count import not_reached
from tests.proof.scenarios import HOUR
from tests.proof.workers import Orders
from tests.proof.world import Manner, World
from tests.walks.house import SmallHouse


@pytest.mark.parametrize(("database", "kills"), [("sqlite", 18), ("postgresql", 12)])
def test_kills_send_nothing_twice_and_lose_nothing(database, kills):
    # a busy machine may let a worker stand still before the provider: not for as long as both together
    count = scenarios.kills(database, 120, kills, Manner(seed=7, lease=5, settle=10))

    assert count.kills == kills
    assert count.wrong == 0, count
    assert count.taken + count.held >= count.messages
    assert not count.cut_short


def test_who_sleeps_longer_than_its_lease_sends_nothing_twice():
    count = scenarios.sleeps("postgresql", 200, 3, Manner(seed=7, settle=6.0))

    assert count.sleeps >= 3
    assert count.wrong == 0, count
    assert not count.cut_short


def test_waiting_shorter_than_the_provider_may_be_late_does_show_doubles():
    assert scenarios.control("sqlite", 8, seed=7).double > 0


def test_what_left_in_the_evening_by_every_clock_is_seen():
    orders, nobody = Orders(url="", provider="", epoch=0.0, ahead=""), cast("Any", None)
    world = World(orders=orders, fake=nobody, clock=nobody, rng=nobody, manner=Manner())
    noon, evening = (
        {"at": datetime.fromtimestamp(hours * HOUR, UTC).isoformat(), "provider": "twilio"}
        for hours in (1, 12)
    )

    assert world.left_outside([noon]) == 0
    assert world.left_outside([noon, evening]) == 1
    # a sender may have read the clock just before it jumped
    world.jumps.append((12 * HOUR - 5, -11 * HOUR))
    assert world.left_outside([evening]) == 0


@pytest.mark.parametrize(
    ("send", "seen"),
    [
        pytest.param(False, {"unfinished": disk.MANY}, id="still on their way"),
        pytest.param(True, {"lost": disk.MANY}, id="sent by the books, and no provider has them"),
    ],
)
def test_what_no_provider_has_is_lost_or_unfinished(send, seen, tmp_path):
    disk.filled(tmp_path / "house.db")
    with closing(SmallHouse(f"sqlite:///{tmp_path / 'house.db'}")) as house:
        house.decide()
        if send:
            house.send()
        with house.store.read() as books:
            assert Counter(not_reached(books, disk.MANY, Counter())) == seen


def test_a_full_disk_sends_nothing_twice_at_any_point():
    count = disk.full_disks(12, every=7)

    assert count.wrong == 0, count
    assert count.outcomes[disk.DECIDING] > 0
    assert count.outcomes[disk.INTENDING] > 0
    assert count.outcomes[disk.NOWHERE] > 0


@pytest.fixture(scope="module")
def worked_in(tmp_path_factory):
    """Give the database of a house that decided and sent, with a ledger that holds."""
    file = tmp_path_factory.mktemp("chains") / "house.db"
    disk.filled(file)
    with closing(SmallHouse(f"sqlite:///{file}")) as house:
        house.decide()
        house.send()
        assert chain_errors(house.store) == 0
    return file


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE touchpoint SET at = at + 1 WHERE subject = 'case:C-1' AND seq = 2",
        "UPDATE touchpoint SET public = (SELECT public FROM touchpoint WHERE seq = 1) WHERE seq = 2",
        "DELETE FROM touchpoint WHERE subject = 'case:C-1' AND seq = 1",
        "DELETE FROM touchpoint WHERE subject = 'case:C-1' AND seq = (SELECT max(seq) FROM touchpoint)",
        "DELETE FROM touchpoint WHERE subject = 'case:C-1'",
        "UPDATE content SET sealed = zeroblob(40)",
    ],
)
def test_a_ledger_that_was_tampered_with_is_seen(change, worked_in, tmp_path):
    file = shutil.copyfile(worked_in, tmp_path / "house.db")
    with closing(sqlite3.connect(file)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(change).rowcount > 0
        connection.commit()
    with closing(SmallHouse(f"sqlite:///{file}")) as house:
        assert chain_errors(house.store) > 0

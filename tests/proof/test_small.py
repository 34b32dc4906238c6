"""A small proof in every run of the tests: thirty kills, doubles that can be seen, and full disks."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.proof import disk, scenarios
from tests.proof.chains import chain_errors
from tests.proof.world import Manner
from tests.walks.house import SmallHouse


@pytest.mark.parametrize(("database", "kills"), [("sqlite", 18), ("postgresql", 12)])
def test_kills_send_nothing_twice_and_lose_nothing(database, kills):
    count = scenarios.kills(database, 120, kills, Manner(seed=7))

    assert count.kills == kills
    assert count.wrong == 0, count
    assert count.taken + count.held >= count.messages
    assert not count.cut_short


def test_waiting_shorter_than_the_provider_may_be_late_does_show_doubles():
    assert scenarios.control("sqlite", 8, seed=7).double > 0


def test_a_full_disk_sends_nothing_twice_at_any_point():
    count = disk.full_disks(10)

    assert count.wrong == 0, count
    assert count.restarts > 0


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

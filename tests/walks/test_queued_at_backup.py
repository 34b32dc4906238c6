"""A message that waited in the queue when the backup was made, and left after it, does not leave again."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import count

import pytest

from channels.twilio.client import connect
from channels.twilio.history import TwilioHistory
from channels.wire import Timeouts, open_http
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Outcome
from tests.builders import NOW
from tests.channels.loopback import SETTINGS
from tests.patience import PATIENCE
from tests.walks.house import SmallHouse, a_row
from tests.walks.on_loopback import a_loopback
from tests.walks.test_reconcile import reconcile_of, sending, wait_long_enough, witness_of
from tests.walks.truth import broken_chains

NUMBERS = count(40)


@pytest.fixture
def put_back(sqlite_url, tmp_path, fake):
    """
    Plan a message to each of some people on one number, make a backup, let them leave, put the backup back.

    Gives the house over the backup, asked and thawed.
    """
    opened: list[SmallHouse] = []

    def play(people):
        backup, number = tmp_path / "backup.db", f"+316123456{next(NUMBERS)}"
        with closing(SmallHouse(sqlite_url, channels=loopback.by_kind)) as first:
            loopback.clock = first.clock
            first.take_in(*(a_row(f"C-{one}", f"D-{one}", prefers="sms", mobile=number) for one in people))
            witness_of(first, tmp_path).compare()
            first.decide()
            with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
                connection.execute("VACUUM INTO ?", (str(backup),))
            assert sending(first, tmp_path) == {Outcome.ACCEPTED: len(people)}
        house = SmallHouse(f"sqlite:///{backup}", channels=loopback.by_kind)
        opened.append(house)
        loopback.clock = house.clock
        assert witness_of(house, tmp_path).compare()
        wait_long_enough(house)
        client = connect(SETTINGS.account_sid, SETTINGS.auth_token, http, base=fake.url)
        found = reconcile_of(house, TwilioHistory(client=client)).run(
            NOW - timedelta(hours=1), house.clock(), by="anna"
        )
        assert found.frozen == ""
        return house, found

    with a_loopback(fake.url) as loopback, open_http(Timeouts(read=PATIENCE)) as http:
        yield play
        for house in opened:
            house.close()


def later(house, tmp_path):
    house.let_pass(hours=1)
    sending(house, tmp_path)
    house.play(days=1)


def test_it_is_what_was_found_at_the_provider(put_back, tmp_path, fake):
    house, found = put_back([1])
    later(house, tmp_path)

    assert (found.written_down, found.for_people) == (1, 0)
    assert len(fake.history()["taken"]) == 1
    assert [one.outcome for one in house.contacts()] == [Outcome.ACCEPTED]
    assert house.tasks() == []


def test_where_it_may_be_one_of_two_it_waits_for_a_person(put_back, tmp_path, fake):
    house, found = put_back([1, 2])
    later(house, tmp_path)

    assert (found.written_down, found.for_people) == (0, 2)
    assert len(fake.history()["taken"]) == 2
    assert [house.contacts(one)[0].outcome for one in ("D-1", "D-2")] == [Outcome.HELD] * 2
    assert {task.kind for task in house.tasks()} == {TaskKind.DECIDE_IN_DOUBT}
    with house.store.read() as books:
        assert broken_chains(books) == []

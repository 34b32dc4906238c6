"""The emergency stop: nothing leaves between `stop --all` and `resume`, also nothing that was queued."""

import pytest

from app.clock import SimulatedClock
from tests.app.command import done, minnelijk
from tests.app.conftest import at

#: a Tuesday morning, after the cases came in
NOW = at("2030-03-12T10:00+01:00")


@pytest.fixture
def queued(house):
    """Lend a house in which messages were decided and wait in the queue."""
    opened = house.open(SimulatedClock(NOW))
    assert opened.tick().run(NOW).decisions["send"] == 2
    yield opened
    opened.store.close()


def letters_and_mails(desk):
    return list((desk.folder / "outbox").rglob("*.*"))


def test_a_queued_message_stays_in_the_queue_until_resume(house, queued):
    done("stop", "--all", "--as", "anna")
    while_stopped = queued.dispatch().run()
    left = letters_and_mails(house)
    done("resume", "--as", "anna")

    handed = queued.dispatch().run()

    assert while_stopped.contacts == 0
    assert left == []
    assert handed.outcomes.total() == len(letters_and_mails(house)) == 2


def test_nothing_is_planned_while_everything_is_stopped(house):
    done("stop", "--all", "--as", "anna")
    opened = house.open(SimulatedClock(NOW))

    looked = opened.tick().run(NOW)
    opened.store.close()

    assert looked.cases == 0
    assert done("why", "D-1002", "--json").json["trace"][0]["because"] == "everything was stopped"


def test_the_outlook_says_that_everything_is_stopped(house):
    done("stop", "--all", "--as", "anna")

    answer = done("outlook", "--json")

    assert answer.json["messages"] == 0
    assert "everything is stopped" in answer.err


def test_stop_needs_a_yes(house):
    answer = minnelijk("stop", "--as", "anna")

    assert answer.code == 2
    assert answer.err == "error: say --all: this stops every message of every campaign\n"


@pytest.mark.parametrize("words", [("stop", "--all"), ("resume",)])
def test_a_collector_cannot_stop_or_resume_the_house(house, words):
    answer = minnelijk(*words, "--as", "bram")

    assert answer.code == 1
    assert answer.err == "error: bram is collector; who may do this: admin or team_lead\n"

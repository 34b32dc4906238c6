"""The daemon: it ends after the messages in hand, goes on where it was, and is alone on an SQLite file."""

import logging
import signal
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Timer, get_ident

import pytest

from app.clock import SimulatedClock
from app.lanes import FEW
from app.wiring import House
from app.worker import Worker
from engine.domain.errors import ConfigurationError
from engine.domain.message import Receipt
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind, ContactKind
from tests.app.command import done, shipped
from tests.app.conftest import at

#: a Tuesday morning, after the cases came in
NOW = at("2030-03-12T10:00+01:00")
CASES = tuple(f"D-{number}" for number in (2000, 2001, 2002, 2003, 2020, 2021, 2022, 2023, 2040, 2041))
SOON = timedelta(milliseconds=20)
#: seconds in which several rounds would begin
LONG = 0.2


@dataclass
class Bell:
    """A channel that takes every message; at the n-th it asks this process to end, and takes its time."""

    kind: ChannelKind
    ring_at: int
    taken: list[str] = field(default_factory=list)

    def send(self, message):
        self.taken.append(message.reference)
        if len(self.taken) == self.ring_at:
            # a system may hand a signal to any thread: this one, not the one that waits for it
            signal.pthread_kill(get_ident(), signal.SIGTERM)
            Event().wait(LONG)
        return Receipt(reference=message.reference, provider_ref="bell", raw_status="taken")


@dataclass(frozen=True)
class BellHouse(House):
    """A house in which every channel is one and the same bell."""

    bell: Bell

    @property
    def channels(self):
        return dict.fromkeys(ChannelKind, self.bell)


@pytest.fixture
def open_bell_house(desk, few_templates, monkeypatch):
    """Open a house with ten cases that want a message now, on a clock that stands still."""
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))
    done(
        "import",
        shipped(desk.folder / "portfolio.csv", *CASES, mobile="", prefers="", hours=""),
        "--as",
        "anna",
    )
    opened = []

    def open_one(ring_at):
        house = desk.open(SimulatedClock(NOW))
        opened.append(house)
        return BellHouse(house.settings, house.store, house.clock, Bell(ChannelKind.EMAIL, ring_at))

    yield open_one
    for house in opened:
        house.store.close()


@pytest.fixture(autouse=True)
def no_trouble(caplog):
    """See that nothing went wrong beside what a test asks about."""
    yield
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.fixture(autouse=True)
def own_handlers():
    """Let a signal that comes too late do no harm, and put back what this process did with signals before."""
    numbers = signal.SIGTERM, signal.SIGINT
    before = [signal.signal(number, lambda *_: None) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def work(worker):
    """Let a worker run until something ends it, but not for ever."""
    guard = Timer(20, worker.end, ("the guard",))
    guard.start()
    worker.run()
    guard.cancel()


def outcomes(house):
    with house.store.read() as books:
        counted = books.count_contacts()
    assert {kind for kind, _ in counted} <= {ContactKind.EMAIL, ContactKind.LETTER}
    return {outcome: sum(counted[kind, outcome] for kind in ContactKind) for _, outcome in counted}


def test_a_term_signal_ends_it_after_the_message_in_hand_of_each_channel(open_bell_house):
    house = open_bell_house(ring_at=1)

    work(Worker(house, SOON))

    found = outcomes(house)
    # the rest of the batch in hand goes back to the queue: e-mails, and perhaps letters
    assert found[Outcome.ACCEPTED] == len(house.bell.taken) in {1, 2}
    assert found[Outcome.POSTPONED] >= FEW - 2
    assert sum(found.values()) == len(CASES)
    assert set(found) <= {Outcome.ACCEPTED, Outcome.POSTPONED, Outcome.PLANNED}


def test_started_again_it_goes_on_where_it_was_and_sends_nothing_twice(open_bell_house):
    first = open_bell_house(ring_at=2)
    work(Worker(first, SOON))
    second = open_bell_house(ring_at=len(CASES) - len(first.bell.taken))

    work(Worker(second, SOON))

    sent = first.bell.taken + second.bell.taken
    assert len(sent) == len(set(sent)) == len(CASES)
    assert outcomes(second) == {Outcome.ACCEPTED: len(CASES)}


def test_sends_nothing_while_everything_is_stopped(open_bell_house):
    house = open_bell_house(ring_at=1)
    planned = house.tick().run(NOW).decisions["send"]
    done("stop", "--all", "--as", "anna")

    class Brief(Worker):
        """Ends after one look at the send queue."""

        def _send(self, lane):
            super()._send(lane)
            self.end("the test")

    work(Brief(house, SOON))

    assert planned == len(CASES)
    assert outcomes(house) == {Outcome.PLANNED: len(CASES)}


def test_a_second_one_on_the_same_file_is_refused(open_bell_house):
    house = open_bell_house(ring_at=1)

    class Nested(Worker):
        """While it runs, a second one is started on the same database."""

        def _decide(self):
            with pytest.raises(ConfigurationError) as self.refusal:
                Worker(open_bell_house(ring_at=1)).run()
            self.end("the test")

    worker = Nested(house, SOON)
    work(worker)

    assert "another `minnelijk run` works on" in str(worker.refusal.value)


def test_seals_the_record_by_itself(open_bell_house):
    house = open_bell_house(ring_at=len(CASES) + 1)

    class Brief(Worker):
        """Ends after the record was sealed once."""

        def _seal(self):
            super()._seal()
            self.end("the test")

    work(Brief(house, SOON))

    with house.store.read() as books:
        assert books.latest_checkpoint() is not None

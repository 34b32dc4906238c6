"""The daemon: it ends after the messages in hand, goes on where it was, and is alone on an SQLite file."""

import logging
import signal
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event, Lock, Timer, get_ident

import pytest

from app.clock import SimulatedClock
from app.lanes import FEW, lanes_of
from app.metrics import metrics_of
from app.settings import Settings
from app.template_life import approve
from app.wiring import House
from app.worker import SLOW_FOR, Worker
from engine.domain.errors import ConfigurationError
from engine.domain.message import Receipt
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind, ContactKind
from tests.app.command import done, shipped
from tests.app.conftest import SOME_TEMPLATES, at
from tests.patience import PATIENCE

#: a Tuesday morning, after the cases came in
NOW = at("2030-03-12T10:00+01:00")
CASES = tuple(f"D-{number}" for number in (2000, 2001, 2002, 2003, 2020, 2021, 2022, 2023, 2040, 2041))
SOON = timedelta(milliseconds=20)
#: seconds in which several rounds would begin
LONG = 0.2
#: held by who counts a message: two at once would each count both
COUNTING = Lock()


@dataclass
class Bell:
    """A channel that takes every message; at the n-th it asks this process to end, and takes its time."""

    kind: ChannelKind
    ring_at: int
    taken: list[str] = field(default_factory=list)
    #: set by the worker that heard it: until then everybody keeps the message in hand
    heard: Event = field(default_factory=Event)

    def send(self, message):
        with COUNTING:
            self.taken.append(message.reference)
            number = len(self.taken)
        if number == self.ring_at:
            # a system may hand a signal to any thread: this one, not the one that waits for it
            signal.pthread_kill(get_ident(), signal.SIGTERM)
        if number >= self.ring_at > 0:
            assert self.heard.wait(PATIENCE)
            Event().wait(LONG)
        return Receipt(reference=message.reference, provider_ref="bell", raw_status="taken")


@dataclass
class Slow:
    """A provider that takes every message, and needs a while for each."""

    kind: ChannelKind
    clock: SimulatedClock
    each: timedelta = timedelta(seconds=1.5)
    taken: list[str] = field(default_factory=list)

    def send(self, message):
        self.clock.set(self.clock() + self.each)
        self.taken.append(message.reference)
        return Receipt(reference=message.reference, provider_ref="slow", raw_status="taken")


@dataclass(frozen=True)
class BellHouse(House):
    """A house in which every channel is one and the same bell."""

    bell: Bell | Slow

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
    guard = Timer(PATIENCE, worker.end, ("the guard",))
    guard.start()
    worker.house.bell.heard = worker.ended
    try:
        worker.run()
    finally:
        guard.cancel()


@pytest.fixture
def slow_house(open_bell_house, monkeypatch):
    """Open a house whose e-mails go to a slow provider."""
    monkeypatch.setenv("MINNELIJK_EMAIL", "sendgrid")
    monkeypatch.setenv("MINNELIJK_SENDGRID_API_KEY", "geheim")
    house = open_bell_house(ring_at=0)
    for template in SOME_TEMPLATES:
        approve(house, template, "anna", "gelezen")
    return replace(house, bell=Slow(ChannelKind.EMAIL, house.clock))


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


def test_who_decides_waits_for_no_slow_provider(slow_house, desk):
    house, taken = slow_house, slow_house.bell.taken
    worker = Worker(house)
    rounds = {name: work for name, work, _ in worker.rounds()}

    def decide(*cases):
        more = shipped(desk.folder / "more.csv", *cases, mobile="", prefers="", hours="")
        done("import", more, "--as", "anna")
        before = len(taken)
        rounds["decide"]()
        return len(taken) - before

    # what did not leave in two seconds waits in the queue, and so does all that is decided for a while
    assert decide() == 2
    assert decide("D-2004") == 0
    assert outcomes(house)[Outcome.ACCEPTED] == 2
    rounds["send email"]()
    assert len(taken) > len(CASES) - 3
    # then it is tried again
    house.clock.set(house.clock() + SLOW_FOR)
    assert decide("D-2006") == 1
    assert len(set(taken)) == len(taken)


@pytest.mark.parametrize(
    ("setting", "is_at_hand"),
    [
        ({"email": "sendgrid"}, True),
        # where a rate is kept, the send queue keeps it
        ({"email": "sendgrid", "sendgrid": {"per_second": 5}}, False),
        # nobody can ask a mail server afterwards what it took
        ({"email": "smtp"}, False),
    ],
)
def test_what_leaves_in_the_pass_that_decides(setting, is_at_hand):
    lanes = {lane.kind: lane for lane in lanes_of(Settings.model_validate(setting))}

    assert lanes[ChannelKind.EMAIL].is_at_hand is is_at_hand
    assert not lanes[ChannelKind.LETTER].is_at_hand


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


def test_a_monitor_sees_when_nobody_comes_by(open_bell_house):
    house = open_bell_house(ring_at=len(CASES) + 1)

    class Brief(Worker):
        """Ends after it looked once after what was left."""

        def _sweep(self):
            super()._sweep()
            self.end("the test")

    before = metrics_of(house)()
    work(Brief(house, SOON))
    house.clock.set(NOW + timedelta(minutes=7))

    assert b"minnelijk_alone_seconds 0.0" in before
    assert b"minnelijk_alone_seconds 420.0" in metrics_of(house)()

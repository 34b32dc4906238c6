"""A machine whose clock is not that of the database: it sends nothing until the two agree again."""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from app.clocks import ClockWatch
from app.health import HouseHealth
from app.metrics import metrics_of
from app.settings import Settings
from app.wiring import House, open_store, real_clock
from app.worker import Worker, surviving
from engine.domain.message import Receipt
from preferences.channel import ChannelKind
from tests.app.processes import days_to_open
from tests.app.test_processes import CASES, letters_of, want_letters

MINUTES = timedelta(minutes=5)
NONE = timedelta()
WRONG = "nothing leaves while the clock of this machine is wrong"


@dataclass
class SetWrong:
    """The real clock of a machine, set wrong by so much."""

    ahead: timedelta = NONE

    def __call__(self):
        return real_clock() + self.ahead


@dataclass
class Taker:
    """Takes every letter; with the third one the clock is set back."""

    clock: SetWrong
    kind: ChannelKind = ChannelKind.LETTER
    taken: list[str] = field(default_factory=list)

    def send(self, message):
        self.taken.append(message.reference)
        if len(self.taken) == 3:
            self.clock.ahead = -MINUTES
        return Receipt(reference=message.reference, provider_ref="taker", raw_status="taken")


@dataclass(frozen=True)
class TakerHouse(House):
    """A house in which every channel is one and the same taker."""

    taker: Taker

    @property
    def channels(self):
        return dict.fromkeys(ChannelKind, self.taker)


@pytest.fixture
def desk(postgres_desk, monkeypatch, few_templates):
    want_letters(postgres_desk, monkeypatch, few_templates)
    return postgres_desk


@pytest.fixture
def clock():
    return SetWrong()


@pytest.fixture
def house(desk, clock):
    """Open a house that asks for the clock of the database each time."""
    with closing(open_store(Settings())) as store:
        opened = TakerHouse(Settings(), store, clock, Taker(clock))
        opened.clock_watch.every = NONE
        yield opened


def work(house):
    """Do each round of a worker once; gives what the log says."""
    with capture_logs() as said:
        for _, one, _ in Worker(house).rounds():
            surviving(one)()
    return said


def decided(house):
    """Count the cases of which anything stands in the record beside that they came in."""
    with house.store.read() as books:
        return sum(len(list(books.lines(f"case:{case}"))) > 1 for case in CASES)


def told(house):
    """Read what monitors hear from the machine that serves, whose clock is right."""
    serving = House(house.settings, house.store, real_clock)
    figures = dict(
        line.rsplit(" ", 1)
        for line in metrics_of(serving)().decode().splitlines()
        if not line.startswith("#")
    )
    return float(figures["minnelijk_clock_apart_seconds"])


@pytest.mark.parametrize(
    ("ahead", "how"), [(MINUTES, "ahead of"), (-MINUTES, "behind")], ids=["ahead", "behind"]
)
def test_a_worker_whose_clock_is_wrong_sends_and_decides_nothing_until_it_is_right(
    desk, house, clock, ahead, how
):
    right = House(house.settings, house.store, clock)
    right.clock_watch.every = NONE
    clock.ahead = ahead
    said = work(right)
    wrong = decided(right), letters_of(desk), told(right)
    because = HouseHealth(right.store, right.settings, right.clock).trouble()["clock"]
    clock.ahead = NONE
    said_later = work(right)

    assert wrong == (0, [], pytest.approx(300, abs=5))
    assert [line["because"] for line in said if line["event"] == WRONG] == [because]
    assert because.endswith(f"{how} that of the database: is NTP running on both machines?")
    assert "the clock of this machine is right again" in [line["event"] for line in said_later]
    assert decided(right) == len(CASES)
    assert len(letters_of(desk)) == (0 if days_to_open() else len(CASES))
    assert HouseHealth(right.store, right.settings, right.clock).trouble() == {}


@pytest.mark.skipif(days_to_open() > 0, reason="a holiday: no letter may leave today")
def test_a_clock_that_is_set_wrong_in_the_middle_of_a_batch_ends_it(house, clock):
    work(house)
    taken = len(house.taker.taken)
    clock.ahead = NONE
    work(house)

    assert taken == 3
    assert len(set(house.taker.taken)) == len(house.taker.taken) == len(CASES)


@pytest.mark.parametrize("apart", [timedelta(seconds=28), -timedelta(seconds=28)])
def test_some_seconds_are_forgiven(house, clock, apart):
    clock.ahead = apart

    assert not house.clock_watch.is_wrong()


def test_the_database_is_asked_now_and_then_and_not_for_each_message(house, clock):
    seconds = [100.0]
    watch = ClockWatch(house.store, clock, lambda: seconds[0])
    answers = {}
    for now, ahead in ((100.0, NONE), (104.9, MINUTES), (105.0, MINUTES), (109.9, NONE), (110.0, NONE)):
        seconds[0], clock.ahead = now, ahead
        answers[now] = watch.is_wrong()

    assert answers == {100.0: False, 104.9: False, 105.0: True, 109.9: True, 110.0: False}


def test_a_database_that_is_away_changes_nothing_about_the_clock(tmp_path, clock):
    (tmp_path / "wrapping.key").write_bytes(bytes(32))
    settings = Settings(
        folder=tmp_path, database_url="postgresql+psycopg://me@127.0.0.1:1/nothing", _env_file=None
    )

    assert not ClockWatch(open_store(settings), clock, lambda: 0.0).is_wrong()

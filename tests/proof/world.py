"""A house with many debtors, a fake provider that misbehaves, and workers that somebody kills."""

import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from engine.domain.errors import ContactError
from engine.store.upgrade import upgrade
from tests.builders import NOW
from tests.channels.loopback import Fake
from tests.proof.count import UNFINISHED, outcomes_of
from tests.proof.provider import a_provider
from tests.proof.workers import CAMPAIGN, LATEST_ACCEPTANCE, Orders, SharedClock
from tests.walks.house import SmallHouse, a_row, a_store
from tests.walks.truth import is_open

#: debtors taken in together: while that goes on nobody is killed
BATCH = 250
#: so many people more than were written to are known at any time, so that there always is work
AHEAD = 500
#: seconds between two words about how far a scenario is
SAY_EVERY = 15.0
#: this part of its time a scenario keeps for bringing to an end what it began, and for counting
FOR_THE_END = 0.25
LEAST_FOR_THE_END, MOST_FOR_THE_END = 2.0, 12.0
FOR_COUNTING = 0.1
#: seconds: how long a provider is left alone that said it was busy, and then asked again
PATIENCE = 900.0
MISCHIEF = ("broken", "drop", "busy", "silent")
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Manner:
    """How a scenario is played."""

    seed: int = 1
    #: a scenario ends by itself within so many minutes, and says what it did not come to
    minutes: float = 600.0
    #: seconds after which a message in hand counts as interrupted
    lease: float = Orders.lease
    #: seconds that a doubt is watched; with the lease longer than the provider may be late
    settle: float = Orders.settle

    @property
    def minutes_to_begin(self):
        """Give the minutes after which nothing new is begun."""
        wanted = min(max(self.minutes * FOR_THE_END, LEAST_FOR_THE_END), MOST_FOR_THE_END)
        return self.minutes - min(wanted, self.minutes / 2)

    @property
    def minutes_to_wait(self):
        """Give the minutes after which it is counted, whatever is still on its way."""
        return self.minutes * (1 - FOR_COUNTING)


@dataclass
class World:
    """Everything that a scenario plays with."""

    orders: Orders
    fake: Fake
    clock: SharedClock
    rng: Random
    manner: Manner
    began: float = field(default_factory=time.monotonic)
    #: people that are known so far
    people: int = 0
    _said: float = field(default_factory=time.monotonic)
    #: (real moment, seconds ahead): every jump of the clocks, for judging what left outside the hours
    jumps: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])

    @property
    def seconds(self):
        return time.monotonic() - self.began

    @property
    def is_over(self):
        """Say that nothing new may be begun."""
        return self.seconds > self.manner.minutes_to_begin * 60

    def take_in(self, wanted):
        """Let it be known who else wants a message now, until so many are known."""
        if self.people >= wanted:
            return
        with closing(SmallHouse(self.orders.url, CAMPAIGN)) as house:
            while self.people < wanted:
                more = min(self.people + BATCH, wanted)
                if not taken_in(house, range(self.people, more)):
                    return
                self.people = more

    def say(self, count, crew, wanted=0):
        """Tell now and then how far this is."""
        if time.monotonic() - self._said < SAY_EVERY:
            return
        self._said = time.monotonic()
        done = f"{crew.kills} of {wanted} kills, " if wanted else ""
        done += f"{count.restarts} restarts, " if count.restarts else ""
        done += f"{count.jumps} jumps, " if count.jumps else ""
        handed = f"{crew.sends} handed over, {self.people} people known"
        self.tell(f"{count.name} {count.database}: {done}{handed}")

    def tell(self, said):
        sys.stderr.write(f"{self.seconds / 60:5.1f} min  {said}\n")
        sys.stderr.flush()

    def misbehave(self):
        """Order something bad for the next few requests."""
        mischief = self.rng.choice(MISCHIEF)
        takes = self.rng.random() < 0.6
        after = self.rng.choice((0.0, self.rng.uniform(0.1, LATEST_ACCEPTANCE))) if takes else 0.0
        times = self.rng.randint(1, 8 if mischief == "busy" else 3)
        self.fake.order(mischief, times=times, takes=takes, takes_after=after, seconds=1)

    def behave(self):
        """Let the providers do what they should from here on."""
        self.fake.http.delete("/_control").raise_for_status()

    def jump(self, seconds):
        Path(self.orders.ahead).write_text(str(seconds), encoding="ascii")
        self.jumps.append((time.time(), seconds))  # noqa: TID251 - a real clock

    def left_outside(self, taken):
        """Count what left while the hours were shut by every clock that its sender may have read."""
        return sum(not any(map(is_open, self.readings(one))) for one in taken)

    def readings(self, one):
        """Give a message at every moment that stood on the clock in the seconds before it arrived."""
        real = datetime.fromisoformat(one["at"]).timestamp()
        ahead = [seconds for at, seconds in self.jumps if at <= real]
        recent = [seconds for at, seconds in self.jumps if real - 20 <= at <= real]
        kind = "email" if one["provider"] == "sendgrid" else "sms"
        since = NOW + timedelta(seconds=real - self.orders.epoch)
        return [Reading(since + seconds * SECOND, kind) for seconds in {*recent, ahead[-1], *ahead[-2:-1]}]


@dataclass(frozen=True)
class Reading:
    at: datetime
    channel: str


@contextmanager
def a_world(url, manner, people):
    """Fill a database with people who all want one message now, and serve a provider for them."""
    with TemporaryDirectory(prefix="minnelijk-proof-") as folder, a_provider() as fake:
        ahead = str(Path(folder) / "ahead")
        began = time.time()  # noqa: TID251 - a real clock
        orders = Orders(
            url=url, provider=fake.url, epoch=began, ahead=ahead, lease=manner.lease, settle=manner.settle
        )
        store = a_store(url)
        upgrade(store)
        store.close()
        world = World(
            orders=orders,
            fake=fake,
            clock=SharedClock(orders.epoch, ahead),
            rng=Random(manner.seed),  # noqa: S311 - a play
            manner=manner,
        )
        world.take_in(people)
        yield world


def taken_in(house, numbers):
    """Say whether some people are known now; a database that is away for a moment is asked again."""
    for _ in range(100):
        with suppress(ContactError):
            house.take_in(*map(person, numbers))
            return True
        time.sleep(0.5)
    return False


def person(number):
    return a_row(
        f"C-{number}",
        f"D-{number}",
        prefers=("sms", "email")[number % 2],
        mobile=f"+3161{2_000_000 + number}",
        email=f"p{number}@post.example",
    )


def wait_until_done(world, crew, count):
    """Let the workers finish in peace; gives what became of everybody."""
    world.behave()
    deadline = min(world.began + world.manner.minutes_to_wait * 60, time.monotonic() + PATIENCE)
    with closing(SmallHouse(world.orders.url, CAMPAIGN)) as house:
        while True:
            crew.start()
            world.say(count, crew)
            with suppress(ContactError):
                found = outcomes_of(house)
                under_way = sum(found[one] for one in UNFINISHED)
                if (found.total() >= world.people and not under_way) or time.monotonic() > deadline:
                    return found
            time.sleep(0.5 + world.people / 50_000)

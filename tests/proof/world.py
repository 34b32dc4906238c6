"""A house with many debtors, a fake provider that misbehaves, and the count of what really left."""

import sys
import time
from collections import Counter
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from channels.fakes.settings import FakeSettings
from engine.domain.errors import ContactError
from engine.domain.touchpoint import Outcome
from engine.store.upgrade import upgrade
from tests.builders import NOW
from tests.channels.loopback import SETTINGS, Fake, served_fake
from tests.proof.workers import CAMPAIGN, Orders, SharedClock
from tests.walks.house import SmallHouse, a_row, a_store
from tests.walks.truth import broken_chains, is_open

#: debtors taken in together
BATCH = 1_000
#: so many people more than were written to are known at any time, so that there always is work
AHEAD = 1_000
#: seconds between two words about how far a scenario is
SAY_EVERY = 15.0
#: the provider takes a message at most so many seconds after it gave no answer
LATEST_ACCEPTANCE = 1.5
MISCHIEF = ("broken", "drop", "busy", "silent")
UNFINISHED = {Outcome.PLANNED, Outcome.INTENDED, Outcome.POSTPONED, Outcome.IN_DOUBT}
SECOND = timedelta(seconds=1)


@dataclass
class Count:
    """What a scenario came to; the provider's own history is the only truth."""

    name: str
    database: str
    messages: int = 0
    seconds: float = 0.0
    kills: int = 0
    restarts: int = 0
    jumps: int = 0
    #: requests that reached the provider, and messages that it took
    hits: int = 0
    taken: int = 0
    double: int = 0
    lost: int = 0
    outside: int = 0
    #: contacts of which nobody knew whether they left, and those sent once more after asking
    doubts: int = 0
    resent: int = 0
    #: a person decides: as the house has it
    held: int = 0
    chain_errors: int = 0
    #: workers that ended although nobody killed them
    died: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def wrong(self):
        return self.double + self.lost + self.outside + self.chain_errors + self.died

    def line(self):
        return asdict(self)


@dataclass(frozen=True)
class Manner:
    """How a scenario is played."""

    seed: int = 1
    #: after so many minutes nothing new is begun; what was begun is brought to its end, and counted
    minutes: float = 600.0
    #: seconds after which a message in hand counts as interrupted
    lease: float = Orders.lease
    #: seconds that a doubt is watched; with the lease longer than the provider may be late
    settle: float = Orders.settle


@dataclass
class World:
    """Everything that a scenario plays with."""

    orders: Orders
    fake: Fake
    clock: SharedClock
    rng: Random
    #: the real moment after which nothing new is begun, on the clock of `time.monotonic`
    ends: float
    #: people that are known so far
    people: int = 0
    _said: float = field(default_factory=time.monotonic)
    #: (real moment, seconds ahead): every jump of the clocks, for judging what left outside the hours
    jumps: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])

    @property
    def is_over(self):
        return time.monotonic() > self.ends

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
        sys.stderr.write(
            f"{count.name} {count.database}: {done}{count.restarts} restarts, {crew.sends.value} handed over"
            f" of {self.people} known\n"
        )
        sys.stderr.flush()

    def misbehave(self):
        """Order something bad for the next few requests."""
        mischief = self.rng.choice(MISCHIEF)
        takes = self.rng.random() < 0.6
        after = self.rng.choice((0.0, self.rng.uniform(0.1, LATEST_ACCEPTANCE))) if takes else 0.0
        times = self.rng.randint(1, 8 if mischief == "busy" else 3)
        self.fake.order(mischief, times=times, takes=takes, takes_after=after, seconds=1)

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
    with (
        TemporaryDirectory(prefix="minnelijk-proof-") as folder,
        served_fake(FakeSettings(**_secrets()), now=lambda: datetime.now(UTC)) as fake,  # noqa: TID251 - real
    ):
        fake.http.post("/_reports", json={"habit": "never"}).raise_for_status()
        fake.http.timeout = 120
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
            ends=time.monotonic() + manner.minutes * 60,
        )
        world.take_in(people)
        yield world


def _secrets():
    return {
        "account_sid": SETTINGS.account_sid,
        "auth_token": SETTINGS.auth_token,
        "sendgrid_key": SETTINGS.sendgrid_key,
    }


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


def outcomes_of(house):
    """Count the outcomes of all contacts."""
    with house.store.read() as books:
        counted = books.count_contacts()
    return Counter(dict.fromkeys((), 0)) + Counter(
        {outcome: sum(n for (_, one), n in counted.items() if one is outcome) for _, outcome in counted}
    )


def wait_until_done(world, crew, count, patience=900.0):
    """Let the workers finish in peace; gives what became of everybody."""
    world.fake.http.delete("/_control").raise_for_status()
    deadline = time.monotonic() + patience
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


def count_up(world, crew, count, found):
    """Compare what the provider took with what the books say."""
    count.messages, count.kills, count.died = world.people, crew.kills, crew.died
    time.sleep(LATEST_ACCEPTANCE + 0.5)
    history = world.fake.history()
    taken = Counter(one["to"] for one in history["taken"])
    count.hits, count.taken = len(history["hits"]), taken.total()
    count.double = sum(times - 1 for times in taken.values())
    count.held = found[Outcome.HELD]
    count.outcomes = {outcome.value: number for outcome, number in found.items()}
    count.outside = world.left_outside(history["taken"])
    with closing(SmallHouse(world.orders.url, CAMPAIGN)) as house, house.store.read() as books:
        count.chain_errors = len(broken_chains(books))
        count.doubts, count.resent = doubts_and_resends(house)
        count.lost = sum(1 for _ in lost(books, count.messages, taken))
    return count


def doubts_and_resends(house):
    with house.store.reading() as connection:
        doubts = connection.exec_driver_sql("SELECT count(*) FROM touchpoint WHERE outcome = 'in_doubt'")
        resent = connection.exec_driver_sql("SELECT coalesce(sum(resends), 0) FROM send_queue")
        return int(doubts.scalar_one()), int(resent.scalar_one())


def lost(books, messages, taken):
    """Name who got nothing although the books say that it left or that nobody need look."""
    for start in range(0, messages, BATCH):
        ids = [f"D-{number}" for number in range(start, min(start + BATCH, messages))]
        for file in books.files(ids):
            reached = any(taken[point.value] for point in file.debtor.points)
            held = any(contact.outcome is Outcome.HELD for contact in file.contacts)
            if not reached and not held:
                yield file.debtor.id

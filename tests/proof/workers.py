"""Worker processes that decide, send, sweep and settle doubts until somebody kills them."""

import multiprocessing
import os
import signal
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from app.wiring import new_id
from channels.sendgrid.activity import SendGridActivity
from channels.twilio.client import connect
from channels.twilio.history import TwilioHistory
from channels.wire import Timeouts, open_http
from engine.domain.errors import ContactError
from engine.domain.in_doubt import DoubtPolicy, InDoubt
from engine.doubts import Doubts
from preferences.channel import ChannelKind
from tests.builders import NOW, a_campaign, a_step
from tests.channels.loopback import SETTINGS
from tests.walks.house import SmallHouse
from tests.walks.on_loopback import a_loopback

CONTEXT = multiprocessing.get_context("forkserver")
# all that a worker and the play itself import: otherwise each worker would read it anew
CONTEXT.set_forkserver_preload(
    ["tests.proof.workers", "tests.proof.scenarios", "tests.proof.disk", "tests.proof.warm"]
)
CAMPAIGN = a_campaign(steps=(a_step(resend_in_doubt=True),), max_duration_days=80)
SMS, EMAIL = ChannelKind.SMS, ChannelKind.EMAIL
#: a killed worker leaves at most so many in doubt
CLAIM = 4


@dataclass(frozen=True)
class Orders:
    """What a worker needs to know; plain values, for it is another process."""

    url: str
    provider: str
    #: the real moment that stands for NOW
    epoch: float
    #: a file with the seconds that the clocks of all workers are ahead
    ahead: str
    lease: float = 2.0
    settle: float = 3.0
    patience: float = 0.4


@dataclass
class SharedClock:
    """Shows the same moment in all processes; the parent can make it jump."""

    epoch: float
    ahead: str

    def __call__(self):
        return NOW + timedelta(seconds=time.time() - self.epoch + self.jump())  # noqa: TID251 - a real clock

    def jump(self):
        with suppress(OSError, ValueError), open(self.ahead, encoding="ascii") as file:  # noqa: PTH123 - hot
            return float(file.read())
        return 0.0


def work(orders, finish, sends):
    """Work until told to finish; whatever the database says, try again."""
    clock = SharedClock(orders.epoch, orders.ahead)
    with ExitStack() as stack:
        loopback = stack.enter_context(a_loopback(orders.provider, patience=orders.patience))
        loopback.clock = clock
        http = stack.enter_context(open_http(Timeouts(read=10)))
        house = stack.enter_context(closing(opened(orders, counted(loopback.by_kind, sends))))
        house.clock = clock
        rounds(house, doubts_of(house, orders, http), orders, finish)


@dataclass(frozen=True)
class Counted:
    """A real channel; every hand-over is counted for who wants to kill us in the middle of it."""

    channel: Any
    sends: Any

    @property
    def kind(self):
        return self.channel.kind

    def send(self, message):
        self.sends.value += 1
        return self.channel.send(message)


def counted(channels, sends):
    return {kind: Counted(channel, sends) for kind, channel in channels.items()}


def opened(orders, channels):
    while True:
        with suppress(ContactError):
            return SmallHouse(orders.url, CAMPAIGN, channels=channels)
        time.sleep(0.1)


def rounds(house, doubts, orders, finish):
    lease = timedelta(seconds=orders.lease)
    while not finish.is_set():
        with suppress(ContactError):
            busy = house.tick().run(house.clock(), limit=50).debtors
            busy += replace(house.dispatch(), lease=lease).run(CLAIM).contacts
            busy += house.look_after()
            doubts.run(house.clock())
            if busy:
                continue
        time.sleep(0.05)


def doubts_of(house, orders, http):
    client = connect(SETTINGS.account_sid, SETTINGS.auth_token, http, base=orders.provider)
    policy = DoubtPolicy(way=InDoubt.RESEND, longest_delay=timedelta(seconds=orders.settle))
    return Doubts(
        store=house.store,
        catalogue=house.catalogue,
        writer=house.writer,
        new_id=new_id,
        policies={SMS: policy, EMAIL: policy},
        lists={
            SMS: TwilioHistory(client=client),
            EMAIL: SendGridActivity(http=http, key=SETTINGS.sendgrid_key, base=orders.provider),
        },
        elapsed=time.monotonic,
    )


@dataclass
class Crew:
    """Workers that are started again whenever one was killed."""

    orders: Orders
    count: int
    rng: Random
    kills: int = 0
    #: ended although nobody killed them
    died: int = 0
    finish: Any = field(default_factory=CONTEXT.Event)
    processes: list[Any] = field(default_factory=list)
    #: how many messages were handed over by all of them together
    sends: Any = field(default_factory=lambda: CONTEXT.Value("i", 0))

    def start(self):
        """Start as many as are missing."""
        alive = [one for one in self.processes if one.is_alive()]
        self.died += len(self.processes) - len(alive)
        self.processes = alive
        while len(self.processes) < self.count:
            process = CONTEXT.Process(target=work, args=(self.orders, self.finish, self.sends), daemon=True)
            process.start()
            self.processes.append(process)

    def kill_one(self, after):
        """Kill -9 one of them when some more messages were handed over, or it does nothing; start another."""
        wanted, deadline = self.sends.value + self.rng.randint(0, after), time.monotonic() + 5
        while self.sends.value < wanted and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(self.rng.uniform(0, 0.02))
        victim = self.processes.pop(self.rng.randrange(len(self.processes)))
        os.kill(victim.pid, signal.SIGKILL)
        victim.join()
        self.kills += 1
        self.start()

    def end(self):
        self.finish.set()
        for process in self.processes:
            process.join(30)
            if process.is_alive():
                process.kill()


@contextmanager
def a_crew(orders, count, rng):
    crew = Crew(orders, count, rng)
    crew.start()
    try:
        yield crew
    finally:
        crew.end()

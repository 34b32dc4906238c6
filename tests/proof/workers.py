"""What a worker process does until somebody kills it: decide and send, or look after what is in doubt."""

import multiprocessing
import time
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import IntEnum, auto
from itertools import count
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
from tests.walks.house import EVERY_KIND, SmallHouse
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
#: so many cases are decided at a time for the send queue
DECIDED = 20
#: in one of so many rounds; in the others what is decided leaves at once
QUEUED_EVERY = 5
#: seconds between two looks at what is in doubt
LOOK_EVERY = 0.2
#: the provider takes a message at most so many seconds after it gave no answer
LATEST_ACCEPTANCE = 1.5


class Doing(IntEnum):
    """What a worker is doing: its parent reads it when it kills the worker."""

    STARTING = auto()
    DECIDING = auto()
    #: asking the rules again, writing texts and intentions, and afterwards outcomes
    WRITING = auto()
    #: a message is with the provider
    HANDING_OVER = auto()
    SWEEPING = auto()
    #: asking providers what they took, and settling it
    ASKING = auto()
    RESTING = auto()


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


@dataclass(frozen=True)
class Desk:
    """
    What a worker shares with its parent: bare memory, by seat.

    Nothing here has a lock: who is killed while holding one would stop all others.
    """

    #: the first of it: is the play over?
    finish: Any
    #: how many messages each worker handed over
    sends: Any
    #: what each worker is doing
    doing: Any
    seat: int
    #: looks after doubts; the others decide and send
    looks_after: bool

    @property
    def is_over(self):
        return bool(self.finish[0])

    def does(self, what):
        self.doing[self.seat] = what

    def hands_over(self):
        self.doing[self.seat] = Doing.HANDING_OVER
        self.sends[self.seat] += 1


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


def work(orders, desk):
    """Work until told to finish; whatever the database says, try again."""
    clock = SharedClock(orders.epoch, orders.ahead)
    with ExitStack() as stack:
        loopback = stack.enter_context(a_loopback(orders.provider, patience=orders.patience))
        loopback.clock = clock
        house = stack.enter_context(closing(opened(orders, counted(loopback.by_kind, desk))))
        house.clock = clock
        if desk.looks_after:
            http = stack.enter_context(open_http(Timeouts(read=10)))
            look_after(house, doubts_of(house, orders, http), desk)
        else:
            send(house, orders, desk)


@dataclass(frozen=True)
class Counted:
    """A real channel; every hand-over is counted for who wants to kill us in the middle of it."""

    channel: Any
    desk: Desk

    @property
    def kind(self):
        return self.channel.kind

    def send(self, message):
        self.desk.hands_over()
        try:
            return self.channel.send(message)
        finally:
            self.desk.does(Doing.WRITING)


def counted(channels, desk):
    return {kind: Counted(channel, desk) for kind, channel in channels.items()}


def opened(orders, channels):
    while True:
        with suppress(ContactError):
            return SmallHouse(orders.url, CAMPAIGN, channels=channels)
        time.sleep(0.1)


def send(house, orders, desk):
    """Decide and send, over and over: now through the send queue, now in the pass that decides."""
    lease = timedelta(seconds=orders.lease)
    for number in count():
        if desk.is_over:
            return
        with suppress(ContactError):
            desk.does(Doing.DECIDING)
            dispatch = replace(house.dispatch(), lease=lease)
            if number % QUEUED_EVERY:
                straight = replace(house.straight(EVERY_KIND), dispatch=dispatch)
                busy = straight.run(house.clock(), limit=CLAIM)[0].debtors
            else:
                busy = house.tick().run(house.clock(), limit=DECIDED).debtors
            desk.does(Doing.WRITING)
            busy += dispatch.run(CLAIM).contacts
            if busy:
                continue
        desk.does(Doing.RESTING)
        time.sleep(0.05)


def look_after(house, doubts, desk):
    """Find what was interrupted, and settle doubts, over and over."""
    while not desk.is_over:
        with suppress(ContactError):
            desk.does(Doing.SWEEPING)
            house.look_after()
            desk.does(Doing.ASKING)
            doubts.run(house.clock())
        desk.does(Doing.RESTING)
        time.sleep(LOOK_EVERY)


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

"""Workers that are started again whenever one was killed, and who kills them."""

import os
import signal
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.proof.workers import CONTEXT, Desk, Doing, Orders, work

#: of so many kills one hits a worker that just began
ONE_IN_BEGINNERS = 10
#: and one hits who looks after the doubts
ONE_IN_LOOKING_AFTER = 20
#: seconds: about as long as a worker needs for a whole round, so that any moment of it can be hit
A_ROUND = 0.15
#: so many of those that are suspended are so in the middle of a call
IN_A_CALL = 0.5
#: seconds: about as long as a call takes
A_CALL = 0.005
#: seconds without any message: nothing can leave now
QUIET = 1.0


@dataclass
class Seat:
    """A place in the crew, and who works there."""

    desk: Desk
    process: Any = None


@dataclass
class Crew:
    """So many senders, and one that looks after doubts."""

    orders: Orders
    senders: int
    rng: Random
    kills: int = 0
    #: ended although nobody killed them
    died: int = 0
    killed_while: Counter[str] = field(default_factory=Counter)
    sleeps: int = 0
    slept_while: Counter[str] = field(default_factory=Counter)
    seats: list[Seat] = field(default_factory=list)

    def __post_init__(self):
        seats = self.senders + 1
        self._finish = CONTEXT.RawArray("b", 1)
        self._sends = CONTEXT.RawArray("i", seats)
        doing = CONTEXT.RawArray("b", seats)
        for seat in range(seats):
            desk = Desk(self._finish, self._sends, doing, seat, looks_after=seat == self.senders)
            self.seats.append(Seat(desk))

    @property
    def sends(self):
        """Count the messages that were handed over by all of them together."""
        return sum(self._sends)

    def start(self):
        """Fill the seats that are empty."""
        for seat in self.seats:
            if seat.process is not None and not seat.process.is_alive():
                self.died += 1
                seat.process = None
            if seat.process is None:
                seat.desk.does(Doing.STARTING)
                seat.process = CONTEXT.Process(target=work, args=(self.orders, seat.desk), daemon=True)
                seat.process.start()

    def kill_one(self, mean):
        """
        Kill -9 one of them and start another: at any moment after some more messages, `mean` as a rule.

        When nothing leaves any more, it does not wait longer.
        """
        if self.rng.randrange(ONE_IN_BEGINNERS):
            self._await(self.sends + self.rng.randint(0, 2 * mean))
        time.sleep(self.rng.uniform(0, A_ROUND))
        self.kill(self._victim())
        self.start()

    def kill(self, seat):
        self.killed_while[Doing(seat.desk.doing[seat.desk.seat]).name.lower()] += 1
        os.kill(seat.process.pid, signal.SIGKILL)
        seat.process.join()
        seat.process = None
        self.kills += 1

    def let_sleep(self, longest):
        """
        Suspend one or two senders at any moment, half of them in the middle of a call, and wake them later.

        The others go on; `longest` is how many seconds they sleep at most, and half of that at the least.
        """
        awake, asleep = self.seats[:-1], list[Seat]()
        for _ in range(self.rng.randint(1, max(1, len(awake) - 1))):
            time.sleep(self.rng.uniform(0, A_ROUND))
            seat = self._in_a_call(awake) if self.rng.random() < IN_A_CALL else self.rng.choice(awake)
            awake.remove(seat)
            asleep.append(seat)
            os.kill(seat.process.pid, signal.SIGSTOP)
            self.sleeps += 1
            self.slept_while[Doing(seat.desk.doing[seat.desk.seat]).name.lower()] += 1
        time.sleep(self.rng.uniform(longest / 2, longest))
        for seat in asleep:
            os.kill(seat.process.pid, signal.SIGCONT)
        self.start()

    def _in_a_call(self, seats):
        """Give one whose message is with the provider, or about to be; anybody when nothing leaves."""
        until = time.monotonic() + QUIET
        calling: list[Seat] = []
        while not calling and time.monotonic() < until:
            calling = [one for one in seats if one.desk.doing[one.desk.seat] == Doing.HANDING_OVER]
        time.sleep(self.rng.uniform(0, A_CALL))
        return self.rng.choice(calling or seats)

    def end(self):
        self._finish[0] = 1
        for seat in self.seats:
            if seat.process is not None and seat.process.is_alive():
                os.kill(seat.process.pid, signal.SIGCONT)
        for seat in self.seats:
            if seat.process is not None:
                seat.process.join(30)
                if seat.process.is_alive():
                    seat.process.kill()

    def _await(self, wanted):
        seen, since = self.sends, time.monotonic()
        while self.sends < wanted and time.monotonic() - since < QUIET:
            time.sleep(0.002)
            if self.sends > seen:
                seen, since = self.sends, time.monotonic()

    def _victim(self):
        if not self.rng.randrange(ONE_IN_LOOKING_AFTER):
            return self.seats[-1]
        return self.rng.choice(self.seats[:-1])


@contextmanager
def a_crew(orders, senders, rng):
    crew = Crew(orders, senders, rng)
    crew.start()
    try:
        yield crew
    finally:
        crew.end()

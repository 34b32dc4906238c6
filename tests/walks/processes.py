"""Whole processes for the proofs: some are killed at a chosen step, some race each other."""

import multiprocessing
import os
import signal
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import event

from app.clock import SimulatedClock
from engine.domain.message import Receipt
from preferences.channel import ChannelKind
from tests.builders import NOW
from tests.patience import PATIENCE
from tests.walks.house import SmallHouse
from tests.walks.on_loopback import a_loopback

#: processes begin as copies of one that has read everything already
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.walks.processes", "tests.walks.warm"])


class Steps:
    """Counts the steps of a process, and kills it at one of them."""

    def __init__(self, die_at):
        self.die_at = die_at
        self.names = []

    def __call__(self, name):
        self.names.append(name)
        if len(self.names) == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def of(self, engine):
        """Count every statement before it runs, and every commit before and after."""
        event.listen(engine, "before_cursor_execute", lambda *given: self(f"statement: {given[2][:30]}"))
        event.listen(engine, "commit", lambda _: self("before a commit"))
        event.listen(engine, "checkin", lambda *_: self("after a commit"))


class Watched:
    """A real channel, with a step before each hand-over and one after the provider's answer."""

    def __init__(self, channel, steps):
        self.channel = channel
        self.steps = steps
        self.kind = channel.kind

    def send(self, message):
        self.steps("before the provider")
        receipt = self.channel.send(message)
        self.steps("the provider took it")
        return receipt


@contextmanager
def a_watched_house(url, provider, steps):
    """A house whose adapters are real, and whose every step counts."""
    with a_loopback(provider) as loopback:
        channels = {kind: Watched(one, steps) for kind, one in loopback.by_kind.items()}
        with closing(SmallHouse(url, channels=channels)) as house:
            steps.of(house.store.engine)
            yield house


WORK = {
    "decide": SmallHouse.decide,
    "send": SmallHouse.send,
    "decide and send": SmallHouse.decide_and_send,
    "look after": SmallHouse.look_after,
}


def do_and_die(url, provider, job, answer):
    """Do one kind of work at a moment; the steps are told when nobody was killed."""
    work, at, die_at = job
    steps = Steps(die_at)
    with a_watched_house(url, provider, steps) as house:
        house.go_to(at)
        WORK[work](house)
    answer.send(steps.names)


def run(url, provider, work, *, at=NOW, die_at=None):
    """Run one process to its end; gives its steps, or None when it was killed."""
    mine, its = CONTEXT.Pipe()
    process = CONTEXT.Process(target=do_and_die, args=(url, provider, (work, at, die_at), its))
    process.start()
    its.close()
    steps = None
    with mine, suppress(EOFError):
        assert mine.poll(PATIENCE), f"{work} does not come to its end"
        steps = mine.recv()
    process.join(PATIENCE)
    assert process.exitcode == (-signal.SIGKILL if steps is None else 0), f"{work}: {process.exitcode}"
    return steps


class Notebook:
    """A channel for several processes: every call becomes a line at the end of a file that they share."""

    def __init__(self, kind, file, clock):
        self.kind = kind
        self.file = file
        self.clock = clock

    def send(self, message):
        line = f"{message.reference} {self.clock().isoformat()} {self.kind} {os.getpid()}\n"
        with self.file.open("ab", buffering=0) as notes:
            notes.write(line.encode())
        return Receipt(reference=message.reference, provider_ref=message.reference)


@dataclass(frozen=True)
class Note:
    """One call as the notebook tells it, and which process made it."""

    reference: str
    at: datetime
    channel: str
    process: str


def read_notes(file):
    lines = file.read_text(encoding="ascii").splitlines() if file.exists() else []
    return [Note(one, datetime.fromisoformat(at), *others) for one, at, *others in map(str.split, lines)]


def work(url, file, organisation, orders):
    """Decide and send until nothing is due any more, at every moment that is ordered."""
    clock = SimulatedClock(NOW)
    channels = {kind: Notebook(kind, file, clock) for kind in ChannelKind}
    with closing(SmallHouse(url, organisation=organisation, channels=channels)) as house:
        house.clock = clock
        orders.send("ready")
        for moment in iter(orders.recv, None):
            house.go_to(moment)
            while house.tick().run(moment, limit=5).debtors + house.send(limit=4).total():
                pass
            orders.send(moment)


@contextmanager
def workers(url, file, organisation, count=2):
    """Start workers; what is yielded lets all of them work at one moment."""
    pipes, processes = [], []
    for _ in range(count):
        mine, its = CONTEXT.Pipe()
        processes.append(CONTEXT.Process(target=work, args=(url, file, organisation, its)))
        processes[-1].start()
        its.close()
        pipes.append(mine)

    def hear(answer):
        assert all(pipe.poll(PATIENCE) and pipe.recv() == answer for pipe in pipes)

    def work_at(moment):
        for pipe in pipes:
            pipe.send(moment)
        hear(moment)

    try:
        hear("ready")
        yield work_at
    finally:
        for pipe in pipes:
            pipe.send(None)
        for process in processes:
            process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0] * count

"""The scenarios of the proof; each gives its counts."""

import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.dispatch import LONGEST_PATIENCE
from tests.patience import PATIENCE
from tests.postgres import SETTINGS, first_conversation, leashed, programs, run, running
from tests.proof.count import Count, count_up
from tests.proof.crew import a_crew
from tests.proof.world import AHEAD, Manner, a_world, wait_until_done

#: before so large a part of the kills the providers are told to misbehave
MISBEHAVES = 0.5
#: people that want a message are known while senders sleep, beside those that come with the next ones
AT_HAND = 40
#: seconds between two looks at how many more people may be known
LOOK = 0.5
#: the clocks jump to these hours after NOW (Tuesday 10 March 2026, 11:00 in Amsterdam)
HOUR = 3600.0
JUMPS = {
    "an hour ahead": HOUR,
    "just before the hours end": 6 * HOUR - 40,
    "the evening": 10 * HOUR,
    "the night in which summer begins": (18 * 24 + 14) * HOUR + 3590,
    "the Monday after it": (19 * 24 + 23) * HOUR,
    "back to the beginning": 0.0,
    "a minute back": -60.0,
}
#: what a busy provider made wait on that Monday may leave when so much more of it has passed
A_WHILE = 1_800.0


@contextmanager
def a_database(kind):
    """Lend an empty database."""
    if kind == "sqlite":
        with TemporaryDirectory(prefix="minnelijk-proof-") as folder:
            yield f"sqlite:///{Path(folder) / 'house.db'}"
    else:
        with running() as server, server.database() as url:
            yield url


def crew_for(world, kind):
    """Give one sender to SQLite, two to PostgreSQL, and each somebody who looks after doubts."""
    return a_crew(world.orders, 1 if kind == "sqlite" else 2, world.rng)


def kills(kind, messages, wanted, manner):
    """Kill -9 workers at random, from the first message to the last, while providers misbehave."""
    count = Count("kills", kind)
    ahead = AHEAD + 2 * messages // wanted
    with a_database(kind) as url, a_world(url, manner, min(messages, ahead)) as world:
        with crew_for(world, kind) as crew:
            while crew.kills < wanted and not world.is_over:
                if world.rng.random() < MISBEHAVES:
                    world.misbehave()
                # spread over what is left: the last kill comes with the last messages
                crew.kill_one(max(0, messages - crew.sends) // (wanted - crew.kills))
                world.take_in(min(messages, crew.sends + ahead))
                world.say(count, crew, wanted)
            while world.people < messages and not world.is_over:
                crew.start()
                world.take_in(min(messages, crew.sends + ahead))
                world.say(count, crew, wanted)
                time.sleep(0.2)
            found = wait_until_done(world, crew, count)
        if crew.kills < wanted or world.people < messages:
            count.cut_short = f"{crew.kills:,} of {wanted:,} kills, {world.people:,} of {messages:,} messages"
        return finished(world, crew, count, found)


def sleeps(kind, messages, wanted, manner):
    """Suspend senders for longer than their lease while others go on, and wake them with messages in hand."""
    count = Count("sleeps", kind)
    ahead = 2 * messages // wanted + AT_HAND
    # who sleeps longest wakes up after its messages were sought at the provider, and sent again by others
    longest = 2 * manner.lease + 1.5 * manner.settle
    with a_database(kind) as url, a_world(url, manner, min(messages, ahead)) as world:
        with a_crew(world.orders, 3, world.rng) as crew:
            while crew.sleeps < wanted and not world.is_over:
                if world.rng.random() < MISBEHAVES:
                    world.misbehave()
                crew.let_sleep(longest)
                so_far = messages * crew.sleeps // wanted
                world.take_in(min(messages, max(so_far, crew.sends) + ahead))
                world.say(count, crew)
            world.take_in(messages)
            found = wait_until_done(world, crew, count)
        if crew.sleeps < wanted:
            count.cut_short = f"{crew.sleeps:,} of {wanted:,} suspended"
        return finished(world, crew, count, found)


def finished(world, crew, count, found):
    """Count everything."""
    count_up(world, crew, count, found)
    if count.unfinished and not count.cut_short:
        count.cut_short = f"{count.unfinished} messages were still on their way"
    return count


def clocks(kind, messages, jumps, manner):
    """Let the clock of all workers jump while they send: to the evening, through a DST night, and back."""
    count = Count("clocks", kind)
    with a_database(kind) as url, a_world(url, manner, messages) as world:
        with crew_for(world, kind) as crew:
            while count.jumps < jumps and not world.is_over:
                time.sleep(world.rng.uniform(0.2, 1.5))
                world.misbehave()
                world.jump(world.rng.choice(list(JUMPS.values())))
                count.jumps += 1
                world.say(count, crew)
            world.behave()
            world.jump(JUMPS["the Monday after it"] + LONGEST_PATIENCE.total_seconds() + A_WHILE)
            found = wait_until_done(world, crew, count)
        if count.jumps < jumps:
            count.cut_short = f"{count.jumps} of {jumps} jumps"
        return finished(world, crew, count, found)


def let_leave(world, crew, count, more, seconds):
    """Let so many more people be known in so many seconds, a few at a time: messages leave all the time."""
    began, known = time.monotonic(), more * count.restarts
    while (passed := time.monotonic() - began) < seconds:
        world.take_in(round(known + more * passed / seconds))
        crew.start()
        world.say(count, crew)
        time.sleep(LOOK)


def restarts(messages, wanted, pause, manner):
    """Stop PostgreSQL at once, without goodbye, and start it again, while messages leave the whole time."""
    count = Count("restarts", "postgresql")
    with ExitStack() as stack:
        room = Path(stack.enter_context(TemporaryDirectory(prefix="pg-", dir="/tmp")))
        server = stack.enter_context(own_server(room))
        world = stack.enter_context(a_world(server.url, manner, 0))
        with a_crew(world.orders, 2, world.rng) as crew:
            while count.restarts < wanted and not world.is_over:
                let_leave(world, crew, count, messages / wanted, world.rng.uniform(*pause))
                world.misbehave()
                server.restart()
                count.restarts += 1
            world.take_in(messages * count.restarts // wanted)
            found = wait_until_done(world, crew, count)
        if count.restarts < wanted:
            count.cut_short = (
                f"{count.restarts} of {wanted} restarts, {world.people:,} of {messages:,} messages"
            )
        return finished(world, crew, count, found)


class OwnServer:
    """A PostgreSQL that may be stopped in the middle of anything."""

    def __init__(self, room):
        self.room = room
        self.folder = programs(room)
        run(
            *(*leashed(), self.folder / "initdb", "--pgdata", room / "data", "--username=postgres"),
            *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"),
        )
        self.url = f"postgresql+psycopg://postgres@/postgres?host={room}"
        self.start()

    def start(self):
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        command = [*leashed(), self.folder / "postgres", "-D", self.room / "data", "-k", self.room, *settings]
        with (self.room / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stderr=log, process_group=0)  # noqa: S603 - our own words
        first_conversation(self.process, self.room).close()

    def stop(self, number):
        self.process.send_signal(number)
        self.process.wait(PATIENCE)

    def restart(self):
        """Stop as after a crash: no shutdown, the log is played again at the next start."""
        self.stop(3)
        self.start()


@contextmanager
def own_server(room):
    server = OwnServer(room)
    try:
        yield server
    finally:
        server.stop(2)


def wait_for_hits(world, messages):
    """Wait until every message was offered once."""
    deadline = time.monotonic() + PATIENCE
    while len(world.fake.history()["hits"]) < messages and time.monotonic() < deadline:
        time.sleep(0.2)


def control(kind, messages, seed):
    """Wait shorter than the provider may be late: this must show doubles, or the proof sees nothing."""
    count = Count("control", kind)
    manner = Manner(seed=seed, settle=0.2, lease=0.5)
    with a_database(kind) as url, a_world(url, manner, messages) as world:
        world.fake.order("broken", takes=True, takes_after=HOUR, times=messages)
        with a_crew(world.orders, 1, world.rng) as crew:
            wait_for_hits(world, messages)
            found = wait_until_done(world, crew, count)
        return finished(world, crew, count, found)

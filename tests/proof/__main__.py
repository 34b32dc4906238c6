"""
The crash proof: kill, suspend, restart, fill the disk and set clocks while messages leave; count at
the fake providers.

`python -m tests.proof` plays everything at full size; `--messages` and `--kills` make it smaller, `--only`
plays some parts. The whole ends by itself within `--minutes`: each part gets its share of them, and one that
did not come to all that was asked says so. On stderr it tells how far it is; each part gives one line of
JSON, and the end is one line of counts for each. The exit code is 1 when anything left twice, was lost, left
outside the rules, or was still on its way when the time was over.
"""

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.proof import disk, scenarios
from tests.proof.count import Count
from tests.proof.world import Manner
from tests.proof.years import two_years

#: the numbered steps of the sending path, each killed in turn, on both databases
STEPS = "tests/walks/test_never_twice.py"
PARTS = ("kills", "sleeps", "steps", "restarts", "clocks", "disk", "years", "control")
CONTROL = "control"
#: a machine that is busy with all of this may keep the provider waiting for seconds
SETTLE = 6.0


@dataclass(frozen=True)
class Part:
    """A part of the proof: what it plays, and how much of the time it may take beside the others."""

    play: Callable[[Manner], Count]
    share: float = 1.0


def main():
    # who ends the proof ends its workers too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = arguments()
    counts = []
    for count in played(asked):
        sys.stdout.write(json.dumps(count.line()) + "\n")
        sys.stdout.flush()
        counts.append(count)
    wrong = sum(map(wrong_in, counts))
    sys.stdout.writelines(f"{count.words()}\n" for count in counts)
    early = " as far as it went: the time was over before all was done" * any(one.cut_short for one in counts)
    sys.stdout.write(f"the proof holds{early}\n" if not wrong else f"{wrong} wrong{early}\n")
    return 1 if wrong else 0


def wrong_in(count):
    """Say how much is wrong; the negative control is wrong when it shows no double."""
    return int(count.double == 0) if count.name == CONTROL else count.wrong


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=100_000, help="messages in the scenario of kills")
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--sleeps", type=int, default=100, help="senders that are suspended, on PostgreSQL")
    parser.add_argument("--restarts", type=int, default=20)
    parser.add_argument("--restart-messages", type=int, default=10_000)
    parser.add_argument("--pause", type=float, nargs=2, default=(5.0, 40.0), help="seconds between restarts")
    parser.add_argument("--jumps", type=int, default=40)
    parser.add_argument("--points", type=int, default=200, help="pages, at most, at which the disk is full")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=240, help="the whole ends by itself within so long")
    parser.add_argument("--lease", type=float, default=Manner.lease, help="seconds; longer on a busy machine")
    parser.add_argument("--settle", type=float, default=SETTLE, help="seconds that a doubt is watched")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    return parser.parse_args()


def played(asked):
    """Play one part after the other; what one leaves of its time is for those after it."""
    ends, left = time.monotonic() + asked.minutes * 60, list(parts(asked))
    while left:
        minutes = (ends - time.monotonic()) / 60 * left[0].share / sum(one.share for one in left)
        began = time.monotonic()
        count = left.pop(0).play(Manner(asked.seed, max(minutes, 0), asked.lease, asked.settle))
        count.seconds = round(time.monotonic() - began, 1)
        yield count


def on(kind, play):
    return lambda manner: play(kind, manner=manner)


def on_each_database(asked):
    """List what is played on each kind of database."""
    some, few = min(asked.messages, 20_000), min(asked.messages, 2_000)
    plays = (
        ("kills", partial(scenarios.kills, messages=asked.messages, wanted=asked.kills), 8),
        ("sleeps", partial(scenarios.sleeps, messages=some, wanted=asked.sleeps), 2),
        ("clocks", partial(scenarios.clocks, messages=few, jumps=asked.jumps), 1),
    )
    for name, play, share in plays:
        # one SQLite file has one daemon: nobody goes on while that sleeps
        kinds = [kind for kind in asked.databases if (name, kind) != ("sleeps", "sqlite")]
        for kind in kinds if name in asked.only else ():
            yield Part(on(kind, play), share)


def parts(asked):
    """List what was asked for."""
    yield from on_each_database(asked)
    if "restarts" in asked.only and "postgresql" in asked.databases:
        yield Part(partial(scenarios.restarts, asked.restart_messages, asked.restarts, asked.pause), 3)
    if "disk" in asked.only:
        yield Part(lambda _: disk.full_disks(asked.points))
        yield Part(lambda _: on_a_small_disk())
    if "steps" in asked.only:
        yield Part(lambda manner: tested("every step", "both", STEPS, manner), 2)
    if "years" in asked.only:
        yield Part(lambda _: two_years())
    if CONTROL in asked.only:
        yield Part(lambda _: scenarios.control("sqlite", 40, asked.seed))


def tested(name, database, path, manner):
    count = Count(name, database)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", path]
    try:
        done = subprocess.run(  # noqa: S603 - our own tests
            command, capture_output=True, text=True, check=False, timeout=manner.minutes * 60
        )
        sys.stderr.write(done.stdout.splitlines()[-1] + "\n")
        count.failed = int(done.returncode != 0)
    except subprocess.TimeoutExpired:
        count.cut_short = f"{path} did not end in time"
    return count


def on_a_small_disk():
    with disk.small_room() as room:
        if room is None:
            sys.stderr.write("no small disk: this machine lets us mount nothing\n")
            return Count("small disk", "not mounted")
        return disk.on_disk(room)


if __name__ == "__main__":
    sys.exit(main())

"""
The crash proof: kill, restart, fill the disk and set clocks while messages leave; count at the provider.

`python -m tests.proof` plays everything (hours); `--messages` and `--kills` make it smaller, `--only` plays
one part, and after `--minutes` a part begins nothing new and counts what it came to. Prints one line of JSON
for each part, and on stderr how far it is; the exit code is 1 when anything left twice, was lost, or left
outside the hours.
"""

import argparse
import json
import os
import signal
import subprocess
import sys

from tests.proof import disk, scenarios
from tests.proof.world import Count, Manner

#: the numbered steps of the sending path, each killed in turn, on both databases
STEPS = "tests/walks/test_never_twice.py"
#: two years of the example portfolio, and a checker of its own that looks for contacts outside the rules
YEARS = "tests/walks/test_two_years.py"


def main():
    # who ends the proof ends its workers too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = arguments()
    wrong = 0
    for count in played(asked):
        sys.stdout.write(json.dumps(count.line()) + "\n")
        sys.stdout.flush()
        expected = count.name == "control"
        wrong += (count.double == 0) if expected else count.wrong
    sys.stdout.write("the proof holds\n" if not wrong else f"{wrong} wrong\n")
    return 1 if wrong else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000, help="messages in the scenario of kills")
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--restarts", type=int, default=20)
    parser.add_argument("--restart-messages", type=int, default=10_000)
    parser.add_argument("--pause", type=float, nargs=2, default=(5.0, 40.0), help="seconds between restarts")
    parser.add_argument("--jumps", type=int, default=40)
    parser.add_argument("--points", type=int, default=60, help="points at which the disk is full")
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="after so long a part begins nothing new")
    parser.add_argument("--lease", type=float, default=Manner.lease, help="seconds; longer on a busy machine")
    parser.add_argument("--settle", type=float, default=Manner.settle, help="seconds that a doubt is watched")
    parser.add_argument(
        "--only", nargs="+", default=["kills", "steps", "restarts", "clocks", "disk", "years", "control"]
    )
    return parser.parse_args()


def played(asked):
    manner = Manner(asked.seed, asked.minutes, asked.lease, asked.settle)
    plays = {
        "kills": lambda kind: scenarios.kills(kind, asked.messages, asked.kills, manner),
        "clocks": lambda kind: scenarios.clocks(kind, min(asked.messages, 2_000), asked.jumps, manner),
    }
    for name, play in plays.items():
        if name in asked.only:
            yield from map(play, asked.databases)
    if "restarts" in asked.only and "postgresql" in asked.databases:
        yield scenarios.restarts(asked.restart_messages, asked.restarts, asked.pause, manner)
    if "disk" in asked.only:
        yield disk.full_disks(asked.points)
        yield on_a_small_disk()
    if "steps" in asked.only:
        yield tested("every step", "both", STEPS)
    if "years" in asked.only:
        yield tested("two years", "sqlite", YEARS)
    if "control" in asked.only:
        yield scenarios.control("sqlite", 40, asked.seed)


def tested(name, database, path):
    count = Count(name, database)
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", "-q", "-n", "0", path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PROOF": "1"},
    )
    sys.stderr.write(done.stdout.splitlines()[-1] + "\n")
    count.lost = done.returncode
    return count


def on_a_small_disk():
    with disk.small_room() as room:
        if room is None:
            sys.stderr.write("no small disk: this machine lets us mount nothing\n")
            return Count("small disk", "not mounted")
        return disk.on_disk(room)


if __name__ == "__main__":
    sys.exit(main())

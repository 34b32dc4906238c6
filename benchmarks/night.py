"""
Night: minutes for 500,000 messages among 1,000,000 cases, from due to accepted over HTTP, on two cores.

By default 50,000 messages among 100,000 cases, and the minutes of ten times that; `--full` takes them all,
`--messages N` any other number. Two workers on PostgreSQL that waits for the disk at each commit; the
reference is one of them for a tenth of the messages. What it is doing is told on the way.
"""

import argparse
import resource
import sys

from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, fill
from benchmarks.provider import Provider, a_provider
from benchmarks.workers import a_house, a_place, work_off
from tests.postgres import running

MESSAGES, BY_DEFAULT = 500_000, 50_000
#: cases that are only stored, for each one that is due
STORED = 1
MINUTE = 60
#: the least that the reference takes
LEAST = 10


def minutes(provider: Provider, url: str, messages: int, workers: int) -> float:
    """Give how many minutes so many workers take."""
    with a_place(provider.url, url) as settings:
        house = a_house(settings)
        house.keep_versions()
        tell(f"putting {messages * (1 + STORED):,} cases into the database")
        fill(house, 0, messages, NOON, ("email",))
        fill(house, messages, messages * STORED, None, ("email",))
        with house.store.connection() as connection:
            connection.exec_driver_sql("ANALYZE")
        house.store.close()
        before = len(provider.taken())
        tell(f"deciding and sending {messages:,} messages with {workers} workers")
        took, _ = work_off(settings, workers)
        taken = len(provider.taken()) - before
    if taken != messages:
        raise SystemExit(f"{taken} messages came to the provider, not {messages}")
    tell(f"took {took:.0f} seconds")
    return took / MINUTE


def tell(said: str) -> None:
    """Say what goes on, beside the one line of the figure."""
    print(f"night: {said}", file=sys.stderr, flush=True)


def measure(messages: int) -> Figure:
    """Measure a part of the night with two workers, and a tenth of that with one."""
    few = max(LEAST, messages // 10)
    with running(durable=True) as postgres, a_provider() as provider:
        with postgres.database() as url:
            alone = minutes(provider, url, few, 1) * MESSAGES / few
        with postgres.database() as url:
            both = minutes(provider, url, messages, 2) * MESSAGES / messages
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    said = f"measured with {messages:,}; a process held {most:.0f} MB at most"
    unit = f"minutes for {MESSAGES:,} messages among {MESSAGES * (1 + STORED):,} cases, two workers ({said})"
    return figure("night", unit, both, ("minutes with one worker", alone), alone / both)


def asked(words: list[str]) -> tuple[int, list[str]]:
    """Read how many messages are wanted; gives them, and the words that are for the printing."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--full", action="store_const", const=MESSAGES, dest="messages")
    parser.add_argument("--messages", type=int)
    found, others = parser.parse_known_args(words)
    messages = BY_DEFAULT if found.messages is None else found.messages
    if messages < LEAST:
        raise SystemExit(f"--messages: at least {LEAST}")
    return messages, others


if __name__ == "__main__":
    wanted, sys.argv[1:] = asked(sys.argv[1:])
    show(__doc__, lambda: measure(wanted))

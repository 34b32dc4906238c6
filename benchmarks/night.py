"""
Night: minutes for 500,000 messages among 1,000,000 cases, from due to accepted over HTTP, on two cores.

By default 50,000 messages among 100,000 cases, and the minutes of ten times that; `--full` takes them all.
Two workers on PostgreSQL; the reference is one of them for a tenth of the messages.
"""

import resource
import sys

from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, fill
from benchmarks.provider import Provider, a_provider
from benchmarks.workers import a_house, a_place, work_off
from tests.postgres import running

MESSAGES = 500_000
#: cases that are only stored, for each one that is due
STORED = 1
MINUTE = 60


def minutes(provider: Provider, url: str, messages: int, workers: int) -> float:
    """Give how many minutes so many workers take."""
    with a_place(provider.url, url) as settings:
        house = a_house(settings)
        house.keep_versions()
        fill(house, 0, messages, NOON, ("email",))
        fill(house, messages, messages * STORED, None, ("email",))
        with house.store.connection() as connection:
            connection.exec_driver_sql("ANALYZE")
        house.store.close()
        before = len(provider.taken())
        took, _ = work_off(settings, workers)
        taken = len(provider.taken()) - before
    if taken != messages:
        raise SystemExit(f"{taken} messages came to the provider, not {messages}")
    return took / MINUTE


def measure(part: int) -> Figure:
    """Measure a part of the night with two workers, and a tenth of that with one."""
    with running() as postgres, a_provider() as provider:
        with postgres.database() as url:
            alone = minutes(provider, url, MESSAGES // part // 10, 1) * 10 * part
        with postgres.database() as url:
            both = minutes(provider, url, MESSAGES // part, 2) * part
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    said = f"measured with {MESSAGES // part:,}; a process held {most:.0f} MB at most"
    unit = f"minutes for {MESSAGES:,} messages among {MESSAGES * (1 + STORED):,} cases, two workers ({said})"
    return figure("night", unit, both, ("minutes with one worker", alone), alone / both)


if __name__ == "__main__":
    full = "--full" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--full"]
    show(__doc__, lambda: measure(1 if full else 10))

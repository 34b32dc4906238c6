"""
Full path: messages a second from due to accepted by the provider over HTTP, with whole workers.

Each case is decided, planned, decided again, rendered, checked, written down (encrypted and chained), handed
over by HTTP and settled. The reference does none of the deciding, checking and encrypting: one lean Celery
task for each message, over Redis, on the same PostgreSQL and the same provider in the same run.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, fill
from benchmarks.lean_celery import messages_per_second
from benchmarks.provider import Provider, a_provider
from benchmarks.workers import a_house, a_place, work_off
from tests.postgres import Postgres, running

MESSAGES, REFERENCE_MESSAGES = 4_000, 1_500


def per_second(provider: Provider, url: str, workers: int) -> tuple[float, float]:
    """Give messages a second by the clock, and a second of the workers' processors."""
    with a_place(provider.url, url) as settings:
        house = a_house(settings)
        house.keep_versions()
        fill(house, 0, MESSAGES, NOON, ("email",))
        house.store.close()
        before = len(provider.taken())
        took, spent = work_off(settings, workers)
        taken = len(provider.taken()) - before
    if taken != MESSAGES:
        raise SystemExit(f"{taken} messages came to the provider, not {MESSAGES}")
    return MESSAGES / took, MESSAGES / spent


@contextmanager
def surroundings() -> Iterator[tuple[Postgres, Provider]]:
    """Run a PostgreSQL and a provider."""
    with running() as postgres, a_provider() as provider:
        yield postgres, provider


def measure() -> Figure:
    """Measure the reference, then one worker on each database, and two on PostgreSQL."""
    with surroundings() as (postgres, provider):
        with postgres.database() as url:
            address = url.replace("+psycopg", "")
            lean, each_lean = messages_per_second(address, provider.url, REFERENCE_MESSAGES)
        with postgres.database() as url:
            one, each = per_second(provider, url, 1)
        with postgres.database() as url:
            two, _ = per_second(provider, url, 2)
        file, _ = per_second(provider, "", 1)
    unit = (
        f"messages per second, one worker on PostgreSQL; two workers: {two:.0f}, {two / one:.2f} times;"
        f" one on SQLite: {file:.0f}; per second of the worker's processor {each:.0f},"
        f" {each / each_lean:.2f} times {each_lean:.0f}"
    )
    return figure(
        "fullpath", unit, one, ("a lean Celery task for each message, one worker", lean), one / lean
    )


if __name__ == "__main__":
    show(__doc__, measure)

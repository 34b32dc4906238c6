"""
Full path: messages a second from due to accepted by the provider over HTTP, with whole workers.

Each case is decided, planned, decided again, rendered, checked, written down (encrypted and chained), handed
over by HTTP and settled. The reference does none of the deciding, checking and encrypting: one lean Celery
task for each message, over Redis, on the same PostgreSQL and the same provider in the same run. Both write
down what they mean to do before they call, and that PostgreSQL waits for the disk at each commit. What is
compared is measured in turns; printed is the middle one.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

import psycopg

from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, fill
from benchmarks.lean_celery import a_broker, messages_per_second
from benchmarks.provider import Provider, a_provider
from benchmarks.workers import a_house, a_place, work_off
from channels.wire import open_http
from tests.postgres import Postgres, running

MESSAGES, REFERENCE_MESSAGES, ROUNDS = 6_000, 1_000, 3
#: commits and calls of which the floor is measured
ALONE = 200


@dataclass(frozen=True, slots=True)
class Round:
    """One turn: messages a second of the reference, and of ours on each database."""

    lean: float
    each_lean: float
    one: float
    each: float
    two: float
    file: float


def per_second(provider: Provider, url: str, workers: int, messages: int = MESSAGES) -> tuple[float, float]:
    """Give messages a second by the clock, and a second of the workers' processors."""
    with a_place(provider.url, url) as settings:
        house = a_house(settings)
        house.keep_versions()
        fill(house, 0, messages, NOON, ("email",))
        house.store.close()
        before = len(provider.taken())
        took, spent = work_off(settings, workers)
        taken = len(provider.taken()) - before
    if taken != messages:
        raise SystemExit(f"{taken} messages came to the provider, not {messages}")
    return messages / took, messages / spent


@contextmanager
def surroundings() -> Iterator[tuple[Postgres, Provider]]:
    """Run a PostgreSQL that waits for the disk, and a provider."""
    with running(durable=True) as postgres, a_provider() as provider:
        yield postgres, provider


def one_round(postgres: Postgres, provider: Provider, broker: str) -> Round:
    """Measure the reference, then one worker on each database, and two on PostgreSQL."""
    with postgres.database() as url:
        lean, each_lean = messages_per_second(bare(url), provider.url, broker, REFERENCE_MESSAGES)
    with postgres.database() as url:
        one, each = per_second(provider, url, 1)
    with postgres.database() as url:
        # as many for each of them: else the last batch would be a quarter of what one has to do
        two, _ = per_second(provider, url, 2, 2 * MESSAGES)
    file, _ = per_second(provider, "", 1)
    return Round(lean, each_lean, one, each, two, file)


def floor(postgres: Postgres, provider: Provider) -> tuple[float, float]:
    """Give the milliseconds of one durable commit and of one call, with nothing else in them."""
    with postgres.database() as url, psycopg.connect(bare(url)) as database:
        database.execute("CREATE TABLE alone (id int)")
        begun = time.monotonic()
        for number in range(ALONE):
            database.execute("INSERT INTO alone VALUES (%s)", (number,))
            database.commit()
        commit = time.monotonic() - begun
    with open_http() as http:
        begun = time.monotonic()
        for _ in range(ALONE):
            http.hand_over(f"{provider.url}/v3/mail/send", b"{}", {})
        call = time.monotonic() - begun
    return commit / ALONE * 1_000, call / ALONE * 1_000


def bare(url: str) -> str:
    """Give an address as PostgreSQL's own programs read it."""
    return url.replace("+psycopg", "")


def measure() -> Figure:
    """Measure in turns."""
    with surroundings() as (postgres, provider), a_broker() as broker:
        rounds = [one_round(postgres, provider, broker) for _ in range(ROUNDS)]
        commit, call = floor(postgres, provider)
    one, lean = median(turn.one for turn in rounds), median(turn.lean for turn in rounds)
    times = sorted(turn.one / turn.lean for turn in rounds)
    two, file = median(turn.two for turn in rounds), median(turn.file for turn in rounds)
    each, each_lean = median(turn.each for turn in rounds), median(turn.each_lean for turn in rounds)
    unit = (
        f"messages per second, one worker on PostgreSQL; two workers: {two:.0f},"
        f" {median(turn.two / turn.one for turn in rounds):.2f} times; one on SQLite: {file:.0f};"
        f" per second of the worker's processor {each:.0f}, {each / each_lean:.2f} times {each_lean:.0f};"
        f" {ROUNDS} turns, ratio {times[0]:.2f} to {times[-1]:.2f};"
        f" alone, a durable commit takes {commit:.2f} ms and a call {call:.2f} ms"
    )
    return figure(
        "fullpath", unit, one, ("a lean Celery task for each message, one worker", lean), median(times)
    )


if __name__ == "__main__":
    show(__doc__, measure)

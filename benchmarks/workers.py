"""Whole workers in processes of their own, over one database and one provider."""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from app.clock import SimulatedClock
from app.logs import configure
from app.settings import EmailBy, LogAs, SendGridSettings, Settings
from app.template_life import approve
from app.wiring import House, open_store
from app.worker import Worker
from benchmarks.house import NOON
from engine.store.upgrade import upgrade
from preferences.channel import ChannelKind

#: seconds that workers may take for everything: the whole night, on a busy machine, with some to spare
PATIENCE = 3_600
CAMPAIGNS = Path(__file__).parent / "campaigns.yaml"


@contextmanager
def a_place(provider_url: str, database_url: str = "") -> Iterator[Settings]:
    """Make a house whose e-mails go to a provider, in a folder that is gone at the end."""
    with TemporaryDirectory(prefix="minnelijk-bench-") as name:
        folder = Path(name)
        settings = Settings(
            database_url=database_url or f"sqlite:///{folder / 'bench.db'}",
            folder=folder,
            campaigns=CAMPAIGNS,
            email=EmailBy.SENDGRID,
            sendgrid=SendGridSettings(api_key="bench", base_url=provider_url),
            brake_floor=10_000_000,
        )
        store = open_store(settings)
        upgrade(store)
        store.close()
        approve_all(settings)
        yield settings


def approve_all(settings: Settings) -> None:
    """Say that a person read every template of the campaigns, for else nothing passes to a provider."""
    house = a_house(settings)
    for step in (step for campaign in house.campaigns for step in campaign.steps):
        if step.template:
            approve(house, step.template, "meting", "read for the benchmark")
    house.store.close()


def a_house(settings: Settings, now: datetime = NOON) -> House:
    """Open the house on a clock that stands still."""
    return House(settings, open_store(settings), SimulatedClock(now))


def work_off(settings: Settings, count: int) -> tuple[float, float]:
    """Let so many workers decide and send all that is due; gives seconds by the clock and of processors."""
    context = get_context("spawn")
    pipes: list[Connection] = []
    processes = []
    for _ in range(count):
        mine, its = context.Pipe()
        processes.append(context.Process(target=_work, args=(settings, its), daemon=True))
        processes[-1].start()
        # so that its death is seen here as the end of the line
        its.close()
        pipes.append(mine)
    for pipe in pipes:
        _answer(pipe)
    started = time.monotonic()
    for pipe in pipes:
        pipe.send("go")
    spent = sum(float(_answer(pipe)) for pipe in pipes)
    took = time.monotonic() - started
    for process in processes:
        process.join()
    return took, spent


def _answer(pipe: Connection) -> str | float:
    """Wait for a worker's word, but not for ever."""
    try:
        answer: str | float | None = pipe.recv() if pipe.poll(PATIENCE) else None
    except EOFError:
        answer = None
    if answer is None:
        raise SystemExit(f"a worker ended before its work was done, or took more than {PATIENCE} seconds")
    return answer


def keep_quiet() -> None:
    """Let only what is wrong be told: a line for each batch would drown the figure."""
    configure(LogAs.JSON)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def _work(settings: Settings, pipe: Connection) -> None:
    keep_quiet()
    house = a_house(settings)
    house.warm_up()
    worker = Worker(house)
    lane = next(one for one in worker.lanes if one.kind is ChannelKind.EMAIL)
    rounds = {name: work for name, work, _ in worker.rounds()}
    pipe.send("ready")
    pipe.recv()
    before = sum(os.times()[:2])
    rounds["decide"]()
    rounds[f"send {lane.kind}"]()
    pipe.send(sum(os.times()[:2]) - before)
    house.store.close()

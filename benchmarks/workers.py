"""Whole workers in processes of their own, over one database and one provider."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from app.clock import SimulatedClock
from app.settings import EmailBy, SendGridSettings, Settings
from app.wiring import House, open_store
from app.worker import Worker
from benchmarks.house import NOON
from engine.store.upgrade import upgrade
from preferences.channel import ChannelKind

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
        yield settings


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
        processes.append(context.Process(target=_work, args=(settings, its)))
        processes[-1].start()
        pipes.append(mine)
    for pipe in pipes:
        pipe.recv()
    started = time.monotonic()
    for pipe in pipes:
        pipe.send("go")
    spent = sum(pipe.recv() for pipe in pipes)
    took = time.monotonic() - started
    for process in processes:
        process.join()
    return took, spent


def _work(settings: Settings, pipe: Connection) -> None:
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

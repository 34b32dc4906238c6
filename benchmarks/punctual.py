"""
Punctual: seconds from the planned moment until the provider took the message, at 200 messages a second.

The figure is what 99 of 100 messages keep, with the daemon on SQLite as it is shipped: it looks every two
seconds. The reference is the ten seconds that are promised; a ratio above 1 keeps the promise.
"""

import time
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection

from app.settings import Settings
from app.wiring import House, open_store
from app.worker import Worker
from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, fill
from benchmarks.provider import a_provider
from benchmarks.workers import a_house, a_place, keep_quiet
from engine.domain.contact import Position

PER_SECOND, SECONDS, PROMISED = 200, 30, 10.0
MESSAGES = PER_SECOND * SECONDS
#: seconds that everything may take before we give up
PATIENCE = 300


def measure() -> Figure:
    """Plan messages evenly over half a minute, let the daemon work on a clock that runs, and compare."""
    with a_provider() as provider, a_place(provider.url) as settings:
        house = a_house(settings)
        house.keep_versions()
        fill(house, 0, MESSAGES, NOON, ("email",))
        with house.store.begin() as books:
            books.move([_planned(number) for number in range(MESSAGES)])
        context = get_context("spawn")
        mine, its = context.Pipe()
        process = context.Process(target=_work, args=(settings, its))
        process.start()
        mine.recv()
        deadline = time.monotonic() + PATIENCE
        while len(provider.taken()) < MESSAGES and time.monotonic() < deadline:
            time.sleep(0.2)
        process.terminate()
        process.join()
        late = sorted(_lateness(house))
        house.store.close()
    if len(late) != MESSAGES:
        raise SystemExit(f"{len(late)} messages were accepted, not {MESSAGES}")
    kept = late[int(len(late) * 0.99) - 1]
    half = late[len(late) // 2]
    unit = (
        f"seconds from planned to accepted, 99 of 100, at {PER_SECOND} messages a second (half: {half:.1f})"
    )
    return figure("punctual", unit, kept, ("seconds that are promised", PROMISED), PROMISED / kept)


def _planned(number: int) -> Position:
    return Position(
        case_id=f"D-{number}",
        campaign="",
        version="",
        run="",
        step=0,
        since=NOON,
        due_at=NOON + timedelta(seconds=number / PER_SECOND),
        started_at=NOON,
    )


def _lateness(house: House) -> list[float]:
    with house.store.read() as books:
        accepted = books.contacts_between(NOON, NOON + timedelta(days=1))
    planned = {f"D-{number}": NOON + timedelta(seconds=number / PER_SECOND) for number in range(MESSAGES)}
    return [(one.at - planned[one.case_ids[0]]).total_seconds() for one in accepted]


def _work(settings: Settings, pipe: Connection) -> None:
    keep_quiet()
    house = House(settings, open_store(settings), lambda: NOON)
    house.warm_up()
    begun = time.monotonic()
    running = House(settings, house.store, lambda: NOON + timedelta(seconds=time.monotonic() - begun))
    running.warm_up()
    begun = time.monotonic()
    pipe.send("ready")
    Worker(running).run()


if __name__ == "__main__":
    show(__doc__, measure)

"""
Pipeline: cases a second from due to written in the outbox, on one core, SQLite.

Each case is gathered, decided, planned, gathered and decided again, rendered, checked, written to the ledger
(planned, intended, accepted; encrypted and chained) and to the outbox as a file; letters without their PDF.
"""

import time

from app.clock import SimulatedClock
from app.wiring import House
from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, empty_house, fill
from channels.outbox import Outbox
from engine.dispatch import Dispatch
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind

CASES, REFERENCE_CASES, WARMING_UP = 10_000, 300, 500
BATCH = 500


def dispatch_to_files(house: House, clock: SimulatedClock) -> Dispatch:
    """Make a dispatch whose channels write files, letters in words."""
    root = house.settings.folder / "outbox"
    ready = house.dispatch()
    return Dispatch(
        store=ready.store,
        catalogue=ready.catalogue,
        writer=ready.writer,
        channels={kind: Outbox(kind, root, clock) for kind in ChannelKind},
        clock=clock,
        new_id=ready.new_id,
        owner=ready.owner,
    )


def per_second(house: House, clock: SimulatedClock, cases: int, batch: int) -> float:
    """Send everything that is due in batches; gives cases a second of one processor."""
    tick, dispatch, left = house.tick(), dispatch_to_files(house, clock), cases
    started = time.process_time()
    while left > 0:
        tick.run(clock(), batch)
        left -= dispatch.run(batch).outcomes[Outcome.ACCEPTED]
    return cases / (time.process_time() - started)


def measure() -> Figure:
    """Measure batches of 500, and one message at a time, each committed, in the same run."""
    with empty_house() as (house, clock):
        fill(house, 0, WARMING_UP, NOON)
        per_second(house, clock, WARMING_UP, BATCH)
        house.warm_up()
        fill(house, 100_000, CASES, NOON)
        measured = per_second(house, clock, CASES, BATCH)
        fill(house, 200_000, REFERENCE_CASES, NOON)
        alone = per_second(house, clock, REFERENCE_CASES, 1)
    said = ("the same work one message at a time, committed each", alone)
    return figure("pipeline", "cases per second on one core", measured, said, measured / alone)


if __name__ == "__main__":
    show(__doc__, measure)

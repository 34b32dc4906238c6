"""
Stored: how long one look takes with 500 cases due among 10,000, 100,000 and 1,000,000 stored ones.

The figure is the look among the most; the reference is the look among the fewest, in the same run. A look
decides 500 cases and queues their contacts; each figure is the median of seven.
"""

import statistics
import time
from datetime import timedelta

from app.clock import SimulatedClock
from app.wiring import House
from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, empty_house, fill

STORED = (10_000, 100_000, 1_000_000)
DUE, LOOKS = 500, 7
#: numbers of the cases that become due, apart from those that are only stored
APART = 10_000_000


def look(house: House, clock: SimulatedClock, first: int) -> float:
    """Let 500 new cases become due and time the look at them, in milliseconds."""
    fill(house, first, DUE, NOON)
    tick = house.tick()
    started = time.process_time()
    looked = tick.run(clock(), DUE)
    if looked.cases != DUE:
        raise SystemExit(f"{looked.cases} cases were decided, not {DUE}")
    return (time.process_time() - started) * 1_000


def measure() -> Figure:
    """Fill one database in three stages and look at each."""
    medians, stored, first = [], 0, APART
    with empty_house() as (house, clock):
        look(house, clock, first)
        for amount in STORED:
            fill(house, stored, amount - stored, None)
            stored = amount
            looks = []
            for number in range(1, LOOKS + 1):
                clock.set(clock() + timedelta(seconds=1))
                looks.append(look(house, clock, first + number * DUE))
            first += (LOOKS + 1) * DUE
            medians.append(statistics.median(looks))
    said = (f"milliseconds among {STORED[0]:,} stored; among {STORED[1]:,}: {medians[1]:.1f}", medians[0])
    unit = f"milliseconds for a look at {DUE} due cases among {STORED[-1]:,} stored"
    return figure("stored", unit, medians[-1], said, medians[-1] / medians[0])


if __name__ == "__main__":
    show(__doc__, measure)

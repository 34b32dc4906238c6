"""
Long run: the most memory that a run over 100,000 cases holds, from due to written in the outbox.

The reference is what the same process held after its first 10,000 cases.
"""

from benchmarks.figure import Figure, figure, peak_memory, show
from benchmarks.house import NOON, empty_house, fill
from benchmarks.pipeline import BATCH, per_second

FIRST, ALL = 10_000, 100_000


def measure() -> Figure:
    """Run 10,000 cases, then the rest up to 100,000, in one process."""
    with empty_house() as (house, clock):
        house.warm_up()
        fill(house, 0, FIRST, NOON)
        per_second(house, clock, FIRST, BATCH)
        before = peak_memory()
        fill(house, FIRST, ALL - FIRST, NOON)
        per_second(house, clock, ALL - FIRST, BATCH)
        after = peak_memory()
    said = (f"MB after the first {FIRST:,} cases", before)
    return figure("long_run", f"MB at most in a run over {ALL:,} cases", after, said, after / before)


if __name__ == "__main__":
    show(__doc__, measure)

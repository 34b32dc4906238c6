"""
Pipeline: cases a second from due to written in the outbox, on one core, SQLite.

Each case is gathered, decided, rendered, checked, written to the ledger (intended, accepted; encrypted and
chained), to the outbox as a file, and settled; letters without their PDF. Nothing of it waits in the send
queue, for the outbox is at hand (docs/decisions/0024); `queued` is the same work through the queue, where it
is planned first, and gathered and decided again.
"""

import time

from app.clock import SimulatedClock
from app.wiring import House
from benchmarks.figure import Figure, figure, show
from benchmarks.house import NOON, empty_house, fill
from channels.outbox import Outbox
from engine.dispatch import Dispatch
from engine.domain.touchpoint import Outcome
from engine.straight import Straight
from preferences.channel import CONTACT_BY, ChannelKind, ContactKind

CASES, REFERENCE_CASES, WARMING_UP = 10_000, 300, 500
EVERY_KIND = frozenset(CONTACT_BY.values())
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


def per_second(
    house: House, clock: SimulatedClock, cases: int, batch: int, at_hand: frozenset[ContactKind] = EVERY_KIND
) -> float:
    """Send everything that is due in batches; gives cases a second of one processor."""
    straight = Straight(tick=house.tick(), dispatch=dispatch_to_files(house, clock), at_hand=at_hand)
    left = cases
    started = time.process_time()
    while left > 0:
        _, handed = straight.run(clock(), batch)
        queued = straight.dispatch.run(batch)
        left -= handed.outcomes[Outcome.ACCEPTED] + queued.outcomes[Outcome.ACCEPTED]
    return cases / (time.process_time() - started)


def measure() -> Figure:
    """Measure batches of 500, and one message at a time, each committed, in the same run."""
    with empty_house() as (house, clock):
        fill(house, 0, WARMING_UP, NOON)
        per_second(house, clock, WARMING_UP, BATCH)
        house.warm_up()
        fill(house, 100_000, CASES, NOON)
        measured = per_second(house, clock, CASES, BATCH)
        fill(house, 300_000, CASES, NOON)
        queued = per_second(house, clock, CASES, BATCH, frozenset())
        fill(house, 200_000, REFERENCE_CASES, NOON)
        alone = per_second(house, clock, REFERENCE_CASES, 1)
    said = ("the same work one message at a time, committed each", alone)
    unit = f"cases per second on one core; queued: {queued:.0f}"
    return figure("pipeline", unit, measured, said, measured / alone)


if __name__ == "__main__":
    show(__doc__, measure)

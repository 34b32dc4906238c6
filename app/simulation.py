"""Play the coming days on a copy of the real portfolio: the same planner, and never the live ledger."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.clock import SimulatedClock
from app.play import paper_channels, time_machine
from app.wiring import House, open_store
from engine.store.copying import copy_everything
from engine.store.upgrade import upgrade
from preferences.channel import ContactKind


@dataclass(frozen=True, slots=True)
class Copy:
    """A house over a copy of the database, with a clock of its own."""

    house: House
    clock: SimulatedClock


@contextmanager
def on_a_copy(house: House) -> Iterator[Copy]:
    """Copy the database into a folder of its own, which is gone at the end."""
    with tempfile.TemporaryDirectory(prefix="minnelijk-") as name:
        folder = Path(name)
        key = folder / "wrapping.key"
        shutil.copy(house.settings.key_path, key)
        settings = house.settings.model_copy(
            update={"database_url": f"sqlite:///{folder / 'copy.db'}", "folder": folder, "key_file": key}
        )
        store, clock = open_store(settings), SimulatedClock(house.clock())
        try:
            upgrade(store)
            copy_everything(house.store, store)
            yield Copy(House(settings, store, clock), clock)
        finally:
            store.close()


def play_ahead(copy: Copy, ahead: timedelta, watch: Callable[[datetime], None] = lambda _: None) -> None:
    """Play the coming days on a copy; every message goes to paper. Nothing happens in a stopped house."""
    if is_stopped(copy.house):
        return
    start = copy.clock()
    time_machine(copy.house, copy.clock, paper_channels()).play(start, start + ahead, (), watch)


def is_stopped(house: House) -> bool:
    """Say whether a person stopped everything."""
    with house.store.read() as books:
        return books.house_stopped()


def leaving_between(
    copy: House, live: House, start: datetime, end: datetime, zone: ZoneInfo
) -> Counter[tuple[datetime, ContactKind]]:
    """Count what only left in the play: (the hour in local time, kind) -> contacts, in order."""
    with live.store.read() as books:
        known = {one.reference for one in books.contacts_between(start, end)}
    with copy.store.read() as books:
        left = [one for one in books.contacts_between(start, end) if one.reference not in known]
    hours = ((one.at.astimezone(zone).replace(minute=0, second=0, microsecond=0), one.kind) for one in left)
    return Counter(dict(sorted(Counter(hours).items())))

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
from app.settings import Settings
from app.wiring import House, open_store
from engine.store.copying import copy_everything
from engine.store.upgrade import upgrade

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


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
        yield _copied(house, settings)


def _copied(house: House, settings: Settings) -> Copy:
    clock = SimulatedClock(house.clock())
    store = open_store(settings)
    upgrade(store)
    copy_everything(house.store, store)
    return Copy(House(settings, store, clock), clock)


def play_ahead(copy: Copy, days: timedelta, watch: Callable[[datetime], None]) -> None:
    """Play the coming days on a copy; every message goes to paper."""
    start = copy.clock()
    time_machine(copy.house, copy.clock, paper_channels()).play(start, start + days, (), watch)


def leaving_between(house: House, start: datetime, end: datetime) -> Counter[tuple[str, str]]:
    """Count what left in a period: (local hour, kind) -> contacts."""
    with house.store.read() as books:
        left = books.contacts_between(start, end)
    return Counter((f"{one.at.astimezone(AMSTERDAM):%a %d %b %H}:00", one.kind.value) for one in left)

"""Whether a house can work, part by part: asked by monitors as often as they like, so nothing is written."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from app.belongings import Clock
from app.job_tables import is_prepared
from app.keys import kept_key
from app.settings import Settings
from engine.domain.errors import ConfigurationError, ContactError
from engine.store.closing import refuse_moved
from engine.store.database import Database
from engine.store.readiness import FileId, file_id, newest_moment, prove_key_of, refuse_unusable
from engine.store.revision import UPGRADE, is_current
from engine.store.vault import Vault

#: so far apart the clocks of machines that NTP keeps may be
CLOCKS_DIFFER = timedelta(seconds=2)
MEGABYTE = 1_000_000

#: looks at one part, and says what keeps it from working; empty when nothing does
Look = Callable[[], str]


@dataclass(frozen=True, slots=True)
class HouseHealth:
    """Looks at the parts that taking something in needs; an answer to web.site.Health."""

    store: Database
    settings: Settings
    clock: Clock
    #: the file that an SQLite database was when we began
    file: FileId = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", file_id(self.store))

    def trouble(self) -> dict[str, str]:
        """Say by part what keeps us from working; empty when nothing does."""
        return dict(self._found())

    def _found(self) -> Iterator[tuple[str, str]]:
        yield from _told("disk", self._disk)
        unusable = [*_told("database", self._database)] or [*_told("tables", self._tables)]
        unusable = unusable or [*_told("database", self._moved)]
        yield from unusable
        if not unusable:
            yield from _told("key", self._key)
            yield from _told("clock", self._clock)

    def _disk(self) -> str:
        floor, file = self.settings.disk_floor_mb, self.settings.database_file
        for folder in (self.settings.folder, file.parent if file else self.settings.folder):
            free = shutil.disk_usage(_as_far_as_it_is_there(folder)).free // MEGABYTE
            if free < floor:
                return f"{free} MB are free in {folder}, and {floor} are the least: make room"
        return ""

    def _database(self) -> str:
        refuse_unusable(self.store, self.file)
        return ""

    def _moved(self) -> str:
        refuse_moved(self.store)
        return ""

    def _tables(self) -> str:
        newest = is_current(self.store) and is_prepared(self.store)
        return "" if newest else f"they are not the newest: run `{UPGRADE}`"

    def _key(self) -> str:
        # that of the disk: the next program that starts here will not have the one that we read then
        vault = Vault(kept_key(self.settings.key_path), os.urandom)
        with suppress(ConfigurationError):
            prove_key_of(self.store, vault)
            return ""
        # no word about whose contents it did not open
        return f"{self.settings.key_path} is not the key of this house: put its copy back"

    def _clock(self) -> str:
        newest = newest_moment(self.store)
        if newest is None or newest <= self.clock() + CLOCKS_DIFFER:
            return ""
        return "it is behind the newest line of the record: is NTP running?"


def _as_far_as_it_is_there(folder: Path) -> Path:
    """Give a folder, or where it would be made."""
    absolute = folder.absolute()
    return next(one for one in (absolute, *absolute.parents) if one.is_dir())


def _told(part: str, look: Look) -> Iterator[tuple[str, str]]:
    try:
        because = look()
    except ContactError as error:
        because = str(error)
    if because:
        yield part, because

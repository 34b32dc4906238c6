"""Whether a house can work, part by part: asked by monitors as often as they like, so nothing is written."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from app.belongings import Clock
from app.clocks import ahead_of_database, wrong_clock
from app.job_tables import is_prepared
from app.keys import kept_key
from app.patience import Asked
from app.settings import Settings
from engine.domain.errors import ConfigurationError, ContactError, NoteRefused
from engine.record.checkpoint import read_checkpoint, unchecked
from engine.record.note import Signer
from engine.store.closing import refuse_moved
from engine.store.database import Database
from engine.store.readiness import FileId, file_id, newest_moment, prove_key_of, refuse_unusable
from engine.store.revision import UPGRADE, is_current
from engine.store.vault import Vault

#: so far apart the clocks of machines that NTP keeps may be
CLOCKS_DIFFER = timedelta(seconds=2)
#: so long a monitor waits at most for what the database says
PATIENCE = timedelta(seconds=3)
MEGABYTE = 1_000_000

#: what helps when the key that signs the record is not at hand
PUT_BACK = (
    "put its copy back; if that is lost, `minnelijk record checkpoint --new-key --as NAME --second NAME`"
)

#: looks at one part, and says what keeps it from working; empty when nothing does
Look = Callable[[], str]


@dataclass(frozen=True, slots=True)
class HouseHealth:
    """Looks at the parts that taking something in needs; an answer to web.site.Health."""

    store: Database
    settings: Settings
    clock: Clock
    patience: timedelta = PATIENCE
    #: the file that an SQLite database was when we began
    file: FileId = field(init=False)
    _in_database: Asked[list[tuple[str, str]]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", file_id(self.store))
        object.__setattr__(self, "_in_database", Asked(lambda: list(self._found_in_database())))

    def trouble(self) -> dict[str, str]:
        """Say by part what keeps us from working; empty when nothing does."""
        return dict(self._found())

    def _found(self) -> Iterator[tuple[str, str]]:
        yield from _told("disk", self._disk)
        found = self._in_database.answer(self.patience)
        if found is None:
            silent = f"the database {self.store.name} does not answer within {self.patience.seconds} seconds"
            found = [("database", f"{silent}: does it run, and does the network let us through?")]
        yield from found

    def _found_in_database(self) -> Iterator[tuple[str, str]]:
        unusable = [*_told("database", self._database)] or [*_told("tables", self._tables)]
        unusable = unusable or [*_told("database", self._moved)]
        yield from unusable
        if not unusable:
            yield from _told("key", self._key)
            yield from _told("record_key", self._record_key)
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

    def _record_key(self) -> str:
        with self.store.read() as books:
            note = books.latest_checkpoint()
        path, name = self.settings.record_key_path, self.settings.record_name
        if note is None and not path.exists():
            # who seals first makes it
            return ""
        if note is not None and unchecked(note).origin != name:
            return f"the record is called '{unchecked(note).origin}': set MINNELIJK_RECORD_NAME to that"
        try:
            signer = Signer(name, kept_key(path))
            if note is not None:
                read_checkpoint(note, [signer.public])
        except ConfigurationError as error:
            return f"{error}: {PUT_BACK}"
        except NoteRefused:
            return f"{path} is not the key that signed the record: {PUT_BACK}"
        return ""

    def _clock(self) -> str:
        if because := wrong_clock(ahead_of_database(self.store, self.clock)):
            return because
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

"""
Erasing, with a list of what was erased outside the database.

A backup brings back keys that were destroyed after it was made. So every erasure stands in a file beside the
key of the house first, and whoever opens the house applies what its database does not know yet.
"""

import json
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from engine.domain.errors import ConfigurationError, StoreUnavailable
from engine.erasure import Erasure, Ground, carry_out_erasure, decide_erasure
from engine.store.books import StoredBooks
from engine.store.database import Database

#: the house setting that remembers how many bytes of the list this database has applied
APPLIED = "erased_applied"


@dataclass(frozen=True, slots=True)
class ErasedList:
    """The file with every erasure, one JSON on each line; it is only ever added to."""

    path: Path
    #: the outbox, whose files hold names and texts; None: there is none
    outbox: Path | None = None

    @property
    def size(self) -> int:
        """Count its bytes."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def add(self, erasure: Erasure) -> None:
        """Write one erasure so that it survives a power cut; StoreUnavailable: nothing was added."""
        line = json.dumps(asdict(erasure) | {"at": erasure.at.isoformat()}, separators=(",", ":"))
        before = self.size
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as file:
                file.write(f"{line}\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            with suppress(OSError):
                os.truncate(self.path, before)
            raise StoreUnavailable(
                f"{self.path} cannot be written ({error.strerror}): nothing was erased"
            ) from error

    def throw_away(self, references: Collection[str]) -> None:
        """Take the files of contacts out of the outbox; what cannot be taken away stays."""
        if self.outbox is None or not references:
            return
        for file in self.outbox.glob("*/*"):
            # YYYYMMDD-HHMM-REFERENCE.ext
            if file.name.split("-", 2)[-1].partition(".")[0] in references:
                with suppress(OSError):
                    file.unlink()

    def since(self, offset: int) -> Iterator[Erasure]:
        """Read what was added behind an offset; raises ConfigurationError for what nobody can read."""
        with self.path.open("rb") as file:
            file.seek(offset)
            for line in file.read().decode(errors="replace").splitlines(keepends=True):
                if not line.endswith("\n"):
                    raise ConfigurationError(
                        f"{self.path}: its last line was cut off while it was written, and nothing of that"
                        " was erased: take the line out, and erase again"
                    )
                try:
                    said = json.loads(line)
                    at, ground = datetime.fromisoformat(said["at"]), Ground(said["ground"])
                    yield Erasure(**(said | {"at": at, "ground": ground}))
                except (ValueError, TypeError, KeyError) as error:
                    raise ConfigurationError(f"{self.path}: a line cannot be read: {line[:60]}") from error


def erase(
    store: Database,
    erased: ErasedList,
    case_id: str,
    people: tuple[str, str],
    decision: tuple[datetime, Ground, int],
) -> Erasure:
    """
    Erase a case for good; `decision` is the moment, the ground, and the years that a case is kept.

    Raises NotAllowed with the reason. Killed half-way, it is finished at the next start.
    """
    now, ground, years = decision
    with store.begin() as books:
        # before anything is added: a list of another machine, or one that is behind, would lose what is added
        _catch_up(books, erased)
        erasure = decide_erasure(books, case_id, people, now, (ground, years))
        erased.add(erasure)
        _carry_out(books, erased, erasure)
        books.set_house(APPLIED, str(erased.size))
    store.forget()
    return erasure


def apply_erased(store: Database, erased: ErasedList) -> int:
    """Erase again what a restored backup brought back, before anything else; gives how many."""
    size = erased.size
    if not size:
        return 0
    with store.read() as books:
        if size == int(books.house(APPLIED) or 0):
            return 0
    with store.begin() as books:
        again = _catch_up(books, erased)
    store.forget()
    return again


def list_is_missing(store: Database, erased: ErasedList) -> bool:
    """Say whether the whole list is gone although something was erased here."""
    with store.read() as books:
        return not erased.size and int(books.house(APPLIED) or 0) > 0


def _catch_up(books: StoredBooks, erased: ErasedList) -> int:
    """Have the list for oneself until the end, and erase what stands in it and not here; gives how many."""
    books.hold_erasures()
    size, applied = erased.size, int(books.house(APPLIED) or 0)
    if size < applied:
        raise ConfigurationError(
            f"{erased.path} lacks erasures that this database knows: put back the whole list before you go"
            " on; machines that share a database share it too (MINNELIJK_ERASED_FILE)"
        )
    if size == applied:
        return 0
    again = sum(_carry_out(books, erased, one) for one in erased.since(applied))
    books.set_house(APPLIED, str(size))
    return again


def _carry_out(books: StoredBooks, erased: ErasedList, erasure: Erasure) -> bool:
    """Erase in the database and in the files beside it; who dies half-way does it again at the next start."""
    done = carry_out_erasure(books, erasure)
    erased.throw_away(books.silent_contacts(erasure.case_id))
    return done

"""
The letters that wait for the next cut-off, on disk.

    open/REFERENCE.pdf, .json     in the open batch; the .json comes last and makes it count
    closing-BATCH/                a batch that is being dropped; an interrupted cut-off goes on with it
    dropped/REFERENCE             which batch a letter went with; keeps no address
"""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from channels.post.durable import settle_names, write_durably
from channels.post.letter import Letter

CLOSING = "closing-"


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder of our own that only one process at a time changes."""

    root: Path

    @property
    def open(self) -> Path:
        """Name the folder of the open batch."""
        return self.root / "open"

    @property
    def dropped(self) -> Path:
        """Name the folder that remembers which letters went."""
        return self.root / "dropped"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep everybody else out; the system lets go of the lock when a process dies."""
        self.open.mkdir(parents=True, exist_ok=True)
        self.dropped.mkdir(exist_ok=True)
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def has(self, reference: str) -> bool:
        """Say whether a letter is in the open batch, in one that is being dropped, or gone."""
        row = f"{reference}.json"
        waiting = (self.open / row, *(folder / row for folder in self.closing()))
        return (self.dropped / reference).exists() or any(path.exists() for path in waiting)

    def put(self, letter: Letter, pdf: bytes) -> None:
        """Add a letter to the open batch."""
        write_durably(self.open / letter.file, pdf)
        row = json.dumps(letter.as_json(), ensure_ascii=False)
        write_durably(self.open / f"{letter.letter_id}.json", row.encode())

    def freeze(self, batch: str) -> None:
        """Close the open batch under a name; letters that come now go into the next one."""
        self.open.rename(self.root / f"{CLOSING}{batch}")
        self.open.mkdir()
        settle_names(self.root)

    def closing(self) -> list[Path]:
        """List the folders of batches that are being dropped, the oldest first."""
        return sorted(self.root.glob(f"{CLOSING}*"))

    def forget(self, folder: Path) -> None:
        """Remember which letters went with a dropped batch, and throw their contents away."""
        batch = batch_of(folder)
        for letter in letters_in(folder):
            (self.dropped / letter.letter_id).write_text(batch, encoding="utf-8")
        settle_names(self.dropped)
        shutil.rmtree(folder)
        settle_names(self.root)


def batch_of(folder: Path) -> str:
    """Give the name of the batch in a closing folder."""
    return folder.name.removeprefix(CLOSING)


def letters_in(folder: Path) -> tuple[Letter, ...]:
    """Read the rows of a batch, in the order of their references."""
    return tuple(_read(path) for path in sorted(folder.glob("*.json")))


def _read(path: Path) -> Letter:
    row = json.loads(path.read_text(encoding="utf-8"))
    return Letter(**row | {"address": tuple(row["address"])})

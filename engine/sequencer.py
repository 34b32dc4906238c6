"""
Sealing the record: lines get their place in one tree, and the tree gets signed checkpoints.

Beside the key, outside the database, stands what was signed last. A tree that does not continue it was put
back or rewritten: the record then says so itself, in a line that is sealed like any other.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.errors import ConfigurationError, NoteRefused
from engine.domain.touchpoint import Entry, LineKind
from engine.record.checkpoint import Checkpoint, read_checkpoint, unchecked
from engine.record.merkle import root_of
from engine.record.note import Signer
from engine.record.tiles import Tiles
from engine.restored import Mark, Marks

#: lines that get their place in one transaction
BATCH = 2_000


class SealingBooks(Protocol):
    """What sealing needs from the store inside one transaction."""

    def lock_tree(self) -> None:
        """Have the tree for oneself until the end."""

    def tree_size(self) -> int:
        """Count the leaves."""

    def unsealed(self, limit: int) -> Sequence[tuple[int, bytes]]:
        """List lines that are not in the tree as (number, hash); the caller adds them now."""

    def add_leaves(self, first: int, lines: Sequence[int]) -> None:
        """Give lines their places, from `first` on."""

    def tile(self, place: tuple[int, int]) -> bytes:
        """Read the hashes of a tile; empty when there is none."""

    def put_tiles(self, tiles: Mapping[tuple[int, int], bytes]) -> None:
        """Write tiles that grew."""

    def latest_checkpoint(self) -> str | None:
        """Give the newest signed note."""

    def put_checkpoint(self, size: int, note: str, at: datetime) -> None:
        """Add a signed note."""

    def append(self, entries: Sequence[Entry]) -> object:
        """Add lines to the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequencer:
    """
    Gives lines their place, in order and without gaps; several may run, one works at a time.

    All in transactions: a process that is killed leaves the tree as it was before the batch in hand.
    """

    begin: Callable[[], AbstractContextManager[SealingBooks]]
    signer: Signer
    batch: int = BATCH
    #: the last checkpoint may be signed with another key: people decided that this one takes over
    may_take_over: bool = False
    #: outside the database: how far the tree had come when it was signed last, and its root
    marks: Marks | None = None
    #: told why, when the tree does not continue what was signed
    on_fork: Callable[[str], None] = lambda _: None

    def run(self, now: datetime) -> Checkpoint | None:
        """Give all lines their place and sign a checkpoint; None when there was nothing new."""
        self.sequence()
        if self._says_that_it_forks(now):
            self.sequence()
        with self.begin() as books:
            books.lock_tree()
            made = self._checkpoint(books, now)
        if made is not None:
            self._remember(Mark(made.size, made.root.hex()))
        return made

    def _remember(self, mark: Mark) -> None:
        if self.marks is not None:
            self.marks.write(self.signer.name, mark)

    def _says_that_it_forks(self, now: datetime) -> bool:
        """Write down, once, that the tree is not the continuation of what was signed here."""
        mark = self.marks.read(self.signer.name) if self.marks is not None else None
        if mark is None:
            return False
        with self.begin() as books:
            books.lock_tree()
            size, node = books.tree_size(), Tiles(books.tile).node
            if size >= mark.line and root_of(mark.line, node).hex() == mark.hash:
                return False
            because = (
                f"the record that was signed here had {mark.line} lines with the root {mark.hash},"
                " and this is not its continuation: it was put back or rewritten"
            )
            line = Entry(subject="house", kind=LineKind.HOUSE, at=now, public={"because": because})
            books.append([line])
            known = Mark(size, root_of(size, node).hex())
        self._remember(known)
        self.on_fork(because)
        return True

    def sequence(self) -> int:
        """Give every line that waits its place in the tree; gives how many."""
        total = 0
        while True:
            with self.begin() as books:
                books.lock_tree()
                found = books.unsealed(self.batch)
                _grow(books, found)
            total += len(found)
            if len(found) < self.batch:
                return total

    def _checkpoint(self, books: SealingBooks, now: datetime) -> Checkpoint | None:
        size, latest = books.tree_size(), books.latest_checkpoint()
        if latest is not None:
            before = unchecked(latest)
            if before.origin != self.signer.name:
                raise ConfigurationError(
                    f"the record is called '{before.origin}', not '{self.signer.name}':"
                    " set MINNELIJK_RECORD_NAME to the name that it has"
                )
            if before.size >= size:
                return None
            self._refuse_another_key(latest)
        if size == 0:
            return None
        made = Checkpoint(
            origin=self.signer.name, size=size, root=root_of(size, Tiles(books.tile).node), at=now
        )
        books.put_checkpoint(size, made.signed(self.signer), now)
        return made

    def _refuse_another_key(self, latest: str) -> None:
        """Let no machine with a key of its own sign: who checks the record trusts the one that we gave."""
        if self.may_take_over:
            return
        try:
            read_checkpoint(latest, [self.signer.public])
        except NoteRefused:
            raise ConfigurationError(
                "the last checkpoint was signed with another key than the one on this machine: put the"
                " record.key of then there; if that is lost,"
                " `minnelijk record checkpoint --new-key --as NAME --second NAME`"
            ) from None


def _grow(books: SealingBooks, found: Sequence[tuple[int, bytes]]) -> None:
    if not found:
        return
    size, tiles = books.tree_size(), Tiles(books.tile)
    tiles.append(size, [own for _, own in found])
    books.add_leaves(size, [number for number, _ in found])
    books.put_tiles(tiles.grown)

"""Making bundles of the record: all lines of a period, or those of a case, with what proves them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from engine.domain.errors import RecordBroken, UnknownReference
from engine.record.bundle import Contents, Manifest, Proof, write_bundle
from engine.record.chain import BadLine
from engine.record.checkpoint import Checkpoint, unchecked
from engine.record.line_form import SealedLine
from engine.record.merkle import consistency_proof, edge_of, inclusion_proof
from engine.record.note import Signer
from engine.record.tiles import HASH, WIDTH, Tiles


class RecordBooks(Protocol):
    """What bundles need from the store, inside one transaction."""

    def latest_checkpoint(self) -> str | None:
        """Give the newest signed note."""

    def checkpoints(self, first: int, last: int) -> Sequence[str]:
        """List the signed notes from one size to another, both inside."""

    def stamps(self, first: int, last: int) -> Sequence[tuple[int, bytes]]:
        """List the answers of time-stamping authorities as (size, token)."""

    def last_size_before(self, at: datetime) -> int:
        """Give the size of the last checkpoint before a moment; 0 when there is none."""

    def tile(self, place: tuple[int, int]) -> bytes:
        """Read the hashes of a tile; empty when there is none."""

    def sealed_lines(self, first: int, until: int) -> Iterator[SealedLine]:
        """Read the lines that are the leaves [first, until), in order."""

    def sealed_lines_of(self, subject: str) -> Sequence[SealedLine]:
        """Read the lines of one subject that are in the tree, from the first."""

    def verify(self, subject: str) -> BadLine | None:
        """Check the chain of a subject; gives the first line that does not hold."""


def bundle_period(
    books: RecordBooks,
    signer: Signer,
    path: Path,
    now: datetime,
    period: tuple[datetime | None, datetime | None],
) -> int:
    """
    Write a bundle of all lines between two moments, each moved back to the checkpoint before it.

    None: from the first line, or to the newest checkpoint. Gives the number of lines.
    """
    newest = _newest(books)
    since, until = period
    first = books.last_size_before(since) if since else 0
    last = min(books.last_size_before(until), newest.size) if until else newest.size
    if last <= first:
        raise UnknownReference("no checkpoint was made in that period; there is nothing to put in a bundle")
    tiles = Tiles(books.tile)
    notes = books.checkpoints(first, last)
    manifest = Manifest(
        origin=newest.origin,
        first=first,
        until=last,
        whole=True,
        made_at=now,
        edge=tuple(edge_of(first, tiles.node)),
    )
    contents = Contents(
        manifest=manifest,
        signer=signer,
        notes=[(unchecked(note).size, note) for note in notes],
        lines=books.sealed_lines(first, last),
        leaves=_leaves(books, first, last),
        stamps=dict(books.stamps(first, last)),
    )
    return write_bundle(path, contents)


def bundle_subjects(
    books: RecordBooks,
    signer: Signer,
    path: Path,
    now: datetime,
    about: tuple[Sequence[str], Sequence[Checkpoint]],
) -> int:
    """
    Write a bundle of some subjects, each line with its proof; gives the number of lines.

    `about` holds the subjects, and earlier checkpoints of which the reader wants to see the continuation.
    Raises RecordBroken when a chain does not hold: nobody who has only these lines could see that its end was
    cut off, so we sign no such bundle. A bundle of all lines shows what is wrong.
    """
    subjects, earlier = about
    for bad in filter(None, map(books.verify, subjects)):
        raise RecordBroken(f"{bad}: a bundle of all lines shows it to everybody, this one would hide it")
    newest, tiles = _newest(books), Tiles(books.tile)
    lines = [
        line for subject in subjects for line in books.sealed_lines_of(subject) if line.leaf < newest.size
    ]
    if not lines:
        raise UnknownReference(f"no line about {' or '.join(subjects)} stands in the newest checkpoint")
    proofs = [
        Proof(of=line.leaf, steps=tuple(inclusion_proof(line.leaf, newest.size, tiles.node)))
        for line in lines
    ]
    proofs += [
        Proof(of=one.size, steps=tuple(consistency_proof(one.size, newest.size, tiles.node)), earlier=True)
        for one in earlier
        if 0 < one.size <= newest.size
    ]
    contents = Contents(
        manifest=Manifest(
            origin=newest.origin,
            first=0,
            until=newest.size,
            whole=False,
            made_at=now,
            lines={line.subject: line.seq for line in lines},
        ),
        signer=signer,
        notes=[(newest.size, note) for note in books.checkpoints(newest.size, newest.size)],
        lines=lines,
        proofs=proofs,
        stamps=dict(books.stamps(newest.size, newest.size)),
    )
    return write_bundle(path, contents)


def _newest(books: RecordBooks) -> Checkpoint:
    note = books.latest_checkpoint()
    if note is None:
        raise UnknownReference("there is no checkpoint yet: `minnelijk record checkpoint` makes one")
    return unchecked(note)


def _leaves(books: RecordBooks, first: int, until: int) -> Iterator[bytes]:
    """Give the leaf hashes as the tree has them, tile by tile."""
    for number in range(first // WIDTH, (until + WIDTH - 1) // WIDTH):
        begin = number * WIDTH
        tile = books.tile((0, number))
        yield tile[max(first - begin, 0) * HASH : (until - begin) * HASH]

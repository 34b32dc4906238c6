"""What checkpoints that somebody kept from before say about a bundle."""

from collections.abc import Iterator, Sequence

from engine.record.bundle import Manifest
from engine.record.checkpoint import Checkpoint
from engine.record.entries import Bad
from engine.record.merkle import verify_consistency


def before_it_begins(manifest: Manifest, earlier: Sequence[Checkpoint]) -> Iterator[Bad]:
    """Name a kept checkpoint of which these lines can say nothing: they begin after it."""
    for one in earlier:
        if one.size < manifest.first:
            where = f"the checkpoint of {one.at.isoformat()}"
            because = f"it has {one.size} entries, and this bundle begins behind {manifest.first}"
            yield Bad(None, where, f"{because}: ask for one from that day, or from the first line")


def forks(
    newest: Checkpoint, earlier: Sequence[Checkpoint], proofs: dict[tuple[bool, int], tuple[bytes, ...]]
) -> Iterator[Bad]:
    """Name what a kept checkpoint says against the newest one: another record, cut off, not its beginning."""
    for one in earlier:
        where = f"the checkpoint of {one.at.isoformat()}"
        if one.origin != newest.origin:
            yield Bad(None, where, f"it is of another record: {one.origin}")
        elif one.size > newest.size:
            yield Bad(None, where, f"it has {one.size} entries, this bundle ends at {newest.size}: cut off")
        elif one.size < newest.size and (True, one.size) not in proofs:
            yield Bad(None, where, "the bundle has no proof about it: ask for one with --earlier")
        elif not verify_consistency(
            one.size, newest.size, (one.root, newest.root), proofs.get((True, one.size), ())
        ):
            yield Bad(None, where, "this record is not its continuation: a fork, or something was rewritten")

"""Checking a bundle offline, with nothing but the bundle and a public key."""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from zipfile import ZipFile

from engine.domain.errors import NoteRefused
from engine.record.attest import attested
from engine.record.bundle import (
    CHECKPOINTS,
    COUNTS,
    DAMAGED,
    KEY,
    LEAVES,
    LINES,
    MANIFEST,
    PROOFS,
    SIGNED,
    STAMP,
    STAMPS,
    Manifest,
    open_bundle,
    raw_lines,
    read_json_lines,
    read_part,
    stream,
)
from engine.record.checkpoint import Checkpoint, read_checkpoint
from engine.record.entries import Bad, Chains, entries
from engine.record.kept import before_it_begins, forks
from engine.record.merkle import HASH, Frontier, verify_inclusion
from engine.record.note import PublicKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """What the reader of a bundle knows from elsewhere."""

    keys: Sequence[PublicKey]
    #: checkpoints that were kept before: signed notes
    earlier: Sequence[str] = ()
    #: certificates of time-stamping authorities, PEM
    roots: bytes = b""


@dataclass(slots=True, kw_only=True)
class Report:
    """What was found."""

    origin: str = ""
    lines: int = 0
    chains: int = 0
    checkpoints: int = 0
    size: int = 0
    root: str = ""
    sealed_at: datetime | None = None
    #: when authorities outside saw a checkpoint, and whether their certificate was checked
    stamps: list[tuple[datetime, bool]] = field(default_factory=list)
    #: checkpoints from before that are the beginning of this record
    earlier: int = 0
    #: messages that each provider took on each day (UTC), counted in the lines that hold
    taken: list[dict[str, str | int]] = field(default_factory=list)
    bad: Bad | None = None

    @property
    def holds(self) -> bool:
        """Say whether everything holds."""
        return self.bad is None

    def as_json(self) -> dict[str, object]:
        """Write it for machines."""
        return {
            "holds": self.holds,
            "first_bad": None
            if self.bad is None
            else {"entry": self.bad.leaf, "where": self.bad.where, "because": self.bad.because},
            "origin": self.origin,
            "lines": self.lines,
            "chains": self.chains,
            "checkpoints": self.checkpoints,
            "size": self.size,
            "root": self.root,
            "sealed_at": self.sealed_at.isoformat() if self.sealed_at else None,
            "stamps": [{"at": at.isoformat(), "certificate_checked": seen} for at, seen in self.stamps],
            "earlier_checkpoints": self.earlier,
            "taken": self.taken,
        }


def key_inside(path: Path) -> PublicKey:
    """Read the copy of the key in a bundle: whoever forged the bundle could have put it there."""
    with open_bundle(path) as bundle:
        return PublicKey.read(read_part(bundle, KEY).decode(errors="replace"))


def verify_bundle(path: Path, trusted: Trusted) -> Report:
    """Check everything in a bundle; raises NoteRefused when it is no bundle at all."""
    with open_bundle(path) as bundle:
        manifest = Manifest.read(read_part(bundle, MANIFEST))
        report = Report(origin=manifest.origin)
        try:
            note = read_part(bundle, SIGNED).decode(errors="replace")
            attested(read_part(bundle, MANIFEST), note, trusted.keys)
            _check(bundle, manifest, trusted, report)
        except NoteRefused as refused:
            report.bad = report.bad or Bad(None, "bundle", str(refused))
        except (*DAMAGED, TypeError, AttributeError, OverflowError) as damage:
            report.bad = report.bad or Bad(None, "bundle", f"the file is damaged: {damage}")
    return report


def _check(bundle: ZipFile, manifest: Manifest, trusted: Trusted, report: Report) -> None:
    notes = _checkpoints(bundle, manifest, trusted)
    newest = notes[-1]
    report.checkpoints = len(notes)
    report.size, report.root, report.sealed_at = newest.size, newest.root.hex(), newest.at
    earlier = [read_checkpoint(note, trusted.keys) for note in trusted.earlier]
    if manifest.whole:
        _check_whole(bundle, manifest, sorted((*notes, *earlier), key=lambda one: one.size), report)
        report.bad = report.bad or next(before_it_begins(manifest, earlier), None)
    else:
        _check_some(bundle, (manifest, newest), earlier, report)
    report.earlier = len(earlier) if report.holds else 0
    report.bad = report.bad or _wrong_counts(bundle, report)
    _check_stamps(bundle, trusted, report)


def _wrong_counts(bundle: ZipFile, report: Report) -> Bad | None:
    """Compare the counts that the bundle tells with those of its lines; older bundles have none."""
    if COUNTS not in bundle.namelist() or list(read_json_lines(bundle, COUNTS)) == report.taken:
        return None
    return Bad(None, COUNTS, "the lines say other numbers")


def _checkpoints(bundle: ZipFile, manifest: Manifest, trusted: Trusted) -> list[Checkpoint]:
    """Read the signed notes; they must be of this record, and end where the bundle ends."""
    found = []
    for number, said in enumerate(read_json_lines(bundle, CHECKPOINTS), 1):
        try:
            found.append(read_checkpoint(str(said["note"]), trusted.keys))
        except (NoteRefused, KeyError, TypeError) as refused:
            raise NoteRefused(f"checkpoint {number}: {refused}") from refused
    sizes = [one.size for one in found]
    if not found or sizes != sorted(set(sizes)) or sizes[-1] != manifest.until:
        raise NoteRefused("its checkpoints are not those of a record that grew to where the bundle ends")
    if {one.origin for one in found} != {manifest.origin}:
        raise NoteRefused("its checkpoints are of another record")
    return found


def _check_whole(bundle: ZipFile, manifest: Manifest, notes: Sequence[Checkpoint], report: Report) -> None:
    """Hash all lines again, and compare the root of the tree with every checkpoint on the way."""
    frontier, chains = Frontier(manifest.first, manifest.edge), Chains(from_the_start=manifest.first == 0)
    waiting = [one for one in notes if one.size >= manifest.first]
    # the edge that the bundle begins with is only believed because a checkpoint says the same
    bad = _against(frontier, waiting, manifest.first)
    differs: int | None = None
    with stream(bundle, LINES) as file, stream(bundle, LEAVES) as leaves:
        for own in entries(raw_lines(file), chains, manifest.first) if bad is None else ():
            if differs is None and leaves.read(HASH) != own:
                differs = frontier.size
            frontier.append(own)
            if waiting and waiting[0].size == frontier.size:
                bad = _against(frontier, waiting, manifest.first)
                if bad:
                    break
    report.lines, report.chains = frontier.size - manifest.first, len(chains.heads)
    report.taken = chains.tally.as_json()
    found = bad or chains.bad or _wrong_end(frontier, manifest, waiting)
    report.bad = _first(bundle, manifest, notes, differs, found)


def _against(frontier: Frontier, waiting: list[Checkpoint], first: int) -> Bad | None:
    """Compare with the checkpoints of this size; each is looked at once."""
    while waiting and waiting[0].size == frontier.size:
        one = waiting.pop(0)
        if one.root != frontier.root():
            return Bad(
                None,
                f"the entries up to {frontier.size - 1}" if frontier.size > first else "the beginning",
                f"they are not those of the checkpoint of {one.at.isoformat()}:"
                " something was rewritten, or this is another record (a fork)",
            )
    return None


def _wrong_end(frontier: Frontier, manifest: Manifest, waiting: Sequence[Checkpoint]) -> Bad | None:
    if frontier.size < manifest.until:
        return Bad(frontier.size, f"entry {frontier.size}", "it is missing; the record was cut off here")
    if frontier.size > manifest.until:
        return Bad(manifest.until, f"entry {manifest.until}", "no checkpoint covers it")
    if waiting:
        last = waiting[-1]
        had = f"the record had {last.size} entries on {last.at.isoformat()}"
        because = f"{had}: the end was cut off, or the bundle was made of less"
        return Bad(frontier.size, f"entry {frontier.size}", because)
    return None


def _first(
    bundle: ZipFile,
    manifest: Manifest,
    notes: Sequence[Checkpoint],
    differs: int | None,
    found: Bad | None,
) -> Bad | None:
    """
    Name the first line that was changed.

    A line that was rewritten together with all that hang on it looks right by itself; only the list of leaf
    hashes tells which it was, when that list is the one that was signed.
    """
    if differs is None:
        return found
    if found is None:
        return Bad(None, LEAVES, "it is not the list of the hashes of the lines; the lines themselves hold")
    if found.leaf is not None and found.leaf <= differs:
        return found
    frontier, sizes = Frontier(manifest.first, manifest.edge), {one.size: one.root for one in notes}
    signed = None
    with suppress(NoteRefused), stream(bundle, LEAVES) as leaves:
        for _ in count():
            leaf = leaves.read(HASH)
            if len(leaf) < HASH:
                break
            frontier.append(leaf)
            if frontier.size > differs and frontier.size in sizes:
                signed = sizes[frontier.size] == frontier.root()
                break
    if not signed:
        return found
    return Bad(differs, f"entry {differs}", "it was rewritten: it is not the line that was sealed")


def _check_some(
    bundle: ZipFile, about: tuple[Manifest, Checkpoint], earlier: Sequence[Checkpoint], report: Report
) -> None:
    """Follow the proof of each line, and of each earlier checkpoint, to the newest one."""
    manifest, newest = about
    proofs = {(bool(one["earlier"]), int(one["of"])): _steps(one) for one in read_json_lines(bundle, PROOFS)}
    chains = Chains(from_the_start=True)
    with stream(bundle, LINES) as file:
        for raw in raw_lines(file):
            found = chains.follow(raw, None)
            if found is None:
                break
            leaf, own = found
            if not verify_inclusion(leaf, newest.size, own, proofs.get((False, leaf), ()), newest.root):
                chains.bad = Bad(leaf, f"entry {leaf}", "its proof does not lead to the checkpoint")
                break
            report.lines += 1
    report.chains, report.taken = len(chains.heads), chains.tally.as_json()
    report.bad = chains.bad or next(_left_out(manifest, chains), None)
    report.bad = report.bad or next(forks(newest, earlier, proofs), None)


def _left_out(manifest: Manifest, chains: Chains) -> Iterator[Bad]:
    for subject, last in manifest.lines.items():
        seq, _ = chains.heads.get(subject, (0, ""))
        if seq != last:
            yield Bad(None, f"{subject} line {seq + 1}", f"it is missing; the bundle was made with {last}")


def _steps(said: dict[str, list[str]]) -> tuple[bytes, ...]:
    return tuple(b64decode(step) for step in said["steps"])


def _check_stamps(bundle: ZipFile, trusted: Trusted, report: Report) -> None:
    names = [name for name in bundle.namelist() if STAMP.fullmatch(name)]
    if not names:
        return
    # who has no stamps needs no library for them
    from engine.record.stamp import read_stamp  # noqa: PLC0415

    notes = {f"{STAMPS}/{one['size']}.tsr": str(one["note"]) for one in read_json_lines(bundle, CHECKPOINTS)}
    for name in names:
        try:
            stamp = read_stamp(read_part(bundle, name), notes.get(name, ""), trusted.roots)
        except NoteRefused as refused:
            report.bad = report.bad or Bad(None, name, str(refused))
        else:
            report.stamps.append((stamp.at, stamp.trusted))

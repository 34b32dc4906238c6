"""
A bundle: a zip with lines of the record and all that proves them; to check it takes only a public key.

`lines.jsonl` holds a line of the ledger on each line (engine.record.line_form).
A whole bundle holds all lines from one checkpoint (or the first line) to another, in the order of the tree,
with `leaves.bin`, the leaf hashes as the tree has them; a bundle of a case holds only its own lines, each
with its proof. `counts.jsonl` tells how many messages each provider took on each day, by these lines.
Contents are not in it.
"""

import re
import zlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from io import BufferedReader
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import orjson

from engine.domain.errors import NoteRefused
from engine.record.attest import attest
from engine.record.line_form import SealedLine, write_line
from engine.record.note import Signer
from engine.record.tally import TAKEN, Tally

FORMAT = "minnelijk-record/1"
MANIFEST, LINES, LEAVES, PROOFS = "manifest.json", "lines.jsonl", "leaves.bin", "proofs.jsonl"
CHECKPOINTS, STAMPS, KEY, ABOUT = "checkpoints.jsonl", "stamps", "key.txt", "README.txt"
SIGNED, COUNTS = "manifest.sig", "counts.jsonl"
#: fast, and still a tenth of the size
LEVEL = 1
#: what a zip that was damaged says; the last three: a byte that says how it is packed was changed
DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError, ValueError)
#: bytes that are unpacked at a time
PIECE = 1 << 18
#: bytes of a part that is read at once, and of a line: a zip of a few bytes may unpack to any size
MOST_OF_A_PART = LONGEST_LINE = 1 << 24
PARTS = frozenset({MANIFEST, LINES, LEAVES, PROOFS, CHECKPOINTS, KEY, ABOUT, SIGNED, COUNTS, f"{STAMPS}/"})
STAMP = re.compile(STAMPS + r"/[0-9]+\.tsr")
README = """\
Lines of the record of {origin}, with all that proves them.

To check them, offline:   minnelijk verify THIS-FILE --key KEY-FILE
The key must come to you in another way than this file: compare its fingerprint with your contract.
key.txt is only a copy. The words of messages are not in here, only their hashes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a bundle says that it holds."""

    origin: str
    #: sizes of the tree: its lines are the leaves [first, until)
    first: int
    until: int
    #: all lines between, or only some with their proofs
    whole: bool
    made_at: datetime
    #: the edge of the tree of `first` leaves (engine.record.merkle.Frontier)
    edge: tuple[bytes, ...] = ()
    #: of a bundle of a case: the number of the last line of each subject, so that none can be left out
    lines: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Write it."""
        return {
            "format": FORMAT,
            "origin": self.origin,
            "first": self.first,
            "until": self.until,
            "whole": self.whole,
            "made_at": self.made_at.isoformat(),
            "edge": [one.hex() for one in self.edge],
            "lines": dict(self.lines),
        }

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """Read it; raises NoteRefused."""
        try:
            said = orjson.loads(text)
            if said["format"] != FORMAT:
                raise NoteRefused(f"this is a bundle of another kind: {said['format']}")
            return cls(
                origin=said["origin"],
                first=int(said["first"]),
                until=int(said["until"]),
                whole=bool(said["whole"]),
                made_at=datetime.fromisoformat(said["made_at"]),
                edge=tuple(map(bytes.fromhex, said["edge"])),
                lines={str(subject): int(last) for subject, last in said["lines"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NoteRefused(f"{MANIFEST} cannot be read: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That a leaf, or an earlier tree, is in the tree of the bundle."""

    #: the number of the leaf, or the size of the earlier tree
    of: int
    steps: tuple[bytes, ...]
    #: is it about an earlier tree?
    earlier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything that goes into a bundle."""

    manifest: Manifest
    signer: Signer
    notes: Sequence[tuple[int, str]]
    lines: Iterable[SealedLine]
    #: pieces of leaf hashes, one after another; for a whole bundle
    leaves: Iterable[bytes] = ()
    proofs: Sequence[Proof] = ()
    #: by size of the tree
    stamps: Mapping[int, bytes] = field(default_factory=dict)


def write_bundle(path: Path, contents: Contents) -> int:
    """Write a bundle; gives the number of lines in it. The file is there only when it is whole."""
    unfinished, written, tally = path.with_name(f"{path.name}.part"), 0, Tally()
    with ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=LEVEL) as bundle:
        _put(bundle, ABOUT, README.format(origin=contents.manifest.origin).encode())
        manifest = orjson.dumps(contents.manifest.as_json())
        _put(bundle, MANIFEST, manifest)
        _put(bundle, SIGNED, attest(manifest, "bundle", contents.signer, contents.manifest.made_at).encode())
        _put(bundle, KEY, f"{contents.signer.public}\n".encode())
        notes = [orjson.dumps({"size": size, "note": note}) + b"\n" for size, note in contents.notes]
        _put(bundle, CHECKPOINTS, b"".join(notes))
        _put(bundle, PROOFS, b"".join(map(_proof, contents.proofs)))
        for size, token in contents.stamps.items():
            _put(bundle, f"{STAMPS}/{size}.tsr", token)
        with bundle.open(_entry(LINES), "w", force_zip64=True) as file:
            for line in contents.lines:
                file.write(write_line(line))
                if line.outcome in TAKEN:
                    tally.look(line.at, line.reference, line.outcome, line.public)
                written += 1
        with bundle.open(_entry(LEAVES), "w", force_zip64=True) as file:
            for piece in contents.leaves:
                file.write(piece)
        _put(bundle, COUNTS, b"".join(orjson.dumps(one) + b"\n" for one in tally.as_json()))
    unfinished.replace(path)
    return written


def _proof(proof: Proof) -> bytes:
    steps = [b64encode(step).decode() for step in proof.steps]
    return orjson.dumps({"of": proof.of, "earlier": proof.earlier, "steps": steps}) + b"\n"


def _put(bundle: ZipFile, name: str, content: bytes) -> None:
    bundle.writestr(_entry(name), content, compresslevel=LEVEL)


def _entry(name: str) -> ZipInfo:
    """Name a part; without the moment of writing, so that the same record gives the same bundle."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def open_bundle(path: Path) -> ZipFile:
    """Open a bundle; raises NoteRefused when it is none, or may look different to somebody else."""
    try:
        bundle = ZipFile(path)
    except DAMAGED as error:
        raise NoteRefused(f"{path} cannot be opened as a bundle: {error}") from error
    if because := _disguised(bundle.namelist()):
        bundle.close()
        raise NoteRefused(f"{path} is no bundle of ours: {because}")
    return bundle


def _disguised(names: Sequence[str]) -> str:
    """Say what others may see in a zip that we do not check: a second part of a name, a part of no use."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    strange = [name for name in names if name not in PARTS and not STAMP.fullmatch(name)]
    if twice:
        return f"it has more than one part {twice[0]!r}, and each program shows another one"
    return f"its part {strange[0]!r} belongs in none" if strange else ""


def read_part(bundle: ZipFile, name: str) -> bytes:
    """Read a small part; raises NoteRefused when it is not there, damaged or large."""
    try:
        if bundle.getinfo(name).file_size > MOST_OF_A_PART:
            raise NoteRefused(f"{name} of the bundle is larger than it ever is")
        return bundle.read(name)
    except DAMAGED as error:
        raise NoteRefused(f"{name} of the bundle cannot be read: {error}") from error


def read_json_lines(bundle: ZipFile, name: str) -> Iterator[Any]:
    """Read a part with one JSON on each line; raises NoteRefused."""
    with stream(bundle, name) as file:
        for number in count(1):
            try:
                line = file.readline(LONGEST_LINE)
                told = orjson.loads(line) if line else None
            except DAMAGED as error:
                raise NoteRefused(f"{name} line {number} cannot be read: {error}") from error
            if not line:
                return
            yield told


def raw_lines(file: BufferedReader) -> Iterator[bytes]:
    """Read line after line; one that is longer than any of ours comes in pieces, which are no lines."""
    return iter(partial(file.readline, LONGEST_LINE), b"")


def stream(bundle: ZipFile, name: str) -> BufferedReader:
    """Open a large part for reading piece by piece; raises NoteRefused."""
    try:
        # read line by line, a part of a zip is slow without a buffer of its own
        return BufferedReader(bundle.open(name), PIECE)  # type: ignore[arg-type]  # it reads like any file
    except DAMAGED as error:
        raise NoteRefused(f"{name} of the bundle cannot be read: {error}") from error

"""Bundles of a small record, and hands that do harm to them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

from engine.record.bundle import Contents, Manifest, Proof, write_bundle
from engine.record.chain import NOTHING, guarded_bytes, line_hash
from engine.record.checkpoint import Checkpoint
from engine.record.line_form import SealedLine
from engine.record.merkle import Frontier, consistency_proof, inclusion_proof
from engine.record.note import Signer
from engine.record.tiles import Tiles
from engine.record.verify import Trusted, verify_bundle
from tests.builders import NOW

SIGNER = Signer("minnelijk.example/record", bytes(range(32)))
TRUSTED = Trusted(keys=[SIGNER.public])


def words_of(line):
    return (line.subject, str(line.seq), str(line.at), line.kind, line.outcome, line.reference)


def hashed(line):
    """Give a line the hash of what it says."""
    return replace(
        line, hash=line_hash(line.previous, guarded_bytes(words_of(line), line.public), line.content_hash)
    )


@dataclass
class Record:
    """A record in memory: lines of three cases by turns, and checkpoints at some sizes."""

    lines: list[SealedLine]
    sizes: tuple[int, ...] = (10, 25, 40)

    @classmethod
    def of(cls, count=40):
        heads: dict[str, tuple[int, bytes]] = {}
        lines: list[SealedLine] = []
        for leaf in range(count):
            subject = f"case:C-{leaf * leaf % 3}"
            seq, previous = heads.get(subject, (0, NOTHING))
            line = hashed(
                SealedLine(
                    leaf=leaf,
                    subject=subject,
                    seq=seq + 1,
                    at=1_773_136_800_000_000 + leaf,
                    kind="contact",
                    outcome="accepted",
                    reference=f"R-{leaf}",
                    public=orjson.dumps({"channel": "email", "n": leaf, "name": "Zoë"}),
                    content_hash=sha256(bytes([leaf])).digest() if leaf % 2 else None,
                    previous=previous,
                    hash=NOTHING,
                )
            )
            heads[subject] = (line.seq, line.hash)
            lines.append(line)
        return cls(lines)

    def tiles(self):
        tiles = Tiles(lambda _: b"")
        tiles.append(0, [line.hash for line in self.lines])
        return tiles

    def checkpoint(self, size):
        frontier = Frontier()
        for line in self.lines[:size]:
            frontier.append(line.hash)
        at = NOW + timedelta(minutes=size)
        return Checkpoint(origin=SIGNER.name, size=size, root=frontier.root(), at=at)

    def note(self, size):
        return self.checkpoint(size).signed(SIGNER)

    def rewritten(self, leaf, **changes):
        """Write a line anew with all that hang on it, as somebody with the whole database could."""
        lines, heads = list(self.lines), dict[str, bytes]()
        lines[leaf] = replace(lines[leaf], **changes)
        for place, line in enumerate(lines):
            previous = heads.get(line.subject, NOTHING)
            lines[place] = hashed(replace(line, previous=previous)) if place >= leaf else line
            heads[line.subject] = lines[place].hash
        return replace(self, lines=lines)

    def bundle(self, path, *, first=0, lines=None, notes=None, leaves=None):
        """Write the whole record, or with parts of another one in it."""
        frontier = Frontier()
        for line in self.lines[:first]:
            frontier.append(line.hash)
        sizes = [size for size in self.sizes if size >= first]
        contents = Contents(
            manifest=Manifest(
                origin=SIGNER.name,
                first=first,
                until=sizes[-1],
                whole=True,
                made_at=NOW,
                edge=frontier.edge,
            ),
            signer=SIGNER,
            notes=notes or [(size, self.note(size)) for size in sizes],
            lines=(lines or self.lines)[first : sizes[-1]],
            leaves=leaves or [line.hash for line in self.lines[first : sizes[-1]]],
        )
        write_bundle(path, contents)
        return path

    def case_bundle(self, path, subject="case:C-1", *, earlier=()):
        """Write a bundle of one case."""
        size, tiles = self.sizes[-1], self.tiles()
        lines = [line for line in self.lines if line.subject == subject]
        proofs = [
            Proof(of=line.leaf, steps=tuple(inclusion_proof(line.leaf, size, tiles.node))) for line in lines
        ]
        proofs += [
            Proof(of=one, steps=tuple(consistency_proof(one, size, tiles.node)), earlier=True)
            for one in earlier
        ]
        manifest = Manifest(
            origin=SIGNER.name,
            first=0,
            until=size,
            whole=False,
            made_at=NOW,
            lines={subject: lines[-1].seq},
        )
        notes = [(size, self.note(size))]
        write_bundle(
            path, Contents(manifest=manifest, signer=SIGNER, notes=notes, lines=lines, proofs=proofs)
        )
        return path


def report_of(path, **trusted):
    return verify_bundle(path, replace(TRUSTED, **trusted))


def harmed(path, part, harm):
    """Write a bundle again with one part changed."""
    with ZipFile(path) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    parts[part] = harm(parts[part])
    with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content)
    return path

"""
Verify: lines of the record checked a second on one core, from a bundle of 50,000 lines as a zip on disk.

Each line is unpacked, read, hashed, hung on its chain and put into the Merkle tree, whose root is compared
with the signed checkpoints. The reference is plain SHA-256 over the same bytes, in the same run. The proof of
one line (made from the stored tree, and followed) must take at most one millisecond; else there is no figure.
"""

import statistics
import time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure, figure, show
from benchmarks.record import MANY, NOW, SIGNER, sealed_record
from engine.bundling import bundle_period
from engine.record.bundle import LINES, open_bundle, stream
from engine.record.merkle import inclusion_proof, root_of, verify_inclusion
from engine.record.tiles import Tiles
from engine.record.verify import Trusted, verify_bundle
from engine.store.database import Database

PROOFS, AT_MOST = 200, 1.0


def plain_hashes(path: Path) -> float:
    """Give how many lines a second plain SHA-256 takes, their bytes being in memory."""
    with open_bundle(path) as bundle, stream(bundle, LINES) as file:
        lines = list(file)
    started = time.process_time()
    for line in lines:
        sha256(line).digest()
    return len(lines) / (time.process_time() - started)


def proof_milliseconds(store: Database) -> float:
    """Give the median time to make and follow the proof of one line, each from the stored tree."""
    times = []
    with store.read() as books:
        size = books.tree_size()
        root = root_of(size, Tiles(books.tile).node)
        for number in range(0, size, size // PROOFS):
            tiles = Tiles(books.tile)
            leaf = tiles.node(0, number)
            started = time.process_time()
            proof = inclusion_proof(number, size, Tiles(books.tile).node)
            if not verify_inclusion(number, size, leaf, proof, root):
                raise SystemExit(f"the proof of line {number} does not hold")
            times.append((time.process_time() - started) * 1_000)
    return statistics.median(times)


def measure() -> Figure:
    """Write a bundle, verify it three times, take the median; then prove single lines."""
    with TemporaryDirectory(prefix="verify-") as folder, sealed_record(Path(folder), MANY) as (store, _):
        path = Path(folder) / "bundle.zip"
        with store.read() as books:
            count = bundle_period(books, SIGNER, path, NOW, (None, None))
        seconds = []
        for _ in range(3):
            started = time.process_time()
            report = verify_bundle(path, Trusted(keys=[SIGNER.public]))
            seconds.append(time.process_time() - started)
            if not report.holds or report.lines != count:
                raise SystemExit(f"the bundle does not hold: {report.bad}")
        measured, alone, proof = (
            count / statistics.median(seconds),
            plain_hashes(path),
            proof_milliseconds(store),
        )
    if proof > AT_MOST:
        raise SystemExit(f"the proof of one line takes {proof:.2f} ms")
    said = (f"plain SHA-256 over the same bytes; proof of one line: {proof:.2f} ms", alone)
    return figure("verify", "lines a second on one core", measured, said, measured / alone)


if __name__ == "__main__":
    show(__doc__, measure)

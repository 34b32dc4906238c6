"""
Chains of lines: each line's hash covers the line before it, so nothing can be changed without a trace.

The layout follows RFC 6962 leaves: SHA-256(0x00, guarded bytes, content hash, previous hash). The two hashes
have a fixed length and stand last, so the parts cannot be shifted into one another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

#: what the first line of a chain hangs on, and what stands for the hash of no content
NOTHING = bytes(32)

LEAF = b"\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLine:
    """A line as it is stored: hashing it again needs nothing but these bytes."""

    subject: str
    seq: int
    guarded: bytes
    content_hash: bytes | None
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class BadLine:
    """The first line of a chain that does not hold, and why."""

    subject: str
    seq: int
    because: str

    def __str__(self) -> str:
        return f"{self.subject} line {self.seq}: {self.because}"


def guarded_bytes(words: tuple[str, ...], public: bytes) -> bytes:
    """
    Write everything that a line's hash guards: its words, each with a NUL behind it, then its public part.

    Raises ValueError for a word with a NUL in it: two different lines could have the same bytes.
    """
    text = "\0".join(words)
    if text.count("\0") != len(words) - 1:
        raise ValueError(f"a word of {words!r} has a NUL in it: take it out")
    return text.encode() + b"\0" + public


def line_hash(previous: bytes, guarded: bytes, content_hash: bytes | None) -> bytes:
    """Hash a line onto the line before it."""
    return sha256(LEAF + guarded + (content_hash or NOTHING) + previous).digest()


def verify_chain(lines: Iterable[ChainLine]) -> BadLine | None:
    """Read a chain from its first line; gives the first line that does not hold, or None."""
    previous = NOTHING
    for expected, line in enumerate(lines, 1):
        because = _wrong(line, expected, previous)
        if because:
            return BadLine(line.subject, expected, because)
        previous = line.hash
    return None


def bad_lines(lines: Iterable[ChainLine]) -> Iterator[BadLine]:
    """Read a chain on behind what does not hold; gives every line that does not, in order."""
    expected, previous = 1, NOTHING
    for line in lines:
        if line.seq != expected:
            yield BadLine(line.subject, expected, _wrong(line, expected, previous))
            # the line before this one is not here: whether this one hangs on it nobody can say
            expected, previous = line.seq, line.previous
        if because := _wrong(line, expected, previous):
            yield BadLine(line.subject, line.seq, because)
        expected, previous = line.seq + 1, line.hash


def _wrong(line: ChainLine, expected: int, previous: bytes) -> str:
    if line.seq != expected:
        return f"it is missing; the next one here is line {line.seq}"
    if line.previous != previous:
        return "it does not hang on the line before it"
    if line_hash(line.previous, line.guarded, line.content_hash) != line.hash:
        return "its bytes are not the bytes that were hashed"
    return ""

"""Reading the lines of a bundle: each is hashed as it was when it was written, and hung on its chain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from engine.record.chain import LEAF, NOTHING
from engine.record.line_form import LineWords, read_line
from engine.record.tally import TAKEN, Tally

#: the number and the hash of the last line of a chain
Head = tuple[int, str]

NO_HASH = NOTHING.hex()


@dataclass(frozen=True, slots=True)
class Bad:
    """Something that does not hold, and where it stands."""

    #: the leaf, when it is about one line
    leaf: int | None
    where: str
    because: str

    def __str__(self) -> str:
        return f"{self.where}: {self.because}"


@dataclass(slots=True)
class Chains:
    """Where the chains of all subjects have come, and the first line that does not hold."""

    #: does the bundle begin with the first line of the tree? Then every chain begins in it
    from_the_start: bool
    heads: dict[str, Head] = field(default_factory=dict)
    bad: Bad | None = None
    #: what providers took, by the lines that hold
    tally: Tally = field(default_factory=Tally)

    def follow(self, raw: bytes, expected: int | None) -> tuple[int, bytes] | None:
        """
        Check one line; gives its leaf and the hash of what stands there, or None when it is bad.

        `expected` is its leaf in a whole bundle; None: the lines are only some of the tree.
        """
        try:
            line, public = read_line(raw)
            subject, seq, previous = line.subject, line.seq, line.previous
            told = f"{subject}\0{seq}\0{line.at}\0{line.kind}\0{line.outcome}\0{line.reference}\0".encode()
            hashes = bytes.fromhex(line.content_hash + previous)
            if hashes.hex() != line.content_hash + previous:
                # spaces are read as nothing, and would lend a byte of a hash to what stands before it
                raise ValueError("a hash is written in another way")  # noqa: TRY301 - it is told as unreadable
            own = sha256(b"".join((LEAF, told, public, hashes))).digest()
            said, end = own.hex(), self.heads.get(subject)
            # what nearly every line is: the next one of its chain
            usual = said == line.hash and line.leaf == expected and end == (seq - 1, previous)
            if not usual and (because := self._wrong(line, said, expected)):
                leaf = line.leaf if expected is None else expected
                self.bad = Bad(leaf, f"entry {leaf} ({subject} line {seq})", because)
                return None
            if line.outcome in TAKEN:
                self.tally.look(line.at, line.reference, line.outcome, public)
        except ValueError:
            where = f"entry {expected}" if expected is not None else "a line"
            self.bad = Bad(expected, where, "it cannot be read")
            return None
        self.heads[subject] = (seq, said)
        return line.leaf, own

    def _wrong(self, line: LineWords, own: str, expected: int | None) -> str:
        """Say what is wrong with a line; empty when nothing is."""
        subject, seq = line.subject, line.seq
        if expected is not None and line.leaf != expected:
            return f"it is missing or in another place; here stands entry {line.leaf}"
        if own != line.hash:
            return "its bytes are not the bytes that were hashed"
        head = self.heads.get(subject)
        if head is None:
            if because := self._wrong_beginning(line):
                return because
        elif seq != head[0] + 1:
            return f"line {head[0] + 1} of {subject} is missing or in another place"
        elif line.previous != head[1]:
            return "it does not hang on the line before it"
        return ""

    def _wrong_beginning(self, line: LineWords) -> str:
        first = line.seq == 1
        if first and line.previous != NO_HASH:
            return "it is the first of its chain and hangs on something"
        if not first and self.from_the_start:
            return f"the lines of {line.subject} before it are missing"
        return ""


def entries(file: Iterable[bytes], chains: Chains, first: int) -> Iterator[bytes]:
    """Check the lines of a whole bundle in order; gives the hash of each until one is bad."""
    follow = chains.follow
    for expected, raw in enumerate(file, first):
        found = follow(raw, expected)
        if found is None:
            return
        yield found[1]

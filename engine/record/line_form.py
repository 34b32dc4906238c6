"""
How a line of the ledger stands in a bundle: JSON of one form, written and read here.

Its words come first, in one order; then its public part, byte for byte as it was hashed. A line has one form
only: whoever reads it with another program reads the same.
"""

from dataclasses import dataclass

import msgspec

from engine.record.chain import NOTHING

#: what parts the words of a line from its public part; a text in JSON cannot hold it
PUBLIC = b',"public":'
END = b"}\n"
#: hexadecimal digits of a hash
DIGITS = 2 * len(NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedLine:
    """A line of the ledger as it is stored, with its place in the tree."""

    leaf: int
    subject: str
    seq: int
    #: microseconds since 1970, UTC
    at: int
    kind: str
    outcome: str
    reference: str
    public: bytes
    content_hash: bytes | None
    previous: bytes
    hash: bytes


class LineWords(msgspec.Struct, frozen=True, gc=False):
    """What a line says before its public part, in this order; hashes in hexadecimal, all zeros for none."""

    leaf: int
    subject: str
    seq: int
    #: microseconds since 1970, UTC
    at: int
    kind: str
    outcome: str
    reference: str
    content_hash: str
    previous: str
    hash: str


# made once: a bundle has millions of lines
_decode, _encode = msgspec.json.Decoder(LineWords).decode, msgspec.json.Encoder().encode


def write_line(line: SealedLine) -> bytes:
    """Write one line."""
    words = LineWords(
        leaf=line.leaf,
        subject=line.subject,
        seq=line.seq,
        at=line.at,
        kind=line.kind,
        outcome=line.outcome,
        reference=line.reference,
        content_hash=(line.content_hash or NOTHING).hex(),
        previous=line.previous.hex(),
        hash=line.hash.hex(),
    )
    return _encode(words)[:-1] + PUBLIC + line.public + END


def read_line(raw: bytes) -> tuple[LineWords, bytes]:
    """
    Read one line; gives its words and its public part, which is read no further.

    Raises ValueError for a line of another form: a word twice, in another order, or written in another way.
    """
    head, _, public = raw.partition(PUBLIC)
    line = _decode(written := head + b"}")
    if _encode(line) != written or public[-2:] != END:
        raise ValueError("it is not in the form of a line")
    if len(line.content_hash) != DIGITS or len(line.previous) != DIGITS:
        raise ValueError("a hash has another length")
    return line, public[:-2]

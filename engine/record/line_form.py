"""
How a line of the ledger stands in a bundle: JSON of one form, written and read here.

Its words come first, in one order; then its public part, byte for byte as it was hashed. A line has one form
only: whoever reads it with another program reads the same. What stands inside the public part is its house's.
"""

from dataclasses import dataclass

import msgspec

from engine.record.chain import NOTHING

#: what parts the words of a line from its public part; a text in JSON cannot hold it
PUBLIC = b',"public":'
END = b"}\n"
NUL = "\0"
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


class WholeLine(LineWords, frozen=True, gc=False):
    """A line with its public part, of which is only seen that it is one JSON."""

    public: msgspec.Raw


# made once: a bundle has millions of lines
_decode, _encode = msgspec.json.Decoder(WholeLine).decode, msgspec.json.Encoder().encode


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
    Read one line; gives its words and its public part, of which is only seen that it is one JSON.

    Raises ValueError for a line of another form: a word twice, in another order, or written in another way.
    """
    raw.decode()  # what is no UTF-8, inside the public part too
    try:
        line = _decode(raw)
    except RecursionError as error:
        raise ValueError("it is nested without an end") from error
    if _encode(line) != raw[:-1] or raw[-1:] != END[-1:]:
        raise ValueError("it is not in the form of a line")
    if len(line.content_hash) != DIGITS or len(line.previous) != DIGITS:
        raise ValueError("a hash has another length")
    # a NUL parts the words where they are hashed: with one inside, the same bytes could say something else
    if NUL in line.subject or NUL in line.kind or NUL in line.outcome or NUL in line.reference:
        raise ValueError("a word has a NUL in it")
    return line, bytes(line.public)

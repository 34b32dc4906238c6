"""All chains of the ledger in one reading, hashed here once more: for a hundred thousand people at once."""

from hashlib import sha256
from itertools import groupby

#: as docs/decisions/0010 has it: the layout of RFC 6962 leaves
LEAF, NOTHING = b"\x00", bytes(32)
LINES = (
    "SELECT t.subject, t.seq, t.at, t.kind, t.outcome, t.reference, t.public, t.content_hash, t.previous,"
    " t.hash, c.sealed FROM touchpoint t LEFT JOIN content c ON c.line = t.id ORDER BY t.subject, t.seq"
)
ENDS = "SELECT subject, seq, hash FROM chain_head"
AT_ONCE = 2_000


def chain_errors(store):
    """Count the chains that do not hold: a line is changed or missing, an end cut off, a content swapped."""
    with store.reading() as connection:
        ends = {subject: (seq, bytes(last)) for subject, seq, last in connection.exec_driver_sql(ENDS)}
        options = {"stream_results": True, "yield_per": AT_ONCE}
        lines = connection.exec_driver_sql(LINES, execution_options=options)
        broken = 0
        for subject, chain in groupby(lines, key=lambda line: line.subject):
            broken += end_of(chain) != ends.pop(subject, None)
        # an end of which no line is there
        return broken + len(ends)


def end_of(chain):
    """Give the number and the hash of the last line; None: the chain does not hold."""
    expected, previous, holds = 0, NOTHING, True
    for line in chain:
        expected += 1
        holds = holds and line.seq == expected and bytes(line.previous) == previous and is_whole(line)
        previous = bytes(line.hash)
    return (expected, previous) if holds else None


def is_whole(line):
    """Say whether a line, and the content that stands for it, are the bytes that were hashed."""
    words = (line.subject, str(line.seq), str(line.at), line.kind, line.outcome, line.reference)
    guarded = "\0".join(words).encode() + b"\0" + bytes(line.public)
    content = bytes(line.content_hash or NOTHING)
    is_same = sha256(LEAF + guarded + content + bytes(line.previous)).digest() == bytes(line.hash)
    return is_same and (line.sealed is None or sha256(line.sealed).digest() == content)

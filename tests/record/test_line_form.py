"""Lines of bundles that were made before are read by what is written today, to the byte."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from engine.record.line_form import SealedLine, read_line, write_line

HASHES = st.binary(min_size=32, max_size=32)
NUMBERS = st.integers(min_value=0, max_value=2**63 - 1)


@given(
    words=st.lists(st.text(), min_size=4, max_size=4),
    numbers=st.lists(NUMBERS, min_size=3, max_size=3),
    hashes=st.lists(HASHES, min_size=3, max_size=3),
)
def test_a_line_is_json_in_the_order_and_the_way_that_it_always_had(words, numbers, hashes):
    subject, kind, outcome, reference = words
    leaf, seq, at = numbers
    content_hash, previous, own = hashes
    head = {"leaf": leaf, "subject": subject, "seq": seq, "at": at, "kind": kind, "outcome": outcome}
    head |= {"reference": reference, "content_hash": content_hash.hex(), "previous": previous.hex()}

    written = write_line(
        SealedLine(
            leaf=leaf,
            subject=subject,
            seq=seq,
            at=at,
            kind=kind,
            outcome=outcome,
            reference=reference,
            public=b'{"one":1}',
            content_hash=content_hash,
            previous=previous,
            hash=own,
        )
    )

    assert written == orjson.dumps(head | {"hash": own.hex()})[:-1] + b',"public":{"one":1}}\n'
    line, public = read_line(written)
    assert public == b'{"one":1}'
    assert (line.subject, line.seq, line.previous) == (subject, seq, previous.hex())

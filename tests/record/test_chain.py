"""A chain shows every change, at the first line that was touched."""

from dataclasses import replace

import pytest

from engine.record.chain import NOTHING, BadLine, ChainLine, guarded_bytes, line_hash, verify_chain


def a_chain(length):
    lines, previous = [], NOTHING
    for seq in range(1, length + 1):
        guarded = guarded_bytes(("case:C-1", str(seq)), b'{"n":1}')
        content_hash = bytes([seq]) * 32 if seq % 2 else None
        own = line_hash(previous, guarded, content_hash)
        lines.append(
            ChainLine(
                subject="case:C-1",
                seq=seq,
                guarded=guarded,
                content_hash=content_hash,
                previous=previous,
                hash=own,
            )
        )
        previous = own
    return lines


@pytest.mark.parametrize("length", [0, 1, 5])
def test_holds_as_it_was_written(length):
    assert verify_chain(a_chain(length)) is None


@pytest.mark.parametrize(
    ("harm", "seq", "because"),
    [
        (lambda lines: lines[2:3] + lines[1:2], 1, "missing"),
        (lambda lines: lines[:2] + lines[3:], 3, "missing"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 2, "missing"),
        (lambda lines: [*lines[:2], replace(lines[2], guarded=b"{}"), *lines[3:]], 3, "bytes"),
        (lambda lines: [*lines[:2], replace(lines[2], content_hash=None), *lines[3:]], 3, "bytes"),
        (lambda lines: [*lines[:2], replace(lines[2], previous=NOTHING), *lines[3:]], 3, "hang"),
        (lambda lines: [*lines[:2], replace(lines[2], hash=NOTHING), *lines[3:]], 3, "bytes"),
    ],
)
def test_finds_the_first_line_that_was_harmed(harm, seq, because):
    found = verify_chain(harm(a_chain(5)))

    assert isinstance(found, BadLine)
    assert found.seq == seq
    assert because in str(found)


def test_a_line_that_was_written_anew_no_longer_carries_the_next():
    lines = a_chain(3)
    guarded = guarded_bytes(("case:C-1", "2"), b'{"n":2}')
    forged = replace(
        lines[1], guarded=guarded, hash=line_hash(lines[0].hash, guarded, None), content_hash=None
    )

    assert verify_chain([lines[0], forged, lines[2]]) == BadLine(
        "case:C-1", 3, "it does not hang on the line before it"
    )


def test_refuses_a_word_that_could_hide_another():
    with pytest.raises(ValueError, match="NUL"):
        guarded_bytes(("case:C-1\0", "1"), b"{}")

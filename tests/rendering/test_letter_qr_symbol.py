"""The QR symbol: what segno makes, only sooner."""

import re

import pytest
import segno
from segno import encoder

from engine.rendering.letter.qr_symbol import MASKS, QUIET_ZONE, Grid, penalty, qr_symbol

SHORT = b"BCD\n002\n1\nSCT\n\nStichting De Brug\nNL91ABNA0417164300\nEUR612.40\n\n\nD-1001"
LONG = SHORT + " huur oktober, ü".encode() * 14
PAYLOADS = [
    pytest.param(SHORT, id="short"),
    pytest.param(LONG, id="long"),
    pytest.param(b"1" * 331, id="331"),
]


def rows_of(code) -> tuple[str, ...]:
    return tuple("".join(str(module) for module in row) for row in code.matrix)


def grid_of(rows: tuple[str, ...]) -> Grid:
    columns = ("".join(column) for column in zip(*rows, strict=True))
    gap = "0" * QUIET_ZONE
    return Grid(int("".join(row + gap for row in rows), 2), int("".join(line + gap for line in columns), 2))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_is_the_symbol_that_segno_makes_with_that_mask(payload):
    symbol = qr_symbol(payload)

    whole = segno.make_qr(payload, error="m", mask=symbol.mask, boost_error=False)
    assert symbol.rows == rows_of(whole)
    assert symbol.version == whole.version


@pytest.mark.parametrize("payload", PAYLOADS)
def test_takes_the_mask_with_the_lowest_penalty(payload):
    symbol = qr_symbol(payload)

    scores = {
        mask: encoder.evaluate_mask(code.matrix, len(code.matrix), len(code.matrix))
        for mask in MASKS
        for code in [segno.make_qr(payload, error="m", mask=mask, boost_error=False)]
    }
    assert scores[symbol.mask] == min(scores.values())


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("payload", [SHORT, b"1" * 331], ids=["short", "331"])
def test_scores_a_symbol_as_segno_does(payload, mask):
    code = segno.make_qr(payload, error="m", mask=mask, boost_error=False)
    size = len(code.matrix)

    score = penalty(grid_of(rows_of(code)), size)

    assert score == encoder.evaluate_mask(code.matrix, size, size)


def test_counts_both_of_two_finder_patterns_that_overlap():
    overlapping = ("000010111011101" + "0" * 6, *["01" * 10 + "0", "10" * 10 + "1"] * 10)
    apart = ("000010111010101" + "0" * 6, *overlapping[1:])

    assert penalty(grid_of(overlapping), 21) - penalty(grid_of(apart), 21) == 40


def test_draws_every_dark_module_inside_a_quiet_zone():
    symbol = qr_symbol(SHORT)

    svg = symbol.svg()

    side = len(symbol.rows) + 2 * QUIET_ZONE
    drawn = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg)
        for step in range(int(length))
    }
    dark = {
        (x + QUIET_ZONE, y + QUIET_ZONE)
        for y, row in enumerate(symbol.rows)
        for x, module in enumerate(row)
        if module == "1"
    }
    assert drawn == dark
    assert f'width="{side}" height="{side}"' in svg

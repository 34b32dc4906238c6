"""The measurement of imports keeps the form that all benchmarks share."""

from importlib import import_module


def test_measures_rows_beside_a_reference():
    found = import_module("benchmarks.import").measure(rows=60, reference_rows=5)

    assert found.name == "import"
    assert all(number > 0 for number in (found.figure, found.reference_figure, found.ratio, found.memory_mb))

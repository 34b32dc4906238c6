"""The measurement of letters keeps the form that all benchmarks share."""

from dataclasses import asdict

from benchmarks.letters import measure


def test_measures_finished_letters_beside_a_reference():
    found = asdict(measure(count=3, reference_count=2))

    assert list(found) == ["name", "figure", "unit", "reference", "reference_figure", "ratio", "memory_mb"]
    numbers = [found[key] for key in ("figure", "reference_figure", "ratio", "memory_mb")]
    assert all(isinstance(number, float) and number > 0 for number in numbers)

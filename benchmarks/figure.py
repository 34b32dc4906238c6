"""What every benchmark prints: one figure beside a reference that was measured in the same run."""

import argparse
import json
import resource
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure and its reference; `ratio` is figure through reference."""

    name: str
    figure: float
    unit: str
    reference: str
    reference_figure: float
    ratio: float
    #: the most memory that this process ever held
    memory_mb: float


def figure(name: str, unit: str, measured: float, reference: tuple[str, float], ratio: float) -> Figure:
    """Round everything for printing and add the memory."""
    said, reference_figure = reference
    return Figure(
        name=name,
        figure=round(measured, 3),
        unit=unit,
        reference=said,
        reference_figure=round(reference_figure, 3),
        ratio=round(ratio, 3),
        memory_mb=round(peak_memory(), 1),
    )


def peak_memory() -> float:
    """Give the most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def show(doc: str | None, measure: Callable[[], Figure]) -> None:
    """Measure, and print one line: for people, or with --json for machines."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    as_json = parser.parse_args().json
    found = measure()
    if as_json:
        print(json.dumps(asdict(found)))
        return
    print(f"{found.name}: {found.figure} {found.unit}; memory {found.memory_mb} MB")
    print(f"reference: {found.reference_figure} ({found.reference}); ratio {found.ratio}")

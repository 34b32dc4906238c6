"""Replies: how many replies a second are read; the target is 500."""

import csv
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from simplemma import lemmatize

from benchmarks.figure import Figure, figure, show
from engine.replies.understand import understand

SETS = ("visible.csv", "phrasings.csv")
TODAY = date(2026, 11, 23)


def replies() -> list[tuple[str, str]]:
    """Read the labelled replies that the tests use."""
    found: list[tuple[str, str]] = []
    for name in SETS:
        with (Path(__file__).parents[1] / "tests" / "replies" / name).open(encoding="utf-8") as file:
            found += [(row["channel"], row["text"]) for row in csv.DictReader(file)]
    return found


def a_second(work: Callable[[str, str], object], rows: list[tuple[str, str]]) -> float:
    """Say how many replies a second a piece of work reads."""
    started = time.process_time()
    for channel, text in rows:
        work(channel, text)
    return len(rows) / (time.process_time() - started)


def measure() -> Figure:
    """Read replies that are new by a number in each; the lexicons are loaded first."""
    rows = replies()
    for channel, text in rows:
        understand(channel, text, TODAY)
    fresh = [(channel, f"{text} {number}x{number}") for number, (channel, text) in enumerate(rows * 2)]
    read = a_second(lambda channel, text: understand(channel, text, TODAY), fresh)
    lemmas = a_second(lambda _, text: [lemmatize(word, lang="nl") for word in text.split()], fresh)
    said = ("replies a second whose words are only brought to their lemma", lemmas)
    return figure("replies", "replies a second", read, said, read / lemmas)


if __name__ == "__main__":
    show(__doc__, measure)

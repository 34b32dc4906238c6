"""Two years of the example portfolio, looked through by a checker that shares no code with the engine."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.proof.count import Count
from tests.walks.law_checker import left, violations
from tests.walks.two_years import play

MONTHS, DAYS = 24, 730


def two_years(months=MONTHS, days=DAYS):
    """Count the contacts, the decisions that were looked at, and what is outside the rules."""
    count = Count("two years", "sqlite")
    with TemporaryDirectory(prefix="minnelijk-proof-") as folder:
        lines, people = play(Path(folder), months, days)
    contacts = left(lines)
    count.messages = len(people)
    count.contacts = len({line.reference for line in contacts})
    count.decisions = sum(line.kind == "decision" for line in lines)
    count.outside = sum(1 for _ in violations(lines, people))
    count.outcomes = dict(Counter(line.public["channel"] for line in contacts))
    return count

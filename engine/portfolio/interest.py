"""Statutory interest that a row claims: checked against the table of rates, or not taken in (NL-41, S)."""

import re
from datetime import date

from engine.domain.calendar import ONE_DAY
from engine.domain.case import Jurisdiction
from engine.policy.content.dates import Day
from engine.policy.content.writing import Writing
from engine.policy.statutory_interest import NoRate, interest_over, total_of
from engine.portfolio.cells import BadCell, Row, euro

STATUTORY = re.compile(
    r"\bwettelijke? (?:handels)?rente\b|\bwettelijke (?:interest|intrest)\w*|\bstatutory\b"
)
AND_WITH = re.compile(r"\b(?:tot en met|t/m)\b")
PERIOD = 2


def check_interest(row: Row, jurisdiction: Jurisdiction) -> None:
    """
    Refuse interest that calls itself statutory and that no confirmed rate bears out, or that is too high.

    Interest that a contract sets names its own rate: the claim description tells it (NL-21, V).
    """
    claimed, basis = euro(row, "interest"), row.get("interest_basis", "")
    writing = Writing(basis)
    if not claimed or jurisdiction is not Jurisdiction.NL or not STATUTORY.search(writing.folded):
        return
    days = [day for piece in writing.pieces for day in piece.days]
    if len(days) != PERIOD:
        raise BadCell(
            "interest_basis", basis, "names no period; write: van 2 mei 2026 tot en met 8 juni 2026"
        )
    since, until = (_date(day, basis) for day in days)
    end = until + ONE_DAY if AND_WITH.search(writing.folded) else until
    if end <= since:
        raise BadCell("interest_basis", basis, "names a period that ends before it begins")
    found = interest_over(euro(row, "amount"), (since, end), jurisdiction)
    if isinstance(found, NoRate):
        fix = "see `minnelijk law rates`, and take the interest out or let somebody add the row"
        raise BadCell("interest_basis", basis, f"claims statutory interest, and {found.because}; {fix}")
    if claimed > (most := total_of(found)):
        said = f"is more than the {most} euro of statutory interest from {since} up to {end}"
        raise BadCell("interest", row["interest"], said)


def _date(day: Day, basis: str) -> date:
    found = day.as_date(date.max) if day.year else None
    if found is None:
        raise BadCell("interest_basis", basis, f"names a day without its year: {day.day}-{day.month}")
    return found

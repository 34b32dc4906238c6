"""From rows of holidays, each with its source, to the calendar of a jurisdiction."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from engine.domain.calendar import Calendar
from engine.domain.case import Jurisdiction
from engine.domain.decision import Source


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One holiday: its Dutch name, where it comes from, and its date in every year, for all to check."""

    name: str
    source: Source
    #: the dates as YYYY-MM-DD, a space between two
    days: str


def calendar_of(jurisdiction: Jurisdiction, rows: tuple[HolidayRow, ...], years: tuple[int, int]) -> Calendar:
    """Make a calendar from rows; its version is a hash of the rows."""
    content = repr(
        (jurisdiction.value, years, [(row.name, str(row.source), row.days.split()) for row in rows])
    )
    return Calendar(
        jurisdiction,
        {date.fromisoformat(day): (row.name, str(row.source)) for row in rows for day in row.days.split()},
        years,
        f"{jurisdiction}-{sha256(content.encode()).hexdigest()[:12]}",
    )

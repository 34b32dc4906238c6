"""The calendar of each jurisdiction, and the alarm for rows that somebody must look up."""

from engine.domain.calendar import Calendar
from engine.domain.case import Jurisdiction
from engine.policy.be.calendar import be_calendar
from engine.policy.nl.calendar import DECREE, nl_calendar


def calendar_for(jurisdiction: Jurisdiction) -> Calendar:
    """Give the calendar of a jurisdiction."""
    match jurisdiction:
        case Jurisdiction.NL:
            return nl_calendar()
        case Jurisdiction.BE:
            return be_calendar()


def missing_rows(calendar: Calendar, year: int) -> tuple[str, ...]:
    """Name what a calendar lacks for a year, and where to look it up; to be asked for the coming year."""
    name = calendar.jurisdiction.upper()
    first, last = calendar.years
    if not first <= year <= last:
        return (f"calendar {name}: it covers {first} to {last}; add the holidays of {year} to its rows",)
    if calendar.jurisdiction is Jurisdiction.NL and not _has_decree_days(calendar, year):
        return (f"calendar {name}: no decree days for {year}; look up the decree ({DECREE}) and add them",)
    return ()


def _has_decree_days(calendar: Calendar, year: int) -> bool:
    return any(day.year == year and source == str(DECREE) for day, (_, source) in calendar.holidays.items())

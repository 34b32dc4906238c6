"""The Dutch holidays of the Algemene termijnenwet, pinned: one row a holiday, with its source."""

from functools import cache

from engine.domain.calendar import Calendar
from engine.domain.case import Jurisdiction
from engine.domain.decision import Source
from engine.policy.calendar_rows import HolidayRow, calendar_of

YEARS = (2024, 2032)

#: holidays named in article 3, paragraph 1
NAMED = Source("NL-12 ATW 3(1)", "V")
#: days that paragraph 2 equates with a holiday
EQUATED = Source("NL-12 ATW 3(2)", "V")
#: that King's Day moves to the 26th when the 27th is a Sunday
MOVED = Source("NL-12 King's Day moved", "U")
#: days equated by decree, paragraph 3; the dates as quoted by a secondary source
DECREE = Source("NL-13 ATW 3(3)", "S")

ROWS = (
    HolidayRow(
        "Nieuwjaarsdag",
        NAMED,
        "2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-01 2029-01-01 2030-01-01 2031-01-01 2032-01-01",
    ),
    HolidayRow(
        "Goede Vrijdag",
        EQUATED,
        "2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14 2029-03-30 2030-04-19 2031-04-11 2032-03-26",
    ),
    HolidayRow(
        "Tweede Paasdag",
        NAMED,
        "2024-04-01 2025-04-21 2026-04-06 2027-03-29 2028-04-17 2029-04-02 2030-04-22 2031-04-14 2032-03-29",
    ),
    HolidayRow(
        "Koningsdag", NAMED, "2024-04-27 2026-04-27 2027-04-27 2028-04-27 2029-04-27 2030-04-27 2032-04-27"
    ),
    HolidayRow("Koningsdag (op zaterdag)", MOVED, "2025-04-26 2031-04-26"),
    HolidayRow(
        "Bevrijdingsdag",
        NAMED,
        "2024-05-05 2025-05-05 2026-05-05 2027-05-05 2028-05-05 2029-05-05 2030-05-05 2031-05-05 2032-05-05",
    ),
    HolidayRow(
        "Hemelvaartsdag",
        NAMED,
        "2024-05-09 2025-05-29 2026-05-14 2027-05-06 2028-05-25 2029-05-10 2030-05-30 2031-05-22 2032-05-06",
    ),
    HolidayRow(
        "Tweede Pinksterdag",
        NAMED,
        "2024-05-20 2025-06-09 2026-05-25 2027-05-17 2028-06-05 2029-05-21 2030-06-10 2031-06-02 2032-05-17",
    ),
    HolidayRow(
        "Eerste Kerstdag",
        NAMED,
        "2024-12-25 2025-12-25 2026-12-25 2027-12-25 2028-12-25 2029-12-25 2030-12-25 2031-12-25 2032-12-25",
    ),
    HolidayRow(
        "Tweede Kerstdag",
        NAMED,
        "2024-12-26 2025-12-26 2026-12-26 2027-12-26 2028-12-26 2029-12-26 2030-12-26 2031-12-26 2032-12-26",
    ),
    # Decrees are made for a few years at a time: `missing_rows` asks for the next one.
    HolidayRow(
        "dag na Hemelvaartsdag (besluit)", DECREE, "2024-05-10 2025-05-30 2026-05-15 2027-05-07 2028-05-26"
    ),
    HolidayRow("dag na Koningsdag (besluit)", DECREE, "2028-04-28"),
    HolidayRow("dag na Tweede Kerstdag (besluit)", DECREE, "2024-12-27"),
    HolidayRow("dag na Nieuwjaarsdag (besluit)", DECREE, "2026-01-02"),
)


@cache
def nl_calendar() -> Calendar:
    """Give the Dutch calendar."""
    return calendar_of(Jurisdiction.NL, ROWS, YEARS)

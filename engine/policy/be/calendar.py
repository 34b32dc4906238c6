"""The ten Belgian statutory holidays, pinned: one row a holiday, with its source."""

from functools import cache

from engine.domain.calendar import Calendar
from engine.domain.case import Jurisdiction
from engine.domain.decision import Source
from engine.policy.calendar_rows import HolidayRow, calendar_of

YEARS = (2024, 2032)

#: law.md has no list (its section 5, number 10): the ten days of the Royal Decree of 18-4-1974, unverified.
#: Replacement days for a holiday in a weekend, 11 July, 2 November, 15 November and 26 December: no holidays.
STATUTORY = Source("law.md 5(10) KB 18-4-1974", "U")

ROWS = (
    HolidayRow(
        "Nieuwjaarsdag",
        STATUTORY,
        "2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-01 2029-01-01 2030-01-01 2031-01-01 2032-01-01",
    ),
    HolidayRow(
        "Paasmaandag",
        STATUTORY,
        "2024-04-01 2025-04-21 2026-04-06 2027-03-29 2028-04-17 2029-04-02 2030-04-22 2031-04-14 2032-03-29",
    ),
    HolidayRow(
        "Dag van de Arbeid",
        STATUTORY,
        "2024-05-01 2025-05-01 2026-05-01 2027-05-01 2028-05-01 2029-05-01 2030-05-01 2031-05-01 2032-05-01",
    ),
    HolidayRow(
        "O.L.H. Hemelvaart",
        STATUTORY,
        "2024-05-09 2025-05-29 2026-05-14 2027-05-06 2028-05-25 2029-05-10 2030-05-30 2031-05-22 2032-05-06",
    ),
    HolidayRow(
        "Pinkstermaandag",
        STATUTORY,
        "2024-05-20 2025-06-09 2026-05-25 2027-05-17 2028-06-05 2029-05-21 2030-06-10 2031-06-02 2032-05-17",
    ),
    HolidayRow(
        "Nationale feestdag",
        STATUTORY,
        "2024-07-21 2025-07-21 2026-07-21 2027-07-21 2028-07-21 2029-07-21 2030-07-21 2031-07-21 2032-07-21",
    ),
    HolidayRow(
        "O.L.V. Hemelvaart",
        STATUTORY,
        "2024-08-15 2025-08-15 2026-08-15 2027-08-15 2028-08-15 2029-08-15 2030-08-15 2031-08-15 2032-08-15",
    ),
    HolidayRow(
        "Allerheiligen",
        STATUTORY,
        "2024-11-01 2025-11-01 2026-11-01 2027-11-01 2028-11-01 2029-11-01 2030-11-01 2031-11-01 2032-11-01",
    ),
    HolidayRow(
        "Wapenstilstand",
        STATUTORY,
        "2024-11-11 2025-11-11 2026-11-11 2027-11-11 2028-11-11 2029-11-11 2030-11-11 2031-11-11 2032-11-11",
    ),
    HolidayRow(
        "Kerstmis",
        STATUTORY,
        "2024-12-25 2025-12-25 2026-12-25 2027-12-25 2028-12-25 2029-12-25 2030-12-25 2031-12-25 2032-12-25",
    ),
)


@cache
def be_calendar() -> Calendar:
    """Give the Belgian calendar."""
    return calendar_of(Jurisdiction.BE, ROWS, YEARS)

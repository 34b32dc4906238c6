"""The pinned tables of holidays, checked against a rule of arithmetic and against the package `holidays`."""

import re
from datetime import date, timedelta

import holidays
import pytest

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source
from engine.policy.be.calendar import ROWS as BE_ROWS
from engine.policy.calendar_rows import HolidayRow, calendar_of
from engine.policy.calendars import calendar_for, missing_rows
from engine.policy.nl.calendar import ROWS as NL_ROWS
from engine.policy.nl.calendar import nl_calendar

SUNDAY = 6
YEARS = range(2024, 2033)
#: law.md NL-13 (S)
DECREE_DAYS = {
    date(2024, 5, 10),
    date(2024, 12, 27),
    date(2025, 5, 30),
    date(2026, 1, 2),
    date(2026, 5, 15),
    date(2027, 5, 7),
    date(2028, 4, 28),
    date(2028, 5, 26),
}
#: ../shared/data/law/README.md, "Calendar used"
PUBLISHED = {
    ("nl", 2026): "1-1 2-1 3-4 6-4 27-4 5-5 14-5 15-5 25-5 25-12 26-12",
    ("nl", 2027): "1-1 26-3 29-3 27-4 5-5 6-5 7-5 17-5 25-12 26-12",
    ("nl", 2028): "1-1 14-4 17-4 27-4 28-4 5-5 25-5 26-5 5-6 25-12 26-12",
    ("be", 2026): "1-1 6-4 1-5 14-5 25-5 21-7 15-8 1-11 11-11 25-12",
    ("be", 2027): "1-1 29-3 1-5 6-5 17-5 21-7 15-8 1-11 11-11 25-12",
    ("be", 2028): "1-1 17-4 1-5 25-5 5-6 21-7 15-8 1-11 11-11 25-12",
}


def easter(year):
    """Give Easter Sunday by the rule of Butcher and Meeus."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def days_of(jurisdiction, year):
    return sorted(day for day in calendar_for(jurisdiction).holidays if day.year == year)


@pytest.mark.parametrize(("place", "days"), PUBLISHED.items(), ids=str)
def test_holds_the_days_that_were_published(place, days):
    jurisdiction, year = place

    assert [f"{day.day}-{day.month}" for day in days_of(Jurisdiction(jurisdiction), year)] == days.split()


@pytest.mark.parametrize("year", YEARS)
def test_dutch_days_follow_the_rule_of_the_law(year):
    kings_day = date(year, 4, 26 if date(year, 4, 27).weekday() == SUNDAY else 27)
    fixed = {date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    moving = {easter(year) + timedelta(days=days) for days in (-2, 1, 39, 50)}

    assert set(days_of(Jurisdiction.NL, year)) - DECREE_DAYS == fixed | moving


@pytest.mark.parametrize("year", YEARS)
def test_belgian_days_follow_the_rule_of_the_law(year):
    fixed = {date(year, *day) for day in ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))}
    moving = {easter(year) + timedelta(days=days) for days in (1, 39, 50)}

    assert set(days_of(Jurisdiction.BE, year)) == fixed | moving


@pytest.mark.parametrize("year", YEARS)
def test_differs_from_the_package_only_where_we_know_it(year):
    package = set(holidays.country_holidays("NL", years=year))
    sundays = {easter(year), easter(year) + timedelta(days=49)}
    not_in_package = {date(year, 5, 5)} - ({date(year, 5, 5)} if year % 5 == 0 else set())

    assert package - set(days_of(Jurisdiction.NL, year)) == sundays
    assert set(days_of(Jurisdiction.NL, year)) - package == not_in_package | {
        day for day in DECREE_DAYS if day.year == year
    }
    assert set(holidays.country_holidays("BE", years=year)) ^ set(days_of(Jurisdiction.BE, year)) == sundays


@pytest.mark.parametrize("rows", [NL_ROWS, BE_ROWS], ids=["nl", "be"])
def test_every_row_has_a_law_id_and_a_status(rows):
    assert all(re.match(r"NL-1[23] |law\.md 5\(10\) ", row.source.ref) for row in rows)
    assert all(row.source.status in {"V", "S", "U"} for row in rows)


@pytest.mark.parametrize(("jurisdiction", "rows"), [(Jurisdiction.NL, NL_ROWS), (Jurisdiction.BE, BE_ROWS)])
def test_no_two_rows_name_one_day(jurisdiction, rows):
    assert len(calendar_for(jurisdiction).holidays) == sum(len(row.days.split()) for row in rows)


def test_a_day_says_its_name_and_source():
    assert nl_calendar().holidays[date(2026, 5, 15)] == (
        "dag na Hemelvaartsdag (besluit)",
        "NL-13 ATW 3(3) (S)",
    )


def test_a_changed_row_gives_another_version():
    row = HolidayRow("Koningsdag", Source("NL-12", "V"), "2026-04-27")
    calendars = [
        calendar_of(Jurisdiction.NL, (each,), (2026, 2026))
        for each in (row, row, HolidayRow("Koningsdag", Source("NL-12", "S"), "2026-04-27"))
    ]

    first, same, other = [calendar.version for calendar in calendars]

    assert first == same != other
    assert first.startswith("nl-")


@pytest.mark.parametrize(
    ("jurisdiction", "year", "said"),
    [
        (Jurisdiction.NL, 2026, ()),
        (Jurisdiction.NL, 2028, ()),
        (Jurisdiction.NL, 2029, ("no decree days for 2029; look up the decree (NL-13 ATW 3(3) (S))",)),
        (Jurisdiction.NL, 2033, ("it covers 2024 to 2032; add the holidays of 2033",)),
        (Jurisdiction.BE, 2032, ()),
        (Jurisdiction.BE, 2023, ("it covers 2024 to 2032; add the holidays of 2023",)),
    ],
)
def test_an_alarm_names_what_somebody_must_look_up(jurisdiction, year, said):
    missing = missing_rows(calendar_for(jurisdiction), year)

    assert len(missing) == len(said)
    assert all(part in alarm for part, alarm in zip(said, missing, strict=True))


@pytest.mark.parametrize(
    ("day", "is_closed", "is_working_day"),
    [
        ("2026-06-12", False, True),
        ("2026-06-13", False, False),
        ("2026-06-14", True, False),
        ("2026-05-14", True, False),
    ],
)
def test_saturday_is_open_but_no_working_day(day, is_closed, is_working_day):
    calendar = nl_calendar()

    assert calendar.is_closed(date.fromisoformat(day)) is is_closed
    assert calendar.is_working_day(date.fromisoformat(day)) is is_working_day


@pytest.mark.parametrize(
    ("day", "amount", "found"),
    [
        ("2026-05-13", 1, "2026-05-18"),
        ("2026-05-16", 0, "2026-05-16"),
        ("2026-05-16", 2, "2026-05-19"),
    ],
)
def test_counts_working_days_over_holidays(day, amount, found):
    assert nl_calendar().working_day_after(date.fromisoformat(day), amount) == date.fromisoformat(found)


def test_a_working_day_stays_and_a_holiday_moves_on():
    assert nl_calendar().working_day_from(date(2026, 5, 13)) == date(2026, 5, 13)
    assert nl_calendar().working_day_from(date(2026, 5, 14)) == date(2026, 5, 18)

"""Adding a delay in days, working days, open days and open hours, also when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.domain.calendar import Calendar
from engine.domain.campaign import Delay, Unit
from engine.domain.case import Jurisdiction
from engine.domain.delay import later
from engine.policy.calendars import calendar_for
from preferences.hours import Hours, Span, always, parse_hours_text
from preferences.week import DAY
from tests.policy.some_facts import AMSTERDAM, at

OFFICE = parse_hours_text("mon-fri 08:00-19:45; sat 10:00-16:00")
CALENDAR = calendar_for(Jurisdiction.NL)
MINUTE = timedelta(minutes=1)
FOUR_HOURS = Delay(4, Unit.OPEN_HOURS)


def after(start, amount, unit, hours=OFFICE, calendar=CALENDAR):
    return later(start, Delay(amount, unit), hours, calendar, AMSTERDAM)


def in_words(moment):
    return moment.astimezone(AMSTERDAM).isoformat()


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2026-03-10T11:00", 0, Unit.DAYS, "2026-03-10T11:00:00+01:00"),
        ("2026-03-27T11:00:30", 3, Unit.DAYS, "2026-03-30T11:00:30+02:00"),
        ("2026-10-24T11:00", 1, Unit.DAYS, "2026-10-25T11:00:00+01:00"),
        ("2026-03-28T02:30", 1, Unit.DAYS, "2026-03-29T03:00:00+02:00"),
        ("2026-10-24T02:30", 1, Unit.DAYS, "2026-10-25T02:30:00+02:00"),
        ("2026-10-24T03:00", 1, Unit.DAYS, "2026-10-25T03:00:00+01:00"),
        ("2028-01-30T11:00", 30, Unit.DAYS, "2028-02-29T11:00:00+01:00"),
        ("2026-05-13T11:00", 0, Unit.WORKING_DAYS, "2026-05-13T11:00:00+02:00"),
        ("2026-05-13T11:00", 1, Unit.WORKING_DAYS, "2026-05-18T11:00:00+02:00"),
        ("2026-05-16T23:30", 2, Unit.WORKING_DAYS, "2026-05-19T23:30:00+02:00"),
        ("2026-05-13T11:00", 1, Unit.OPEN_DAYS, "2026-05-16T11:00:00+02:00"),
        ("2026-05-13T20:30", 2, Unit.OPEN_DAYS, "2026-05-18T20:30:00+02:00"),
        ("2026-03-10T11:00", 0, Unit.OPEN_HOURS, "2026-03-10T11:00:00+01:00"),
        ("2026-03-10T20:00", 0, Unit.OPEN_HOURS, "2026-03-11T08:00:00+01:00"),
        ("2026-03-10T11:00", 4, Unit.OPEN_HOURS, "2026-03-10T15:00:00+01:00"),
        ("2026-03-10T18:45", 1, Unit.OPEN_HOURS, "2026-03-11T08:00:00+01:00"),
        ("2026-03-10T19:00:15", 2, Unit.OPEN_HOURS, "2026-03-11T09:15:15+01:00"),
        ("2026-03-28T15:00", 2, Unit.OPEN_HOURS, "2026-03-30T09:00:00+02:00"),
    ],
)
def test_gives_the_moment_after_a_delay(start, amount, unit, end):
    assert in_words(after(at(start), amount, unit)) == end


@pytest.mark.parametrize("unit", [Unit.DAYS, Unit.WORKING_DAYS, Unit.OPEN_DAYS])
def test_no_days_is_the_start_itself_also_in_the_second_copy_of_an_hour(unit):
    start = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=1)

    assert in_words(after(start, 0, unit)) == "2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize(
    ("start", "end"),
    [("2024-04-25T23:00", "2024-04-26T04:00:00+03:00"), ("2024-10-31T22:00", "2024-11-01T01:00:00+02:00")],
)
def test_open_hours_are_real_hours_when_the_clocks_change(start, end):
    cairo = ZoneInfo("Africa/Cairo")  # where that is not on a Sunday, which is closed
    nights = parse_hours_text("thu 22:00-24:00; fri 00:00-12:00")

    found = later(datetime.fromisoformat(start).replace(tzinfo=cairo), FOUR_HOURS, nights, CALENDAR, cairo)

    assert found.astimezone(cairo).isoformat() == end


@pytest.mark.parametrize("unit", [Unit.OPEN_DAYS, Unit.OPEN_HOURS])
@pytest.mark.parametrize("hours", [Hours(((),) * 7), parse_hours_text("sun 10:00-12:00")])
def test_hours_that_never_open_cannot_be_counted(unit, hours):
    with pytest.raises(ValueError, match=r"no day counts|never open"):
        after(at("2026-03-10T11:00"), 1, unit, hours)


@st.composite
def an_open_day(draw):
    """A day with one or two spans of at least an hour together."""
    start = draw(st.integers(0, 22 * 60))
    end = draw(st.integers(start + 60, DAY))
    pause = draw(st.integers(start, end))
    spans = [Span(start, pause), Span(pause + 1, end)]
    return tuple(span for span in spans if span.start < span.end)


@st.composite
def a_schedule(draw):
    """A week in which at least two weekdays are open."""
    days = [draw(an_open_day()) if draw(st.booleans()) else () for _ in range(7)]
    days[draw(st.integers(0, 2))] = draw(an_open_day())
    days[draw(st.integers(3, 5))] = draw(an_open_day())
    return Hours(tuple(days))


@st.composite
def a_calendar(draw):
    """A calendar for 2024-2037 with some holidays around the nights in which the clocks change."""
    days = draw(
        st.sets(st.sampled_from([day + timedelta(days=gone) for day in CHANGES for gone in range(-3, 4)]))
    )
    return Calendar(Jurisdiction.NL, dict.fromkeys(days, ("dag", "test")), (2024, 2037), "test")


def last_sunday(year, month):
    return next(
        day for day in (date(year, month, number) for number in range(31, 24, -1)) if day.weekday() == 6
    )


CHANGES = [last_sunday(year, month) for year in range(2024, 2038) for month in (3, 10)]
starts = st.builds(
    lambda day, seconds: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds),
    st.sampled_from(CHANGES),
    st.integers(-4 * 86400, 2 * 86400),
)
some_delays = st.builds(Delay, st.integers(0, 12), st.sampled_from(Unit))
some = settings(max_examples=80, deadline=None)


@some
@given(starts, some_delays, a_schedule(), a_calendar())
def test_a_longer_delay_ends_later(start, delay, hours, calendar):
    shorter = later(start, delay, hours, calendar, AMSTERDAM)
    longer = later(start, Delay(delay.amount + 1, delay.unit), hours, calendar, AMSTERDAM)

    assert start <= shorter < longer


@some
@given(starts, st.integers(0, 3 * 86400), some_delays, a_schedule(), a_calendar())
def test_who_starts_later_never_ends_on_an_earlier_day(start, seconds, delay, hours, calendar):
    second = start + timedelta(seconds=seconds)

    ends = [later(moment, delay, hours, calendar, AMSTERDAM) for moment in (start, second)]

    # Days keep the time on the wall. So who starts on Saturday at 00:00 may end earlier on the same Monday
    # than who started on Friday at 23:59; counted in open hours that cannot be.
    days = [end.astimezone(AMSTERDAM).date() for end in ends]
    assert days[0] <= days[1]
    assert delay.unit is not Unit.OPEN_HOURS or ends[0] <= ends[1]


@some
@given(starts, st.integers(0, 20), a_calendar())
def test_so_many_working_days_lie_between(start, amount, calendar):
    end = after(start, amount, Unit.WORKING_DAYS, always(), calendar).astimezone(AMSTERDAM).date()
    first = start.astimezone(AMSTERDAM).date()
    between = [first + timedelta(days=gone) for gone in range(1, (end - first).days + 1)]

    assert sum(day.weekday() < 5 and day not in calendar.holidays for day in between) == amount


@settings(max_examples=40, deadline=None)
@given(starts, st.integers(0, 12), a_schedule(), a_calendar())
def test_so_much_open_time_lies_between_and_the_end_is_open(start, amount, hours, calendar):
    def is_open(moment):
        local = moment.astimezone(AMSTERDAM)
        return hours.contains(local) and local.weekday() != 6 and local.date() not in calendar.holidays

    start = start.replace(second=0)

    end = after(start, amount, Unit.OPEN_HOURS, hours, calendar)

    minutes = range((end - start) // MINUTE)
    assert is_open(end)
    assert sum(is_open(start + MINUTE * gone) for gone in minutes) == amount * 60


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/Havana", "Australia/Lord_Howe"])
def test_days_keep_the_time_on_the_wall_in_every_zone(zone):
    start = datetime(2026, 1, 31, 12, 15, tzinfo=ZoneInfo(zone))
    days = [later(start, Delay(gone), OFFICE, CALENDAR, ZoneInfo(zone)) for gone in range(366)]

    assert {moment.astimezone(ZoneInfo(zone)).strftime("%H:%M") for moment in days} == {"12:15"}

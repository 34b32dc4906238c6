"""When hours are open: ordinary days, nights, and the nights in which the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preferences.hours import HORIZON, Hours, Span, always, never_closed, parse_hours_text
from preferences.week import DAY

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = parse_hours_text("mon-fri 08:00-19:45; sat 10:00-12:00, 14:00-16:00")
MINUTE = timedelta(minutes=1)
#: a week of these holds every kind of moment around a change of the clocks
CHANGES = [
    datetime(
        year,
        month,
        next(day for day in range(31, 24, -1) if date(year, month, day).weekday() == 6),
        1,
        tzinfo=UTC,
    )
    for year in range(2024, 2038)
    for month in (3, 10)
]


def at(text, zone=AMSTERDAM, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def in_words(moment, zone=AMSTERDAM):
    return moment and moment.astimezone(zone).isoformat()


def opens(hours, moment, is_closed=never_closed):
    return in_words(hours.next_open(moment, AMSTERDAM, is_closed))


def closes(hours, moment, is_closed=never_closed):
    return in_words(hours.closes_at(moment, AMSTERDAM, is_closed))


@pytest.mark.parametrize(
    ("moment", "open_from"),
    [
        ("2026-03-10T07:59:59", "2026-03-10T08:00:00+01:00"),
        ("2026-03-10T08:00:00", "2026-03-10T08:00:00+01:00"),
        ("2026-03-10T19:44:59.999999", "2026-03-10T19:44:59.999999+01:00"),
        ("2026-03-10T19:45:00", "2026-03-11T08:00:00+01:00"),
        ("2026-03-14T13:00:00", "2026-03-14T14:00:00+01:00"),
        ("2026-03-14T16:00:00", "2026-03-16T08:00:00+01:00"),
        ("2026-03-28T16:00:00", "2026-03-30T08:00:00+02:00"),
    ],
)
def test_gives_the_next_open_moment_to_the_second(moment, open_from):
    assert opens(OFFICE, at(moment)) == open_from


def test_a_closed_day_is_passed_over():
    assert opens(OFFICE, at("2026-03-10T09:00"), lambda day: day.day < 13) == "2026-03-13T08:00:00+01:00"


@pytest.mark.parametrize(
    ("hours", "is_closed"),
    [
        (Hours(((),) * 7), never_closed),
        (OFFICE, lambda day: True),
        (parse_hours_text("sun 10:00-12:00"), lambda day: day.weekday() == 6),
    ],
)
def test_what_never_opens_has_no_next_moment(hours, is_closed):
    assert opens(hours, at("2026-03-10T09:00"), is_closed) is None


def test_looks_no_further_than_the_horizon():
    start = at("2026-01-05T09:00")

    assert opens(OFFICE, start, lambda day: day < start.date() + HORIZON) is not None
    assert opens(OFFICE, start, lambda day: day <= start.date() + HORIZON) is None


def test_a_span_that_begins_in_the_skipped_hour_opens_after_it():
    assert opens(parse_hours_text("sun 02:30-04:00"), at("2026-03-29T00:00")) == "2026-03-29T03:00:00+02:00"


def test_a_span_inside_the_skipped_hour_does_not_open_that_night():
    assert opens(parse_hours_text("sun 02:00-03:00"), at("2026-03-29T00:00")) == "2026-04-05T02:00:00+02:00"


@pytest.mark.parametrize(
    ("moment", "open_from"),
    [
        (at("2026-10-25T02:10"), "2026-10-25T02:10:00+02:00"),
        (at("2026-10-25T02:45"), "2026-10-25T02:00:00+01:00"),
        (at("2026-10-25T02:10", fold=1), "2026-10-25T02:10:00+01:00"),
        (at("2026-10-25T02:45", fold=1), "2026-11-01T02:00:00+01:00"),
    ],
)
def test_both_copies_of_the_double_hour_are_open(moment, open_from):
    assert opens(parse_hours_text("sun 02:00-02:30"), moment) == open_from


def test_a_day_that_begins_at_one_o_clock_opens_there():
    havana = ZoneInfo("America/Havana")
    evening_before = datetime(2026, 3, 7, 23, 30, tzinfo=havana)

    opened = parse_hours_text("sun 00:00-06:00").next_open(evening_before, havana, never_closed)

    assert in_words(opened, havana) == "2026-03-08T01:00:00-04:00"


@pytest.mark.parametrize(
    ("hours", "moment", "end"),
    [
        (OFFICE, "2026-03-10T08:00", "2026-03-10T19:45:00+01:00"),
        (OFFICE, "2026-03-14T11:59:59", "2026-03-14T12:00:00+01:00"),
        (OFFICE, "2026-03-10T19:45", None),
        (OFFICE, "2026-03-10T07:00", None),
        (
            parse_hours_text("tue 22:00-24:00; wed 00:00-02:00, 03:00-04:00"),
            "2026-03-10T23:00",
            "2026-03-11T02:00:00+01:00",
        ),
        (parse_hours_text("sun 01:00-04:00"), "2026-03-29T01:30", "2026-03-29T04:00:00+02:00"),
        (parse_hours_text("sun 02:00-02:30"), "2026-10-25T02:10", "2026-10-25T02:30:00+02:00"),
        (parse_hours_text("sun 01:00-03:00"), "2026-10-25T02:10", "2026-10-25T03:00:00+01:00"),
        (always(), "2026-03-10T12:00", None),
    ],
)
def test_gives_the_end_of_the_stretch_that_is_open(hours, moment, end):
    assert closes(hours, at(moment)) == end


def test_a_closed_day_ends_a_stretch_that_would_run_on():
    assert (
        closes(always(), at("2026-03-13T12:00"), lambda day: day.weekday() == 6)
        == "2026-03-15T00:00:00+01:00"
    )


def test_a_stretch_before_a_long_closure_has_its_end():
    assert closes(OFFICE, at("2026-03-10T12:00"), lambda day: day.day != 10) == "2026-03-10T19:45:00+01:00"


def test_hours_meet_where_both_are_open():
    evenings = parse_hours_text("mon-sun 18:00-21:00; ")

    assert OFFICE.meet(evenings) == parse_hours_text("mon-fri 18:00-19:45")
    assert OFFICE.meet(parse_hours_text("sun 10:00-12:00")).never


@st.composite
def days_of_spans(draw):
    edges = sorted(draw(st.sets(st.integers(0, DAY), max_size=4)))
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


weeks = st.builds(lambda days: Hours(tuple(days)), st.lists(days_of_spans(), min_size=7, max_size=7))
near_a_change = st.builds(
    lambda change, seconds: change + timedelta(seconds=seconds),
    st.sampled_from(CHANGES),
    st.integers(-30 * 3600, 6 * 3600),
)
closed_weekdays = st.sets(st.integers(0, 6), max_size=2)


def minutes_from(moment, days=2):
    """Walk on minute by minute, the first moment as it is."""
    yield moment
    whole = moment.replace(second=0, microsecond=0) + MINUTE
    yield from (whole + MINUTE * gone for gone in range(days * DAY))


@settings(max_examples=60, deadline=None)
@given(weeks, near_a_change, closed_weekdays)
def test_agrees_with_walking_minute_by_minute(hours, moment, closed):
    def is_closed(day):
        return day.weekday() in closed

    def is_open(each):
        local = each.astimezone(AMSTERDAM)
        return hours.contains(local) and not is_closed(local.date())

    walked = next((each for each in minutes_from(moment) if is_open(each)), None)
    end = next((each for each in minutes_from(moment) if not is_open(each)), None)

    opened = hours.next_open(moment, AMSTERDAM, is_closed)
    closed_at = hours.closes_at(moment, AMSTERDAM, is_closed)

    assert opened == walked if walked else opened is None or opened > moment + timedelta(days=2)
    if not is_open(moment):
        assert closed_at is None
    elif end:
        assert closed_at == end

"""
The hours of the law on every minute of 2026 to 2028, against the words of the law written once more.

Three years of minutes are one array a window; both changes of the clock of each year are among them.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.domain.case import CollectorRole, Jurisdiction
from engine.policy.be.calendar import be_calendar
from engine.policy.calendars import calendar_for
from engine.policy.law_window import law_layer
from engine.policy.nl.calendar import nl_calendar
from preferences.channel import ContactKind

START = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = (datetime(2029, 1, 1, tzinfo=UTC) - START) // timedelta(hours=1)
MINUTE = timedelta(minutes=1)
#: room for the first open moment after the last minute
BEYOND = 24 * 20
AMSTERDAM, BRUSSELS = ZoneInfo("Europe/Amsterdam"), ZoneInfo("Europe/Brussels")
#: ../shared/data/law/README.md, "Calendar used"
DUTCH_HOLIDAYS = {
    date(year, *map(int, reversed(day.split("-"))))
    for year, days in {
        2026: "1-1 2-1 3-4 6-4 27-4 5-5 14-5 15-5 25-5 25-12 26-12",
        2027: "1-1 26-3 29-3 27-4 5-5 6-5 7-5 17-5 25-12 26-12",
        2028: "1-1 14-4 17-4 27-4 28-4 5-5 25-5 26-5 5-6 25-12 26-12",
        2029: "1-1",
    }.items()
    for day in days.split()
}


def dutch_day(day):
    return day.isoweekday() != 7 and day not in DUTCH_HOLIDAYS


def dutch_message(local):
    return dutch_day(local.date()) and 7 <= local.hour < 20


def dutch_letter(local):
    return dutch_day(local.date())


def belgian_call(local):
    return 8 <= local.hour < 22


#: name -> (jurisdiction, kind of contact, time zone, what the law says of an hour)
WINDOWS = {
    "a Dutch message": (Jurisdiction.NL, ContactKind.SMS, AMSTERDAM, dutch_message),
    "a Dutch call": (Jurisdiction.NL, ContactKind.CALL, AMSTERDAM, dutch_message),
    "a Dutch letter": (Jurisdiction.NL, ContactKind.LETTER, AMSTERDAM, dutch_letter),
    "a Belgian call": (Jurisdiction.BE, ContactKind.CALL, BRUSSELS, belgian_call),
    "a Belgian visit": (Jurisdiction.BE, ContactKind.VISIT, BRUSSELS, belgian_call),
}


def by_the_law(zone, allows):
    """Write 1 for every minute that the law allows; offsets are whole hours, so an hour is all or nothing."""
    minutes = bytearray()
    for hour in range(HOURS + BEYOND):
        local = (START + timedelta(hours=hour)).astimezone(zone)
        minutes += (b"\1" if allows(local) else b"\0") * 60
    return minutes


def by_the_engine(layer):
    """Write 1 for every minute inside the stretches that the engine finds, one after another."""
    minutes = bytearray((HOURS + BEYOND) * 60)
    end = START + timedelta(hours=HOURS + BEYOND)
    opens = layer.next_open(START)
    while opens is not None and opens < end:
        closes = layer.closes_at(opens) or end
        first, last = (opens - START) // MINUTE, (min(closes, end) - START) // MINUTE
        minutes[first:last] = b"\1" * (last - first)
        opens = layer.next_open(closes)
    return minutes


@pytest.fixture(params=WINDOWS, scope="module")
def window(request):
    jurisdiction, kind, zone, allows = WINDOWS[request.param]
    layer = law_layer(CollectorRole.COLLECTOR, kind, calendar_for(jurisdiction))
    return layer, by_the_law(zone, allows)


def test_the_calendar_is_the_published_one():
    ours = {day for day in nl_calendar().holidays if 2026 <= day.year <= 2028}

    assert ours == {day for day in DUTCH_HOLIDAYS if day.year < 2029}
    assert len([day for day in be_calendar().holidays if day.year == 2026]) == 10


def test_allows_exactly_the_minutes_that_the_law_allows(window):
    layer, law = window

    assert by_the_engine(layer) == law


def test_says_of_any_minute_whether_it_is_open(window):
    layer, law = window
    edges = [at for at in range(1, HOURS * 60) if law[at] != law[at - 1]]
    asked = {at + aside for at in edges for aside in (-1, 0, 1)} | set(range(0, HOURS * 60, 61))

    wrong = [at for at in sorted(asked) if at >= 0 and layer.is_open(START + at * MINUTE) != bool(law[at])]

    assert wrong == []


def test_the_next_allowed_moment_is_the_first_one(window):
    layer, law = window
    edges = [at for at in range(1, HOURS * 60) if law[at] != law[at - 1]]
    asked = {at + aside for at in edges for aside in (-1, 0, 1)} | set(range(0, HOURS * 60, 127))

    wrong = [
        at
        for at in sorted(asked)
        if at >= 0 and layer.next_open(START + at * MINUTE) != START + law.find(1, at) * MINUTE
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("2026-03-28T20:00:00+01:00", "2026-03-30T07:00:00+02:00"),
        ("2026-10-24T20:00:00+02:00", "2026-10-26T07:00:00+01:00"),
        ("2027-03-27T23:59:59+01:00", "2027-03-30T07:00:00+02:00"),
        ("2027-10-30T20:00:00+02:00", "2027-11-01T07:00:00+01:00"),
        ("2028-03-25T20:00:00+01:00", "2028-03-27T07:00:00+02:00"),
        ("2028-10-28T21:30:00+02:00", "2028-10-30T07:00:00+01:00"),
    ],
)
def test_opens_at_the_right_hour_after_the_clock_changed(asked, opens):
    layer = law_layer(CollectorRole.COLLECTOR, ContactKind.SMS, nl_calendar())

    assert layer is not None
    assert layer.next_open(datetime.fromisoformat(asked)) == datetime.fromisoformat(opens)


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2027-03-28"])
def test_a_belgian_night_is_ten_hours_by_the_clock(day):
    layer = law_layer(CollectorRole.COLLECTOR, ContactKind.CALL, be_calendar())
    evening = datetime.fromisoformat(f"{day}T22:00:00").replace(tzinfo=BRUSSELS)

    assert layer is not None
    found = layer.next_open(evening)

    assert found is not None
    opens = found.astimezone(BRUSSELS)
    assert (opens.date() - evening.date(), opens.hour, opens.minute) == (timedelta(days=1), 8, 0)

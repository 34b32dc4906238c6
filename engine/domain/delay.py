"""Adding a delay to a moment: in days, working days, open days or open hours; pure."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.domain.calendar import Calendar, nth_day_after
from engine.domain.campaign import Delay, Unit
from preferences.hours import Hours, hours_text
from preferences.wall import moment_of


def later(start: datetime, delay: Delay, hours: Hours, calendar: Calendar, zone: ZoneInfo) -> datetime:
    """
    Give the moment (UTC) that lies a delay after `start`.

    Days of every unit keep the local wall time (law.md counts days in local civil time); a wall time that
    the clock skips becomes the first moment after the gap. Open hours end at an open moment: the first one
    with that much open time between it and `start`. Raises ValueError when the hours are never open.
    """
    if not delay.amount and delay.unit is not Unit.OPEN_HOURS:
        return start.astimezone(UTC)
    local = start.astimezone(zone).replace(tzinfo=None)
    today = local.date()
    match delay.unit:
        case Unit.DAYS:
            return _same_time(start, local, today + timedelta(days=delay.amount), zone)
        case Unit.WORKING_DAYS:
            return _same_time(start, local, calendar.working_day_after(today, delay.amount), zone)
        case Unit.OPEN_DAYS:
            return _same_time(start, local, _open_day_after(today, delay.amount, hours, calendar), zone)
        case Unit.OPEN_HOURS:
            return _after_open_time(start, timedelta(hours=delay.amount), hours, calendar, zone)


@lru_cache(maxsize=4096)
def _open_day_after(day: date, amount: int, hours: Hours, calendar: Calendar) -> date:
    return nth_day_after(day, amount, lambda each: hours.opens_on(each) and not calendar.is_closed(each))


def _same_time(start: datetime, local: datetime, day: date, zone: ZoneInfo) -> datetime:
    """Give the wall time of `start` on another day; on the same day `start` itself, also in a double hour."""
    if day == local.date():
        return start.astimezone(UTC)
    return moment_of(day, local - datetime.combine(local, time()), zone)


def _after_open_time(
    start: datetime, left: timedelta, hours: Hours, calendar: Calendar, zone: ZoneInfo
) -> datetime:
    """Use up the open time stretch by stretch; what ends with a stretch goes on to the next opening."""
    opens = _opening(start, hours, calendar, zone)
    closes = hours.closes_at(opens, zone, calendar.is_closed)
    while closes is not None and closes <= opens + left:
        left -= closes - opens
        opens = _opening(closes, hours, calendar, zone)
        closes = hours.closes_at(opens, zone, calendar.is_closed)
    return opens + left


def _opening(moment: datetime, hours: Hours, calendar: Calendar, zone: ZoneInfo) -> datetime:
    opens = hours.next_open(moment, zone, calendar.is_closed)
    if opens is None:
        raise ValueError(f"open hours cannot be counted: {hours_text(hours)} is never open after {moment}")
    return opens

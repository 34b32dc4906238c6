"""Local wall time and the moments that it stands for, also on days when the clocks change."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a local day in which the clock runs on: its wall times and the moment (UTC) of the first."""

    #: wall time since midnight; half-open, so `last` is out
    first: timedelta
    last: timedelta
    begins_at: datetime

    def moment(self, wall: timedelta) -> datetime:
        """Give the moment of a wall time in this part."""
        return self.begins_at + (wall - self.first)


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """Find a time zone by its name; a few are in use, and looking one up costs more than remembering it."""
    return ZoneInfo(name)


@lru_cache(maxsize=256)
def local_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """Give a moment in local time; hundreds of cases are decided at one moment."""
    return moment.astimezone(zone)


@lru_cache(maxsize=4096)
def parts(day: date, zone: ZoneInfo) -> tuple[Part, ...]:
    """
    List the parts of a local day: one, or two on a day when the clocks change.

    In spring the wall times of the missing hour are in neither part; in autumn those of the double hour are
    in both.
    """
    begin, end = _midnight(day, zone), _midnight(day + ONE_DAY, zone)
    change = _change(begin, end, zone)
    return tuple(
        _part(day, zone, first, last) for first, last in pairwise((begin, change, end)) if first < last
    )


def moment_of(day: date, wall: timedelta, zone: ZoneInfo) -> datetime:
    """
    Give the moment (UTC) of a wall time on a local day.

    A time that the clock skips gives the first moment after the gap; one that comes twice the first copy.
    """
    last = parts(day, zone)[-1]
    found = next((part for part in parts(day, zone) if wall < part.last), last)
    return found.moment(max(wall, found.first))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _change(begin: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """Find the first moment with another offset than `begin`; `end` when the whole day has one offset."""
    offset = begin.astimezone(zone).utcoffset()
    if (end - SECOND).astimezone(zone).utcoffset() == offset:
        return end

    def changed(gone: int) -> bool:
        return (begin + gone * SECOND).astimezone(zone).utcoffset() != offset

    return begin + bisect_left(range((end - begin) // SECOND), 1, key=changed) * SECOND


def _part(day: date, zone: ZoneInfo, begin: datetime, end: datetime) -> Part:
    first = begin.astimezone(zone).replace(tzinfo=None) - datetime.combine(day, time())
    return Part(first, first + (end - begin), begin)

"""Layers of hours over each other (law, campaign, debtor): when all are open, and until when."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from engine.domain.decision import Source
from preferences.hours import HORIZON, Hours, IsClosed, hours_text
from preferences.wall import local_time


class Layer(NamedTuple):
    """The hours of one owner, in their own local time, with the days on which they are closed as a whole."""

    owner: str
    hours: Hours
    zone: ZoneInfo
    is_closed: IsClosed
    source: Source

    def next_open(self, moment: datetime) -> datetime | None:
        """Give the first open moment (UTC) at or after a moment."""
        return self.hours.next_open(moment, self.zone, self.is_closed)

    def closes_at(self, moment: datetime) -> datetime | None:
        """Give the end (UTC) of the stretch that is open at a moment."""
        return self.hours.closes_at(moment, self.zone, self.is_closed)

    def is_open(self, moment: datetime) -> bool:
        """Say whether a moment is open."""
        local = local_time(moment, self.zone)
        return self.hours.contains(local) and not self.is_closed(local.date())

    def __str__(self) -> str:
        return f"{self.owner} {hours_text(self.hours)}"


def first_open(moment: datetime, layers: Sequence[Layer]) -> datetime | None:
    """Give the first moment (UTC) at or after a moment that is open in all layers; None within HORIZON."""
    found = moment.astimezone(UTC)
    last = found + HORIZON
    while found <= last:
        before = found
        for layer in layers:
            opens = layer.next_open(found)
            if opens is None:
                return None
            found = opens
        if found == before:
            return found
    return None


# the next two are remembered: of the cases that are decided at one moment many lie under the same layers


@lru_cache(maxsize=1024)
def closed_at(moment: datetime, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """List the layers that are closed at a moment."""
    return tuple(layer for layer in layers if not layer.is_open(moment))


@lru_cache(maxsize=1024)
def first_end(moment: datetime, layers: tuple[Layer, ...]) -> datetime | None:
    """Give the end (UTC) of the stretch that is open in all layers; None when no layer ends it."""
    ends = (layer.closes_at(moment) for layer in layers)
    return min((end for end in ends if end is not None), default=None)

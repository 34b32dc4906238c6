"""
The clock of this machine beside that of the database, which all workers share.

Hours, leases and delays are judged by the clock of a machine; one that is minutes wrong would write to
people in the evening, and take messages out of the hands of others.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from threading import Lock

import structlog

from app.belongings import Clock
from app.clock import SimulatedClock
from engine.domain.errors import StoreUnavailable
from engine.store.database import Database
from engine.store.readiness import clock_of

log = structlog.get_logger()

#: farther from the database's clock nothing leaves by the clock of a machine; NTP keeps them within parts of
#: a second
MOST_APART = timedelta(seconds=30)
#: between two questions; in between the last answer holds
ASK_EVERY = timedelta(seconds=5)
#: between two lines in the log about a clock that stays wrong, in seconds
SAY_EVERY = 60.0
NONE = timedelta()


def ahead_of_database(store: Database, clock: Clock) -> timedelta:
    """
    Say how far a clock is at least ahead of the database's; below zero: behind. Raises StoreUnavailable.

    Nothing on SQLite, which has the clock of this machine, and for a clock that is played.
    """
    if store.is_sqlite or isinstance(clock, SimulatedClock):
        return NONE
    before, theirs, after = clock(), clock_of(store), clock()
    # it was read somewhere between the two: what asking took is no difference
    return max(before - theirs, NONE) + min(after - theirs, NONE)


def wrong_clock(ahead: timedelta) -> str:
    """Say that a clock is too far from the database's; empty when it is not."""
    if abs(ahead) <= MOST_APART:
        return ""
    said = f"{abs(ahead).total_seconds():.0f} seconds {'ahead of' if ahead > NONE else 'behind'}"
    return f"it is {said} that of the database: is NTP running on both machines?"


@dataclass(slots=True)
class ClockWatch:
    """Says whether the clock of this machine is wrong, now and then by asking the database; many may ask."""

    store: Database
    clock: Clock
    #: seconds on a clock that nobody can set
    elapsed: Callable[[], float]
    every: timedelta = ASK_EVERY
    _lock: Lock = field(default_factory=Lock)
    _because: str = ""
    _asked_at: float = -inf
    _said_at: float = -inf

    def is_wrong(self) -> bool:
        """Say so; asked before every message, so it must cost nothing."""
        if self.elapsed() - self._asked_at >= self.every.total_seconds():
            with self._lock:
                self._ask(self.elapsed())
        return bool(self._because)

    def _ask(self, now: float) -> None:
        if now - self._asked_at < self.every.total_seconds():
            # somebody else did while we waited
            return
        try:
            ahead = ahead_of_database(self.store, self.clock)
            self._tell(wrong_clock(ahead), ahead, now)
        except StoreUnavailable:
            # without a database nothing leaves: what was known of the clock holds until it is back
            return
        finally:
            self._asked_at = now

    def _tell(self, because: str, ahead: timedelta, now: float) -> None:
        before, self._because = self._because, because
        if because and (not before or now - self._said_at >= SAY_EVERY):
            self._said_at = now
            log.error("nothing leaves while the clock of this machine is wrong", because=because)
            with self.store.begin() as books:
                books.note_clock(ahead, self.clock() - ahead)
        if before and not because:
            log.info("the clock of this machine is right again")

"""Play days in seconds: jump from one moment at which something is due to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.arrangements.watch import ArrangementWatch
from engine.domain.errors import ContactError
from engine.guidance_scan import GuidanceScan
from engine.referral.watch import ReferralWatch
from engine.straight import Straight
from engine.sweep import Sweep

#: 2.5 million cases take so many passes at one moment; more means that two rules contradict each other
MOST_PASSES = 5_000
A_DAY = timedelta(days=1)


class Moments(Protocol):
    """Knows when the next thing is due."""

    def next_moment(self) -> datetime | None:
        """Give the earliest moment at which a case or a queued contact is due; None when nothing is."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that the world does at a moment: a payment, a bounce, a wish of a debtor."""

    at: datetime
    happen: Callable[[datetime], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMachine:
    """Drives the same passes as the daemon, on a clock that it sets itself."""

    straight: Straight
    sweep: Sweep
    arrangements: ArrangementWatch
    moments: Moments
    set_clock: Callable[[datetime], None]
    #: the clocks of referrals; what partners would be told leaves nowhere in a play
    referrals: ReferralWatch | None = None
    guidance: GuidanceScan | None = None

    def play(
        self,
        start: datetime,
        end: datetime,
        happenings: Sequence[Happening] = (),
        watch: Callable[[datetime], None] = lambda _: None,
    ) -> None:
        """Play everything from `start` up to `end`; `watch` is told each moment, for a progress bar."""
        waiting = sorted(happenings, key=lambda happening: happening.at)
        now = start
        while now <= end:
            self.set_clock(now)
            watch(now)
            while waiting and waiting[0].at <= now:
                waiting.pop(0).happen(now)
            self._do_what_is_due(now)
            now = _next(now, self.moments.next_moment(), waiting)
        self.set_clock(end)
        watch(end)

    def _do_what_is_due(self, now: datetime) -> None:
        for _ in range(MOST_PASSES):
            looked, handed = self.straight.run(now)
            queued = self.straight.dispatch.run(limit=500)
            if not looked.debtors and not handed.contacts and not queued.contacts:
                self.sweep.run(now)
                self.arrangements.run(now)
                if self.referrals is not None:
                    self.referrals.run(now)
                if self.guidance is not None:
                    self.guidance.run(now)
                return
        raise ContactError(f"{now.isoformat()}: the same cases come back again and again")


def _next(now: datetime, due: datetime | None, waiting: Sequence[Happening]) -> datetime:
    """Give the next moment at which something is due or happens; at most a day ahead, to sweep."""
    moments = [now + A_DAY, due, waiting[0].at if waiting else None]
    return min(moment for moment in moments if moment is not None and moment > now)

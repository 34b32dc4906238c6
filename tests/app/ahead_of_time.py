"""The command on a clock that is some days ahead: `python -P ahead_of_time.py DAYS WORDS...`."""

import sys
from datetime import timedelta

from app import wiring
from app.clock import SimulatedClock

true_clock, AHEAD = wiring.real_clock, timedelta(days=int(sys.argv.pop(1)))


class ClockAhead(SimulatedClock):
    """A clock that runs as the real one does, and that no database's clock agrees with."""

    def __call__(self):
        return true_clock() + AHEAD


# before anything else knows the clock: the outermost shell is the only place that reads it
wiring.real_clock = ClockAhead(true_clock())

from app import worker  # noqa: E402 - only now

# the scheduler has a clock of its own: with ours its rounds would begin days later
setattr(worker, "real_clock", true_clock)  # noqa: B010 - for mypy it is no word of that module

if __name__ == "__main__":
    from app.cli.start import run

    run()

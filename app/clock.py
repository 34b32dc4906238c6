"""Clocks: the real one is in app.wiring; this one stands where it is put."""

from datetime import datetime


class SimulatedClock:
    """A clock that shows the moment that it was set to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Give the moment."""
        return self.now

    def set(self, now: datetime) -> None:
        """Put it at a moment."""
        self.now = now

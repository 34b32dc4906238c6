"""What the pages need from the house behind them."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import Protocol

from engine.domain.organisation import Agency, Creditor
from engine.domain.raw_call import RawCall
from engine.visiting import Given, Level, Visit


class Letterbox(Protocol):
    """Keeps what was sent in until somebody works it."""

    def put(self, call: RawCall) -> "Future[None]":
        """Keep a call; the future is done when it is on the disk."""


class Host(Protocol):
    """The house, as somebody at its door sees it."""

    @property
    def agency(self) -> Agency:
        """Name who runs this house."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """Give what reads the clock."""

    def new_number(self) -> str:
        """Make a number that nobody can guess."""

    def creditors_at(self, host: str) -> tuple[Creditor, ...]:
        """List for whom messages point to pages at a host name; none for a name that is not ours."""

    def visit(self, fingerprint: str) -> Visit | None:
        """Find what a link leads to."""

    def prove(self, visit: Visit, given: Given) -> Level | None:
        """Say what somebody proved; None after too many tries."""

    def may_send(self, visit: Visit) -> bool:
        """Count one more thing that is sent in through a link; False when it is too much."""

"""
Who writes next on SQLite: whoever in this process has waited longest.

SQLite lets in who asks at the right moment. Deciding asks again as soon as it has written, and those who send
look a few times a second: so nothing left before everything was decided.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from engine.store.sqlite_habits import PATIENCE

MILLISECONDS = 1_000


class Turns:
    """A queue before the one place where SQLite lets a process write."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._is_taken = False
        #: those who wait, the first in front; each opens when its turn comes
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """
        Wait for our turn, and pass it on at the end.

        Who waits longer than SQLite itself would, goes on without: then the database says what is wrong.
        """
        is_ours = self._take()
        try:
            yield
        finally:
            if is_ours:
                self._pass_on()

    def _take(self) -> bool:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            gate = Lock()
            gate.acquire()
            self._waiting.append(gate)
        return gate.acquire(timeout=PATIENCE / MILLISECONDS) or self._came_after_all(gate)

    def _came_after_all(self, gate: Lock) -> bool:
        """Leave the queue; says whether the turn came in the very last moment."""
        with self._guard:
            if gate not in self._waiting:
                return True
            self._waiting.remove(gate)
            return False

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

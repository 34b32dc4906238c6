"""
Who writes next on SQLite: whoever in this process waited longest; and no process twice while another waits.

SQLite lets in who asks at the right moment. Deciding asks again as soon as it has written, and those who send
look a few times a second: so nothing left before everything was decided. Another process on the same file
(`minnelijk serve` beside `minnelijk run`) would wait for seconds, and in a long night in vain.
"""

import fcntl
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from engine.store.sqlite_habits import PATIENCE

MILLISECONDS = 1_000
#: stands behind the name of the database
BESIDE = "-next"
#: seconds between two looks whether the doorstep is free
LOOK = 0.005
LOOKS = round(PATIENCE / MILLISECONDS / LOOK)


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


class Doorstep:
    """
    The place of the one process that writes next: an empty file beside the database that one may lock.

    Who wants to write stands on it until SQLite lets them in. So a process that has just written cannot ask
    SQLite again before the one on the doorstep is inside. Who is killed there leaves it by that. It is there
    for fairness only: where the file cannot be made or locked, SQLite decides who comes in, as it always did.
    """

    def __init__(self, database: str) -> None:
        self._name = database + BESIDE
        self._file: int | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Stand on the doorstep; who waits longer than SQLite itself would, goes on without."""
        file = self._take()
        try:
            yield
        finally:
            if file is not None:
                fcntl.flock(file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _take(self) -> int | None:
        with suppress(OSError):
            if self._file is None:
                self._file = os.open(self._name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            for _ in range(LOOKS):
                with suppress(BlockingIOError):
                    fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return self._file
                time.sleep(LOOK)
        return None

"""The word to end, which may come from a signal, another thread or a round, and is never lost."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from socket import socket, socketpair

SIGNALS = (signal.SIGTERM, signal.SIGINT)
#: what rings when a part of the program asks, beside the numbers of signals
WORD = 0


@dataclass(frozen=True)
class EndBell:
    """
    Rings when the program is asked to end.

    A waiting thread hears of a signal only when the system hands the signal to that very thread, while it
    waits. A byte in a socket stays until somebody reads it: neither moment nor thread matters.
    """

    ear: socket
    rope: socket
    _by: SimpleQueue[str] = field(default_factory=SimpleQueue)

    def ring(self, by: str) -> None:
        """Ask to end, in the name of somebody; nothing happens when it ended already."""
        self._by.put(by)
        with suppress(OSError):
            self.rope.send(bytes([WORD]))

    def wait(self) -> str:
        """Wait until somebody asks; gives who or which signal it was."""
        while (number := self.ear.recv(1)[0]) not in SIGNALS:
            if number == WORD:
                return self._by.get()
        return signal.Signals(number).name


@contextmanager
def end_bell() -> Iterator[EndBell]:
    """Let signals ring a bell, and do nothing once it is gone; only the main thread may ask for one."""
    for number in SIGNALS:
        # without a handler of its own a signal would end the process where it stands
        signal.signal(number, lambda *_: None)
    ear, rope = socketpair()
    with ear, rope:
        rope.settimeout(0)
        before = signal.set_wakeup_fd(rope.fileno(), warn_on_full_buffer=False)
        try:
            yield EndBell(ear, rope)
        finally:
            signal.set_wakeup_fd(before)

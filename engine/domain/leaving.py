"""
Whether the message in hand may still leave: asked once more by what is about to write it to its provider.

Between the last look at the clock and the first byte a process may be suspended for as long as a machine
likes. Who is handed a message by others then must not get it from us too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_may_leave: ContextVar[Callable[[], bool]] = ContextVar("may_leave", default=lambda: True)


@contextmanager
def leaving_while(may: Callable[[], bool]) -> Iterator[None]:
    """Let what is written to a provider in here leave only while `may` says so."""
    before = _may_leave.set(may)
    try:
        yield
    finally:
        _may_leave.reset(before)


def may_leave() -> bool:
    """Say whether the message in hand may leave at this very moment; yes for all that is no message."""
    return _may_leave.get()()

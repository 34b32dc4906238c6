"""Keeps providers' calls: whoever comes while the disk is busy goes into the next commit together."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread

from engine.domain.raw_call import RawCall
from engine.store.database import Database

#: calls in one commit
MOST = 200

Kept = tuple[RawCall, "Future[None]"]


@dataclass(slots=True)
class StoreLetterbox:
    """An answer to web.webhooks.doors.Letterbox; one thread writes."""

    store: Database
    _waiting: SimpleQueue[Kept | None] = field(default_factory=SimpleQueue)
    _writer: Thread | None = None

    def put(self, call: RawCall) -> "Future[None]":
        """Keep a call; the future is done when it is on the disk."""
        kept: Future[None] = Future()
        self._waiting.put((call, kept))
        return kept

    def open(self) -> None:
        """Begin to write."""
        self._writer = Thread(target=self._write, name="letterbox", daemon=True)
        self._writer.start()

    def close(self) -> None:
        """Write what is waiting, and end."""
        self._waiting.put(None)
        if self._writer is not None:
            self._writer.join()

    def _write(self) -> None:
        for first in iter(self._waiting.get, None):
            batch = [first, *self._more()]
            # who went away in the meantime is told nothing; the call is kept all the same
            listening = [kept for _, kept in batch if kept.set_running_or_notify_cancel()]
            try:
                with self.store.begin() as books:
                    books.put_calls([call for call, _ in batch])
            except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever went wrong
                for kept in listening:
                    kept.set_exception(error)
            else:
                for kept in listening:
                    kept.set_result(None)

    def _more(self) -> Iterator[Kept]:
        """Take what else is waiting."""
        for _ in range(MOST - 1):
            try:
                one = self._waiting.get_nowait()
            except Empty:
                return
            if one is None:
                self._waiting.put(None)
                return
            yield one

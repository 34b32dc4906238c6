"""Work the calls that came in: read each, take in what it tells, and keep what nobody can read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.domain.errors import ContactError, StoreUnavailable
from engine.domain.message import DeliveryEvent
from engine.domain.raw_call import CallState, EventFate, RawCall
from engine.evidence import Evidence
from engine.evidence_ports import EvidenceStore, Reader
from engine.gather import Desk
from engine.ports import Catalogue, NewId, Writer

#: by provider and kind of call
Readers = Mapping[tuple[str, str], Reader]


@dataclass(slots=True)
class TakenIn:
    """What one pass came to."""

    calls: int = 0
    unreadable: int = 0
    fates: Counter[EventFate] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Works calls; a pass is one transaction, so a crash leaves them to be worked once more."""

    store: EvidenceStore
    catalogue: Catalogue
    writer: Writer
    new_id: NewId
    readers: Readers

    def run(self, now: datetime, limit: int = 200) -> TakenIn:
        """Work at most `limit` calls, the oldest first; one that cannot be worked does not hold up others."""
        try:
            return self._pass(now, limit)
        except StoreUnavailable:
            raise
        except (ContactError, ValueError) as fault:
            return self._one_by_one(now, str(fault)) if limit == 1 else self._pass_apart(now, limit)

    def _pass_apart(self, now: datetime, limit: int) -> TakenIn:
        """Work the calls of a pass that failed each for itself."""
        whole = TakenIn()
        for _ in range(limit):
            part = self.run(now, limit=1)
            if not part.calls:
                break
            whole.calls += part.calls
            whole.unreadable += part.unreadable
            whole.fates += part.fates
        return whole

    def _one_by_one(self, now: datetime, because: str) -> TakenIn:
        """Put the call aside that cannot be worked."""
        with self.store.begin() as books:
            for number, _ in books.new_calls(1):
                books.finish_calls([(number, CallState.UNREADABLE, because)], now)
                return TakenIn(calls=1, unreadable=1)
        return TakenIn()

    def _pass(self, now: datetime, limit: int) -> TakenIn:
        taken = TakenIn()
        with self.store.begin() as books:
            waiting = books.new_calls(limit)
            if not waiting:
                return taken
            events, finished = self._read(waiting)
            taken.fates = self._evidence().take_in(books, events, now)
            books.finish_calls(finished, now)
        taken.calls = len(waiting)
        taken.unreadable = sum(state is CallState.UNREADABLE for _, state, _ in finished)
        return taken

    def _read(
        self, waiting: Sequence[tuple[int, RawCall]]
    ) -> tuple[list[DeliveryEvent], list[tuple[int, CallState, str]]]:
        events: list[DeliveryEvent] = []
        finished: list[tuple[int, CallState, str]] = []
        for number, call in waiting:
            try:
                found = self._reader(call)(call)
            except ValueError as fault:
                finished.append((number, CallState.UNREADABLE, f"cannot be read: {fault}"))
                continue
            events += found
            finished.append((number, CallState.WORKED, f"{len(found)} events"))
        return events, finished

    def _reader(self, call: RawCall) -> Reader:
        reader = self.readers.get((call.provider, call.kind))
        if reader is None:
            raise ValueError(f"nobody reads calls of {call.provider} about {call.kind}")
        return reader

    def _evidence(self) -> Evidence:
        return Evidence(desk=Desk(self.catalogue, self.writer), new_id=self.new_id)

"""Work the calls that came in: read each, take in what it tells, and keep what nobody can read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from engine.domain.errors import ContactError, StoreUnavailable
from engine.domain.incoming import Incoming, PaymentTold, PortalAct, Told
from engine.domain.message import DeliveryEvent
from engine.domain.partner import PartnerWord
from engine.domain.raw_call import CallState, EventFate, RawCall
from engine.door_acts import DoorActs
from engine.evidence import Evidence
from engine.evidence_ports import IncomingBooks, IncomingStore, Reader
from engine.gather import Desk
from engine.hearing import ALREADY_HEARD, Hearing
from engine.ports import Catalogue, NewId, Writer
from engine.referral.hearing_partners import HearingPartners
from engine.referral.offering import Nearby
from engine.referral.pen import Pen
from engine.steer import Steering

#: by provider and kind of call
Readers = Mapping[tuple[str, str], Reader]


@dataclass(slots=True)
class TakenIn:
    """What one pass came to."""

    calls: int = 0
    unreadable: int = 0
    #: calls that a person must look at
    for_person: int = 0
    fates: Counter[EventFate] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Works calls; a pass is one transaction, so a crash leaves them to be worked once more."""

    store: IncomingStore
    catalogue: Catalogue
    writer: Writer
    new_id: NewId
    readers: Readers
    #: who helps where; None: nobody is asked about help
    nearby: Nearby | None = None

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
            whole.for_person += part.for_person
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
            events, finished, apart = self._read(waiting)
            taken.fates = self._evidence().take_in(books, events, now)
            books.finish_calls(finished, now)
        taken.calls = len(waiting)
        states = [state for _, state, _ in finished]
        states += filter(None, (self._work_apart(number, now) for _, number in sorted(apart)))
        taken.unreadable = states.count(CallState.UNREADABLE)
        taken.for_person = states.count(CallState.FOR_PERSON)
        return taken

    def _read(
        self, waiting: Sequence[tuple[int, RawCall]]
    ) -> tuple[list[DeliveryEvent], list[tuple[int, CallState, str]], list[tuple[datetime, int]]]:
        """Part calls: events that are taken in together, what is finished, and what is worked one by one."""
        events: list[DeliveryEvent] = []
        apart: list[tuple[datetime, int]] = []
        finished: list[tuple[int, CallState, str]] = []
        for number, call in waiting:
            try:
                found = self._told(call)
            except ValueError as fault:
                finished.append((number, CallState.UNREADABLE, f"cannot be read: {fault}"))
                continue
            reports = [one for one in found if isinstance(one, DeliveryEvent)]
            if len(reports) < len(found):
                apart.append((call.received_at, number))
                continue
            events += reports
            finished.append((number, CallState.WORKED, f"{len(found)} events"))
        return events, finished, apart

    def _work_apart(self, number: int, now: datetime) -> CallState | None:
        """Work a call about people or money in a transaction of its own: what fails, fails alone."""
        try:
            with self.store.begin() as books:
                call = books.take_call(number)
                if call is None:
                    return None
                told = self._told(call)
                because = self._take_in(books, told, number, (call.provider, now))
                state = CallState.FOR_PERSON if because else CallState.WORKED
                books.finish_calls([(number, state, because or "taken in")], now)
                return state
        except StoreUnavailable:
            raise
        except (ContactError, ValueError) as fault:
            with self.store.begin() as books:
                books.finish_calls([(number, CallState.UNREADABLE, f"cannot be worked: {fault}")], now)
            return CallState.UNREADABLE

    def _take_in(self, books: IncomingBooks, told: Told, number: int, by: tuple[str, datetime]) -> str:
        """Take in messages and payments; gives why a person must look, or nothing."""
        provider, now = by
        left: list[str] = []
        creditor_of = Desk(self.catalogue, self.writer).creditor_of
        hearing = Hearing(
            books=books,
            actor=provider,
            now=now,
            new_id=self.new_id,
            creditor_of=creditor_of,
            nearby=self.nearby,
        )
        doing = DoorActs(
            books=books,
            actor=provider,
            now=now,
            new_id=self.new_id,
            creditor_of=creditor_of,
            nearby=self.nearby,
        )
        steering = Steering(books, provider, now, self.new_id)
        for one in told:
            if isinstance(one, PaymentTold):
                if not books.has_case(one.case_id):
                    left.append("a payment of a case that we do not know")
                    continue
                amount = Decimal(one.amount_cents) / 100
                steering.credit(one.case_id, amount, one.paid_on, one.reference)
            elif isinstance(one, PartnerWord):
                left.append(self._hear_partner(books, one, number, by))
            elif isinstance(one, Incoming):
                left.append(hearing.take_in(one, number))
            elif isinstance(one, PortalAct):
                left.append(doing.take_in(one, number))
        if left == [ALREADY_HEARD]:
            books.empty_call(number)
            return ""
        return "; ".join(dict.fromkeys(filter(None, left)))

    def _hear_partner(
        self, books: IncomingBooks, word: PartnerWord, number: int, by: tuple[str, datetime]
    ) -> str:
        """Take in a word of a partner; gives why a person must look, or nothing."""
        organisation = self.catalogue.organisation
        actor = f"{by[0]}, link {word.link}" if word.link else by[0]
        pen = Pen(books=books, organisation=organisation, actor=actor, now=by[1], new_id=self.new_id)
        return HearingPartners(pen).take_in(word, number)

    def _told(self, call: RawCall) -> Told:
        """Read a call; raises ValueError when nobody can, also when it is nested without an end."""
        reader = self.readers.get((call.provider, call.kind))
        if reader is None:
            raise ValueError(f"nobody reads calls of {call.provider} about {call.kind}")
        try:
            return reader(call)
        except RecursionError:
            raise ValueError("it is nested too deep") from None

    def _evidence(self) -> Evidence:
        return Evidence(desk=Desk(self.catalogue, self.writer), new_id=self.new_id)

"""
Hand queued contacts to their channels: never twice, never lost.

planned -> rules asked again -> INTENDED (committed, with its text)
-> channel, no transaction open -> outcome (committed).
A process that dies between the two commits leaves an intention without a result; engine.sweep finds it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.agreed import Ready
from engine.asked_again import AskedAgain
from engine.brake import Brake
from engine.budget import grant
from engine.domain.contact import Contact
from engine.domain.errors import ProviderBusy, SendError, StoreUnavailable
from engine.domain.lane import Lane
from engine.domain.leaving import leaving_while
from engine.domain.touchpoint import Outcome
from engine.gather import Desk
from engine.ports import Books, Catalogue, Channel, Lease, NewId, Queued, Result, Store, Writer
from engine.settle import Settled, Settlement
from preferences.channel import ChannelKind
from preferences.records import replace

#: a busy provider is asked again after this long, twice as long each time
FIRST_PATIENCE = timedelta(minutes=1)
LONGEST_PATIENCE = timedelta(hours=2)
MOST_DOUBLINGS = 10
A_DAY, NOW = timedelta(days=1), timedelta()
#: how long a batch may take before its contacts count as in doubt
LEASE = timedelta(minutes=10)
#: after this part of the lease no further message is begun: what was begun must end before it runs out
CALLING_TIME = 0.6
#: nothing is begun in the last moments of the allowed hours: the request itself takes time
LAST_MOMENTS = timedelta(seconds=15)
#: how often a batch asks whether the house was stopped
ASK_EVERY = timedelta(seconds=1)


@dataclass(slots=True)
class Handed:
    """What one pass came to, by outcome."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    #: how long the provider must be left alone, because its rate is used up; nothing: go on
    rest: timedelta = timedelta()
    #: how long handing over took, without the writing before and after it
    took: timedelta = timedelta()

    @property
    def contacts(self) -> int:
        """Count the contacts that were taken from the queue."""
        return self.outcomes.total()


@dataclass(slots=True)
class Pace:
    """Says between two messages whether the batch may go on."""

    begun_at: datetime
    longest: timedelta
    #: the lease has run from the intention on, which may have been committed long after it was made
    not_after: datetime
    is_ending: Callable[[], bool]
    _asked_at: datetime | None = None

    def may_go_on(self, now: datetime, house_stopped: Callable[[], bool]) -> bool:
        """
        Stop when the lease is nearly over, this process is asked to end, or the house was stopped.

        The house is asked once a second: after `stop --all` nothing is begun that much later.
        """
        if now - self.begun_at >= self.longest or now >= self.not_after or self.is_ending():
            return False
        if now - (self._asked_at or self.begun_at) < ASK_EVERY:
            return True
        self._asked_at = now
        return not house_stopped()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """Takes contacts from the send queue; `clock` is read again before every single hand-over."""

    store: Store
    catalogue: Catalogue
    writer: Writer
    channels: Mapping[ChannelKind, Channel]
    clock: Callable[[], datetime]
    new_id: NewId
    #: who we are, unique per process start
    owner: str
    lease: timedelta = LEASE
    #: what came back into the queue waits with its release; without limits nothing does
    brake: Brake = field(default_factory=Brake)
    #: told after every committed intention, before anything leaves (see engine.restored)
    witness: Callable[[], None] = lambda: None
    #: which channel to send through, and how fast; None: all of them, without a rate
    lane: Lane | None = None
    #: without a lane: who takes the messages of each channel
    providers: Mapping[ChannelKind, str] = field(default_factory=dict)
    #: says that this process was asked to end: then only the message in hand still leaves
    is_ending: Callable[[], bool] = bool

    def run(self, limit: int = 100) -> Handed:
        """Hand over at most `limit` contacts; gives what became of them."""
        handed = Handed()
        ready, withdrawn = self._intend(limit, handed)
        handed.outcomes.update(result.outcome for result in withdrawn)
        self.hand_over(ready, handed)
        return handed

    def hand_over(self, ready: Sequence[Ready], handed: Handed, longest: timedelta | None = None) -> None:
        """
        Call the channels for what is intended and committed, and write down what became of it.

        What cannot be begun in `longest` waits in the queue.
        """
        if not ready:
            return
        results: list[Settled] = []
        self._bear_witness(ready)
        begun_at = self.clock()
        try:
            self._hand_over_all(ready, results, min(self.lease * CALLING_TIME, longest or self.lease))
        finally:
            handed.took = self.clock() - begun_at
            # whatever broke, what is known of the others is kept; the one in hand is found by the sweep
            self._settle(ready, results)
        handed.outcomes.update(result.outcome for _, _, result in results)

    def _bear_witness(self, ready: Sequence[Ready]) -> None:
        """Tell the witness; when it cannot take note nothing has left yet, and all goes back to the queue."""
        try:
            self.witness()
        except StoreUnavailable as error:
            because = f"nothing was sent: {error}"
            given_back = [
                (one.file, one.contact, self._not_begun(one, because, FIRST_PATIENCE)) for one in ready
            ]
            self._settle(ready, given_back)
            raise

    def lease_from(self, now: datetime) -> Lease:
        """Say who hands over, and until when a batch that begins now may take."""
        return Lease(owner=self.owner, until=now + self.lease)

    def _hand_over_all(self, batch: Sequence[Ready], results: list[Settled], longest: timedelta) -> None:
        """Send one after the other; what cannot be begun in time goes back to the queue."""
        intended_at = min(one.contact.at for one in batch)
        not_after, until = intended_at + self.lease * CALLING_TIME, intended_at + self.lease
        left, pace = list(batch), Pace(self.clock(), longest, not_after, self.is_ending)
        try:
            while left and pace.may_go_on(self.clock(), self._house_stopped):
                one = left.pop(0)
                results.append((one.file, one.contact, self._hand_over(one, until)))
        finally:
            results += [(one.file, one.contact, self._not_begun(one)) for one in left]

    def _house_stopped(self) -> bool:
        with self.store.read() as books:
            return books.house_stopped()

    def _not_begun(
        self, ready: Ready, because: str = "the batch ended before its turn", patience: timedelta = NOW
    ) -> Result:
        now = self.clock()
        return replace(
            _result(ready.contact, Outcome.POSTPONED, now, because=because, not_before=now + patience),
            not_tried=True,
        )

    def _settle(self, ready: Sequence[Ready], results: Sequence[Settled]) -> None:
        """
        Write what became of them; who slept past the lease only tells of those that others have in hand.

        That a provider took one is true whoever has it now; anything else would take it out of their hands.
        """
        if not results:
            return
        # the attempt that was counted when it was intended
        attempts = {one.contact.reference: one.attempt + 1 for one in ready}
        with self.store.begin() as books:
            books.hold_debtors({contact.debtor_id for _, contact, _ in results})
            elsewhere = books.in_other_hands(self.owner, attempts)
            late = [
                one
                for one in results
                if one[1].reference in elsewhere and one[2].outcome is not Outcome.ACCEPTED
            ]
            ours = [one for one in results if one not in late] if late else results
            Settlement(Desk(self.catalogue, self.writer), self.new_id).write(books, ours, late)

    def _claim(self, books: Books, limit: int, now: datetime, handed: Handed) -> Sequence[Queued]:
        """Claim what may leave now: nothing in a stopped house, and no more than the provider's rate."""
        if books.house_stopped():
            return []
        queued = self.brake.let_pass(books, books.ready(now, limit, self.lane.kind if self.lane else None))
        if not queued or self.lane is None or self.lane.per_second is None:
            return queued
        granted = grant(len(queued), self.lane.per_second, books.spent_until(self.lane.provider), now)
        books.spend(self.lane.provider, granted.spent_until)
        handed.rest = granted.rest
        return queued[: granted.messages]

    def _intend(self, limit: int, handed: Handed) -> tuple[Sequence[Ready], Sequence[Result]]:
        """Claim, ask the rules again, write the texts, and commit the intention with them."""
        now = self.clock()
        with self.store.begin() as books:
            queued = self._claim(books, limit, now, handed)
            if not queued:
                return [], []
            asked = AskedAgain(Desk(self.catalogue, self.writer), self.new_id, now)
            asked.go_through(queued, books.files(sorted({one.contact.debtor_id for one in queued})))
            books.intend([one.contact for one in asked.ready], self.lease_from(now))
            asked.write(books)
        return asked.ready, asked.withdrawn

    def _hand_over(self, ready: Ready, until: datetime) -> Result:
        """
        Send one message once; the answer, or the lack of it, becomes an outcome.

        After `until` others may have it in hand: from here it leaves no more, whatever held us up.
        """
        contact, message, now = ready.contact, ready.message, self.clock()
        if message.valid_until is not None and now >= message.valid_until - LAST_MOMENTS:
            return _result(contact, Outcome.CANCELLED, now, because="the allowed hours ended before it left")
        try:
            with leaving_while(lambda: self.clock() < until):
                receipt = self.channels[message.channel].send(message)
        except ProviderBusy as error:
            return _later(ready, error, self.clock())
        except SendError as error:
            return _result(contact, error.outcome, self.clock(), because=str(error))
        return Result(
            reference=contact.reference,
            outcome=Outcome.ACCEPTED,
            at=max(self.clock(), contact.at),
            provider_ref=receipt.provider_ref,
            provider=self.lane.provider if self.lane else self.providers.get(message.channel, ""),
        )


def _result(
    contact: Contact, outcome: Outcome, at: datetime, *, because: str = "", not_before: datetime | None = None
) -> Result:
    """Write down an outcome; a clock that went back does not make it older than the intention."""
    return Result(
        reference=contact.reference,
        outcome=outcome,
        at=max(at, contact.at),
        because=because,
        not_before=not_before,
    )


def _later(ready: Ready, error: ProviderBusy, now: datetime) -> Result:
    """Put a contact back into the queue, or withdraw it when the allowed hours end first."""
    again = now + _patience(ready.attempt, error)
    valid_until = ready.message.valid_until
    if valid_until is None or again < valid_until:
        return _result(ready.contact, Outcome.POSTPONED, now, because=str(error), not_before=again)
    because = f"{error}; the allowed hours end first"
    return _result(ready.contact, Outcome.CANCELLED, now, because=because, not_before=again)


def _patience(attempt: int, error: ProviderBusy) -> timedelta:
    """Say how long a busy provider is left alone: as long as it asks, but never more than a day."""
    doubled = FIRST_PATIENCE * (1 << min(attempt, MOST_DOUBLINGS))
    asked = min(error.retry_after or 0, A_DAY.total_seconds())
    return max(min(doubled, LONGEST_PATIENCE), timedelta(seconds=asked))

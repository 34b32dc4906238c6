"""What taking in evidence needs: the books of calls, events and doubts, and a provider that can be asked."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.contact import Contact
from engine.domain.incoming import Incoming, Told
from engine.domain.link import Link
from engine.domain.listed import Listed, Sought
from engine.domain.message import DeliveryEvent
from engine.domain.person_task import PersonTask
from engine.domain.raw_call import CallState, EventFate, RawCall
from engine.ports import Books
from engine.referral_ports import ReferralBooks
from engine.steering_ports import ArrangementBooks
from preferences.channel import ChannelKind

#: where a doubt stands among all of them: since when, and its reference
Place = tuple[datetime, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A contact of which nobody knows whether it left, and since when."""

    contact: Contact
    since: datetime
    #: how often it was sent again because its provider did not have it
    resends: int
    channel: ChannelKind

    @property
    def place(self) -> Place:
        """Say where it stands among all doubts, the oldest first."""
        return self.since, self.contact.reference


class ProviderList(Protocol):
    """A provider that can be asked what it took."""

    def look_for(self, sought: Sought, now: datetime) -> Sequence[Listed]:
        """List what may be the message that is sought; raises CannotAsk."""

    def since(self, moment: datetime, now: datetime) -> Sequence[Listed]:
        """List everything that was taken since a moment; raises CannotAsk."""


class Reader(Protocol):
    """Reads one kind of call of one provider."""

    def __call__(self, call: RawCall) -> Told:
        """Give what a call tells: events, messages, payments; raises ValueError when it is none."""


class InboundList(Protocol):
    """A provider that can be asked what it heard from others."""

    def heard(self, moment: datetime, now: datetime) -> Sequence[RawCall]:
        """List the messages to us since a moment, each as the call that told of it; raises CannotAsk."""


class EvidenceBooks(Books, Protocol):
    """The store inside one transaction, for what comes in about messages."""

    def new_calls(self, limit: int) -> Sequence[tuple[int, RawCall]]:
        """Take calls that wait to be worked, the oldest first; another worker takes others."""

    def finish_calls(self, finished: Sequence[tuple[int, CallState, str]], at: datetime) -> None:
        """Write what came of calls."""

    def new_events(self, events: Sequence[DeliveryEvent]) -> Sequence[DeliveryEvent]:
        """Keep only the events that were never told before, each once."""

    def keep_events(self, events: Sequence[tuple[DeliveryEvent, EventFate]], at: datetime) -> None:
        """Write events down with what they changed."""

    def owners(self, references: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Find by our reference: (reference, debtor id)."""

    def owners_by_number(self, provider_refs: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Find by the provider's number of a message: (reference, debtor id)."""

    def hold_numbers(self) -> None:
        """Let nobody else decide of which contact a provider's number is, until the end."""

    def in_hand_to(self, addresses: Sequence[str]) -> frozenset[str]:
        """Keep the numbers and mailboxes to which somebody is handing a message over now."""

    def numbers_of_resent(self, references: Sequence[str]) -> Mapping[str, str]:
        """Give the provider's number of the last attempt, by reference, of contacts that were sent again."""

    def contacts_among(self, references: Sequence[str]) -> Mapping[str, Contact]:
        """Read contacts by their references."""

    def doubts(self, limit: int, behind: Place | None = None) -> Sequence[Doubt]:
        """List contacts in doubt, the oldest doubt first, or those behind a place."""

    def still_in_doubt(self, references: Sequence[str]) -> frozenset[str]:
        """Keep those that are in doubt now, and hold them."""

    def send_again(self, references: Sequence[str], not_before: datetime) -> None:
        """Put contacts in doubt back into the queue: their provider has no such message."""

    def sent_text(self, contact: Contact) -> str:
        """Give the words that were about to leave; empty when they were erased."""

    def open_among(self, task_ids: Sequence[str]) -> Sequence[str]:
        """Keep the tasks that nobody has done yet."""

    def close_task(self, task_id: str, by: str, at: datetime, result: str) -> None:
        """Write that a task is done, by whom, and what came of it."""


class IncomingBooks(EvidenceBooks, ReferralBooks, ArrangementBooks, Protocol):
    """The store inside one transaction, for what people and other systems send us."""

    def portal_link(self, fingerprint: str) -> Link | None:
        """Find the link of a message by its fingerprint."""

    def take_call(self, number: int) -> RawCall | None:
        """Take one call that waits to be worked; None: another worker has it, or it was worked."""

    def claim_incoming(self, message: Incoming, number: int, at: datetime) -> bool:
        """Write that a message is taken in through a call; False when another call brought it before."""

    def settle_incoming(self, key: str, case_id: str) -> None:
        """Write which case a message was taken in for."""

    def empty_call(self, number: int) -> None:
        """Throw away the contents of a call."""

    def debtors_at(self, values: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Find by number or mailbox whose it is: debtor ids."""

    def has_case(self, case_id: str) -> bool:
        """Say whether there is such a case."""


class EvidenceStore(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[EvidenceBooks]:
        """Open one transaction; commits at the end, rolls back on an error."""


class IncomingStore(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[IncomingBooks]:
        """Open one transaction; commits at the end, rolls back on an error."""


class ReconcileBooks(EvidenceBooks, Protocol):
    """The store inside one transaction, for making the books agree with the providers."""

    def debtors_at(self, values: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Find by number or mailbox whose it is: debtor ids."""

    def put_calls(self, calls: Iterable[RawCall]) -> int:
        """Keep calls; one that is kept already stays as it is; gives how many were new."""

    def freeze(self, because: str) -> None:
        """Let nothing leave until the providers were asked; empty: let it go on."""

    def house(self, key: str) -> str | None:
        """Read a switch or figure."""

    def set_house(self, key: str, value: str) -> None:
        """Write a switch or figure."""

    def tasks(self) -> Sequence[PersonTask]:
        """List open tasks, the oldest first."""

    def frozen(self) -> str:
        """Say why nothing may leave before the providers were asked; empty when that is not so."""

    def last_moment(self) -> datetime | None:
        """Give the moment of the last line that is not about the house itself."""


class ReconcileStore(EvidenceStore, Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[ReconcileBooks]:
        """Open one transaction; commits at the end, rolls back on an error."""

"""What the use cases need from above, as protocols: channels, store, writer, catalogue."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from engine.domain.campaign import Campaign, LegalRole
from engine.domain.case import Case, CaseStatus, Phase
from engine.domain.contact import Contact, Position
from engine.domain.link import Link
from engine.domain.message import Message, Receipt, Recipient, Text
from engine.domain.notice import Notice
from engine.domain.organisation import Organisation
from engine.domain.other_arrears import OtherArrears
from engine.domain.pause import Pause
from engine.domain.people import Debtor, PointState
from engine.domain.person_task import PersonTask
from engine.domain.release import Release, ReleaseState
from engine.domain.told import NOTHING_TOLD, Told
from engine.domain.touchpoint import Entry, Outcome
from preferences.change import Change
from preferences.channel import ChannelKind
from preferences.preference import Preference
from preferences.records import quickly_made, replace


class Channel(Protocol):
    """A way to hand messages to a provider; knows the provider, and nothing of campaigns or debtors."""

    @property
    def kind(self) -> ChannelKind:
        """Say which channel it is."""

    def send(self, message: Message) -> Receipt:
        """
        Hand over one message, once; the adapter sets its own time-outs and never retries by itself.

        Raises one of the five SendErrors of engine.domain.errors: ProviderBusy (not taken, later is safe),
        AddressRejected, RecipientStopped, MessageRefused, AnswerLost (may have been taken).
        """


class Writer(Protocol):
    """Writes the text of a contact in Dutch that everybody can read, and checks it."""

    def channels_of(self, template: str) -> frozenset[ChannelKind]:
        """List the channels for which a template has a text; raises UnknownReference."""

    def version_of(self, template: str) -> str:
        """Give the hash of a template's files, 12 characters; raises UnknownReference."""

    def write(self, order: "TextOrder") -> Text:
        """Render and check one text; raises TextRefused with the findings."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class TextOrder:
    """All that a text may speak of; the writer turns it into the words that templates use."""

    template: str
    channel: ChannelKind
    reference: str
    debtor: Debtor
    to: Recipient
    preference: Preference
    #: the cases that this contact speaks for, all of one creditor
    cases: tuple[Case, ...]
    organisation: Organisation
    campaign: Campaign
    legal_role: LegalRole
    now: datetime
    #: what it tells beside the claim
    told: Told = NOTHING_TOLD
    #: a 14-day letter: what the creditor announced with others before it, (day of receipt, euro) (NL-39)
    charged_before: tuple[tuple[date, Decimal], ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorFile:
    """One debtor with everything that deciding needs, read in one go."""

    debtor: Debtor
    preference: Preference
    cases: tuple[Case, ...]
    #: by case id, for the cases that walk through a campaign
    positions: Mapping[str, Position]
    #: over all cases, the oldest first
    contacts: tuple[Contact, ...]
    pauses: tuple[Pause, ...]
    #: by case id: when the debtor last replied, promised or paid
    reacted_at: Mapping[str, datetime] = field(default_factory=dict)
    whatsapp_inbound_at: datetime | None = None
    #: by id: all messages that we owe or owed outside campaigns
    notices: Mapping[str, Notice] = field(default_factory=dict)
    #: arrears elsewhere that somebody told of and that were not solved since
    other_arrears: tuple[OtherArrears, ...] = ()
    #: ids of the cases that have an open task for a person
    open_task_cases: frozenset[str] = frozenset()

    def without(self, reference: str) -> "DebtorFile":
        """Leave one contact out: a contact does not count against itself."""
        return replace(self, contacts=tuple(one for one in self.contacts if one.reference != reference))

    def with_contact(self, contact: Contact) -> "DebtorFile":
        """Add a contact, or its newer outcome."""
        if any(one.reference == contact.reference for one in self.contacts):
            contacts = [contact if one.reference == contact.reference else one for one in self.contacts]
            return replace(self, contacts=tuple(contacts))
        return replace(self, contacts=(*self.contacts, contact))

    def with_position(self, position: Position) -> "DebtorFile":
        """Put a case at another place in its campaign."""
        return replace(self, positions={**self.positions, position.case_id: position})


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A planned contact in the send queue."""

    contact: Contact
    #: the number of times that it was handed to a provider
    attempt: int
    not_before: datetime


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one attempt."""

    reference: str
    outcome: Outcome
    at: datetime
    provider_ref: str = ""
    because: str = ""
    #: with POSTPONED: when to try again
    not_before: datetime | None = None
    #: with POSTPONED: it was offered to nobody, so it is no attempt of which a provider had enough
    not_tried: bool = False
    #: who told us later (a callback, an event, a provider's list); empty: the answer to our own call
    evidence: str = ""
    #: of whom the answer is; empty: of nobody, or of who stands in `evidence`
    provider: str = ""
    #: the evidence is the first word that a provider took it
    settles_doubt: bool = False


class Books(Protocol):
    """
    The store inside one transaction: all or nothing at the end of the `with`.

    Lists are read and written whole (hundreds at a time): that is what makes it fast.
    """

    def claim_debtors(self, now: datetime, limit: int) -> Sequence[str]:
        """Lock debtors with a notice or a case that is due at `now`; skips locked ones."""

    def hold_debtors(self, debtor_ids: Iterable[str]) -> None:
        """Lock these debtors, and wait for whoever holds one; what a transaction about them begins with."""

    def files(self, debtor_ids: Sequence[str]) -> Sequence[DebtorFile]:
        """Read everything about these debtors."""

    def plan(self, contacts: Sequence[Contact], windows: Mapping[str, datetime | None]) -> None:
        """Queue contacts (outcome PLANNED); `windows` gives the end of the open hours by reference."""

    def ready(self, now: datetime, limit: int, kind: ChannelKind | None = None) -> Sequence[Queued]:
        """Claim queued contacts that may leave now, of one channel or of all, with their debtors locked."""

    def spent_until(self, provider: str) -> datetime:
        """Read until when a provider's rate is used up; other workers wait until this transaction ends."""

    def spend(self, provider: str, until: datetime) -> None:
        """Write until when a provider's rate is used up."""

    def intend(self, contacts: Sequence[Contact], leases: "Lease") -> None:
        """Mark contacts as being handed over; from here on they are never sent again by themselves."""

    def intend_at_once(
        self, contacts: Sequence[Contact], windows: Mapping[str, datetime | None], leases: "Lease"
    ) -> None:
        """Write new contacts as being handed over: they never wait in the queue."""

    def in_other_hands(self, owner: str, attempts: Mapping[str, int]) -> frozenset[str]:
        """Keep the references that another attempt than these of `owner` is handing over now."""

    def settle(self, results: Sequence[Result]) -> None:
        """Write what became of attempts; never moves an outcome backwards."""

    def overdue(self, now: datetime) -> Sequence[Contact]:
        """List contacts that were being handed over when their lease ran out."""

    def in_doubt_since(self, moment: datetime) -> Sequence[Contact]:
        """List contacts that have been in doubt since before a moment."""

    def pauses_run_out(self, now: datetime) -> Sequence[Pause]:
        """End pauses whose moment has passed, each once over all workers; gives some of them, the oldest."""

    def mark_point(self, debtor_id: str, value: str, state: PointState) -> None:
        """Write what was learned about a contact point."""

    def put_portal_links(self, links: Sequence[Link]) -> None:
        """Keep the links of messages that are about to leave."""

    def put_change(self, change: Change) -> None:
        """Add one choice of a debtor, with its line in the ledger by the caller."""

    def touch_due(self, case_ids: Sequence[str], at: datetime) -> None:
        """Let cases be looked at from a moment on."""

    def look_again(self, looks: Sequence[tuple[Position, datetime | None]]) -> None:
        """
        Write when cases are due again, each as it was read: (position, due at).

        A case that somebody closed, moved or woke in the meantime stays as they left it.
        """

    def owe(self, notices: Sequence[Notice]) -> None:
        """Add notices; one whose cause and template are known already changes nothing."""

    def look_at_notices(self, looks: Sequence[tuple[str, datetime | None]]) -> None:
        """Write when notices are looked at again: (id, moment); None: they are owed no longer."""

    def move(self, positions: Sequence[Position]) -> None:
        """Write where cases stand and when they are due again."""

    def set_status(self, case_id: str, status: CaseStatus, phase: Phase) -> None:
        """Write that a case was paid, closed, handed over or came into another phase."""

    def open_tasks(self, tasks: Sequence[PersonTask]) -> None:
        """Add lines to the work list of people."""

    def append(self, entries: Sequence[Entry]) -> None:
        """Add lines to the ledger, in order, each to the chain of its subject."""

    def count_releases(self, planned: Mapping[Release, int]) -> Sequence[ReleaseState]:
        """Add contacts to the releases of a day; gives how these stand now."""

    def release_state(self, release: Release) -> ReleaseState:
        """Say how a release stands; one that nobody knows has nothing planned."""

    def planned_before(self, release: Release, days: int) -> Sequence[int]:
        """List what was planned on each of the days before it that had anything, the oldest first."""

    def hold_release(
        self, release: Release, because: str, at: datetime, day: tuple[datetime, datetime]
    ) -> None:
        """Hold a release, and all of it that waits in the send queue; its day begins and ends at `day`."""

    def hold_queued(self, references: Iterable[str]) -> None:
        """Hold contacts that were planned for a release that is held."""

    def hold_put_back(self, release: Release, references: Sequence[str]) -> None:
        """Hold contacts that came back to a release that is held, unless somebody signs it at this moment."""

    def house_stopped(self) -> bool:
        """Say whether everything was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who hands over, and until when that may take."""

    owner: str
    until: datetime


class Store(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractContextManager[Books]:
        """Open one transaction; commits at the end, rolls back on an error."""

    def read(self) -> AbstractContextManager[Books]:
        """Open one transaction that only reads and waits for nobody."""


class Catalogue(Protocol):
    """Every version of the campaigns and of the organisation that a running case may need."""

    def campaign(self, name: str, version: str) -> Campaign:
        """Give one version of a campaign; raises UnknownReference."""

    @property
    def current(self) -> tuple[Campaign, ...]:
        """Give the campaigns of today in the order of the file; the first that fits a case takes it."""

    @property
    def organisation(self) -> Organisation:
        """Give the organisation as it stands."""


#: makes an id that nobody can guess; only app/wiring.py has one
NewId = Callable[[], str]

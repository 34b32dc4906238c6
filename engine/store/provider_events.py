"""What providers told about messages, each event once; and the doubts that it settles."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from engine.domain.contact import Contact
from engine.domain.message import DeliveryEvent
from engine.domain.raw_call import EventFate, KeptEvent
from engine.domain.touchpoint import LineKind, Outcome
from engine.evidence_ports import Doubt, Place
from engine.store.columns import micros, moment, words
from engine.store.ledger_reading import LedgerReading
from engine.store.records.contacts import contact_record
from engine.store.shelf import Shelf
from engine.store.sql import Value
from preferences.channel import ChannelKind

KNOWN = "SELECT key FROM provider_event WHERE key {among}"
ADD = (
    "INSERT INTO provider_event (key, provider, reference, provider_ref, outcome, code, at, noted_at, fate)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING"
)
STRANGERS = (
    "SELECT key, provider, reference, provider_ref, outcome, code, at, fate FROM provider_event"
    " WHERE fate = 'stranger' ORDER BY at DESC LIMIT ?"
)
OWNERS = (
    "SELECT q.reference, q.reference, o.debtor_id FROM send_queue q"
    " JOIN contact o ON o.reference = q.reference WHERE q.reference {among}"
)
OWNERS_BY_NUMBER = (
    "SELECT q.provider_ref, q.reference, o.debtor_id FROM send_queue q"
    " JOIN contact o ON o.reference = q.reference WHERE q.provider_ref <> '' AND q.provider_ref {among}"
)
#: one at a time says of which contact a number is; any number that nothing else here locks
HOLD_NUMBERS = "SELECT pg_advisory_xact_lock(7318)"
IN_HAND_TO = (
    "SELECT DISTINCT o.sent_to FROM send_queue q JOIN contact o ON o.reference = q.reference"
    " WHERE q.state = 'sending' AND o.sent_to {among}"
)
NUMBERS_OF_RESENT = (
    "SELECT reference, provider_ref FROM send_queue WHERE reference {among} AND resends > 0"
    " AND provider_ref <> ''"
)
CONTACTS = "SELECT {contact} FROM contact o WHERE o.reference {among}"
DOUBTS = (
    "SELECT q.settled_at, q.resends, q.channel, {contact} FROM send_queue q"
    " JOIN contact o ON o.reference = q.reference WHERE q.state = 'doubt'"
    " AND (q.settled_at, q.reference) > (?, ?) ORDER BY q.settled_at, q.reference LIMIT ?"
)
STILL_IN_DOUBT = (
    "SELECT q.reference FROM send_queue q WHERE q.reference {among} AND q.state = 'doubt' {pg:FOR UPDATE}"
)
SEND_AGAIN = (
    "UPDATE send_queue SET state = 'ready', resends = resends + 1, not_before = ?, settled_at = NULL"
    " WHERE reference = ? AND state = 'doubt'"
)
POSTPONE = "UPDATE contact SET outcome = 'postponed' WHERE reference = ?"
DEBTORS_AT = (
    "SELECT DISTINCT value, debtor_id FROM contact_point WHERE value {among} ORDER BY value, debtor_id"
)
OPEN_AMONG = "SELECT id FROM person_task WHERE id {among} AND done_at IS NULL"

FATES = words(EventFate)


class ProviderEvents(Shelf):
    """Events and doubts."""

    def new_events(self, events: Sequence[DeliveryEvent]) -> Sequence[DeliveryEvent]:
        """Keep only the events that were never told before, each once."""
        first = {event.key: event for event in reversed(events)}
        told = {key for (key,) in self._sql.rows(KNOWN, list(first))} if first else set()
        return [event for event in events if first.get(event.key) is event and event.key not in told]

    def keep_events(self, events: Sequence[tuple[DeliveryEvent, EventFate]], at: datetime) -> None:
        """Write events down with what they changed."""
        rows: list[tuple[Value, ...]] = [
            (
                event.key,
                event.key.partition(":")[0],
                event.reference,
                event.provider_ref,
                event.outcome.value,
                event.code,
                micros(event.at),
                micros(at),
                fate.value,
            )
            for event, fate in events
        ]
        self._sql.change_many(ADD, rows)

    def strange_events(self, limit: int) -> Sequence[KeptEvent]:
        """List events about messages that are not in our books, the newest first."""
        return [
            KeptEvent(
                key=key,
                provider=provider,
                reference=reference,
                provider_ref=provider_ref,
                outcome=outcome,
                code=code,
                at=moment(at),
                fate=FATES[fate],
            )
            for key, provider, reference, provider_ref, outcome, code, at, fate in self._sql.rows(
                STRANGERS, limit
            )
        ]

    def owners(self, references: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Find by our reference: (reference, debtor id)."""
        return self._owners(OWNERS, references)

    def owners_by_number(self, provider_refs: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Find by the provider's number of a message: (reference, debtor id)."""
        return self._owners(OWNERS_BY_NUMBER, provider_refs)

    def hold_numbers(self) -> None:
        """Let nobody else decide of which contact a provider's number is; on SQLite one writes at a time."""
        if not self._sql.on_sqlite:
            self._sql.row(HOLD_NUMBERS)

    def in_hand_to(self, addresses: Sequence[str]) -> frozenset[str]:
        """Keep the numbers and mailboxes to which somebody is handing a message over now."""
        known = [one for one in addresses if one]
        return frozenset(one for (one,) in self._sql.rows(IN_HAND_TO, known)) if known else frozenset()

    def numbers_of_resent(self, references: Sequence[str]) -> Mapping[str, str]:
        """Give the provider's number of the last attempt, by reference, of contacts that were sent again."""
        rows = self._sql.rows(NUMBERS_OF_RESENT, list(references)) if references else []
        return dict(rows)

    def contacts_among(self, references: Sequence[str]) -> Mapping[str, Contact]:
        """Read contacts by their references."""
        rows = self._sql.rows(CONTACTS, list(references)) if references else []
        return {contact.reference: contact for contact in map(contact_record, rows)}

    def doubts(self, limit: int, behind: Place | None = None) -> Sequence[Doubt]:
        """List contacts in doubt, the oldest doubt first, or those behind a place."""
        since, reference = (micros(behind[0]), behind[1]) if behind else (0, "")
        return [
            Doubt(
                contact=contact_record(row),
                since=moment(since),
                resends=resends,
                channel=ChannelKind(channel),
            )
            for since, resends, channel, *row in self._sql.rows(DOUBTS, since, reference, limit)
        ]

    def still_in_doubt(self, references: Sequence[str]) -> frozenset[str]:
        """Keep those that are in doubt now, and hold them."""
        if not references:
            return frozenset()
        return frozenset(one for (one,) in self._sql.rows(STILL_IN_DOUBT, list(references)))

    def send_again(self, references: Sequence[str], not_before: datetime) -> None:
        """Put contacts in doubt back into the queue: their provider has no such message."""
        rows: list[tuple[Value, ...]] = [(micros(not_before), reference) for reference in references]
        self._sql.change_many(SEND_AGAIN, rows)
        self._sql.change_many(POSTPONE, [(reference,) for reference in references])

    def sent_text(self, contact: Contact) -> str:
        """Give the words that were about to leave, from the last intention; empty when they were erased."""
        reading = LedgerReading(self._sql, self._vault)
        for line in reversed(reading.lines(f"case:{contact.case_ids[0]}")):
            intended = line.kind is LineKind.CONTACT and line.outcome is Outcome.INTENDED
            if intended and line.reference == contact.reference:
                content = reading.content(line)
                return "" if content is None or isinstance(content, str) else str(content.get("body", ""))
        return ""

    def debtors_at(self, values: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Find by number or mailbox whose it is: debtor ids."""
        found: dict[str, list[str]] = {}
        for value, debtor_id in self._sql.rows(DEBTORS_AT, list(values)) if values else []:
            found.setdefault(value, []).append(debtor_id)
        return found

    def open_among(self, task_ids: Sequence[str]) -> Sequence[str]:
        """Keep the tasks that nobody has done yet."""
        return [one for (one,) in self._sql.rows(OPEN_AMONG, list(task_ids))] if task_ids else []

    def _owners(self, statement: str, wanted: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        known = [one for one in wanted if one]
        rows = self._sql.rows(statement, known) if known else []
        return {key: (reference, debtor_id) for key, reference, debtor_id in rows}

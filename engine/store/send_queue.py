"""The send queue: planned contacts wait here, are handed over under a lease, and leave with their outcome."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum, auto

import orjson

from engine.domain.contact import Contact
from engine.domain.errors import NotAllowed
from engine.domain.outcome_order import is_news
from engine.domain.touchpoint import Outcome
from engine.ports import Lease, Queued, Result
from engine.store.columns import micros, micros_or_none, moment
from engine.store.records.contacts import OUTCOMES, contact_record
from engine.store.shelf import Shelf
from engine.store.sql import Value
from preferences.channel import CHANNEL_OF, ChannelKind
from preferences.records import replace

ADD_CONTACT = (
    "INSERT INTO contact (reference, debtor_id, case_ids, kind, campaign, run, step, ordinal, legal_role,"
    " creditor, at, outcome, sent_to, said) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
ADD_CASE = "INSERT INTO contact_case (case_id, run, step, ordinal, reference) VALUES (?, ?, ?, ?, ?)"
QUEUE = (
    "INSERT INTO send_queue (reference, channel, state, not_before, window_ends_at, attempt, provider_ref)"
    " VALUES (?, ?, 'ready', ?, ?, 0, '')"
)
LEAVING = (
    "INSERT INTO send_queue (reference, channel, state, not_before, window_ends_at, attempt, provider_ref,"
    " owner, lease_until) VALUES (?, ?, 'sending', ?, ?, 1, '', ?, ?)"
)

READY = (
    "SELECT q.attempt, q.not_before, {contact} FROM send_queue q"
    " JOIN contact o ON o.reference = q.reference JOIN debtor d ON d.id = o.debtor_id"
    " WHERE q.state = 'ready' AND q.not_before <= ? ORDER BY q.not_before, q.reference LIMIT ?"
    " {pg:FOR NO KEY UPDATE OF q, d SKIP LOCKED}"
)
READY_OF_KIND = READY.replace("q.state = 'ready'", "q.state = 'ready' AND q.channel = ?")
OVERDUE = (
    "SELECT {contact} FROM send_queue q JOIN contact o ON o.reference = q.reference"
    " JOIN debtor d ON d.id = o.debtor_id"
    " WHERE q.state = 'sending' AND q.lease_until < ? ORDER BY q.lease_until"
    " {pg:FOR NO KEY UPDATE OF q, d SKIP LOCKED}"
)
IN_DOUBT = (
    "SELECT {contact} FROM send_queue q JOIN contact o ON o.reference = q.reference"
    " JOIN debtor d ON d.id = o.debtor_id"
    " WHERE q.state = 'doubt' AND q.settled_at < ? ORDER BY q.settled_at"
    " {pg:FOR NO KEY UPDATE OF q, d SKIP LOCKED}"
)
HAND_OVER = (
    "UPDATE send_queue SET state = 'sending', owner = ?, lease_until = ?, attempt = attempt + 1"
    " WHERE reference = ? AND state = 'ready'"
)
INTEND = "UPDATE contact SET outcome = 'intended', at = ?, sent_to = ?, said = ? WHERE reference = ?"
#: nearly all of a batch is still in the hands of its owner, at the same attempt
PERHAPS_ELSEWHERE = (
    "SELECT reference, owner, attempt FROM send_queue WHERE reference {among} AND state = 'sending'"
    " AND (owner <> ? OR attempt <> ?)"
)
#: a person saw that two messages differ, and let the later one go
SETTLED = "UPDATE contact SET said = '' WHERE debtor_id = ? AND said <> ''"

OUTCOMES_OF = (
    "SELECT reference, outcome FROM contact WHERE reference {among} ORDER BY reference {pg:FOR UPDATE}"
)
CHANGE_OUTCOME = "UPDATE contact SET outcome = ?, at = coalesce(?, at) WHERE reference = ?"
LEAVE = (
    "UPDATE send_queue SET state = ?, not_before = coalesce(?, not_before), settled_at = ?,"
    " provider_ref = coalesce(?, provider_ref), attempt = attempt - coalesce(?, 0), owner = NULL,"
    " lease_until = NULL"
    " WHERE reference = ?"
)
KNOW_AS = "UPDATE send_queue SET provider_ref = ? WHERE reference = ?"


class QueueState(StrEnum):
    """Where a contact stands on its way to a provider."""

    #: it may leave from its `not_before`
    READY = auto()
    #: a brake holds it until two people release it
    HELD = auto()
    #: a process is handing it over; it never goes back to ready by itself
    SENDING = auto()
    #: nobody knows whether it left
    DOUBT = auto()
    #: it left, or never will
    DONE = auto()


#: what an outcome means for the queue; every other one is the end of the way
STATE_AFTER = {Outcome.POSTPONED: QueueState.READY, Outcome.IN_DOUBT: QueueState.DOUBT}


class SendQueue(Shelf):
    """Contacts on their way to providers."""

    def plan(self, contacts: Sequence[Contact], windows: Mapping[str, datetime | None]) -> None:
        """
        Queue contacts (outcome PLANNED); `windows` gives the end of the open hours by reference.

        Raises ValueError for one that no channel carries: a call, a visit.
        """
        rows = _places(contacts, windows)
        self.put_contacts(contacts)
        self._sql.change_apart(QUEUE, rows)

    def intend_at_once(
        self, contacts: Sequence[Contact], windows: Mapping[str, datetime | None], leases: Lease
    ) -> None:
        """
        Write new contacts as being handed over (outcome INTENDED): they never wait in the queue.

        Raises ValueError for one that no channel carries: a call, a visit.
        """
        holder: tuple[Value, ...] = (leases.owner, micros(leases.until))
        rows = [(*place, *holder) for place in _places(contacts, windows)]
        self.put_contacts([replace(one, outcome=Outcome.INTENDED) for one in contacts])
        self._sql.change_apart(LEAVING, rows)

    def put_contacts(self, contacts: Iterable[Contact]) -> None:
        """Write contacts that go through no provider: calls and visits by people."""
        listed = list(contacts)
        self._sql.change_apart(ADD_CONTACT, [_row(one) for one in listed])
        cases = [
            (case_id, one.run, one.step, one.ordinal, one.reference)
            for one in listed
            for case_id in one.case_ids
        ]
        self._sql.change_apart(ADD_CASE, cases)

    def ready(self, now: datetime, limit: int, kind: ChannelKind | None = None) -> Sequence[Queued]:
        """Claim queued contacts that may leave now, of one channel or of all, with their debtors locked."""
        self._asked_at = now
        wanted = (micros(now), limit)
        rows = self._sql.rows(READY_OF_KIND, kind.value, *wanted) if kind else self._sql.rows(READY, *wanted)
        return [
            Queued(contact=contact_record(row), attempt=attempt, not_before=moment(not_before))
            for attempt, not_before, *row in rows
        ]

    def intend(self, contacts: Sequence[Contact], leases: Lease) -> None:
        """
        Mark contacts as being handed over; from here on they are never sent again by themselves.

        Raises NotAllowed, and with that nothing is sent, when one of them was not waiting in the queue.
        """
        until = micros(leases.until)
        rows: list[tuple[Value, ...]] = [(leases.owner, until, one.reference) for one in contacts]
        if self._sql.change_apart(HAND_OVER, rows) != len(rows):
            raise NotAllowed(
                "a contact was handed over that is not waiting in the send queue: nothing was sent"
            )
        rows = [(micros(one.at), one.to, one.said, one.reference) for one in contacts]
        self._sql.change_apart(INTEND, rows)

    def in_other_hands(self, owner: str, attempts: Mapping[str, int]) -> frozenset[str]:
        """Keep the references that another attempt than these of `owner` is handing over now."""
        counted = set(attempts.values())
        same = counted.pop() if len(counted) == 1 else 0
        rows = self._sql.rows(PERHAPS_ELSEWHERE, list(attempts), owner, same)
        return frozenset(
            reference
            for reference, holder, attempt in rows
            if (holder, attempt) != (owner, attempts[reference])
        )

    def forget_what_was_said(self, debtor_id: str) -> None:
        """Let messages from now on differ from earlier ones: a person saw the difference."""
        self._sql.change(SETTLED, debtor_id)

    def settle(self, results: Sequence[Result]) -> None:
        """Write what became of attempts; never moves an outcome backwards."""
        found = self._sql.rows(OUTCOMES_OF, [one.reference for one in results])
        outcomes = {reference: OUTCOMES[outcome] for reference, outcome in found}
        news: dict[str, Result] = {}
        for one in results:
            before = outcomes.get(one.reference)
            if before is not None and is_news(one.outcome, before):
                outcomes[one.reference] = one.outcome
                news[one.reference] = one
        self._sql.change_apart(CHANGE_OUTCOME, [_changing(one) for one in news.values()])
        known = {one.reference: one.provider_ref for one in results if one.provider_ref}
        self._sql.change_apart(
            LEAVE, [_leaving(one, known.pop(one.reference, None)) for one in news.values()]
        )
        self._sql.change_many(KNOW_AS, [(name, reference) for reference, name in known.items()])

    def overdue(self, now: datetime) -> Sequence[Contact]:
        """List contacts that were being handed over when their lease ran out."""
        self._asked_at = now
        return [contact_record(row) for row in self._sql.rows(OVERDUE, micros(now))]

    def in_doubt_since(self, moment: datetime) -> Sequence[Contact]:
        """List contacts that have been in doubt since before a moment."""
        return [contact_record(row) for row in self._sql.rows(IN_DOUBT, micros(moment))]


def _places(contacts: Iterable[Contact], windows: Mapping[str, datetime | None]) -> list[tuple[Value, ...]]:
    """Give the place of each contact in the queue: reference, channel, from when, until when."""
    listed = list(contacts)
    if by_people := {one.kind for one in listed} - CHANNEL_OF.keys():
        raise ValueError(f"no channel carries a {', '.join(sorted(by_people))}")
    return [
        (
            one.reference,
            CHANNEL_OF[one.kind].value,
            micros(one.at),
            micros_or_none(windows.get(one.reference)),
        )
        for one in listed
    ]


def _row(one: Contact) -> tuple[Value, ...]:
    return (
        one.reference,
        one.debtor_id,
        orjson.dumps(one.case_ids).decode(),
        one.kind.value,
        one.campaign,
        one.run,
        one.step,
        one.ordinal,
        one.legal_role.value,
        one.creditor,
        micros(one.at),
        one.outcome.value,
        one.to,
        one.said,
    )


def _leaving(result: Result, provider_ref: str | None) -> tuple[Value, ...]:
    """Write where a contact stands in the queue after an attempt, and what the provider calls it."""
    state = STATE_AFTER.get(result.outcome, QueueState.DONE)
    again = (result.not_before or result.at) if state is QueueState.READY else None
    untried = 1 if result.not_tried else None
    return state.value, micros_or_none(again), micros(result.at), provider_ref, untried, result.reference


def _changing(result: Result) -> tuple[Value, ...]:
    """Write an outcome; a contact counts from the moment that its provider took it, not that we heard it."""
    left_at = result.at if result.outcome is Outcome.ACCEPTED and not result.evidence else None
    return result.outcome.value, micros_or_none(left_at), result.reference

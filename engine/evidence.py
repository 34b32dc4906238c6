"""
Take in what providers tell about contacts: each event once, in any order, and never backwards.

Order does not matter: the outcome is the furthest of all that was told, and what an event teaches (an address
that does not work, a wish to stop) is kept whether it was news or not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.contact import Contact
from engine.domain.message import DeliveryEvent
from engine.domain.outcome_order import RANK
from engine.domain.raw_call import EventFate
from engine.domain.touchpoint import Entry, LineKind, Outcome
from engine.evidence_ports import EvidenceBooks
from engine.gather import Desk
from engine.ports import NewId, Result
from engine.settle import Settled, Settlement
from engine.sweep import doubt_task_id

#: with one of these nobody had said yet that a provider took it
UNANSWERED = frozenset({Outcome.INTENDED, Outcome.POSTPONED, Outcome.IN_DOUBT, Outcome.HELD})
#: by themselves these say that a message did not arrive; another attempt at it may have
DID_NOT_ARRIVE = frozenset({Outcome.EXPIRED, Outcome.REFUSED, Outcome.BOUNCED})
#: who closed a task that asked a person to decide, when evidence came after all
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Takes in events inside one transaction."""

    desk: Desk
    new_id: NewId

    def take_in(
        self, books: EvidenceBooks, told: Sequence[DeliveryEvent], now: datetime
    ) -> Counter[EventFate]:
        """Write every event down once, and let contacts follow the furthest of them; gives their fates."""
        new = books.new_events(told)
        owners = _owners(books, new)
        fates = {event.key: EventFate.STRANGER for event in new}
        about: defaultdict[str, list[DeliveryEvent]] = defaultdict(list)
        for event in new:
            if event.key in owners:
                about[owners[event.key][0]].append(event)
        books.hold_debtors({debtor_id for _, debtor_id in owners.values()})
        for wave in _waves(about, owners.values()):
            fates |= self._settle(books, {reference: about[reference] for reference in wave}, now)
        books.keep_events([(event, fates[event.key]) for event in new], now)
        return Counter(fates.values())

    def _settle(
        self, books: EvidenceBooks, about: Mapping[str, Sequence[DeliveryEvent]], now: datetime
    ) -> dict[str, EventFate]:
        """Take in what was told about contacts of different debtors."""
        contacts = books.contacts_among(sorted(about))
        debtor_ids = sorted({contact.debtor_id for contact in contacts.values()})
        files = {file.debtor.id: file for file in books.files(debtor_ids)}
        numbers = books.numbers_of_resent(sorted(contacts))
        news: list[Settled] = []
        heard: list[Settled] = []
        fates: dict[str, EventFate] = {}
        for reference, contact in sorted(contacts.items()):
            for event, is_new in _in_order(about[reference], contact, numbers.get(reference, "")):
                (news if is_new else heard).append(
                    (files[contact.debtor_id], contact, _result(contact, event, is_news=is_new))
                )
                fates[event.key] = EventFate.NEWS if is_new else EventFate.NO_NEWS
        Settlement(self.desk, self.new_id).write(books, news, heard)
        self._end_doubts(books, [contact for _, contact, _ in news], now)
        return fates

    def _end_doubts(self, books: EvidenceBooks, contacts: Iterable[Contact], now: datetime) -> None:
        """Take back the question to a person: the evidence answered it."""
        asked = {doubt_task_id(one, case_id): case_id for one in contacts for case_id in one.case_ids}
        for task_id in books.open_among(sorted(asked)):
            books.close_task(task_id, EVIDENCE, now, "solved")
            public = {"task": task_id, "kind": "decide_in_doubt", "result": "solved", "by": EVIDENCE}
            line = Entry(subject=f"case:{asked[task_id]}", kind=LineKind.TASK, at=now, public={**public})
            books.append([line])


def _owners(books: EvidenceBooks, events: Sequence[DeliveryEvent]) -> Mapping[str, tuple[str, str]]:
    """Find whose contact each event speaks of: by our own reference, else by the provider's number."""
    ours = books.owners(sorted({event.reference for event in events}))
    unnamed = [event for event in events if event.reference not in ours]
    theirs = books.owners_by_number(sorted({event.provider_ref for event in unnamed if not event.reference}))
    found = {event.key: ours.get(event.reference) or theirs.get(event.provider_ref) for event in events}
    return {key: owner for key, owner in found.items() if owner is not None}


def _waves(references: Iterable[str], owners: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Part contacts so that no part has two of one debtor: the second is settled on what the first left."""
    debtor_of = dict(owners)
    waves: list[list[str]] = []
    used: Counter[str] = Counter()
    for reference in sorted(references):
        place = used[debtor_of[reference]]
        used[debtor_of[reference]] += 1
        if place == len(waves):
            waves.append([])
        waves[place].append(reference)
    return waves


def _in_order(
    events: Sequence[DeliveryEvent], contact: Contact, number: str
) -> Iterable[tuple[DeliveryEvent, bool]]:
    """
    Put the furthest event last; only it is news, and only when it goes further than what is known.

    Of a message that was sent once more the provider took the one with `number`: that an attempt before it
    did not arrive is no news about this one.
    """
    before = [one for one in events if number and one.provider_ref != number and _did_not_arrive(one)]
    yield from ((event, False) for event in before)
    told = sorted(
        (event for event in events if event not in before),
        key=lambda event: (RANK[event.outcome], event.at, event.key),
    )
    yield from ((event, False) for event in told[:-1])
    yield from ((event, RANK[event.outcome] > RANK[contact.outcome]) for event in told[-1:])


def _did_not_arrive(event: DeliveryEvent) -> bool:
    return bool(event.provider_ref) and event.outcome in DID_NOT_ARRIVE


def _result(contact: Contact, event: DeliveryEvent, *, is_news: bool) -> Result:
    return Result(
        reference=contact.reference,
        outcome=event.outcome,
        at=max(event.at, contact.at),
        provider_ref=event.provider_ref,
        because=f"the provider's code {event.code}" if event.code else "",
        evidence=event.key.partition(":")[0],
        settles_doubt=is_news and contact.outcome in UNANSWERED,
    )

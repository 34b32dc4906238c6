"""
Settle doubts by evidence: ask the provider what it took; nothing is ever sent again blindly.

Found: it was accepted. Not found after the provider's longest delay: a person decides, or it goes out once
more, when the channel and the step allow that and the message has no effect in law; the rules are asked again
before that. Nobody can be asked: engine.sweep gives it to a person after a day.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto

from engine.domain.contact import Contact
from engine.domain.errors import CannotAsk
from engine.domain.in_doubt import BY_PERSON, SENSITIVE, DoubtPolicy, InDoubt
from engine.domain.listed import Listed, Sought
from engine.domain.message import DeliveryEvent
from engine.domain.touchpoint import Outcome
from engine.evidence import Evidence
from engine.evidence_ports import Doubt, EvidenceBooks, EvidenceStore, Place, ProviderList
from engine.gather import Desk
from engine.lines import contact_line
from engine.ports import Catalogue, NewId, Result, Writer
from engine.settle import Settlement
from engine.sweep import doubt_task
from preferences.channel import ChannelKind

#: the provider's clock may differ from ours by so much: also when somebody forgot the summer time
CLOCKS_APART = timedelta(minutes=75)
#: doubts looked at in one pass: each is a question to a provider; the next pass goes on behind them
MOST = 200
#: so many are asked about before what came of them is written: who is ended in between loses only these
AT_ONCE = 20


class Way(StrEnum):
    """What a look at one doubt came to."""

    #: the provider has it
    FOUND = auto()
    #: it goes out once more
    AGAIN = auto()
    #: a person decides
    HELD = auto()
    #: too early to say, or the provider cannot be asked now
    WAITS = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done about one doubt, and why."""

    way: Way
    because: str = ""
    event: DeliveryEvent | None = None


WAIT = Verdict(Way.WAITS)
Decided = tuple[Doubt, Verdict]


@dataclass(slots=True)
class Watch:
    """Since when we have watched each doubt, and behind which of them the next look begins."""

    since: dict[str, float] = field(default_factory=dict)
    place: Place | None = None
    #: those seen since the look began at the oldest one
    _seen: set[str] = field(default_factory=set)

    def see(self, doubts: Sequence[Doubt], now: float) -> None:
        """Remember when each was seen first, and where we are."""
        for doubt in doubts:
            self.since.setdefault(doubt.contact.reference, now)
            self._seen.add(doubt.contact.reference)
            self.place = doubt.place

    def leave(self, doubt: Doubt) -> None:
        """Something came of it: should it be a doubt again, its time begins anew."""
        self.since.pop(doubt.contact.reference, None)

    def begin_anew(self) -> None:
        """All were seen: forget those that are doubts no longer, and begin at the oldest one again."""
        for gone in self.since.keys() - self._seen:
            del self.since[gone]
        self._seen.clear()
        self.place = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """Looks at contacts in doubt; a provider is asked while no transaction is open."""

    store: EvidenceStore
    catalogue: Catalogue
    writer: Writer
    new_id: NewId
    policies: Mapping[ChannelKind, DoubtPolicy]
    lists: Mapping[ChannelKind, ProviderList]
    #: seconds on a clock that nobody can set: a clock that jumps ahead must not shorten the waiting
    elapsed: Callable[[], float]
    _watch: Watch = field(default_factory=Watch)

    def run(self, now: datetime) -> Counter[Way]:
        """Look at the doubts, or of very many at those whose turn it is; gives what came of them."""
        ways: Counter[Way] = Counter()
        while ways.total() < MOST:
            found = self._look_at_some(now)
            ways.update(found)
            if len(found) < AT_ONCE:
                self._watch.begin_anew()
                break
        return ways

    def _look_at_some(self, now: datetime) -> list[Way]:
        """Look at the next few, and write at once what came of them."""
        with self.store.begin() as books:
            next_ones = books.doubts(AT_ONCE, self._watch.place)
            doubts = [(doubt, self._sought(books, doubt)) for doubt in next_ones]
        self._watch.see(next_ones, self.elapsed())
        decided: Sequence[Decided] = _each_once(
            [(doubt, self._look(doubt, sought, now)) for doubt, sought in doubts]
        )
        if any(verdict.way is not Way.WAITS for _, verdict in decided):
            decided = self._write(decided, now)
        for doubt, verdict in decided:
            if verdict.way is not Way.WAITS:
                self._watch.leave(doubt)
        return [verdict.way for _, verdict in decided]

    def _policy(self, doubt: Doubt) -> DoubtPolicy:
        return self.policies.get(doubt.channel, BY_PERSON)

    def _sought(self, books: EvidenceBooks, doubt: Doubt) -> Sought | None:
        if not self._policy(doubt).way.asks or doubt.channel not in self.lists:
            return None
        return Sought(
            reference=doubt.contact.reference,
            channel=doubt.channel,
            to=doubt.contact.to,
            body=books.sent_text(doubt.contact),
            since=doubt.contact.at - CLOCKS_APART,
        )

    def _look(self, doubt: Doubt, sought: Sought | None, now: datetime) -> Verdict:
        if self._policy(doubt).way is InDoubt.SAME_REFERENCE:
            return Verdict(Way.AGAIN, "handed over once more: the same reference is one message there")
        if sought is None:
            return WAIT
        try:
            listed = self.lists[doubt.channel].look_for(sought, now)
        except CannotAsk:
            return WAIT
        return self._weigh(doubt, listed, now)

    def _weigh(self, doubt: Doubt, listed: Sequence[Listed], now: datetime) -> Verdict:
        """Judge what the provider has: ours by its reference, else the one message with the same words."""
        reference = doubt.contact.reference
        ours = [one for one in listed if one.event.reference == reference]
        if ours:
            return Verdict(Way.FOUND, event=ours[0].event)
        nameless = self._unclaimed([one for one in listed if not one.event.reference])
        same = [one for one in nameless if one.same_text]
        if len(same) == 1:
            return Verdict(Way.FOUND, event=same[0].event)
        if not self._waited(doubt, now):
            return WAIT
        if nameless:
            return Verdict(Way.HELD, f"the provider has {len(nameless)} messages that may be this one")
        return self._not_there(doubt)

    def _unclaimed(self, listed: Sequence[Listed]) -> Sequence[Listed]:
        """Leave out what belongs to another contact of ours."""
        if not listed:
            return listed
        with self.store.begin() as books:
            claimed = books.owners_by_number([one.event.provider_ref for one in listed])
        return [one for one in listed if one.event.provider_ref not in claimed]

    def _waited(self, doubt: Doubt, now: datetime) -> bool:
        """Say whether the provider's longest delay has passed, by the calendar and by our own patience."""
        longest = self._policy(doubt).longest_delay
        watched = self.elapsed() - self._watch.since[doubt.contact.reference]
        return now - doubt.since >= longest and watched >= longest.total_seconds()

    def _not_there(self, doubt: Doubt) -> Verdict:
        because = "the provider does not have it"
        contact = doubt.contact
        if self._policy(doubt).way is not InDoubt.RESEND:
            return Verdict(Way.HELD, because)
        if contact.legal_role in SENSITIVE:
            return Verdict(Way.HELD, f"{because}; a message with an effect in law goes out at most once")
        if doubt.resends:
            return Verdict(Way.HELD, f"{because}, for the second time")
        if not self._step_allows(contact):
            return Verdict(Way.HELD, f"{because}; its step goes out at most once")
        return Verdict(Way.AGAIN, f"{because}: sent once more")

    def _step_allows(self, contact: Contact) -> bool:
        """Say whether the step of today's campaign lets a message go out once more."""
        campaign = next((one for one in self.catalogue.current if one.name == contact.campaign), None)
        if campaign is None:
            return False
        return any(step.id == contact.step and step.resend_in_doubt for step in campaign.steps)

    def _write(self, looked: Sequence[Decided], now: datetime) -> Sequence[Decided]:
        """Write it down for those that are in doubt still: evidence may have come while we asked."""
        with self.store.begin() as books:
            books.hold_numbers()
            decided = _not_elsewhere(books, looked)
            books.hold_debtors({doubt.contact.debtor_id for doubt, _ in decided})
            open_still = books.still_in_doubt([doubt.contact.reference for doubt, _ in decided])
            left = [(doubt, one) for doubt, one in decided if doubt.contact.reference in open_still]
            evidence = Evidence(desk=Desk(self.catalogue, self.writer), new_id=self.new_id)
            evidence.take_in(books, [_found(doubt, one.event) for doubt, one in left if one.event], now)
            self._hold(books, [(d.contact, one.because) for d, one in left if one.way is Way.HELD], now)
            self._again(books, [(d.contact, one.because) for d, one in left if one.way is Way.AGAIN], now)
        return decided

    def _hold(self, books: EvidenceBooks, held: Sequence[tuple[Contact, str]], now: datetime) -> None:
        files = {file.debtor.id: file for file in books.files(sorted({one.debtor_id for one, _ in held}))}
        settled = [
            (files[contact.debtor_id], contact, _held(contact, because, now)) for contact, because in held
        ]
        Settlement(Desk(self.catalogue, self.writer), self.new_id).write(books, settled)
        books.open_tasks(
            [doubt_task(contact, case_id, now) for contact, _ in held for case_id in contact.case_ids]
        )

    def _again(self, books: EvidenceBooks, again: Sequence[tuple[Contact, str]], now: datetime) -> None:
        """Put them back into the queue; the rules are asked again before they leave."""
        books.send_again([contact.reference for contact, _ in again], now)
        for contact, because in again:
            result = Result(reference=contact.reference, outcome=Outcome.POSTPONED, at=now, because=because)
            books.append([contact_line(contact, case_id, result, {}) for case_id in contact.case_ids])


def _number_of(verdict: Verdict) -> str:
    """Give the provider's number of a message that is evidence only by its words; else empty."""
    return verdict.event.provider_ref if verdict.event and not verdict.event.reference else ""


def _not_elsewhere(books: EvidenceBooks, looked: Sequence[Decided]) -> Sequence[Decided]:
    """
    Let a message that is evidence by its words wait when it is, or may be, of another contact of ours.

    Another worker may have taken it as evidence since we asked; or it is of one whose sender has it in hand
    and did not write its number down yet.
    """
    numbers = sorted({_number_of(verdict) for _, verdict in looked} - {""})
    if not numbers:
        return looked
    # in this order: what leaves the hands of its sender between the two questions has a number at the second
    in_hand = books.in_hand_to(sorted({doubt.contact.to for doubt, verdict in looked if _number_of(verdict)}))
    claimed = books.owners_by_number(numbers)
    return [
        (
            doubt,
            WAIT
            if (number := _number_of(one)) and (number in claimed or doubt.contact.to in in_hand)
            else one,
        )
        for doubt, one in looked
    ]


def _each_once(decided: Sequence[Decided]) -> list[Decided]:
    """Let one message at a provider speak for one doubt: to the next with the same words it is not there."""
    told: set[str] = set()
    apart = []
    for doubt, verdict in decided:
        number = _number_of(verdict)
        apart.append((doubt, WAIT if number in told else verdict))
        told |= {number} - {""}
    return apart


def _found(doubt: Doubt, event: DeliveryEvent) -> DeliveryEvent:
    """Name the contact in what was found in a list; the same message may have been told of without it."""
    reference = doubt.contact.reference
    return replace(event, reference=reference, key=f"list-{event.key}:{reference}")


def _held(contact: Contact, because: str, now: datetime) -> Result:
    return Result(reference=contact.reference, outcome=Outcome.HELD, at=now, because=because)

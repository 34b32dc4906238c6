"""Write what became of contacts, and what that means for their cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.asked_again import mend_task
from engine.domain.case import Case
from engine.domain.contact import Contact, Position
from engine.domain.people import PointState
from engine.domain.person_task import PersonTask
from engine.domain.touchpoint import Entry, Json, Outcome
from engine.gather import Desk, move_of
from engine.lines import change_line, contact_line, notice_words
from engine.ports import Books, DebtorFile, NewId, Result
from preferences.change import Change, Field, Through
from preferences.channel import ContactKind
from preferences.records import replace

#: after these the campaign goes on by itself: the next look is when it wants something again
GOES_ON = frozenset(
    {Outcome.ACCEPTED, Outcome.DELIVERED, Outcome.READ, Outcome.PRINTED, Outcome.POSTED, Outcome.UNRECOGNISED}
)
#: after these the case is decided anew at once
DECIDE_ANEW = frozenset(
    {Outcome.BOUNCED, Outcome.STOPPED, Outcome.RETURNED, Outcome.EXPIRED, Outcome.CANCELLED, Outcome.REPLIED}
)

Settled = tuple[DebtorFile, Contact, Result]


@dataclass(slots=True)
class Settlement:
    """Collects the effects of results and writes them in one go."""

    desk: Desk
    new_id: NewId
    _looks: list[tuple[Position, datetime | None]] = field(default_factory=list)
    _notices: list[tuple[str, datetime | None]] = field(default_factory=list)
    _tasks: list[PersonTask] = field(default_factory=list)
    _entries: list[Entry] = field(default_factory=list)

    def write(self, books: Books, settled: Sequence[Settled], heard: Sequence[Settled] = ()) -> None:
        """
        Write outcomes, lines, next looks, tasks, and what was learned about contact points.

        What was only `heard` came too late to change an outcome: it leaves a line, and what it teaches.
        """
        books.hold_debtors({contact.debtor_id for _, contact, _ in (*settled, *heard)})
        for file, contact, result in heard:
            self._tell(file, contact, result)
        for file, contact, result in settled:
            self._tell(file, contact, result)
        for file, contact, result in settled:
            self._look_again(file, contact, result)
        books.settle([result for _, _, result in settled])
        books.look_again(self._looks)
        books.look_at_notices(self._notices)
        books.open_tasks(self._tasks)
        books.append(self._entries)
        for file, contact, result in (*heard, *settled):
            notice = file.notices.get(contact.run)
            # what is somebody else's stays so; a stop is about the number itself
            if not (notice and notice.only_to) or result.outcome is Outcome.STOPPED:
                self._learn(books, contact, result)

    def _look_again(self, file: DebtorFile, contact: Contact, result: Result) -> None:
        if contact.run in file.notices:
            # the campaign of the case stands where it stood
            self._next_look_at_notice(contact, result)
            return
        later = file.with_contact(replace(contact, outcome=result.outcome, at=_left_at(contact, result)))
        for case in later.cases:
            if case.id in contact.case_ids:
                self._next_look(later, case, result)

    def _tell(self, file: DebtorFile, contact: Contact, result: Result) -> None:
        """Leave a line for each case, and ask a person to mend what was refused."""
        notice = file.notices.get(contact.run)
        about = notice_words(notice) if notice else {}
        for case in file.cases:
            if case.id not in contact.case_ids:
                continue
            public = {**self._stamp(file, case, result.at), **about}
            self._entries.append(contact_line(contact, case.id, result, public))
            if result.outcome is Outcome.REFUSED:
                task = mend_task(self.new_id(), contact, case.id, result.because, result.at)
                self._tasks.append(task)

    def _stamp(self, file: DebtorFile, case: Case, at: datetime) -> Mapping[str, Json]:
        position = file.positions.get(case.id)
        if position is None or not position.campaign:
            return {"organisation_version": self.desk.catalogue.organisation.version}
        return self.desk.ground(position, case.jurisdiction, at).stamp

    def _next_look(self, file: DebtorFile, case: Case, result: Result) -> None:
        """Say when the case is looked at again; a postponed contact leaves it as it is."""
        position = file.positions.get(case.id)
        if position is None or not position.campaign:
            return
        if result.outcome in GOES_ON:
            move = move_of(file, case, self.desk, result.at)
            self._looks.append((position, move.rest_until or result.at))
        elif result.outcome in DECIDE_ANEW:
            self._looks.append((position, result.not_before or result.at))
        elif result.outcome in {Outcome.REFUSED, Outcome.IN_DOUBT, Outcome.HELD}:
            self._looks.append((position, None))

    def _next_look_at_notice(self, contact: Contact, result: Result) -> None:
        """Try another channel for what did not arrive; what arrived, or a person has, is owed no longer."""
        if result.outcome in DECIDE_ANEW - {Outcome.REPLIED}:
            self._notices.append((contact.run, result.not_before or result.at))
        elif result.outcome is not Outcome.POSTPONED:
            self._notices.append((contact.run, None))

    def _learn(self, books: Books, contact: Contact, result: Result) -> None:
        """Keep what a provider told about an address, and a refusal that only the provider heard."""
        failed = result.outcome in {Outcome.BOUNCED, Outcome.RETURNED}
        # a number that is not on WhatsApp may still take a text message
        not_there = failed and contact.kind is ContactKind.WHATSAPP
        if not_there or result.outcome is Outcome.STOPPED:
            # the provider heard it from the debtor: it is the debtor's own choice
            self._write_change(books, contact, result, (Through.PROVIDER, Field.REFUSE_CHANNEL))
        elif failed and contact.to:
            books.mark_point(contact.debtor_id, contact.to, PointState.BOUNCED)
            self._write_change(books, contact, result, (Through.BOUNCE, Field.ADDRESS_FAILED))

    def _write_change(
        self, books: Books, contact: Contact, result: Result, said: tuple[Through, Field]
    ) -> None:
        through, about = said
        change = Change(
            id=self.new_id(),
            debtor_id=contact.debtor_id,
            at=result.at,
            by="provider",
            through=through,
            field=about,
            value=contact.to if about is Field.ADDRESS_FAILED else contact.kind.value,
            words=result.because,
            proof=f"contact {contact.reference}",
        )
        books.put_change(change)
        books.append([change_line(change)])


def _left_at(contact: Contact, result: Result) -> datetime:
    """Count a contact from the moment that it left; later news does not move it."""
    return result.at if result.outcome is Outcome.ACCEPTED and not result.evidence else contact.at

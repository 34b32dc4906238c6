"""The clocks that run in a case: what each waits for, and until when; the days that the rules use."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.domain.campaign import LegalRole
from engine.domain.case import CaseStatus, Jurisdiction
from engine.domain.contact import Contact
from engine.domain.decision import CAMPAIGN, Source
from engine.domain.pause import Pause, PauseKind
from engine.policy.be.free_reminders import FREE, FREE_REMINDERS, reminders_this_year
from engine.policy.be.sent import creditors_term, latest_term
from engine.policy.facts import Facts
from engine.policy.interest_stop import interest_stopped_on
from engine.policy.law_window import law_zone
from engine.policy.nl.letter_term import LetterTerm
from engine.policy.nl.letters_sent import costs_from, earlier_term, letters_sent, term_of_letter
from engine.policy.protections import protection_of
from engine.policy.reactions import next_statement, owes_statements
from preferences.wall import moment_of

LETTER = Source("NL-30", "V")
TERMS = {
    LegalRole.BE_FIRST_REMINDER: ("the term of the first reminder", Source("BE-01", "V")),
    LegalRole.BE_FORMAL_NOTICE: ("the silence after the formal notice", Source("BE-14", "V")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock that runs, or that ran out; without an end it waits for an event."""

    name: str
    #: the moment (UTC) at which it has run out; None: an event ends it
    ends_at: datetime | None
    #: what is so from then on, or what it waits for
    said: str
    source: Source


def clocks_of(facts: Facts) -> tuple[Clock, ...]:
    """List the clocks of a case, the earliest end first; of a case that ended only its pauses."""
    found = tuple(_pauses(facts))
    if facts.case.status is CaseStatus.OPEN:
        found = (*found, *_amicable(facts), *_terms(facts), *_letters(facts), *_interest(facts))
        found = (*found, *_free_reminders(facts), *_statement(facts))
    return tuple(sorted(found, key=lambda clock: (clock.ends_at is None, clock.ends_at or facts.now)))


def clock_of_contact(facts: Facts, contact: Contact) -> Clock | None:
    """Say which clock a message starts when it leaves now; None for one without a term."""
    sent = facts_with(facts, contact)
    if contact.legal_role is LegalRole.FOURTEEN_DAY_LETTER:
        return _letter(contact, facts)
    if contact.legal_role in TERMS:
        return next(_terms(sent, contact.legal_role), None)
    return None


def facts_with(facts: Facts, contact: Contact) -> Facts:
    """Give the facts with one contact as the only one."""
    copy = object.__new__(Facts)
    copy.__dict__.update(facts.__dict__, contacts=(contact,))
    return copy


def _amicable(facts: Facts) -> Iterator[Clock]:
    days, ends = facts.campaign.max_duration_days, facts.started_at + facts.campaign.max_duration
    yield Clock(name="amicable track", ends_at=ends, said=f"at most {days} days", source=CAMPAIGN)


def _terms(facts: Facts, *roles: LegalRole) -> Iterator[Clock]:
    if facts.case.jurisdiction is not Jurisdiction.BE:
        return
    for role in roles or TERMS:
        name, source = TERMS[role]
        if term := latest_term(facts, role):
            said = f"{term.first_day} up to and including {term.last_day}"
            yield Clock(name=name, ends_at=_midnight(term.free_from, facts), said=said, source=source)
    reminded = None if roles else creditors_term(facts)
    if reminded is not None:
        name, source = "the term of the creditor's first reminder", Source("BE-13", "V")
        said = f"{reminded.first_day} up to and including {reminded.last_day}"
        yield Clock(name=name, ends_at=_midnight(reminded.free_from, facts), said=said, source=source)


def _free_reminders(facts: Facts) -> Iterator[Clock]:
    count = reminders_this_year(facts) if facts.case.jurisdiction is Jurisdiction.BE else 0
    if count:
        said = f"{count} first reminders sent, {FREE_REMINDERS} are free; we ask nothing for any of them"
        year = facts.today.year + 1
        yield Clock(
            name=f"reminders of {facts.today.year}",
            ends_at=_midnight(date(year, 1, 1), facts),
            said=said,
            source=FREE,
        )


def _statement(facts: Facts) -> Iterator[Clock]:
    """Say when a Belgian plan is accounted for next (BE-22, V)."""
    if not owes_statements(facts.case.jurisdiction, facts.case.collector_role):
        return
    for pause in _standing(facts):
        if pause.kind is PauseKind.ARRANGEMENT:
            agreed_on = pause.since.astimezone(law_zone(facts.case.jurisdiction)).date()
            day = next_statement(agreed_on, facts.today)
            yield Clock(
                name="yearly statement",
                ends_at=_midnight(day, facts),
                said=f"a statement of the plan is due on {day}",
                source=Source("BE-22", "V"),
            )


def _letters(facts: Facts) -> Iterator[Clock]:
    if facts.case.jurisdiction is Jurisdiction.NL:
        yield from (_letter(contact, facts) for contact in letters_sent(facts))
        earlier = earlier_term(facts)
        if earlier is not None:
            yield _letter_clock("the creditor's 14-day letter", earlier, facts)


def _letter(contact: Contact, facts: Facts) -> Clock:
    return _letter_clock("14-day letter", term_of_letter(contact, facts), facts)


def _letter_clock(name: str, term: LetterTerm, facts: Facts) -> Clock:
    first = costs_from(term, facts)
    if first is None:
        said = f"no term runs: {term.fault}; a new letter by post is needed before costs"
        return Clock(name=name, ends_at=None, said=said, source=LETTER)
    said = (
        f"received on {term.received_on}, free up to and including {term.last_free_day}, costs from {first}"
    )
    return Clock(name=name, ends_at=_midnight(first, facts), said=said, source=LETTER)


def _pauses(facts: Facts) -> Iterator[Clock]:
    for pause in _standing(facts):
        row = protection_of(pause.kind, facts.case.jurisdiction)
        overdue = pause.is_overdue(facts.now)
        said = f"its moment is over; it ends when task {_keeper(pause)} is done" if overdue else row.ends_with
        ends_at = None if overdue else pause.until
        yield Clock(name=f"pause for {pause.kind}", ends_at=ends_at, said=said, source=row.source)


def _keeper(pause: Pause) -> str:
    return f"{pause.kept_by.kind} {pause.kept_by.id[:8]}" if pause.kept_by else ""


def _interest(facts: Facts) -> Iterator[Clock]:
    for pause in _standing(facts):
        day = interest_stopped_on([pause], facts.case.jurisdiction)
        if day is not None:
            source = protection_of(pause.kind, facts.case.jurisdiction).source
            said = f"no interest from {day} while the {pause.kind} is open"
            yield Clock(name="interest", ends_at=_midnight(day, facts), said=said, source=source)


def _standing(facts: Facts) -> list[Pause]:
    mine = {None, facts.case.id}
    return [pause for pause in facts.pauses if pause.case_id in mine and pause.holds(facts.now)]


def _midnight(day: date, facts: Facts) -> datetime:
    return moment_of(day, timedelta(), law_zone(facts.case.jurisdiction))

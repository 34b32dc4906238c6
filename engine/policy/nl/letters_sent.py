"""Which 14-day letters were sent for a case, and what each of them set in motion."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.domain.campaign import LegalRole
from engine.domain.contact import Contact
from engine.domain.people import PointState
from engine.domain.touchpoint import Outcome
from engine.policy.facts import Facts
from engine.policy.nl.collection_costs import FIRST_INSTALMENT, NEXT_INSTALMENT
from engine.policy.nl.letter_term import AMSTERDAM, DemandLetter, LetterTerm, letter_term
from engine.policy.reactions import add_months
from preferences.channel import ContactKind
from preferences.wall import ONE_DAY

NOON = time(12)
#: the provider itself says that it reached the mailbox
EVIDENCE = frozenset({Outcome.DELIVERED, Outcome.READ, Outcome.REPLIED})
#: it came back
CAME_BACK = frozenset({Outcome.BOUNCED, Outcome.RETURNED, Outcome.EXPIRED, Outcome.STOPPED, Outcome.REFUSED})
#: it may not have left
NOT_SURE = frozenset({Outcome.PLANNED, Outcome.INTENDED, Outcome.POSTPONED, Outcome.CANCELLED})


def letters_sent(facts: Facts) -> list[Contact]:
    """List the 14-day letters of a case that left, the oldest first."""
    return [
        one
        for one in facts.contacts
        if one.legal_role is LegalRole.FOURTEEN_DAY_LETTER
        and facts.case.id in one.case_ids
        and one.outcome not in NOT_SURE
    ]


def term_of_letter(contact: Contact, facts: Facts) -> LetterTerm:
    """Work out the term of a letter that was sent (law.md NL-30 to NL-36)."""
    moves = facts.agency.readings.free_term_moves
    return letter_term(_as_sent(contact, facts), facts.calendar, term_moves=moves)


def _as_sent(contact: Contact, facts: Facts) -> DemandLetter:
    return DemandLetter(
        sent_at=_left_at(contact, facts),
        carrier=contact.kind,
        in_default_since=facts.case.due_on + ONE_DAY,
        address_confirmed=_confirmed(contact, facts),
        delivered_at=_delivered_at(contact),
        bounced=contact.outcome in CAME_BACK,
    )


def other_terms(facts: Facts) -> list[LetterTerm]:
    """Work out the terms of the letters about other claims of the same creditor that arrived, or should."""
    mine = facts.case.creditor
    return [
        letter_term(
            replace(_as_sent(one, facts), in_default_since=date.min),
            facts.calendar,
            term_moves=facts.agency.readings.free_term_moves,
        )
        for one in facts.contacts
        if one.legal_role is LegalRole.FOURTEEN_DAY_LETTER
        and one.creditor == mine
        and facts.case.id not in one.case_ids
        and one.outcome not in NOT_SURE | CAME_BACK
    ]


def charged_before(facts: Facts) -> tuple[tuple[date, Decimal], ...]:
    """List what a creditor announced with its letters about other claims: 40, then 20 each (NL-39, S)."""
    if not facts.agency.readings.small_claims_add_up:
        return ()
    days = sorted(term.received_on for term in other_terms(facts) if term.received_on)
    return tuple((day, NEXT_INSTALMENT if place else FIRST_INSTALMENT) for place, day in enumerate(days))


def six_months_before(day: date) -> date:
    """Give the day after which charges count together."""
    return add_months(day, -6)


def earlier_term(facts: Facts) -> LetterTerm | None:
    """Work out the term of the creditor's own 14-day letter, as the portfolio tells it; None without one."""
    letter = facts.case.earlier_letter
    if letter is None or letter.sent_on is None:
        return None
    return letter_term(
        DemandLetter(
            sent_at=_noon(letter.sent_on),
            carrier=ContactKind.EMAIL if letter.by_mail else ContactKind.LETTER,
            in_default_since=facts.case.due_on + ONE_DAY,
            # with proof that it arrived the mailbox was a right one
            address_confirmed=letter.received_on is not None,
            delivered_at=_noon(letter.received_on) if letter.received_on else None,
        ),
        facts.calendar,
        term_moves=facts.agency.readings.free_term_moves,
    )


def first_cost_day(facts: Facts) -> date | None:
    """Give the first day on which costs may be charged, over all letters; None while no term runs."""
    terms = [term_of_letter(letter, facts) for letter in letters_sent(facts)]
    earlier = earlier_term(facts)
    days = [costs_from(term, facts) for term in (*terms, *([earlier] if earlier else []))]
    return min((day for day in days if day is not None), default=None)


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, AMSTERDAM)


def costs_from(term: LetterTerm, facts: Facts) -> date | None:
    """Give the day from which costs may be charged, the bank's days added (NL-36, U); None: never."""
    first = term.first_cost_day
    return first + timedelta(days=facts.agency.readings.bank_days) if first else None


def _left_at(contact: Contact, facts: Facts) -> datetime:
    """Say when a letter left; with the post of the next working day at latest, until the printer says so."""
    if contact.kind is not ContactKind.LETTER or contact.outcome is Outcome.POSTED:
        return contact.at
    local = contact.at.astimezone(AMSTERDAM)
    return local + (facts.calendar.working_day_after(local.date(), 1) - local.date())


def _delivered_at(contact: Contact) -> datetime | None:
    by_mail = contact.kind is ContactKind.EMAIL
    return contact.at if by_mail and contact.outcome in EVIDENCE else None


def _confirmed(contact: Contact, facts: Facts) -> bool:
    known = (
        *facts.debtor.points,
        *(facts.debtor.representative.points if facts.debtor.representative else ()),
    )
    return any(point.value == contact.to and point.state is PointState.CONFIRMED for point in known)

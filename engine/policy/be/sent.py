"""Which Belgian letters were surely sent for a case, and on which day their term began to count."""

from datetime import date

from engine.domain.campaign import LegalRole
from engine.domain.contact import Contact
from engine.domain.touchpoint import Outcome
from engine.policy.be.term import Term, term_of
from engine.policy.facts import Facts
from engine.policy.law_window import law_zone
from preferences.channel import ContactKind

DURABLE = frozenset({ContactKind.LETTER, ContactKind.EMAIL})


def latest_term(facts: Facts, role: LegalRole) -> Term | None:
    """Give the term of the last letter of a legal role that was surely sent; None without one."""
    sent = [contact for contact in facts.contacts if is_sent(contact, facts.case.id, role)]
    days = [left_on(contact, facts) for contact in sent]
    if not days:
        return None
    readings = facts.agency.readings
    last = max(range(len(days)), key=days.__getitem__)
    return term_of(
        days[last],
        facts.calendar,
        electronic=role is LegalRole.BE_FIRST_REMINDER and sent[last].kind is ContactKind.EMAIL,
        end_moves=readings.belgian_term_moves,
        saturday_counts=readings.saturday_is_working_day,
    )


def creditors_term(facts: Facts) -> Term | None:
    """Give the term of the creditor's own first reminder, where the portfolio tells its day (BE-13, V)."""
    letter = facts.case.earlier_letter
    if letter is None or letter.sent_on is None:
        return None
    readings = facts.agency.readings
    return term_of(
        letter.sent_on,
        facts.calendar,
        electronic=letter.by_mail,
        end_moves=readings.belgian_term_moves,
        saturday_counts=readings.saturday_is_working_day,
    )


def creditor_reminded(facts: Facts) -> bool:
    """Say whether a first reminder of the creditor is proven: by its case, else for all of its cases."""
    letter = facts.case.earlier_letter
    return facts.creditor.first_reminder_proven if letter is None else letter.sent_on is not None


def is_sent(contact: Contact, case_id: str, role: LegalRole) -> bool:
    """Say whether a contact surely left as a letter of a legal role, for a case."""
    as_asked = contact.legal_role is role and contact.kind in DURABLE
    return as_asked and contact.outcome.surely_left and case_id in contact.case_ids


def left_on(contact: Contact, facts: Facts) -> date:
    """Say on which day something was sent; a letter at latest with the post of the next working day."""
    day = contact.at.astimezone(law_zone(facts.case.jurisdiction)).date()
    by_post = contact.kind is ContactKind.LETTER and contact.outcome is not Outcome.POSTED
    return facts.calendar.working_day_after(day, 1) if by_post else day

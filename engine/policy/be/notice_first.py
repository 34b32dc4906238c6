"""In Belgium a collector first sends the formal notice, and then leaves the debtor in peace for its term."""

from datetime import date, timedelta

from engine.domain.calendar import ONE_DAY
from engine.domain.campaign import LegalRole
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.contact import Contact
from engine.domain.decision import Source, Verdict
from engine.domain.touchpoint import Outcome
from engine.policy.be.term import last_day_of_term
from engine.policy.facts import Facts
from engine.policy.law_window import law_zone
from preferences.channel import ContactKind
from preferences.wall import moment_of

RULE = "be_notice_first"
#: XIX.7: no measure or act before the formal notice, on a durable medium
NOTICE = Source("BE-12", "V")
#: XIX.9: no other measure for 14 calendar days
SILENCE = Source("BE-14", "V")
DURABLE = frozenset({ContactKind.LETTER, ContactKind.EMAIL})

#: after these it is certain that the notice left; in doubt it was not sent, and only it may go
PROVEN = frozenset(
    {
        Outcome.ACCEPTED,
        Outcome.DELIVERED,
        Outcome.READ,
        Outcome.PRINTED,
        Outcome.POSTED,
        Outcome.REPLIED,
        Outcome.UNRECOGNISED,
    }
)


def formal_notice_comes_first(facts: Facts) -> Verdict:
    """Stop what comes before the formal notice, and wait while its term runs."""
    case = facts.case
    if case.jurisdiction is not Jurisdiction.BE or case.collector_role is CollectorRole.CREDITOR:
        return Verdict.allow(RULE, "the law asks for no formal notice here", NOTICE)
    if facts.kind is None:
        return Verdict.allow(RULE, "no contact is planned")
    notices = [contact for contact in facts.contacts if _is_notice(contact, case.id)]
    if any(notice.outcome in PROVEN for notice in notices):
        return _after_notice(facts, max(_left_on(notice, facts) for notice in notices))
    if facts.legal_role is LegalRole.BE_FORMAL_NOTICE:
        return Verdict.allow(RULE, "this is the formal notice", NOTICE)
    return Verdict.stop(RULE, f"no {facts.kind} before the formal notice was sent", NOTICE)


def _left_on(notice: Contact, facts: Facts) -> date:
    """Say on which day a notice was sent; a letter leaves with the post of the next working day at latest."""
    day = notice.at.astimezone(law_zone(facts.case.jurisdiction)).date()
    by_post = notice.kind is ContactKind.LETTER and notice.outcome is not Outcome.POSTED
    return facts.calendar.working_day_after(day, 1) if by_post else day


def _after_notice(facts: Facts, sent_on: date) -> Verdict:
    zone = law_zone(facts.case.jurisdiction)
    last = last_day_of_term(sent_on, facts.calendar)
    free_at = moment_of(last + ONE_DAY, timedelta(), zone)
    if facts.now < free_at:
        return Verdict.wait(
            RULE, f"the term of the formal notice runs up to and including {last}", free_at, SILENCE
        )
    return Verdict.allow(RULE, f"the term of the formal notice ended on {last}", SILENCE)


def _is_notice(contact: Contact, case_id: str) -> bool:
    """Say whether a contact was a formal notice for a case; one that still waits in the queue is none yet."""
    left = contact.outcome.may_have_reached and contact.outcome is not Outcome.PLANNED
    is_notice = contact.legal_role is LegalRole.BE_FORMAL_NOTICE and contact.kind in DURABLE
    return left and is_notice and case_id in contact.case_ids

"""How many Belgian reminders of a year were sent, and what one more may cost at most."""

from decimal import Decimal

from engine.domain.campaign import LegalRole
from engine.domain.case import Jurisdiction
from engine.domain.decision import Source
from engine.policy.be.sent import is_sent
from engine.policy.facts import Facts
from engine.policy.law_window import law_zone

FREE = Source("BE-02", "V")
#: of three unpaid due dates in a calendar year the reminders are free; without the postage of the next ones
FREE_REMINDERS, MOST = 3, Decimal("7.50")


def reminders_this_year(facts: Facts) -> int:
    """
    Count the first reminders of one creditor to somebody in the calendar year, the creditor's own included.

    A contract is taken to be all that one creditor and one debtor have together: the careful side.
    """
    zone = law_zone(Jurisdiction.BE)
    ours = [
        one
        for one in facts.contacts
        if one.creditor == facts.case.creditor
        and any(is_sent(one, case_id, LegalRole.BE_FIRST_REMINDER) for case_id in one.case_ids)
        and one.at.astimezone(zone).year == facts.today.year
    ]
    letter = facts.case.earlier_letter
    theirs = letter is not None and letter.sent_on is not None and letter.sent_on.year == facts.today.year
    return len(ours) + theirs


def most_for_a_reminder(sent_before: int) -> Decimal:
    """Say what one more reminder may cost, postage apart; this house never asks it."""
    return MOST if sent_before >= FREE_REMINDERS else Decimal(0)

"""One creditor has one 14-day letter at a time with somebody: its claims go together."""

from datetime import timedelta

from engine.domain.campaign import LegalRole
from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, Verdict
from engine.domain.rule_card import PEOPLE, Heading, RuleCard, Severity
from engine.policy.facts import Facts
from engine.policy.law_window import law_zone
from engine.policy.nl.letters_sent import other_terms
from engine.policy.sources import BW6
from preferences.wall import moment_of

RULE = "nl_one_letter"
#: 6:96(5) BW: several claims of one creditor in one letter
TOGETHER = Source("NL-31", "V")

CARD = RuleCard(
    name=RULE,
    says="two 14-day letters of one creditor never run side by side: its claims go in one letter",
    sources=(TOGETHER,),
    address=BW6,
    since=None,
    severity=Severity.SERIOUS,
    heading=Heading.CLAIM,
    jurisdiction=Jurisdiction.NL,
    debtor_kinds=PEOPLE,
)

NO_LETTER = Verdict.allow(RULE, "this is no 14-day letter", TOGETHER)


def one_letter_at_a_time(facts: Facts) -> Verdict:
    """Wait with a 14-day letter while another one of the same creditor runs."""
    is_letter = facts.legal_role is LegalRole.FOURTEEN_DAY_LETTER
    if not is_letter or facts.kind is None or not CARD.binds(facts.case, facts.debtor):
        return NO_LETTER
    days = [term.first_cost_day for term in other_terms(facts) if term.first_cost_day]
    if not days:
        return Verdict.allow(RULE, "no other 14-day letter of this creditor runs", TOGETHER)
    free_at = moment_of(max(days), timedelta(), law_zone(Jurisdiction.NL))
    if facts.now < free_at:
        because = f"another 14-day letter of this creditor runs until {max(days)}"
        return Verdict.wait(RULE, because, free_at, TOGETHER)
    return Verdict.allow(RULE, "the other 14-day letter of this creditor ran out", TOGETHER)

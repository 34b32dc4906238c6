"""In the Netherlands a person owes costs only after a 14-day letter ran out, and up to the scale."""

from datetime import timedelta

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, TaskKind, Verdict
from engine.domain.rule_card import PEOPLE, Heading, RuleCard, Severity
from engine.policy.facts import Facts
from engine.policy.law_window import law_zone
from engine.policy.nl.collection_costs import collection_costs, costs_after
from engine.policy.nl.letters_sent import charged_before, first_cost_day, six_months_before
from engine.policy.sources import BW6
from preferences.wall import moment_of

RULE = "nl_costs_after_letter"
#: 6:96(6) BW: in vain, after a letter with fourteen days
LETTER = Source("NL-30", "V")
SCALE = Source("NL-37", "V")
TOGETHER = Source("NL-39", "S")

CARD = RuleCard(
    name=RULE,
    says="no costs before a 14-day letter has run out, and never more than the scale",
    sources=(LETTER, SCALE, Source("NL-34", "S"), Source("NL-35", "S"), TOGETHER),
    address=BW6,
    since=None,
    severity=Severity.SERIOUS,
    heading=Heading.CLAIM,
    jurisdiction=Jurisdiction.NL,
    debtor_kinds=PEOPLE,
)

NO_COSTS = Verdict.allow(RULE, "no costs are asked", LETTER)


def costs_wait_for_the_letter(facts: Facts) -> Verdict:
    """Wait with a claim that shows costs until the letter has run out; ask a person where none runs."""
    costs = facts.case.costs
    if not costs or facts.kind is None or not CARD.binds(facts.case, facts.debtor):
        return NO_COSTS
    vat_added = not facts.creditor.can_deduct_vat
    if costs > collection_costs(facts.case.principal, vat_added=vat_added):
        return Verdict.ask_person(RULE, "the costs are higher than the scale", TaskKind.WORK, SCALE)
    charged, since = charged_before(facts), six_months_before(facts.today)
    if charged and costs > costs_after(facts.case.principal, charged, since, vat_added=vat_added):
        because = "the costs are higher than small claims of six months may cost together"
        return Verdict.ask_person(RULE, because, TaskKind.WORK, TOGETHER)
    first = first_cost_day(facts)
    if first is None:
        because = "the claim holds costs, and no 14-day letter runs: take them out, or send one by post"
        return Verdict.ask_person(RULE, because, TaskKind.WORK, LETTER)
    free_at = moment_of(first, timedelta(), law_zone(Jurisdiction.NL))
    if facts.now < free_at:
        return Verdict.wait(RULE, f"costs may be asked from {first}", free_at, LETTER)
    return Verdict.allow(RULE, f"the 14-day letter ran out; costs from {first}", LETTER)

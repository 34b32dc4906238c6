"""A campaign without costs never shows a cost line."""

from engine.domain.campaign import CostsPolicy
from engine.domain.case import ChargeKind
from engine.domain.decision import CAMPAIGN, TaskKind, Verdict
from engine.policy.facts import Facts

RULE = "costs_shown"


def no_costs_where_none_are_asked(facts: Facts) -> Verdict:
    """Ask a person when a claim holds costs that the campaign says it has not: schulden zonder kosten."""
    if facts.campaign.costs is not CostsPolicy.NONE or facts.kind is None:
        return Verdict.allow(RULE, "the campaign may show costs", CAMPAIGN)
    if any(line.kind is ChargeKind.COSTS and line.amount for line in facts.case.lines):
        because = "the claim holds costs, and this campaign has none: take them out"
        return Verdict.ask_person(RULE, because, TaskKind.WORK, CAMPAIGN)
    return Verdict.allow(RULE, "the claim holds no costs", CAMPAIGN)

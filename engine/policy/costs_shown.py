"""A campaign without costs never shows a cost line."""

from engine.domain.campaign import CostsPolicy
from engine.domain.decision import CAMPAIGN, TaskKind, Verdict
from engine.policy.facts import Facts

RULE = "costs_shown"

MAY_SHOW = Verdict.allow(RULE, "the campaign may show costs", CAMPAIGN)
NOTHING_TO_SHOW = Verdict.allow(RULE, "no contact is planned", CAMPAIGN)
NO_COSTS = Verdict.allow(RULE, "the claim holds no costs", CAMPAIGN)


def no_costs_where_none_are_asked(facts: Facts) -> Verdict:
    """Ask a person when a claim holds costs that the campaign says it has not: schulden zonder kosten."""
    if facts.campaign.costs is not CostsPolicy.NONE:
        return MAY_SHOW
    if facts.kind is None:
        return NOTHING_TO_SHOW
    if facts.case.costs:
        because = "the claim holds costs, and this campaign has none: take them out"
        return Verdict.ask_person(RULE, because, TaskKind.WORK, CAMPAIGN)
    return NO_COSTS

"""The campaign's own wish: this step now, a rest, or a person."""

from engine.domain.decision import CAMPAIGN, Verdict
from engine.policy.facts import Facts

RULE = "campaign_step"


def step_is_due(facts: Facts) -> Verdict:
    """Repeat what the campaign wants next for this case."""
    move = facts.move
    if move.rest_until is not None:
        return Verdict.wait(RULE, move.because, move.rest_until, CAMPAIGN)
    if move.task is not None:
        return Verdict.ask_person(RULE, move.because, move.task, CAMPAIGN)
    return Verdict.allow(RULE, move.because, CAMPAIGN)

"""The amicable track ends in time: at most the campaign's longest duration."""

from engine.domain.decision import CAMPAIGN, TaskKind, Verdict
from engine.policy.facts import Facts

RULE = "amicable_clock"


def amicable_track_runs(facts: Facts) -> Verdict:
    """Ask a person for a review when the campaign has lasted as long as it may."""
    if facts.notice:
        return Verdict.allow(RULE, "a notice is no step of a campaign", CAMPAIGN)
    days = facts.campaign.max_duration_days
    if facts.now < facts.started_at + facts.campaign.max_duration:
        gone = (facts.now - facts.started_at).days
        return Verdict.allow(RULE, f"day {gone} of at most {days}", CAMPAIGN)
    because = f"the amicable track has lasted {days} days"
    if not facts.campaign.review_at_end:
        return Verdict.stop(RULE, because, CAMPAIGN)
    return Verdict.ask_person(RULE, because, TaskKind.REVIEW, CAMPAIGN)

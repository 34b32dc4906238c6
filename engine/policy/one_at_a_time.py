"""One contact at a time: what cannot go in the same message waits for a while after it."""

from datetime import timedelta

from engine.domain.decision import Verdict
from engine.policy.facts import Facts

RULE = "one_at_a_time"

#: how soon we look again at a contact that is still on its way out
LOOK_AGAIN = timedelta(hours=1)


def one_at_a_time(facts: Facts) -> Verdict:
    """Wait until the gap after the latest contact with this person has passed."""
    if facts.answered:
        return Verdict.allow(RULE, "no new approach by us: it follows on what the debtor did")
    reached = [contact for contact in facts.contacts if contact.outcome.may_still_reach]
    if facts.kind is None or not reached:
        return Verdict.allow(RULE, "no contact stands in the way")
    latest = max(reached, key=lambda contact: contact.at)
    free_at = latest.at + timedelta(hours=max((cap.gap_hours for cap in facts.caps), default=0))
    if any(contact.outcome.is_open for contact in reached):
        free_at = max(free_at, facts.now + LOOK_AGAIN)
    if facts.now < free_at:
        return Verdict.wait(RULE, f"after contact {latest.reference}", free_at)
    return Verdict.allow(RULE, f"contact {latest.reference} is long enough ago")

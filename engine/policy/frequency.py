"""Not too often: at most so many contacts with one person in so many days, over everything."""

from datetime import datetime, timedelta

from engine.domain.campaign import Cap
from engine.domain.decision import Source, Verdict
from engine.policy.facts import Facts

RULE = "frequency"


def not_too_often(facts: Facts) -> Verdict:
    """Wait when any cap (house, creditor, running campaigns) is reached; calls and visits count too."""
    if facts.kind is None:
        return Verdict.allow(RULE, "no contact is planned")
    if facts.answered:
        return Verdict.allow(RULE, "no new approach by us: it follows on what the debtor did")
    answers = [_against(cap, facts) for cap in facts.caps]
    waits = [(until, said, cap) for until, said, cap in answers if until is not None]
    if waits:
        until, said, cap = max(waits, key=lambda wait: wait[0])
        return Verdict.wait(RULE, said, until, Source(f"cap of {cap.owner}"))
    return Verdict.allow(RULE, "; ".join(said for _, said, _ in answers))


def _against(cap: Cap, facts: Facts) -> tuple[datetime | None, str, Cap]:
    """Count the contacts of one cap's period, and say when the oldest that is too many leaves it."""
    recent = _recent(cap, facts) if facts.contacts else []
    said = f"{len(recent)} of {cap.contacts} contacts in {cap.days} days"
    if len(recent) < cap.contacts:
        return None, said, cap
    return recent[-cap.contacts] + timedelta(days=cap.days), said, cap


def _recent(cap: Cap, facts: Facts) -> list[datetime]:
    begin = facts.now - timedelta(days=cap.days)
    return [one.at for one in facts.contacts if one.at > begin and one.outcome.may_still_reach]

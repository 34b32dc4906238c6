"""The emergency stop: while it stands nothing leaves the house."""

from datetime import timedelta

from engine.domain.decision import Verdict
from engine.policy.facts import Facts

RULE = "house_stop"

#: how soon we look again whether the house has resumed
LOOK_AGAIN = timedelta(minutes=15)


def house_is_open(facts: Facts) -> Verdict:
    """Wait while everything was stopped by a person."""
    if facts.house_stopped:
        return Verdict.wait(RULE, "everything was stopped", facts.now + LOOK_AGAIN)
    return Verdict.allow(RULE, "the house is open")

"""Only an open case with something left to pay is spoken about."""

from engine.domain.case import CaseStatus, Phase
from engine.domain.decision import Verdict
from engine.policy.facts import Facts

RULE = "standing"


def case_stands_open(facts: Facts) -> Verdict:
    """Stop when the case is closed, paid, under review, or has nothing left to pay."""
    case = facts.case
    if facts.answered:
        return Verdict.allow(RULE, "an answer is given about a closed case too")
    if case.status is not CaseStatus.OPEN:
        return Verdict.stop(RULE, f"the case is {case.status}")
    if case.phase is Phase.REVIEW:
        return Verdict.stop(RULE, "a person reviews the case")
    if case.outstanding <= 0:
        return Verdict.stop(RULE, "nothing is left to pay")
    return Verdict.allow(RULE, "the case is open")

"""Belgian contact hours: no calls and visits at night."""

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, Verdict
from engine.policy.facts import Facts
from engine.policy.law_window import weigh_law_hours

RULE = "be_contact_window"
SOURCE = Source("BE-19", "V")


def within_belgian_contact_hours(facts: Facts) -> Verdict:
    """
    Wait until Belgian law lets a collector or bailiff call or visit somebody who lives in Belgium.

    XIX.10 and XIX.11 WER (law.md BE-19, V): 08:00 to 22:00. No rule was found for Sundays, holidays and
    messages.
    """
    if facts.case.jurisdiction is not Jurisdiction.BE:
        return Verdict.allow(RULE, "the debtor does not live in Belgium", SOURCE)
    return weigh_law_hours(RULE, facts)

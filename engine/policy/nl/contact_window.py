"""Dutch contact hours: not at night, not on Sundays and holidays."""

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, Verdict
from engine.policy.facts import Facts
from engine.policy.law_window import weigh_law_hours

RULE = "nl_contact_window"
SOURCE = Source("NL-10", "V")


def within_dutch_contact_hours(facts: Facts) -> Verdict:
    """
    Wait until Dutch law lets a collector or bailiff approach somebody who lives in the Netherlands.

    Bki 4.2 (law.md NL-10 to NL-12, V; decree days NL-13, S): 07:00 to 20:00, not on a Sunday or holiday. A
    letter is handed over on an open day, at any hour (NL-14, U). Own claims are free (NL-01, V).
    """
    if facts.case.jurisdiction is not Jurisdiction.NL:
        return Verdict.allow(RULE, "the debtor does not live in the Netherlands", SOURCE)
    return weigh_law_hours(RULE, facts)

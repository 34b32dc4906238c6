"""Dutch contact hours: not at night, not on Sundays and holidays."""

from datetime import date

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, Verdict
from engine.domain.rule_card import COLLECTORS, PEOPLE, Heading, RuleCard, Severity
from engine.policy.facts import Facts
from engine.policy.law_window import weigh_law_hours
from engine.policy.sources import BKI

RULE = "nl_contact_window"
#: own claims, firms, and people who live elsewhere
FREE = Source("NL-01", "V")

CARD = RuleCard(
    name=RULE,
    says="nobody is approached between 20:00 and 07:00, or on a Sunday or holiday",
    sources=(
        FREE,
        Source("NL-10", "V"),
        Source("NL-11", "V"),
        Source("NL-12", "V"),
        Source("NL-13", "S"),
        Source("NL-14", "U"),
    ),
    address=BKI,
    since=date(2024, 4, 1),
    severity=Severity.GRAVE,
    heading=Heading.CONDUCT,
    jurisdiction=Jurisdiction.NL,
    roles=COLLECTORS,
    debtor_kinds=PEOPLE,
    switch="letters_keep_to_open_days",
)
NOT_HERE = Verdict.allow(RULE, "the law sets no hours here", FREE)


def within_dutch_contact_hours(facts: Facts) -> Verdict:
    """
    Wait until Dutch law lets a collector or bailiff approach somebody who lives in the Netherlands.

    Bki 4.2 (law.md NL-10 to NL-12, V; decree days NL-13, S): 07:00 to 20:00, not on a Sunday or holiday. A
    letter is handed over on an open day, at any hour (NL-14, U). Own claims are free (NL-01, V).
    """
    if not CARD.binds(facts.case, facts.debtor):
        return NOT_HERE
    return weigh_law_hours(RULE, facts)

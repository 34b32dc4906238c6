"""Belgian contact hours: no calls and visits at night."""

from datetime import date

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, Verdict
from engine.domain.rule_card import COLLECTORS, PEOPLE, Heading, RuleCard, Severity
from engine.policy.facts import Facts
from engine.policy.law_window import weigh_law_hours
from engine.policy.sources import WER

RULE = "be_contact_window"
SOURCE = Source("BE-19", "V")

CARD = RuleCard(
    name=RULE,
    says="nobody is called or visited between 22:00 and 08:00",
    sources=(SOURCE,),
    address=WER,
    since=date(2023, 9, 1),
    severity=Severity.GRAVE,
    heading=Heading.CONDUCT,
    jurisdiction=Jurisdiction.BE,
    roles=COLLECTORS,
    debtor_kinds=PEOPLE,
    switch="belgian_hours_for_all",
)
NOT_HERE = Verdict.allow(RULE, "the law sets no hours here", SOURCE)


def within_belgian_contact_hours(facts: Facts) -> Verdict:
    """
    Wait until Belgian law lets a collector or bailiff call or visit somebody who lives in Belgium.

    XIX.10 and XIX.11 WER (law.md BE-19, V): 08:00 to 22:00. No rule was found for Sundays, holidays and
    messages.
    """
    if not CARD.binds(facts.case, facts.debtor):
        return NOT_HERE
    return weigh_law_hours(RULE, facts)

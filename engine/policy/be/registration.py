"""In Belgium a collector works only while it is registered with the FOD Economie, also from abroad."""

from datetime import date

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, Verdict
from engine.domain.rule_card import ONLY_COLLECTOR, PEOPLE, Heading, RuleCard, Severity
from engine.policy.facts import Facts
from engine.policy.sources import WER

RULE = "be_registration"
#: XIX.6: registration before any activity; bailiffs and lawyers need none
REGISTERED = Source("BE-10", "V")

CARD = RuleCard(
    name=RULE,
    says="a collector is registered with the FOD Economie before it does anything",
    sources=(REGISTERED,),
    address=WER,
    since=date(2023, 9, 1),
    severity=Severity.GRAVE,
    heading=Heading.REGISTRATION,
    jurisdiction=Jurisdiction.BE,
    roles=ONLY_COLLECTOR,
    debtor_kinds=PEOPLE,
)
NOT_HERE = Verdict.allow(RULE, "Belgian law asks for no registration here", REGISTERED)


def collector_is_registered_in_belgium(facts: Facts) -> Verdict:
    """Stop what a collector does in Belgium without a registration there."""
    if not CARD.binds(facts.case, facts.debtor):
        return NOT_HERE
    if not facts.agency.registered_in_belgium:
        because = "the agency is not registered in Belgium; see belgian_registration in organisation.yaml"
        return Verdict.stop(RULE, because, REGISTERED)
    return Verdict.allow(RULE, "registered with the FOD Economie", REGISTERED)

"""A Dutch collector works only while it is registered, and under its registered name and mark."""

from datetime import date

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, Verdict
from engine.domain.rule_card import ONLY_COLLECTOR, PEOPLE, Heading, RuleCard, Severity
from engine.policy.facts import Facts
from engine.policy.sources import WKI

RULE = "nl_registration"
#: Wki 4: forbidden without registration, or with a suspended one
REGISTERED = Source("NL-02", "V")
#: Wki 11: under the name and with the mark of the register
NAMED = Source("NL-03", "V")

CARD = RuleCard(
    name=RULE,
    says="a collector works only with an active registration, under its registered name and mark",
    sources=(REGISTERED, NAMED),
    address=WKI,
    since=date(2024, 4, 1),
    severity=Severity.GRAVE,
    heading=Heading.REGISTRATION,
    jurisdiction=Jurisdiction.NL,
    roles=ONLY_COLLECTOR,
    debtor_kinds=PEOPLE,
)
NOT_HERE = Verdict.allow(RULE, "Dutch law asks for no registration here", REGISTERED)


def collector_is_registered(facts: Facts) -> Verdict:
    """Stop what a collector does in the Netherlands without an active registration, name and mark."""
    agency = facts.agency
    if not CARD.binds(facts.case, facts.debtor):
        return NOT_HERE
    if not agency.registration_active:
        return Verdict.stop(RULE, "the registration of the agency is not active", REGISTERED)
    if not (agency.firm.name.strip() and agency.registration_mark.strip()):
        return Verdict.stop(RULE, "organisation.yaml lacks the agency's registered name or mark", NAMED)
    return Verdict.allow(RULE, f"registered as {agency.registration_mark}", NAMED)

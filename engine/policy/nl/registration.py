"""A Dutch collector works only while it is registered, and under its registered name and mark."""

from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import Source, Verdict
from engine.policy.facts import Facts

RULE = "nl_registration"
#: Wki 4: forbidden without registration, or with a suspended one
REGISTERED = Source("NL-02", "V")
#: Wki 11: under the name and with the mark of the register
NAMED = Source("NL-03", "V")


def collector_is_registered(facts: Facts) -> Verdict:
    """Stop what a collector does in the Netherlands without an active registration, name and mark."""
    agency, case = facts.agency, facts.case
    if case.jurisdiction is not Jurisdiction.NL or case.collector_role is not CollectorRole.COLLECTOR:
        return Verdict.allow(RULE, "Dutch law asks for no registration here", REGISTERED)
    if not agency.registration_active:
        return Verdict.stop(RULE, "the registration of the agency is not active", REGISTERED)
    if not (agency.firm.name.strip() and agency.registration_mark.strip()):
        return Verdict.stop(RULE, "organisation.yaml lacks the agency's registered name or mark", NAMED)
    return Verdict.allow(RULE, f"registered as {agency.registration_mark}", NAMED)

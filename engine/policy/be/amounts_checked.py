"""In Belgium the amounts are checked against the cap before anything else is done."""

from datetime import date

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, TaskKind, Verdict
from engine.domain.rule_card import PEOPLE, Heading, RuleCard, Severity
from engine.policy.be.collection_costs import ContractClause, lump_sum
from engine.policy.facts import Facts
from engine.policy.sources import WER
from engine.policy.statutory_interest import NoRate, interest_over, total_of

RULE = "be_amounts_checked"
#: XIX.7 §1: a collector begins by checking XIX.4
CHECKED = Source("BE-11", "V")
CAP = Source("BE-08", "V")

CARD = RuleCard(
    name=RULE,
    says="lump sum and interest keep to the contract and the caps, or nothing is sent",
    sources=(CHECKED, CAP),
    address=WER,
    since=date(2023, 9, 1),
    severity=Severity.GRAVE,
    heading=Heading.CLAIM,
    jurisdiction=Jurisdiction.BE,
    debtor_kinds=PEOPLE,
)

NO_COSTS = Verdict.allow(RULE, "no costs are asked", CHECKED)


def lump_sum_keeps_to_the_cap(facts: Facts) -> Verdict:
    """Ask a person when a claim asks more than contract and law allow, or interest that nobody can check."""
    case, costs = facts.case, facts.case.costs
    if facts.kind is None or not (costs or case.interest) or not CARD.binds(case, facts.debtor):
        return NO_COSTS
    agreed = facts.creditor.contract_lump_sum
    clause = ContractClause(exists=agreed is not None, amount=agreed)
    most = lump_sum(case.principal, clause).most
    if costs > most:
        because = f"the claim asks {costs} euro of costs; contract and law allow {most}"
        return Verdict.ask_person(RULE, because, TaskKind.WORK, CAP)
    against = _against_interest(facts)
    if against:
        return Verdict.ask_person(RULE, against, TaskKind.WORK, CAP)
    return Verdict.allow(RULE, f"{costs} euro of costs is at most {most}", CHECKED)


def _against_interest(facts: Facts) -> str:
    """Say why the interest in a claim may not be asked: over the cap since the due day, or no known cap."""
    case = facts.case
    if not case.interest:
        return ""
    if case.due_on >= facts.today:
        return f"the claim asks {case.interest} euro of interest before it is due"
    found = interest_over(case.principal, (case.due_on, facts.today), case.jurisdiction)
    if isinstance(found, NoRate):
        return f"the claim asks {case.interest} euro of interest, and {found.because}: it cannot be checked"
    most = total_of(found)
    return (
        f"the claim asks {case.interest} euro of interest; the cap is {most}" if case.interest > most else ""
    )

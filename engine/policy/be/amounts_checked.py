"""In Belgium the amounts are checked against the cap before anything else is done."""

from datetime import date

from engine.domain.case import Jurisdiction
from engine.domain.decision import Source, TaskKind, Verdict
from engine.domain.rule_card import PEOPLE, Heading, RuleCard, Severity
from engine.policy.be.collection_costs import ContractClause, lump_sum
from engine.policy.facts import Facts
from engine.policy.sources import WER

RULE = "be_amounts_checked"
#: XIX.7 §1: a collector begins by checking XIX.4
CHECKED = Source("BE-11", "V")
CAP = Source("BE-08", "V")

CARD = RuleCard(
    name=RULE,
    says="the lump sum keeps to the contract and the cap, or nothing is sent",
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
    """Ask a person when the costs in a claim are more than the contract and the law allow."""
    case, costs = facts.case, facts.case.costs
    if not costs or facts.kind is None or not CARD.binds(case, facts.debtor):
        return NO_COSTS
    agreed = facts.creditor.contract_lump_sum
    clause = ContractClause(exists=agreed is not None, amount=agreed)
    most = lump_sum(case.principal, clause).most
    if costs > most:
        because = f"the claim asks {costs} euro of costs; contract and law allow {most}"
        return Verdict.ask_person(RULE, because, TaskKind.WORK, CAP)
    return Verdict.allow(RULE, f"{costs} euro of costs is at most {most}", CHECKED)

"""In the Netherlands a collector describes the claim before anything else: no demand comes before it."""

from datetime import date

from engine.domain.campaign import LegalRole
from engine.domain.case import Jurisdiction
from engine.domain.decision import HOUSE, Source, TaskKind, Verdict
from engine.domain.rule_card import COLLECTORS, PEOPLE, Heading, RuleCard, Severity
from engine.policy.facts import Facts
from engine.policy.sources import BKI
from preferences.wall import ONE_DAY

RULE = "nl_description_first"
#: Bki 3.1: a written description of the claim, as soon as possible
DESCRIBED = Source("NL-20", "V")

CARD = RuleCard(
    name=RULE,
    says="the claim is described in writing before anything else is asked, said or visited",
    sources=(DESCRIBED,),
    address=BKI,
    since=date(2024, 4, 1),
    severity=Severity.SERIOUS,
    heading=Heading.INFORMATION,
    jurisdiction=Jurisdiction.NL,
    roles=COLLECTORS,
    debtor_kinds=PEOPLE,
)
NOT_HERE = Verdict.allow(RULE, "the law asks for no claim description here", DESCRIBED)
IS_ONE = Verdict.allow(RULE, "this is the claim description", DESCRIBED)
WAS_SENT = Verdict.allow(RULE, "the claim description was sent", DESCRIBED)
ANSWERS = Verdict.allow(RULE, "it follows on what the debtor did: no demand", HOUSE)
BEFORE_US = Verdict.allow(RULE, "the claim was described before it came here", DESCRIBED)


def description_comes_first(facts: Facts) -> Verdict:
    """Wait while the claim description is on its way; ask a person to send one where none left or arrived."""
    if facts.kind is None or not CARD.binds(facts.case, facts.debtor):
        return NOT_HERE
    if facts.legal_role is LegalRole.CLAIM_DESCRIPTION:
        return IS_ONE
    if facts.answered:
        # our reading: Bki 3.1 comes before acts to make somebody pay, and an answer to them is none
        return ANSWERS
    return BEFORE_US if facts.case.described_on is not None else _as_sent(facts)


def _as_sent(facts: Facts) -> Verdict:
    outcomes = [
        one.outcome
        for one in facts.contacts
        if one.legal_role is LegalRole.CLAIM_DESCRIPTION and facts.case.id in one.case_ids
    ]
    if any(outcome.surely_left for outcome in outcomes):
        return WAS_SENT
    if any(outcome.is_open for outcome in outcomes):
        because = "the claim description is on its way"
        return Verdict.wait(RULE, because, facts.now + ONE_DAY, DESCRIBED)
    because = f"no {facts.kind} before the claim was described: a pause for `details` sends the description"
    return Verdict.ask_person(RULE, because, TaskKind.SEND_CLAIM_DESCRIPTION, DESCRIBED)

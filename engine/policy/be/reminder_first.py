"""In Belgium a collector sends the first reminder itself when the creditor cannot prove one."""

from datetime import date, timedelta

from engine.domain.campaign import LegalRole
from engine.domain.case import Jurisdiction
from engine.domain.decision import HOUSE, Source, Verdict
from engine.domain.rule_card import COLLECTORS, PEOPLE, Heading, RuleCard, Severity
from engine.policy.be.sent import creditor_reminded, creditors_term, latest_term
from engine.policy.facts import Facts
from engine.policy.law_window import law_zone
from engine.policy.sources import WER
from preferences.wall import moment_of

RULE = "be_reminder_first"
#: XIX.8: without a proper first reminder of the creditor the same 14 days run first
REMINDER = Source("BE-13", "V")

CARD = RuleCard(
    name=RULE,
    says="without a proven first reminder of the creditor, its 14 days run before the formal notice",
    sources=(REMINDER,),
    address=WER,
    since=date(2023, 9, 1),
    severity=Severity.GRAVE,
    heading=Heading.CONDUCT,
    jurisdiction=Jurisdiction.BE,
    roles=COLLECTORS,
    debtor_kinds=PEOPLE,
)
NOT_HERE = Verdict.allow(RULE, "the law asks for no reminder by a collector here", REMINDER)


def first_reminder_was_sent(facts: Facts) -> Verdict:
    """Stop what comes before the first reminder, and wait while its term runs."""
    if not CARD.binds(facts.case, facts.debtor) or facts.kind is None:
        return NOT_HERE
    if facts.answered:
        # our reading: XIX.8 is about acts of recovery, and an answer to the debtor is none
        return Verdict.allow(RULE, "it follows on what the debtor did: no act to make them pay", HOUSE)
    term = creditors_term(facts) or latest_term(facts, LegalRole.BE_FIRST_REMINDER)
    if term is None and creditor_reminded(facts):
        return Verdict.allow(RULE, "the creditor sent the first reminder", REMINDER)
    if term is None:
        return _before_reminder(facts)
    free_at = moment_of(term.free_from, timedelta(), law_zone(facts.case.jurisdiction))
    if facts.now < free_at:
        because = f"the term of the first reminder runs up to and including {term.last_day}"
        return Verdict.wait(RULE, because, free_at, REMINDER)
    return Verdict.allow(RULE, f"the term of the first reminder ended on {term.last_day}", REMINDER)


def _before_reminder(facts: Facts) -> Verdict:
    if facts.legal_role is LegalRole.BE_FIRST_REMINDER:
        return Verdict.allow(RULE, "this is the first reminder", REMINDER)
    because = f"no {facts.kind} before a first reminder: the creditor cannot prove one"
    return Verdict.stop(RULE, because, REMINDER)

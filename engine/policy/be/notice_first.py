"""In Belgium a collector first sends the formal notice, and then leaves the debtor in peace for its term."""

from datetime import date, timedelta

from engine.domain.campaign import LegalRole
from engine.domain.case import Jurisdiction
from engine.domain.decision import HOUSE, Source, Verdict
from engine.domain.rule_card import COLLECTORS, PEOPLE, Heading, RuleCard, Severity
from engine.policy.be.sent import creditor_reminded, latest_term
from engine.policy.facts import Facts
from engine.policy.law_window import law_zone
from engine.policy.sources import WER
from preferences.wall import moment_of

RULE = "be_notice_first"
#: XIX.7: no measure or act before the formal notice, on a durable medium
NOTICE = Source("BE-12", "V")
#: XIX.9: no other measure for 14 calendar days
SILENCE = Source("BE-14", "V")

CARD = RuleCard(
    name=RULE,
    says="the formal notice comes first, and then 14 days of silence",
    sources=(NOTICE, SILENCE),
    address=WER,
    since=date(2023, 9, 1),
    severity=Severity.GRAVE,
    heading=Heading.CONDUCT,
    jurisdiction=Jurisdiction.BE,
    roles=COLLECTORS,
    debtor_kinds=PEOPLE,
    switch="belgian_term_moves",
)
NOT_HERE = Verdict.allow(RULE, "the law asks for no formal notice here", NOTICE)


def formal_notice_comes_first(facts: Facts) -> Verdict:
    """Stop what comes before the formal notice, and wait while its term runs."""
    if not CARD.binds(facts.case, facts.debtor):
        return NOT_HERE
    if facts.kind is None:
        return Verdict.allow(RULE, "no contact is planned")
    if facts.answered:
        # our reading: XIX.7 and XIX.9 are about acts of recovery, and an answer to the debtor is none
        return Verdict.allow(RULE, "it follows on what the debtor did: no act to make them pay", HOUSE)
    term = latest_term(facts, LegalRole.BE_FORMAL_NOTICE)
    if term is None:
        return _before_notice(facts)
    free_at = moment_of(term.free_from, timedelta(), law_zone(facts.case.jurisdiction))
    if facts.now < free_at:
        because = f"the term of the formal notice runs up to and including {term.last_day}"
        return Verdict.wait(RULE, because, free_at, SILENCE)
    return Verdict.allow(RULE, f"the term of the formal notice ended on {term.last_day}", SILENCE)


def _before_notice(facts: Facts) -> Verdict:
    """Let nothing go but the notice; and the reminder that must precede it when the creditor sent none."""
    if facts.legal_role is LegalRole.BE_FORMAL_NOTICE:
        return Verdict.allow(RULE, "this is the formal notice", NOTICE)
    if facts.legal_role is LegalRole.BE_FIRST_REMINDER and not creditor_reminded(facts):
        return Verdict.allow(RULE, "this is the first reminder, which the creditor did not send", NOTICE)
    return Verdict.stop(RULE, f"no {facts.kind} before the formal notice was sent", NOTICE)

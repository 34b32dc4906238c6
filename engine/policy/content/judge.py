"""Which content rules hold for which text, and the judgement."""

from collections.abc import Iterator

from engine.domain.case import CollectorRole, Jurisdiction
from engine.policy.content.announced import announces_what_will_come
from engine.policy.content.be.collector_fee import collector_charges_nothing
from engine.policy.content.be.free_reminder import first_reminder_is_free
from engine.policy.content.be.notice import notice_has_nine_mentions
from engine.policy.content.be.outside import outside_tells_nothing as outside_tells_nothing_be
from engine.policy.content.be.penalty_cap import penalty_stays_under_the_cap
from engine.policy.content.be.reminder import reminder_has_four_mentions
from engine.policy.content.be.reminder_fee import reminder_fee_keeps_to_the_cap
from engine.policy.content.be.short_term import term_is_long_enough
from engine.policy.content.be.silence import announces_nothing_in_the_silence
from engine.policy.content.content import Content, ContentKind, ContentRule
from engine.policy.content.finding import ContentFinding
from engine.policy.content.nl.charges import charges_nothing_else
from engine.policy.content.nl.claim import describes_the_claim
from engine.policy.content.nl.complaint import says_how_to_complain
from engine.policy.content.nl.cost_cap import costs_stay_under_the_cap
from engine.policy.content.nl.help import names_help
from engine.policy.content.nl.identity import names_the_registered_collector
from engine.policy.content.nl.outside import outside_tells_nothing
from engine.policy.content.nl.pressure import puts_no_pressure
from engine.policy.content.nl.promotion import sells_nothing
from engine.policy.content.nl.reachable import can_be_reached
from engine.policy.content.nl.rights import tells_the_debtors_rights
from engine.policy.content.nl.specification import specifies_the_total
from engine.policy.content.nl.term import gives_the_safe_term
from engine.policy.content.nl.vat import vat_is_declared
from engine.policy.content.nl.warning import warns_as_the_law_asks

#: what a Dutch collector's letter or e-mail always holds
OF_A_COLLECTOR: tuple[ContentRule, ...] = (
    names_the_registered_collector,
    tells_the_debtors_rights,
    can_be_reached,
    names_help,
    says_how_to_complain,
    puts_no_pressure,
)
CLAIM: tuple[ContentRule, ...] = (describes_the_claim, specifies_the_total, charges_nothing_else)
LETTER: tuple[ContentRule, ...] = (
    warns_as_the_law_asks,
    gives_the_safe_term,
    costs_stay_under_the_cap,
    vat_is_declared,
    charges_nothing_else,
)
REMINDER: tuple[ContentRule, ...] = (
    reminder_has_four_mentions,
    term_is_long_enough,
    first_reminder_is_free,
    penalty_stays_under_the_cap,
)
NOTICE: tuple[ContentRule, ...] = (
    notice_has_nine_mentions,
    penalty_stays_under_the_cap,
    collector_charges_nothing,
    announces_nothing_in_the_silence,
)
ON_A_PHONE: tuple[ContentRule, ...] = (names_the_registered_collector, can_be_reached, names_help)


def judge(content: Content) -> tuple[ContentFinding, ...]:
    """Ask every content rule that holds for a text; each finding once."""
    found = (finding for rule in rules_for(content) for finding in rule(content))
    return tuple({finding.code: finding for finding in found}.values())


def rules_for(content: Content) -> Iterator[ContentRule]:
    """List the rules that hold for a text: by kind, country and who collects."""
    dutch = content.jurisdiction is Jurisdiction.NL
    for_others = content.collector_role is not CollectorRole.CREDITOR
    match content.kind:
        case ContentKind.CLAIM_DESCRIPTION:
            yield from (*CLAIM, *OF_A_COLLECTOR)
        case ContentKind.FOURTEEN_DAY_LETTER:
            yield from (*LETTER, *(OF_A_COLLECTOR if for_others else ()))
        case ContentKind.BE_FIRST_REMINDER:
            yield from REMINDER
        case ContentKind.BE_FORMAL_NOTICE:
            yield from NOTICE
        case ContentKind.MESSAGE:
            yield from _of_a_message(dutch=dutch, for_others=for_others)
        case ContentKind.TO_STRANGER:
            yield from _of_a_stranger(dutch=dutch, for_others=for_others)
        case _:
            yield from _of_the_outside(content.kind, dutch=dutch, for_others=for_others)
    yield announces_what_will_come


def _of_a_message(*, dutch: bool, for_others: bool) -> Iterator[ContentRule]:
    if dutch:
        yield from (charges_nothing_else, *(OF_A_COLLECTOR if for_others else (tells_the_debtors_rights,)))
    else:
        costs = collector_charges_nothing if for_others else reminder_fee_keeps_to_the_cap
        yield from (tells_the_debtors_rights, costs)


def _of_a_stranger(*, dutch: bool, for_others: bool) -> Iterator[ContentRule]:
    yield outside_tells_nothing if dutch else outside_tells_nothing_be
    if dutch:
        yield from (puts_no_pressure, sells_nothing)
        yield from (names_the_registered_collector, can_be_reached) if for_others else ()


def _of_the_outside(kind: ContentKind, *, dutch: bool, for_others: bool) -> Iterator[ContentRule]:
    yield outside_tells_nothing if dutch else outside_tells_nothing_be
    if dutch:
        yield from (puts_no_pressure, sells_nothing)
    if kind is ContentKind.SMS_NUDGE and dutch and for_others:
        yield from ON_A_PHONE

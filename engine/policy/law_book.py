"""Every rule that this house keeps to, with what is known about it: the answer to `minnelijk law list`."""

from collections.abc import Mapping
from datetime import date

from engine.domain.case import Jurisdiction
from engine.domain.decision import HOUSE, Source
from engine.domain.pause import PauseKind
from engine.domain.protection import Protection
from engine.domain.rule_card import COLLECTORS, ONLY_COLLECTOR, PEOPLE, Heading, RuleCard, Severity
from engine.policy.be import amounts_checked, notice_first, reminder_first
from engine.policy.be import contact_window as be_hours
from engine.policy.be import registration as be_registration
from engine.policy.content_book import CONTENT
from engine.policy.nl import contact_window as nl_hours
from engine.policy.nl import costs_after_letter, description_first, one_letter
from engine.policy.nl import registration as nl_registration
from engine.policy.protections import TABLE
from engine.policy.sources import BIK, BKI, BW6, HOUSE_PAPERS, META, NVVK, POST_CASE, WER

NL, BE = Jurisdiction.NL, Jurisdiction.BE
V, S, U = "V", "S", "U"
BOOK_XIX = date(2023, 9, 1)

#: rules of the law that are asked for every decision, each in a file of its own
DECIDING: tuple[RuleCard, ...] = (
    nl_registration.CARD,
    be_registration.CARD,
    description_first.CARD,
    reminder_first.CARD,
    notice_first.CARD,
    amounts_checked.CARD,
    costs_after_letter.CARD,
    one_letter.CARD,
    nl_hours.CARD,
    be_hours.CARD,
)

#: rules of the law that compute a day or an amount, or that say what may carry what
COMPUTING: tuple[RuleCard, ...] = (
    RuleCard(
        name="nl_letter_term",
        says="costs may be charged from the day after the 14 free days, which begin the day after receipt",
        sources=(Source("NL-30", V), Source("NL-32", S), Source("NL-32a", U), Source("NL-33", S)),
        address=POST_CASE,
        since=None,
        severity=Severity.SERIOUS,
        heading=Heading.CLAIM,
        jurisdiction=NL,
        debtor_kinds=PEOPLE,
    ),
    RuleCard(
        name="nl_letter_term_end",
        says="a free term that ends in a weekend or on a holiday goes on, and the bank gets two days more",
        sources=(Source("NL-36", U),),
        address=BW6,
        since=None,
        severity=Severity.POLICY,
        heading=Heading.CLAIM,
        jurisdiction=NL,
        debtor_kinds=PEOPLE,
        switch="free_term_moves",
    ),
    RuleCard(
        name="nl_letter_carrier",
        says="a letter, or e-mail to a confirmed mailbox with evidence, carries the 14-day letter",
        sources=(Source("NL-35", S),),
        address=BW6,
        since=None,
        severity=Severity.SERIOUS,
        heading=Heading.CLAIM,
        jurisdiction=NL,
        debtor_kinds=PEOPLE,
    ),
    RuleCard(
        name="nl_collection_costs",
        says="the scale over the added principals of one creditor; VAT only where it cannot deduct any",
        sources=(Source("NL-31", V), Source("NL-37", V), Source("NL-38", V)),
        address=BIK,
        since=None,
        severity=Severity.SERIOUS,
        heading=Heading.CLAIM,
        jurisdiction=NL,
    ),
    RuleCard(
        name="nl_instalment_costs",
        says="small claims of one creditor count together over six months: 40, then 20 each, 140 in all",
        sources=(Source("NL-39", S),),
        address=BIK,
        since=date(2024, 10, 1),
        severity=Severity.SERIOUS,
        heading=Heading.CLAIM,
        jurisdiction=NL,
        switch="small_claims_add_up",
    ),
    RuleCard(
        name="nl_complaint",
        says="a complaint is acknowledged in writing within two working days",
        sources=(Source("NL-27", V),),
        address=BKI,
        since=date(2024, 4, 1),
        severity=Severity.SERIOUS,
        heading=Heading.COMPLAINT,
        jurisdiction=NL,
        roles=COLLECTORS,
        debtor_kinds=PEOPLE,
    ),
    RuleCard(
        name="be_term",
        says="14 calendar days from the third working day after posting; reminders by mail from the next",
        sources=(Source("BE-01", V), Source("BE-14", V)),
        address=WER,
        since=BOOK_XIX,
        severity=Severity.SERIOUS,
        heading=Heading.CONDUCT,
        jurisdiction=BE,
        debtor_kinds=PEOPLE,
    ),
    RuleCard(
        name="be_term_end",
        says="a term that ends in a weekend or on a holiday goes on; a Saturday is no working day",
        sources=(Source("law.md 4a", U),),
        address=WER,
        since=date(2023, 1, 1),
        severity=Severity.POLICY,
        heading=Heading.CONDUCT,
        jurisdiction=BE,
        debtor_kinds=PEOPLE,
        switch="belgian_term_moves",
    ),
    RuleCard(
        name="be_carrier",
        says="reminders and notices go on a durable medium: letter or e-mail",
        sources=(Source("BE-03", S), Source("BE-12", V)),
        address=WER,
        since=BOOK_XIX,
        severity=Severity.SERIOUS,
        heading=Heading.INFORMATION,
        jurisdiction=BE,
        debtor_kinds=PEOPLE,
    ),
    RuleCard(
        name="be_free_reminders",
        says="first reminders are counted per creditor and year: three are free, the next 7.50 at most",
        sources=(Source("BE-02", V),),
        address=WER,
        since=BOOK_XIX,
        severity=Severity.SERIOUS,
        heading=Heading.CLAIM,
        jurisdiction=BE,
        debtor_kinds=PEOPLE,
    ),
    RuleCard(
        name="be_lump_sum",
        says="the contract's lump sum up to the cap; nothing for the collector's own work",
        sources=(Source("BE-08", V), Source("BE-23", V)),
        address=WER,
        since=BOOK_XIX,
        severity=Severity.GRAVE,
        heading=Heading.CLAIM,
        jurisdiction=BE,
        debtor_kinds=PEOPLE,
    ),
    RuleCard(
        name="whatsapp",
        says="no collecting for others by WhatsApp; off unless a creditor decided otherwise on record",
        sources=(Source("law.md 3", S),),
        address=META,
        since=None,
        severity=Severity.POLICY,
        heading=Heading.CONDUCT,
        roles=ONLY_COLLECTOR,
    ),
)

#: rules of the house, and the heading under which a supervisor looks for them
HOUSE_RULES: Mapping[str, tuple[Heading, str]] = {
    "house_stop": (Heading.CONDUCT, "nothing leaves while everything is stopped"),
    "standing": (Heading.CLAIM, "only an open case with something left to pay is spoken about"),
    "pauses": (Heading.CONDUCT, "who asked for quiet, or must be left alone, hears nothing but what is owed"),
    "costs_shown": (Heading.CLAIM, "a claim shows no costs where the campaign has none"),
    "amicable_clock": (Heading.CONDUCT, "the amicable track ends in time, with a review"),
    "campaign_step": (Heading.FILE, "the campaign's own step is due"),
    "frequency": (Heading.CONDUCT, "not too many contacts with one person, over everything"),
    "one_at_a_time": (Heading.CONDUCT, "one contact at a time"),
    "channel_choice": (Heading.INFORMATION, "a channel that the debtor accepts and that can reach them"),
    "hours": (
        Heading.CONDUCT,
        "the hours of the debtor inside those of the campaign inside those of the law",
    ),
}

ADDRESSES = {"NL": NVVK, "BE": WER}


def cards() -> tuple[RuleCard, ...]:
    """Give all rules: those of the law first, also for texts, then pauses, then the rules of the house."""
    return (
        *DECIDING,
        *COMPUTING,
        *CONTENT,
        *map(_of_pause, TABLE),
        *(_of_house(name) for name in HOUSE_RULES),
    )


def heading_of(rule: str) -> Heading:
    """Say under which heading a supervisor looks for a rule that was asked for a decision."""
    if rule in HOUSE_RULES:
        return HOUSE_RULES[rule][0]
    return next((card.heading for card in DECIDING if card.name == rule), Heading.FILE)


def _of_pause(row: Protection) -> RuleCard:
    is_complaint = row.kind is PauseKind.COMPLAINT
    switched = row.source.ref == "NL-68"
    return RuleCard(
        name=f"pause_{row.kind}",
        says=f"no messages, until {row.ends_with}",
        sources=(row.source,),
        address=ADDRESSES.get(row.source.ref[:2], HOUSE_PAPERS),
        since=BOOK_XIX if row.source.ref.startswith("BE") else None,
        severity=Severity.SERIOUS if row.source.status == V else Severity.POLICY,
        heading=Heading.COMPLAINT if is_complaint else Heading.CONDUCT,
        jurisdiction=row.jurisdiction,
        switch="dispute_stops" if switched else "",
    )


def _of_house(name: str) -> RuleCard:
    heading, says = HOUSE_RULES[name]
    return RuleCard(
        name=name,
        says=says,
        sources=(HOUSE,),
        address=HOUSE_PAPERS,
        since=None,
        severity=Severity.POLICY,
        heading=heading,
    )

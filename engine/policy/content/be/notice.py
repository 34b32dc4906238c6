"""The Belgian formal notice holds nine mentions."""

import re
from collections.abc import Iterator

from engine.domain.case import CollectorRole
from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, differ, of
from engine.policy.content.law import Law
from engine.policy.content.likeness import (
    holds_address,
    holds_mail,
    holds_name,
    holds_number,
    holds_phone,
    holds_thing,
)
from engine.policy.content.topics import ARRANGEMENT, DISPUTE

LAW = Law("BE-12", "XIX.7 §2 WER", "V")

SUPERVISOR = re.compile(
    r"\bfod\b[^.?!\n]{0,40}\beconomie\b|\bfederale overheidsdienst economie\b|\beconomische inspectie\b"
)
BOLD = re.compile(r"\*\*([^*]+)\*\*|<(?:b|strong)>(.+?)</(?:b|strong)>", re.DOTALL)
NO_SUMMONS = re.compile(r"\b(?:geen|niet)\b[^.?!]{0,60}\bdagvaard\w*")
NO_SEIZURE = re.compile(r"\b(?:geen|niet|noch|of)\b[^.?!]{0,60}\b\w*beslag\w*")
DOCUMENTS = re.compile(r"\b\w*bewijs\w*|\b\w*stukken\b|\bdocument\w*|\bkopie\w*|\bafschrift\w*")
ASK = re.compile(
    r"\bvra(?:ag|gen)\w*|\bopvra\w*|\bopvrag\w*|\brecht\b|\binzien\b|\binkijken\b|\bzien\b"
    r"|\bstuur\w*|\bsturen\b|\bkrijg\w*"
    r"|\bgratis\b|\bkosteloos\b|\bbezorg\w*"
)
HOW = re.compile(
    r"\bschri\w+|\bmail\w*|\be-mail\b|\bbrief\b|\bbel\b|\bmeld\w*|\bwaarom\b|\breden\w*|\blaat\b"
    r"|\bbetwist\w*|\bvertel\b"
)
SILENT = re.compile(
    r"\bzonder (?:\w+ )?(?:reactie|antwoord|betaling)\b|\bgeen (?:\w+ )?(?:reactie|antwoord"
    r"|betaling)\b|\breageert u niet\b|\bu niet reageert\b"
    r"|\bhoren (?:wij|we) niets\b|\bniets (?:horen|weten|laten weten|van u)\b|\bu niets doet\b"
    r"|\bdoet u niets\b|\bbetaalt u niet\b"
    r"|\bblijft\b[^.?!]{0,40}\buit\b|\bbij gebrek aan\b|\blaat u\b[^.?!]{0,60}\bniets\b"
    r"|\bniet antwoord\w*|\bantwoordt u niet\b"
)
THEN = re.compile(
    r"\bkunnen\b|\bkan\b|\bzullen\b|\bzal\b|\bgaat\b|\bgaan\b|\bdan\b|\bzetten\b|\bvolg\w+|\bwordt\b"
    r"|\bworden\b|\bmogen\b|\bstappen\b"
)

#: fact -> item and how it is looked for in the text
PLAIN = (
    ("creditor_name", "1_creditor_name", holds_name),
    ("creditor_enterprise_number", "1_creditor_enterprise_number", holds_number),
    ("creditor_address", "1_creditor_address", holds_address),
    ("creditor_phone", "1_creditor_phone", holds_phone),
    ("creditor_email", "1_creditor_email", holds_mail),
    ("new_creditor_name", "1_new_creditor_name", holds_name),
    ("new_creditor_enterprise_number", "1_new_creditor_enterprise_number", holds_number),
    ("new_creditor_address", "1_new_creditor_address", holds_address),
    ("registered_name", "2_collector_name", holds_name),
    ("collector_address", "2_collector_address", holds_address),
    ("collector_enterprise_number", "2_collector_enterprise_number", holds_number),
)
#: who must say that this is no summons and no seizure
COURT_PEOPLE = frozenset({"bailiff", "lawyer", "gerechtsdeurwaarder", "advocaat", "deurwaarder"})


def notice_has_nine_mentions(content: Content) -> Iterator[ContentFinding]:
    """Ask for all that XIX.7 §2 names, 1 to 9."""
    text = content.writing.folded
    for fact, item, holds in PLAIN:
        if (value := content.fact(fact)) and not holds(text, value):
            yield LAW.missing(item, f"write the {fact.replace('_', ' ')}")
    yield from _who(content)
    yield from _what(content)
    yield from _rights(content)


def _who(content: Content) -> Iterator[ContentFinding]:
    capacity = content.fact("creditor_capacity")
    if capacity and not holds_thing(content.nameless.folded, capacity):
        yield LAW.missing(
            "1_creditor_capacity", "say in which capacity the creditor asks: supplier, landlord"
        )
    contact, text = content.fact("collector_contact"), content.writing.folded
    if not (holds_mail(text, contact) if "@" in contact else holds_phone(text, contact)):
        yield LAW.missing("2_collector_contact", "write how the collector can be reached")
    if not content.writing.has(SUPERVISOR):
        yield LAW.missing("2_fod", "name the supervisor: FOD Economie")


def _what(content: Content) -> Iterator[ContentFinding]:
    product, due = content.fact("product"), content.day("due_date")
    if product and not holds_thing(content.nameless.folded, product):
        yield LAW.missing("3_product", "say precisely what was delivered")
    if due and not any(due.is_day(one) for one in content.writing.days):
        yield LAW.missing("3_due_date", "write the day on which it was due")
    if not _amounts_are_detailed(content):
        yield LAW.missing("4_amounts", "write principal, penalty, interest and total, and let them add up")


def _amounts_are_detailed(content: Content) -> bool:
    parts, principal = content.amounts, content.money("principal")
    main = [part.amount for part in of(parts, Label.PRINCIPAL, Label.TOTAL, None)]
    has = {
        "principal": bool(main) if principal is None else principal in main,
        "lump_sum": bool(of(parts, Label.PENALTY, Label.COSTS)),
        "interest": bool(of(parts, Label.INTEREST)),
        "total": bool(of(parts, Label.TOTAL)),
    }
    wanted = {"principal", "total"} | {name for name in ("lump_sum", "interest") if content.money(name)}
    return all(has[name] for name in wanted) and not differ(parts, with_charges=False)


def _rights(content: Content) -> Iterator[ContentFinding]:
    if _writes_for_court(content) and not _says_no_summons(content):
        advice = "say in a bold paragraph of its own that this is no summons and no seizure"
        yield LAW.missing("5_no_summons", advice)
    if not content.writing.has_pair(DOCUMENTS, ASK) and not content.writing.has_pair(ASK, DOCUMENTS):
        yield LAW.missing("6_documents", "say that all supporting documents can be asked for")
    if not content.writing.has_pair(DISPUTE, HOW, within=2):
        yield LAW.missing("7_dispute_procedure", "say how to dispute the claim")
    if not content.writing.has(ARRANGEMENT):
        yield LAW.missing("8_payment_facilities", "say that paying in parts can be asked for")
    if not content.writing.has_pair(SILENT, THEN, within=2):
        yield LAW.missing("9_consequence", "say what may follow without a reaction")


def _writes_for_court(content: Content) -> bool:
    kind = content.fact("collector_kind").lower()
    return kind in COURT_PEOPLE if kind else content.collector_role is CollectorRole.BAILIFF


def _says_no_summons(content: Content) -> bool:
    bold = (match[1] or match[2] for match in BOLD.finditer(content.writing.folded))
    return any(NO_SUMMONS.search(one) and NO_SEIZURE.search(one) for one in bold)

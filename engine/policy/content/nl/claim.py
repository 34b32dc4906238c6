"""The claim description says who owes what to whom, on which ground, and since when."""

import re
from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.dates import Day
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.likeness import (
    POSTCODE,
    holds_address,
    holds_name,
    holds_number,
    holds_thing,
)
from engine.policy.content.terms import terms_in

LAW = Law("NL-20", "Bki 3.1(1)-(2)", "V")

NAMES = {"a_debtor_name": "debtor_name", "c_creditor_name": "creditor_name"}
ADDRESSES = {
    "a_debtor_address": "debtor_address",
    "b_collector_address": "collector_address",
    "c_creditor_address": "creditor_address",
}
KVK = re.compile(r"\b(?:kvk|k\.v\.k\.?|kamer van koophandel|handelsregister)\b\D{0,25}\d{8}\b")
INVOICE = re.compile(r"\b(?:factuur|rekening|nota|acceptgiro|betaalverzoek)\w*")
#: a ground for paying, when the facts do not name it
GROUNDS = re.compile(
    r"\b\w*(?:contract|overeenkomst|polis|verzekering|abonnement|bestelling|lidmaatschap|verordening"
    r"|aanslag|leerplan)\b"
    r"|\b(?:kocht|gekocht|bestelde|besteld|huurt|verzekerd)\b"
)
#: families of words for one ground
TITLES = (
    ("huur", r"huur(?:contract|overeenkomst)\w*"),
    (
        "koop",
        r"koop(?:contract|overeenkomst)\w*|bestelling\w*|besteld\w*|bestelde|kocht|gekocht|aankoop",
    ),
    ("bestel", r"koop(?:contract|overeenkomst)\w*|bestelling\w*|besteld\w*|bestelde|kocht|gekocht"),
    ("polis", r"\w*polis\w*|\w*verzekering\w*|verzekerd"),
    ("verzeker", r"\w*polis\w*|\w*verzekering\w*|verzekerd"),
    ("lever", r"lever(?:ings)?(?:contract|overeenkomst)\w*"),
    ("energie", r"energie(?:contract|overeenkomst)\w*|lever(?:ings)?(?:contract|overeenkomst)\w*"),
    ("abonnement", r"\w*abonnement\w*"),
    ("lid", r"lidmaatschap\w*|lid\b"),
    ("behandel", r"behandel(?:ings)?(?:contract|overeenkomst)\w*"),
)
RATE = re.compile(r"\brente\b|\binterest\b|%|\bprocent\b")
CONTRACT = re.compile(r"\b\w*(?:contract|overeenkomst)\w*")


def describes_the_claim(content: Content) -> Iterator[ContentFinding]:
    """Ask for all that Bki 3.1(2) names, a to f."""
    text = content.writing.folded
    for item, fact in NAMES.items():
        if (name := content.fact(fact)) and not holds_name(text, name):
            yield LAW.missing(item, f"write the {fact.replace('_', ' ')}")
    yield from _addresses(content)
    if not _has_trade_number(content):
        yield LAW.missing("b_kvk", "write the collector's KvK number")
    yield from _ground(content)
    yield from _terms(content)
    yield from _invoice(content)


def _addresses(content: Content) -> Iterator[ContentFinding]:
    text = content.writing.folded
    unknown = [item for item, fact in ADDRESSES.items() if not content.fact(fact)]
    for item, fact in ADDRESSES.items():
        if (address := content.fact(fact)) and not holds_address(text, address):
            yield LAW.missing(item, f"write the {fact.replace('_', ' ')}, with postcode and town")
    if unknown and len(set(POSTCODE.findall(text))) < len(ADDRESSES):
        yield LAW.missing(unknown[0], "write three addresses: of the debtor, the collector and the creditor")


def _has_trade_number(content: Content) -> bool:
    if number := content.fact("kvk"):
        return holds_number(content.writing.folded, number)
    return content.writing.has(KVK)


def _ground(content: Content) -> Iterator[ContentFinding]:
    thing, title = content.fact("object"), content.fact("title")
    if thing and not holds_thing(content.nameless.folded, thing):
        yield LAW.missing("d_object", "say what was bought, rented or delivered")
    if not _has_title(content, title):
        yield LAW.missing("d_title", "name the contract, the order or the law on which the claim rests")


def _has_title(content: Content, title: str) -> bool:
    if not title:
        return content.nameless.has(GROUNDS)
    text = content.nameless.folded
    if holds_thing(text, title) or re.search(rf"\b{re.escape(title.lower())}", text):
        return True
    family = next((words for root, words in TITLES if title.lower().startswith(root)), "")
    if family and re.search(rf"\b(?:{family})", text):
        return True
    # any contract will do, but not the article of it that the interest rests on
    named = (piece.text for piece in content.nameless.pieces if CONTRACT.search(piece.text))
    return bool(CONTRACT.search(title.lower())) and any(not RATE.search(piece) for piece in named)


def _terms(content: Content) -> Iterator[ContentFinding]:
    for item, fact in (("e_payment_term", "payment_term"), ("e_extended_term", "extended_term")):
        day = content.day(fact)
        if day is None:
            continue
        if not any(day.is_day(one) for one in content.writing.days) and not _counted(content, fact, day):
            yield LAW.missing(item, f"write the {fact.replace('_', ' ')}: {content.fact(fact)}")


def _counted(content: Content, fact: str, day: Day) -> bool:
    """Say whether the term stands there as a number of days after the bill, which comes to the same day."""
    invoiced, last = content.date("invoice_date"), content.date(fact)
    if fact != "payment_term" or invoiced is None or last is None or day.year is None:
        return False
    counted = {term.days for term in terms_in(content.writing.folded) if "factuur" in term.tail}
    return (last - invoiced).days in counted


def _invoice(content: Content) -> Iterator[ContentFinding]:
    number, day = content.fact("invoice_number"), content.day("invoice_date")
    if number and not holds_number(content.writing.folded, number):
        yield LAW.missing("f_invoice_number", "write the number of the bill")
    if day and not any(day.is_day(one) for one in content.writing.days):
        yield LAW.missing("f_invoice_date", "write the date of the bill")
    if not number and not content.writing.has(INVOICE):
        yield LAW.missing("f_invoice_number", "write the number and the date of the bill")

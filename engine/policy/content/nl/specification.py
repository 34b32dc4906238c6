"""The claim description says what each part of the total is, and the parts add up."""

import re
from collections.abc import Iterator
from decimal import Decimal

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, Labelled, differ, of
from engine.policy.content.law import Law

LAW = Law("NL-21", "Bki 3.1(3); Wki 13(2)", "V")

RATE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|procent\b)")
VAT_RATE = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:%|procent)\s*(?:aan )?btw|\bbtw\b[^.?!\n]{0,40}?\d+(?:[.,]\d+)?\s*(?:%|procent)"
)
NO_COSTS = re.compile(r"\b(?:geen|zonder)\b[^.?!\n]{0,30}\bkosten\b|\bkosten\b[^.?!\n]{0,20}\b(?:geen|nul)\b")
FROM_ON = re.compile(r"\b(?:van|vanaf|sinds|over|periode|tussen)\b")
UNTIL_NOW = re.compile(r"\b(?:tot(?: en met)?|t/m)\s+(?:vandaag|heden|nu|de dag)\b|\btot u (?:heeft )?betaal")
TWO = 2


def specifies_the_total(content: Content) -> Iterator[ContentFinding]:
    """Ask for principal, interest with rate and period, costs, VAT with its rate, and a total that fits."""
    parts = content.amounts
    if not of(parts, Label.PRINCIPAL, None):
        yield LAW.missing("principal", "write the principal as an amount of its own")
    if not of(parts, Label.TOTAL):
        yield LAW.missing("total", "write the total")
    yield from _interest(content)
    if not of(parts, Label.COSTS) and not content.writing.has(NO_COSTS):
        yield LAW.missing("costs", "write the costs, also when there are none")
    if _has_vat(content) and not content.writing.has(VAT_RATE):
        yield LAW.missing("vat_rate", "write the VAT and its rate")
    if differ(parts) or _wrong_total(content, parts):
        yield LAW.forbidden("sum_mismatch", "", "let the parts add up to the total")


def _interest(content: Content) -> Iterator[ContentFinding]:
    parts = of(content.amounts, Label.INTEREST)
    known = content.money("interest")
    charged = known if known is not None else max((part.amount for part in parts), default=Decimal(0))
    if not charged:
        return
    if not parts:
        yield LAW.missing("interest", "write the interest as an amount of its own")
        return
    told = " ".join(content.writing.stretch(part.index) for part in parts)
    if not _has_rate(told, content.fact("interest_pct")):
        yield LAW.missing("interest_pct", "write the rate of the interest")
    if not _has_period(content, parts):
        yield LAW.missing("interest_period", "write from which day to which day the interest runs")


def _has_rate(told: str, rate: str) -> bool:
    found = {match.group().rstrip("% procent").strip().replace(",", ".") for match in RATE.finditer(told)}
    if not rate:
        return bool(found)
    wanted = Decimal(rate.rstrip("% ").replace(",", "."))
    return any(Decimal(one) == wanted for one in found)


def _has_period(content: Content, parts: list[Labelled]) -> bool:
    for part in parts:
        pieces = content.writing.pieces[part.index : part.index + 3]
        days = [day for piece in pieces for day in piece.days if piece is pieces[0] or not piece.amounts]
        text = content.writing.stretch(part.index, 2)
        if len(days) >= TWO or (days and FROM_ON.search(text) and UNTIL_NOW.search(text)):
            return True
    return False


def _has_vat(content: Content) -> bool:
    if content.fact("vat_amount"):
        return bool(content.money("vat_amount"))
    if content.fact("vat"):
        return not content.says_no("vat")
    return any(part.amount for part in of(content.amounts, Label.VAT))


def _wrong_total(content: Content, parts: tuple[Labelled, ...]) -> bool:
    """Say whether the text gives a total, and none that is the true one."""
    true, totals = content.money("total"), of(parts, Label.TOTAL)
    if true is None or not totals:
        return False
    # a charge that may not be there is a finding of its own (NL-40)
    charged = true + sum((part.amount for part in of(parts, Label.CHARGE)), Decimal(0))
    return all(part.amount not in {true, charged} for part in totals)

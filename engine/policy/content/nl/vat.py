"""VAT comes on top of the costs only where the creditor cannot deduct it and expressly says so."""

import re
from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.topics import is_denied

LAW = Law("NL-38", "BIK 2(3)", "V")

VAT = re.compile(r"\bbtw\b|\bomzetbelasting\b|\bbelasting toegevoegde waarde\b")
DECLARED = re.compile(
    r"\bkan (?:de|deze|die) btw niet\b|\bniet (?:verrekenen|terugkrijgen|aftrekken|terugvragen)\b"
    r"|\bbtw niet (?:verreken|terug|aftrek)"
    r"|\bgeen btw (?:verrekenen|aftrekken|terug)"
)
NUMBER = re.compile(r"\bbtw-?(?:nummer|nr|id)\b")


def vat_is_declared(content: Content) -> Iterator[ContentFinding]:
    """Find VAT in a 14-day letter whose creditor did not declare that it cannot deduct it."""
    if not adds_vat(content) or content.is_true("vat_declared"):
        return
    if content.says_no("vat_declared") or not content.writing.has(DECLARED):
        advice = "leave the VAT out, or let the creditor declare that it cannot deduct VAT"
        yield LAW.forbidden("vat_not_declared", "btw", advice)


def adds_vat(content: Content) -> bool:
    """Say whether a text adds VAT to the costs."""
    for piece in content.writing.pieces:
        text = NUMBER.sub("", DECLARED.sub("", piece.text))
        if any(not is_denied(text, *match.span()) for match in VAT.finditer(text)):
            return True
    return False

"""Which steps a text announces: only what the campaign will really do may be announced (NL-25, S)."""

import re
from collections.abc import Iterator
from enum import StrEnum, auto

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.writing import Writing, folded

LAW = Law("NL-25", "NOWID Omgangseisen: no measures that will not be taken", "S")


class Announced(StrEnum):
    """A step that a text says we will take."""

    #: somebody phones
    CALL = auto()
    #: somebody comes by
    VISIT = auto()
    #: a letter, e-mail or SMS follows
    MESSAGE = auto()
    #: costs are added
    COSTS = auto()
    #: somebody else takes the case over: bailiff, court, collector
    HANDOVER = auto()


OURS = r"\b(?:wij|we|onze \w+|een (?:medewerker|collega)|iemand van ons)\b"
ACTS: dict[Announced, re.Pattern[str]] = {
    Announced.CALL: re.compile(
        rf"{OURS}[^.?!]{{0,50}}\b(?:bellen|belt|opbellen|telefoneren)\b|\b(?:bellen|telefoneren) (?:wij"
        rf"|we)\b|\bbelt (?:onze|een) \w+"
    ),
    Announced.VISIT: re.compile(
        rf"{OURS}[^.?!]{{0,50}}\b(?:langs(?:komen|komt)?|bezoek\w*|aan de deur)\b|\bkomen (?:wij"
        rf"|we)\b[^.?!]{{0,30}}\b(?:langs|bij u)\b"
    ),
    Announced.MESSAGE: re.compile(
        rf"{OURS}[^.?!]{{0,40}}\b(?:weer|opnieuw|nog een keer|later)\b[^.?!]{{0,20}}\b(?:schrijven|mailen"
        rf"|een (?:brief|bericht|sms|e-mail))\b"
        r"|\b(?:schrijven|mailen) (?:wij|we) u (?:weer|opnieuw|nog)"
    ),
    Announced.COSTS: re.compile(
        r"\bkom(?:en|t)\b(?![^.?!]{0,20}\bgeen\b)[^.?!]{0,30}kosten\b[^.?!]{0,10}\bbij\b"
        r"|(?<!geen )(?<!geen extra )\b\w*kosten (?:betalen|rekenen|in rekening)\b"
    ),
    Announced.HANDOVER: re.compile(
        r"\b(?:geven|dragen)\b[^.?!]{0,60}\b(?:over|uit handen)\b(?! te)|\bdeurwaarder\b"
        r"|\bincassobureau\b|\bnaar de (?:kanton)?rechter\b"
        r"|\bdagvaard\w*"
    ),
}
DENIED = re.compile(r"\b(?:geen|niet|nooit|niets|zonder|bel ons|belt u|als u (?:dat|het) wilt|wilt u|mag)\b")
#: the sentence before: the debtor chooses a moment
CHOSEN = re.compile(r"\b(?:kies|afspraak|moment)\b")
ON_REQUEST = re.compile(r"\b(?:wilt u|als u|vraag|kies|zeg|liever|u kunt|kunt u|mag|afspraak)\b")


def announced_in(text: str) -> frozenset[Announced]:
    """Say which steps a text announces; what the debtor may ask for is not announced."""
    return frozenset(_announced(Writing(folded(text))))


def _announced(writing: Writing) -> Iterator[Announced]:
    before = ""
    for piece in writing.pieces:
        around, before = f"{before} {piece.text}", piece.text
        for step, pattern in ACTS.items():
            match = pattern.search(piece.text)
            asked = step in {Announced.CALL, Announced.VISIT} and (
                ON_REQUEST.search(piece.text) or CHOSEN.search(around)
            )
            if match and not piece.text.endswith("?") and not DENIED.search(match.group()) and not asked:
                yield step


def announces_what_will_come(content: Content) -> Iterator[ContentFinding]:
    """Find announced steps that are not among the true coming steps (fact `steps`, a comma between them)."""
    known = content.fact("steps")
    if not known:
        return
    coming = {step.strip() for step in known.split(",")}
    for step in sorted(announced_in(content.text)):
        if step not in coming:
            yield LAW.forbidden(f"announced_{step}", step, "announce only what the campaign does")

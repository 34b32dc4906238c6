"""The 14-day letter names the principal, the exact costs, and that they come when payment stays out."""

import re
from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.labels import Label, of
from engine.policy.content.law import Law

LAW = Law("NL-30", "6:96(6) BW", "V")

#: payment stays out
UNPAID = re.compile(
    r"\bbetaalt u\b[^.?!]{0,50}\b(?:niet|te laat|later)\b|\bdoet u (?:dat|dit|het) niet\b"
    r"|\bniet op tijd\b|\bte laat\b"
    r"|\blukt (?:dat|dit|het) niet\b|\bniet binnen\b|\bgeen (?:tijdige )?betaling\b"
    r"|\bzonder (?:tijdige )?betaling\b"
    r"|\banders\b|\bblijft\b[^.?!]{0,40}\b(?:uit|weg)\b|\b(?:als|indien"
    r"|wanneer)\b[^.?!]{0,60}\b(?:niet|geen|te laat)\b"
    r"|\bhebben (?:wij|we)\b[^.?!]{0,60}\b(?:niet|geen)\b|\b(?:na|daarna"
    r"|nadien)\b[^.?!]{0,20}(?:termijn|tijd|periode|dagen)|\bdaarna\b"
    r"|\bbij (?:niet|te late|niet-tijdige|uitblijven)"
)
COSTS = re.compile(r"(?<!geen )(?<!geen extra )\b\w*kosten\b")
#: costs that will not come
NO_COSTS = re.compile(r"\b(?:geen|zonder)\b(?: \w+){0,2} \w*kosten\b|\bkosten\b[^.?!]{0,15}\bniet\b")


def warns_as_the_law_asks(content: Content) -> Iterator[ContentFinding]:
    """Ask for principal, cost amount and consequence."""
    parts = content.amounts
    principal = of(parts, Label.PRINCIPAL, Label.TOTAL, None)
    true = content.money("principal")
    if not principal or (true is not None and all(part.amount != true for part in principal)):
        yield LAW.missing("principal", "write the amount that was not paid")
    if not any(part.amount for part in of(parts, Label.COSTS, Label.VAT)):
        yield LAW.missing("cost_amount", "write the exact amount of the costs")
    if not _tells_consequence(content):
        yield LAW.missing("consequence", "say that costs must be paid when payment stays out")


def _tells_consequence(content: Content) -> bool:
    pieces = content.writing.pieces
    for index, piece in enumerate(pieces):
        if not UNPAID.search(piece.text):
            continue
        for one in pieces[index : index + 3]:
            if COSTS.search(NO_COSTS.sub("", one.text)):
                return True
    return False

"""A Belgian formal notice announces nothing of our own inside its term of 14 days."""

import re
from collections.abc import Iterator

from engine.policy.be.term import LENGTH
from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law
from engine.policy.content.terms import any_delays_in

LAW = Law("BE-14", "XIX.9 §1 WER", "V")

OUR_ACT = re.compile(
    r"\b(?:wij|we|ik|onze \w+|een (?:medewerker|collega|deurwaarder)"
    r"|iemand van ons)\b(?P<between>(?:\s+\S+){0,8}?)\s+"
    r"(?:bel(?:t|len)?|opbellen|telefoneren|telefoneert|sms'?en|mailen|schrijven|langs(?:komen"
    r"|komt)?|bezoek\w*|contacteren|contacteert"
    r"|contact|stappen|maatregelen|sturen|stuurt|komen|komt|dagvaarden)\b"
    r"|\b(?:bellen|sturen|mailen|contacteren|bezoeken|schrijven|komen|nemen|zetten|zullen|gaan) (?:wij|we)\b"
    r"|\b(?:belt|stuurt|mailt|contacteert|bezoekt|komt) (?:onze|een|iemand)\b|\b(?:krijgt"
    r"|ontvangt) u (?:nog )?(?:een|elke|iedere) "
    r"(?:sms|e-mail|mail|brief|telefoontje|telefoon|bezoek|whatsapp)\b"
)
SOON = re.compile(
    r"\bmorgen\b|\bovermorgen\b|\b(?:volgende|komende|deze|nog deze) week\b|\bbinnenkort\b"
    r"|\bdezer dagen\b|\been van de (?:komende|volgende) dagen\b"
    r"|\bbinnen enkele dagen\b|\bintussen\b|\bondertussen\b|\bin tussentijd\b|\bin de tussentijd\b"
    r"|\bnog vandaag\b|\bvandaag\b"
    r"|\b(?:tijdens|in|gedurende|binnen) (?:die|deze|de) (?:\d+ |veertien )?(?:tijd|termijn|periode"
    r"|dagen|kalenderdagen)\b|\bmeteen\b|\bonmiddellijk\b"
)
NOT = re.compile(r"\b(?:geen|niet|nooit|niets|noch)\b")
AFTERWARDS = re.compile(
    r"\bdaarna\b|\bna (?:die|deze|afloop)\b|\bnadien\b|\bpas na\b|\bna \w+ (?:kalender)?dagen\b"
)
ASKED_BY_DEBTOR = re.compile(
    r"\b(?:als u|vraag|u kunt|wilt u|heeft u|hebt u|bewijs\w*|stukken|kopie|documenten|klacht\w*"
    r"|betaald|op uw vraag)\b"
)


def announces_nothing_in_the_silence(content: Content) -> Iterator[ContentFinding]:
    """Find a call, visit or message that is announced for the days in which nothing may be done."""
    pieces = content.nameless.pieces
    for index, piece in enumerate(pieces):
        act = OUR_ACT.search(piece.text)
        if (
            not act
            or NOT.search(piece.text[act.start() : act.end() + 30])
            or ASKED_BY_DEBTOR.search(piece.text)
        ):
            continue
        around = f"{pieces[index - 1].text} {piece.text}" if index else piece.text
        if AFTERWARDS.search(piece.text):
            continue
        if _is_soon(piece.text, around):
            yield LAW.forbidden(
                "act_in_wait", act.group(), "announce nothing for the 14 days after the notice"
            )


def _is_soon(text: str, around: str) -> bool:
    if SOON.search(text):
        return True
    delays = list(any_delays_in(around))
    return bool(delays) and min(delays) < LENGTH.days

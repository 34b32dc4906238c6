"""A message about a payment sells nothing."""

import re
from collections.abc import Iterator

from engine.policy.content.content import Content
from engine.policy.content.finding import ContentFinding
from engine.policy.content.law import Law

LAW = Law("NL-73", "11.7 Tw", "S")

SELLING = re.compile(
    r"\b\w*korting\w*|\b(?:aanbieding|voordeelactie|actieprijs|kortingscode)\w*|\bprofiteer\w*"
    r"|\b(?:goedkope|voordelige|nieuwe) lening\b"
    r"|\blening (?:af|van|vanaf)|\bgeld lenen\b|\bleen\b|\bwin\b|\bwinnen\b|\bprijsvraag\b"
    r"|\bcadeau\w*|\bnieuwsbrief\b|\bkoop nu\b"
    r"|\bbestel nu\b|\b(?:sluit|neem) \w* ?(?:nu )?(?:een )?(?:abonnement|verzekering)\b"
    r"|\bprobeer\b[^.?!]{0,20}\bgratis\b|\bupgrade\b"
    r"|\bstap (?:nu )?over\b|\bactie\b(?=[:!])|\btijdelijke actie\b|\bspaar(?:punten|zegels|actie)\b"
    r"|\bexclusieve?\b|\bsale\b|\bvoordeel\b"
)


def sells_nothing(content: Content) -> Iterator[ContentFinding]:
    """Find words of advertising."""
    for match in SELLING.finditer(content.nameless.folded):
        yield LAW.forbidden("promotional", match.group(), "leave advertising out")

"""Subjects that rules of both countries look for in a text."""

import re

#: the debtor can say that it is not right
DISPUTE = re.compile(
    r"\bklopt\b.{0,40}\b(?:niet|iets)\b|\bklopt (?:er )?(?:iets|dit|dat|het)\b|\biets niet (?:klopt"
    r"|goed|juist)"
    r"|\bniet (?:mee |ermee )?eens\b|\boneens\b|\bniet akkoord\b|\bbetwist\w*|\bbezwaar\b|\bonjuist\b"
    r"|\bniet juist\b|\bniet terecht\b|\bonterecht\b|\bvergissing\b"
    r"|\b(?:een )?fout\b.{0,40}\b(?:meld|laat|bel|mail)"
    r"|\b(?:niet|iets) (?:te )?(?:klopt|kloppen)\b|\bklopt volgens u\b|\bherkent u .{0,30}\bniet\b"
)
#: the debtor can pay in parts
ARRANGEMENT = re.compile(
    r"\b(?:betalings?|betaal|afbetalings?|afbetaal)(?:regeling|plan|voorstel)\w*|\bafbetal\w*"
    r"|\bin (?:\w+ )?(?:delen|deeltjes|gedeeltes|gedeelten|termijnen|schijven|stukjes|maandelijkse)\b"
    r"|\btermijnbetaling|\bgespreid\b|\bspreid\w*|\bper maand (?:te )?beta\w+|\bbetaaltermijnen\b"
    r"|\b(?:een|om) (?:andere )?regeling\b(?! van de wet)|\bregeling (?:treffen|maken|afspreken|vragen)"
    r"|\bbetalingsfaciliteit\w*|\bfaciliteiten\b"
)
COMPLAINT = re.compile(r"\bklacht(?!encommissie)\w*|\bklagen\b|\b(?:niet|on) ?tevreden\b")
#: how to reach somebody
ROUTE = re.compile(
    r"@|\bwww\.|\bhttps?:|\w\.(?:nl|be|eu|com|example|org)\b|\b(?:mail|e-mail|bel|schrijf|stuur"
    r"|brief|formulier|telefoon)\w*"
    r"|\bvia\b|\bdien\b|\bmeld\b|\blaat\b|\bvertel\b|\bcontact\b|\bpagina\b|\btelefonisch\b"
    r"|\bportaal\b|\d{2,4}[- ]\d{6,}"
)
DISPUTE_SCHEME = re.compile(
    r"\bgeschil(?:len)?\w*|\bombudsman\w*|\bombudsdienst\w*|\bkifid\b|\bklachteninstituut\b"
    r"|\bkamer voor gerechtsdeurwaarders\b|\bonafhankelijke commissie\b"
)
MUNICIPALITY = re.compile(
    r"\b(?:uw |de |eigen )?gemeenten?\b(?! ~)|\bwijkteam\w*|\bschuldhulpverlening\b|\bgemeentelijke\b"
)
HELP = re.compile(
    r"\b\w*hulp\b|\bhelpt?\b|\bhelpen\b|\bschuldhulp\w*|\b(?:geld|schuld|financiele )?(?:zorgen|problemen)\b"
    r"|\bgeldzorgen\b|\bgeldproblemen\b|\bsteun\w*|\bondersteun\w*|\bbudget\w*"
    r"|\bschuldhulpverlening\b|\bbij schulden\b"
)
LIFELINE = re.compile(r"(?<![\d€.,/-])(?<!€ )113(?!\d|[.,]\d|-\d)|\b0800[\s-]?0113\b|\b113\.nl\b")
LIFELINE_CUE = re.compile(
    r"\bbel\w*|\bchat\w*|\bpraat\w*|\bpraten\b|zelfdod|zelfmoord|suicid|113\.nl|\bdoorheen\b|\bdag en nacht\b"
    r"|\bnummer\b|\bluister\w*|\b24 uur\b|\bgratis\b|\bdenkt u aan\b|\bniet meer ziet zitten\b|\bdood\b"
)
#: the sentence is about paying
PAYING = re.compile(
    r"\bbetaa?l\w*|\bbetaling\b|\bvoldo\w+|\bvoldaan\b|\bover(?:ma|maa)k\w*|\bover te maken\b"
    r"|\bmaakt? .{0,60}\bover\b"
    r"|\bbijgeschreven\b|\bop onze rekening\b|\bstort\w*|\bte ontvangen\b|\bvereffen\w*|\baanzuiver\w*"
    r"|\bverwacht\w*\b[^.?!]{0,40}\b(?:geld|bedrag)\b"
    r"|\b(?:geld|bedrag)\b[^.?!]{0,40}\b(?:binnen (?:zijn|is|hebben)|ontvangen hebben|bij ons (?:zijn|is))\b"
)
#: right before or right behind a charge: it will not come
NOT_BEFORE = re.compile(r"\b(?:geen|zonder|nooit|noch)(?: \w+){0,3} ?$")
NOT_BEHIND = re.compile(
    r"^[^.?!,;]{0,40}\b(?:niet|nooit|niets|gratis|kosteloos|geen|vervallen|vervalt|nul)\b"
)
LINK = re.compile(r"(?:https?://)?(?<![@\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}(?:/\S*)?(?![\w@])")


def is_denied(text: str, start: int, end: int) -> bool:
    """Say whether what stands between two places of a sentence is said not to come."""
    return bool(NOT_BEFORE.search(text[:start]) or NOT_BEHIND.search(text[end:]))

"""The sums that a reply names: a sum once, or a sum each month."""

import re
from decimal import Decimal

from engine.replies.words import Words

SUM = re.compile(
    r" (?P<sign>euro )?(?P<number>\d[\d.,]*) (?P<unit>euro |cent |procent |x |keer |weken |week |dagen |dag |maanden |maand |jaar |uur |u |"
    r"minuten |termijnen |kinderen |delen |jr |april |mei |januari |februari |maart |juni |juli |augustus |september |"
    r"oktober |november |december |of |e |de |ste )?"
)
MONTHLY = re.compile(
    r"^(?:euro )?(?:, )?(?:elke maand|elk maand|iedere maand|ieder maand|per maand|in de maand|de maand|maand|maandelijks|a month|per month|each month|every month|par mois|monthly|im monat|pro monat|miesiecznie|al mes|op maand|op een maand|elke 1e|maandje) "
)
MONTHLY_BEFORE = re.compile(
    r"(?:elke maand|elk maand|iedere maand|ieder maand|per maand|maandbedrag|maandelijks)(?: [^ ]+){0,3} $"
)
MONTHLY_AFTER = re.compile(
    r"^(?:euro )?(?:[^ .?\d]+ ){0,3}(?:per maand|elke maand|iedere maand|in de maand) "
)
WEEKLY = re.compile(r"^(?:euro )?(?:per week|elke week|in de week|wekelijks) ")
NOT_OURS = re.compile(
    r"(?:leefloon|loon|salaris|uitkering|huur|inkomen|aow|pensioen|dossier|dossiernummer|kenmerk|nummer|factuurnummer|ref|"
    r"referentie|saldo|rekening|postbus|klantnummer|code|leefgeld|premie|bijstand|sinds|kamer|art|artikel)(?: [^ ]+)? $"
)
WORDS = {"twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "honderd": 100,
         "tien": 10, "vijfentwintig": 25, "vijftien": 15, "tweehonderd": 200, "vijfendertig": 35, "negentig": 90}  # fmt: skip
WRITTEN = re.compile(rf" (?P<number>{'|'.join(WORDS)}) (?P<unit>euro )")
TENS = re.compile(r" (?P<times>\d+|twee|drie|vier|vijf) (?P<each>tientjes|meiers|barkies|geeltjes|donnies) ")
EACH = {"tientjes": 10, "meiers": 100, "barkies": 100, "geeltjes": 25, "donnies": 10}
TIMES = {"twee": 2, "drie": 3, "vier": 4, "vijf": 5}


CONTESTED = re.compile(
    r" (?:euro )?(?P<number>\d[\d.,]*) (?:euro )?(?:aan |extra )?(?:incassokosten|kosten|rente|boete|administratiekosten) "
)
HELD_RIGHT = re.compile(r" (?:moet|moest|hoort) (?:euro )?(?P<number>\d[\d.,]*) (?:euro )?(?:zijn|te zijn) ")


def contested(words: Words) -> Decimal | None:
    """Give the sum that the sender holds right, or else the costs that are contested; None when neither is named."""
    found = HELD_RIGHT.search(words.line) or CONTESTED.search(words.line)
    return money(found.group("number")) if found else None


def sums(words: Words) -> tuple[list[Decimal], list[Decimal]]:
    """Give the sums named once, and those named for each month, in the order of the text."""
    line = TENS.sub(_tens, words.line)
    line = WRITTEN.sub(lambda found: f" {WORDS[found.group('number')]} {found.group('unit')}", line)
    once: list[Decimal] = []
    monthly: list[Decimal] = []
    at = 0
    while found := SUM.search(line, at):
        at = found.end("number")
        value = money(found.group("number"))
        after = line[found.end("number") + 1 :]
        before = line[: found.start() + 1]
        if value is None:
            continue
        if _is_monthly(after, before):
            monthly.append(value)
        elif _is_once(found, before, after):
            once.append(value)
    return once, monthly


def _is_monthly(after: str, before: str) -> bool:
    return bool(MONTHLY.match(after) or MONTHLY_AFTER.match(after) or MONTHLY_BEFORE.search(before))


def _is_once(found: re.Match[str], before: str, after: str) -> bool:
    if WEEKLY.match(after):
        return False
    marked = bool(found.group("sign")) or (found.group("unit") or "") == "euro "
    has_cents = bool(re.search(r",\d\d$|\.\d\d$", found.group("number")))
    if (found.group("unit") or "euro ") != "euro ":
        return False
    if NOT_OURS.search(before):
        return False
    bare = re.search(
        r"(?:moet|doe|stort|betaal|is|als jullie|als u|max|stuur|die|bied|nu|van de|heb|vast|alvast|eerste|schijf van|termijn van|kan|overgemaakt ,|betaald ,|gestort ,) $",
        before,
    )
    return marked or has_cents or bool(bare and after.split(" ", 1)[0] in BARE_NEXT)


BARE_NEXT = frozenset(
    {
        "",
        ".",
        ",",
        "zijn",
        "accepteren",
        "nu",
        "is",
        "betaald",
        "overgemaakt",
        "neemt",
        "over",
        "voorstellen",
        "en",
        "vast",
        "gestort",
        "alvast",
        "aannemen",
        "voldaan",
        "missen",
        "van",
        "voor",
    }
)


def _tens(found: re.Match[str]) -> str:
    times = found.group("times")
    return f" {(TIMES.get(times) or int(times)) * EACH[found.group('each')]} euro "


def money(text: str) -> Decimal | None:
    """Read a sum as people write it: 1.250,50, 92.60, 45,- or 1250."""
    bare = text.rstrip(".,-:/")
    if not re.fullmatch(r"\d[\d.,]*", bare):
        return None
    if re.search(r"[.,]\d{1,2}$", bare):
        whole, cents = re.split(r"[.,](?=\d{1,2}$)", bare)
        return Decimal(f"{re.sub(r'[.,]', '', whole)}.{cents}")
    return Decimal(re.sub(r"[.,]", "", bare))

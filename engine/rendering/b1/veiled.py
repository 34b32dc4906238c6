"""
Threats that touch nothing and name nobody: regret, no other choice, we know where you live.

A pattern is a row of words; `|` stands between words that may take each other's place, `…` for at most three
words of any kind. It is matched anywhere in a sentence.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.rendering.b1.common import PERSONS, READER, SMALL_WORDS
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

WIDEST = 3
GAP = "…"
PATTERNS = """
    wij|we|ik weten|weet|kennen waar|wie|hoe u|uw|jij|je|jouw … woont|werkt|bent|zit|woon|werk
    wij|we|ik weten|weet|kennen waar|wie|hoe u|uw|jij|je|jouw … kinderen|school|gezin|familie|auto
    weten|weet u|je wel|overal|altijd te vinden
    vinden|vindt|krijgen u|je wel|toch|overal
    krijg|krijgt|krijgen … spijt
    hebt|heeft|zult|zal … spijt
    spijt van krijgen|hebben
    geen andere keus|keuze|uitweg|optie
    geen keus|keuze
    enige uitweg|redding
    u|jij|je weet wat u|je te|moet
    jammer|zonde zijn|wezen|als … mee|iets|uw
    zult|zal|zullen|gaat|gaan|moet|moeten … bezuren|boeten|berouwen|merken|bezeren
    niet|nooit weg|weggaan zonder
    gaan|vertrekken … niet … zonder … geld|spullen
    niet slim|gezond van
    genoeg|geen|weinig … geduld
    geduld raakt|is|houdt|begint … op|voorbij|verliezen
    krijgt|krijg|wacht|wachten … problemen|ellende|narigheid|moeilijkheden
    laten|laat … niet met rust
    blijven|blijft bellen|komen|aanbellen|langskomen tot|totdat|net
    houden|houdt niet op
    komen er achter|wel
    u|je bent een dief|leugenaar|bedrieger|profiteur|klaploper|wanbetaler|zwartrijder
    dat is niet slim|wijs|gezond
    interesseert|boeit ons|mij niet
    ons|mij … niet … schelen
    dringt de tijd
    tijd dringt
    hard|harder|anders … aanpakken
    zet|zetten|staat|staan|belandt|belanden|komt|komen … u|je|jullie|gezin … op straat
    u|je|jullie|gezin … staat|staan|belandt|belanden|komt|komen … op straat
    op straat zetten|belanden|belandt
    van een andere kant leren
    leert|leren ons|mij … kennen
    niet … met ons|mij … spotten|spelen|sollen
    speelt|spelen|speel met vuur
    schaam|schaamt|schamen u|je|zich
    lossen|losse … op|eraf u|wij
    drie|twee|weinig keer|tijd … waarschuw|waarschuwen
    wie … niet … voelen
    wat|wel er … gebeurt … niet
    wat er met … gebeurd|gebeurde
    later … verdriet|spijt|berouw
    hadden|had|kregen … verdriet|spijt|berouw
    komt|komen|zal u|je … duur … staan
    wordt|word|worden het … erger|duurder|vervelender|onaangenaam
    gaat|zal|zullen u|je … geld kosten
    ziet|zien|treffen|spreken u|je|we|wij|ons|elkaar … rechter|rechtbank|rechtszaal
    slepen|sleept|dagen|daagt|slepen u|je … rechter|rechtbank|gerecht
    dan|anders|daarna volgen|volgt … stappen|maatregelen|acties|middelen
    zware|zwaardere|harde|hardere|strenge|strengere stappen|maatregelen|middelen|acties
    zullen|zal niet aarzelen|rusten|stoppen|opgeven
    geen genade|medelijden|pardon|mededogen|excuus|excuses|smoesjes
    bent|ben|zijn gewaarschuwd
    laatste|allerlaatste kans|waarschuwing|keer waarschuwen|kans
    allerlaatste kans|waarschuwing|keer|brief
    waarschuw|waarschuwen u|je voor … laatst
    aan uzelf|jezelf … danken|wijten|verwijten
    niet langer|meer geduldig|vriendelijk|aardig|netjes|lief
    dwingt|dwingen ons|mij|me … om|tot
    maken|maakt het u|je … moeilijk|lastig|zuur|onmogelijk
    ontkomt|ontkomen|ontsnapt|ontloopt u|je|er … niet|nooit
    u|je|er ontkomt|ontsnapt|ontloopt … niet|nooit
    raakt|bent|raken|ben|verliest u|je … huis|auto|baan|spullen|woning|alles … kwijt
    verliest|verlies u|je uw|je|alles
    kwijtraken|verliezen … door|als
    straks|dan zit|zitten|zitten u|je|jullie … zonder|op
    gevolgen|consequenties … zijn|dragen|ondervinden|merken|komen … voor uw|u|jou|uzelf
    draagt|draag u|je … gevolgen|consequenties
    halen|haalt|houden|nemen|houdt|neemt … van uw|je … loon|uitkering|salaris|rekening|inkomen
    loon|uitkering|salaris|inkomen … halen|haalt|inhouden|afhalen|plukken
    schande
    profiteren|profiteert|misbruikt van ons|anderen
    weten|weet|kennen … te vinden
    met andere middelen
    is|zijn niet gediend
    uw|je kinderen … merken|weten|horen|missen|zien
    wil|wilt|willen u|je toch|echt niet|geen … merken|gebeurt|problemen|moeilijkheden|ellende
    deurwaarder|gerechtsdeurwaarder … aan|bij|voor uw|je … deur|huis|thuis
    krijgt|krijg|krijgen … met … deurwaarder|gerechtsdeurwaarder|rechter … te
    sturen|stuur|stuurt|schakelen … deurwaarder|gerechtsdeurwaarder|politie
    alles wat u|je heeft|hebt|bezit … kwijt
    openbaar|publiek maken
    maak|maken|zetten er … werk|einde van|aan
    goed na|over … voor|voordat u|je … weggooit|weigert|negeert
"""
ADVICE = "weglaten: zeg rustig wat u kunt doen en wie helpt"


class Step(NamedTuple):
    """One place in a pattern: the words that may stand there, and whether others may come before."""

    words: frozenset[str]
    reaches: bool


Pattern = tuple[Step, ...]


def veiled_threats(spoken: Spoken) -> Iterator[Hit]:
    """Find at most one veiled threat in a sentence."""
    if KEYS.isdisjoint(spoken.different):
        return
    # in the order of the sentence, so that the same one is told every time
    for key in [word for word in spoken.words if word in KEYS]:
        for pattern in BY_KEY[key]:
            place = _place_of(pattern, spoken)
            if place is not None:
                yield spoken.hit("threat", Level.FAIL, *place, ADVICE)
                return


def _place_of(pattern: Pattern, spoken: Spoken) -> tuple[int, int] | None:
    """Give the first and the last word of a pattern."""
    first, end = pattern[0].words, pattern[-1].words
    if first.isdisjoint(spoken.different) or end.isdisjoint(spoken.different):
        return None
    for at, word in enumerate(spoken.words):
        last = _last_of(pattern, spoken.words, at) if word in first else None
        if last is not None:
            return at, last
    return None


def _last_of(pattern: Pattern, words: tuple[str, ...], at: int) -> int | None:
    """Give the last word of a pattern that begins at a word."""
    here = at
    for wanted, reaches in pattern[1:]:
        furthest = min(len(words), here + 2 + (WIDEST if reaches else 0))
        found = next((then for then in range(here + 1, furthest) if words[then] in wanted), None)
        if found is None:
            return None
        here = found
    return here


def _steps(line: str) -> Iterator[Step]:
    reaches = False
    for step in line.split():
        if step != GAP:
            yield Step(frozenset(step.split("|")), reaches)
        reaches = step == GAP


def _by_key(patterns: str) -> Mapping[str, tuple[Pattern, ...]]:
    """Put each pattern under the words of its step that stand in the fewest sentences."""
    found: dict[str, tuple[Pattern, ...]] = {}
    for line in filter(None, map(str.strip, patterns.splitlines())):
        pattern = tuple(_steps(line))
        key = min(pattern, key=lambda step: len(step.words & EVERYWHERE) / len(step.words))
        for word in key.words:
            found[word] = (*found.get(word, ()), pattern)
    return found


EVERYWHERE = SMALL_WORDS | PERSONS | READER
BY_KEY = _by_key(PATTERNS)
KEYS = frozenset(BY_KEY)

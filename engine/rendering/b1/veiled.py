"""
Threats that touch nothing and name nobody: regret, no other choice, we know where you live.

A pattern is a row of words; `|` stands between words that may take each other's place, `…` for at most three
words of any kind. It is matched anywhere in a sentence.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

WIDEST = 3
GAP = "…"
PATTERNS = """
    wij|we|ik weten|weet|kennen|ken waar|wie|hoe u|uw|jij|je|jouw … woont|woon|werkt|werk|kinderen|school|gezin|familie|auto|bent|zit
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
    niet slim|gezond|wijs van
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
    goed na|over … voor|voordat u|je … weggooit|weigert|negeert
"""
ADVICE = "weglaten: zeg rustig wat u kunt doen en wie helpt"


class Pattern(NamedTuple):
    """The steps of a row of words: which words, and whether others may come before."""

    steps: tuple[tuple[frozenset[str], bool], ...]


def veiled_threats(spoken: Spoken) -> Iterator[Hit]:
    """Find at most one veiled threat in a sentence."""
    words = spoken.words
    for at, word in enumerate(words):
        for pattern in BY_FIRST.get(word, ()):
            last = _last_of(pattern, words, at)
            if last is not None:
                yield spoken.hit("threat", Level.FAIL, at, last, ADVICE)
                return


def _last_of(pattern: Pattern, words: tuple[str, ...], at: int) -> int | None:
    """Give the last word of a pattern that begins at a word."""
    here = at
    for wanted, reaches in pattern.steps:
        furthest = here + 1 + (WIDEST if reaches else 0)
        found = next((then for then in range(here + 1, furthest + 1) if words[then : then + 1] and words[then] in wanted), None)
        if found is None:
            return None
        here = found
    return here


def _read(patterns: str) -> Mapping[str, tuple[Pattern, ...]]:
    by_first: dict[str, list[Pattern]] = {}
    for line in filter(None, map(str.strip, patterns.splitlines())):
        first, *rest = line.split()
        steps = []
        reaches = False
        for step in rest:
            if step == GAP:
                reaches = True
                continue
            steps.append((frozenset(step.split("|")), reaches))
            reaches = False
        for word in first.split("|"):
            by_first.setdefault(word, []).append(Pattern(tuple(steps)))
    return {word: tuple(found) for word, found in by_first.items()}


BY_FIRST = _read(PATTERNS)

"""Sentences that are tangled: an aside in the middle, clauses in clauses, a verb far from its little word."""

from collections.abc import Iterator
from itertools import pairwise

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken
from engine.rendering.b1.stretched import APART_ADVICE, ARTICLES, ASIDES, STARTS_CLAUSE, WIDEST_GAP

#: from so many words on, an aside makes the reader lose the sentence around it
LONG_ASIDE = 5
#: how an aside begins, beside those of a torn verb
OPENS = ASIDES | listed("zolang tenzij wanneer sinds doordat tenminste behalve zodat voor na bij")
#: what comes after a comma that goes on with the sentence instead of closing an aside
GOES_ON = listed("en of maar want dus dan zodat omdat als dat die wat")
#: words behind one of these explain what stands before them
EXPLAINS = listed("is zijn betekent betekenen heet heten noemen was waren")
#: clauses in one sentence: from so many on it is a puzzle
OPENERS = listed(
    "die dat wat waarin waarmee waarop waarvan waarover omdat doordat terwijl nadat zodat hoewel"
)
MANY_CLAUSES, ENOUGH_WORDS = 3, 11
#: verbs that have a little word of their own at the end of the sentence
SPLIT = listed("""
    neem neemt nemen nam namen stuur stuurt sturen stuurde stuurden zet zetten bel belt bellen belde belden
    geef geeft geven gaf gaven maak maakt maken maakte maakten haal haalt halen haalde haalden los lost lossen
    ga gaat gaan ging gingen houd houdt houden hield hielden stel stelt stellen stelde stelden breng brengt
    brengen bracht brachten kom komt komen kwam kwamen leg legt leggen legde legden wijs wijst wijzen wees
    wezen betaal betaalt betalen betaalde betaalden reken rekent rekenen schrijf schrijft schrijven schreef
    schreven vul vult vullen sluit sluiten sloot sloten zeg zegt zeggen zegde deel deelt delen deelde vraag
    vraagt vragen vroeg lever levert leveren voer voert voeren trek trekt trekken trok
""")
LITTLE = listed("""
    op af aan toe terug mee uit over in door na voor om bij stop vast langs weg kwijt voort open akkoord klaar
    samen rond bekend
""")
ASIDE_ADVICE = "maak van wat ertussen staat een zin voor zichzelf"
CLAUSES_ADVICE = "maak er twee of drie zinnen van"


def tangled(spoken: Spoken) -> Iterator[Hit]:
    """Find at most one way in which a sentence is tangled."""
    words = spoken.words
    found = None
    if spoken.breaks:
        found = _aside(spoken)
    if found is None and _ends_little(words) and not SPLIT.isdisjoint(spoken.different):
        found = _split(spoken)
    if found is not None:
        advice = APART_ADVICE if words[found[1]] in LITTLE else ASIDE_ADVICE
        yield spoken.hit("stretched", Level.WARN, *found, advice)
        return
    if len(words) >= ENOUGH_WORDS:
        yield from _clauses(spoken)


def _aside(spoken: Spoken) -> tuple[int, int] | None:
    """Find a long aside between two breaks of a sentence that goes on behind it."""
    words = spoken.words
    for first, second in pairwise(spoken.breaks):
        opens, then = words[first + 1], words[second + 1]
        if second - first < LONG_ASIDE or opens not in OPENS or then in GOES_ON:
            continue
        if words[first + 2] not in EXPLAINS and not STARTS_CLAUSE.intersection(words[:1]):
            return first + 1, second
    return None


def _ends_little(words: tuple[str, ...]) -> bool:
    """Say whether the last word can belong to a verb; `aan de weg` is a place."""
    return words[-1] in LITTLE and words[-2] not in ARTICLES


def _split(spoken: Spoken) -> tuple[int, int] | None:
    """Find a verb whose little word is the last of its clause, more than seven words later."""
    words, last = spoken.words, len(spoken.words) - 1
    for at in range(last - 1, -1, -1):
        if words[at] in STARTS_CLAUSE:
            return None
        if words[at] in SPLIT:
            far = last - at - 1 > WIDEST_GAP and spoken.joined(at, last)
            return (at, last) if far else None
    return None


def _clauses(spoken: Spoken) -> Iterator[Hit]:
    """Find clauses inside clauses, without a comma that parts them."""
    words = spoken.words
    if not spoken.unbroken:
        return
    opened = [at for at, word in enumerate(words) if at and word in OPENERS]
    if len(opened) >= MANY_CLAUSES:
        yield spoken.hit("stretched", Level.WARN, opened[0], len(words) - 1, CLAUSES_ADVICE)

"""Sentences that are tangled: an aside in the middle, clauses in clauses, a verb far from its little word."""

from collections.abc import Iterator
from itertools import pairwise

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken
from engine.rendering.b1.stretched import (
    APART_ADVICE,
    ARTICLES,
    ASIDES,
    HALVES,
    RELATIVE,
    STARTS_CLAUSE,
    WIDEST_GAP,
    in_list,
)

#: from so many words on, an aside makes the reader lose the sentence around it
LONG_ASIDE = 5
#: how an aside begins, beside those of a torn verb
OPENS = ASIDES | listed("""
    zolang tenzij wanneer sinds doordat tenminste behalve zodat voor na bij volgens zonder ondanks tijdens
    samen
""")
#: what comes after a comma that goes on with the sentence instead of closing an aside
GOES_ON = listed("en of maar want dus dan zodat omdat als dat die wat")
#: words behind one of these explain what stands before them
EXPLAINS = listed("is zijn betekent betekenen heet heten noemen was waren")
#: clauses in one sentence: from so many on it is a puzzle
OPENERS = listed(
    "die dat wat waarin waarmee waarop waarvan waarover omdat doordat terwijl nadat zodat hoewel"
)
MANY_CLAUSES, ENOUGH_WORDS = 3, 10
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
#: words that can be the subject with all that is said of them: wat u in mei …, klopt
HEADS = frozenset({"wat", "wie", "degene", "diegene", "degenen"})
#: of a verb that stands before the clause: het klopt dat, uw buurman vertelde dat
VERBS = (
    HALVES
    | SPLIT
    | listed("gaat gaan staat staan klopt betekent zegt zeggen weet ziet ligt hoort vindt denkt")
)
VERB_ENDS = ("t", "de", "te", "aan", "mee", "af", "op")
#: so many words between a subject and its verb are too many
FAR_VERB = 8
ASIDE_ADVICE = "maak van wat ertussen staat een zin voor zichzelf"
CLAUSES_ADVICE = "maak er twee of drie zinnen van"


def tangled(spoken: Spoken) -> Iterator[Hit]:
    """Find at most one way in which a sentence is tangled."""
    words = spoken.words
    found = None
    if spoken.breaks:
        found = _aside(spoken)
    if (
        found is None
        and not LITTLE.isdisjoint(words[WIDEST_GAP + 1 :])
        and not SPLIT.isdisjoint(spoken.different)
    ):
        found = _split(spoken)
    if found is None and (words[0] in HEADS or words[0] in ARTICLES):
        found = _late_verb(spoken)
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


def _split(spoken: Spoken) -> tuple[int, int] | None:
    """Find a verb whose little word is the last of its clause, more than seven words later."""
    words = spoken.words
    for last in range(WIDEST_GAP + 1, len(words)):
        if words[last] in LITTLE and words[last - 1] not in ARTICLES and _ends_clause(spoken, last):
            found = _verb_of(spoken, last)
            if found is not None:
                return found, last
    return None


def _verb_of(spoken: Spoken, last: int) -> int | None:
    """Find the verb that a little word belongs to, in the same clause and far before it."""
    words = spoken.words
    for at in range(last - 1, -1, -1):
        if words[at] in STARTS_CLAUSE or not (spoken.joined(at, at + 1) or in_list(spoken, at)):
            return None
        if words[at] in SPLIT:
            return at if last - at - 1 > WIDEST_GAP else None
    return None


def _ends_clause(spoken: Spoken, at: int) -> bool:
    words = spoken.words
    return at == len(words) - 1 or words[at + 1] in STARTS_CLAUSE or not spoken.joined(at, at + 1)


def _late_verb(spoken: Spoken) -> tuple[int, int] | None:
    """Find a sentence that first says much more of its subject: de prijs die u …, klopt."""
    words = spoken.words
    opened = 0 if words[0] in HEADS else next((at for at in range(2, 5) if words[at] in RELATIVE), None)
    if opened is None or not spoken.joined(0, opened) or spoken.sentence.text.endswith("?"):
        return None
    if not VERBS.isdisjoint(words[:opened]) or (opened and words[opened - 1].endswith(VERB_ENDS)):
        return None
    for end in range(opened, len(words) - 1):
        if not spoken.joined(end, end + 1) and not in_list(spoken, end):
            far = end - opened >= FAR_VERB and words[end + 1] not in GOES_ON
            return (0, end + 1) if far else None
        if end - opened >= FAR_VERB and words[end + 1] in HALVES and words[end] not in HALVES:
            return 0, end + 1
    return None


def _clauses(spoken: Spoken) -> Iterator[Hit]:
    """Find clauses inside clauses, or one inside what is said of a noun."""
    words = spoken.words
    opened = [at for at, word in enumerate(words) if at and word in OPENERS]
    many = len(opened) >= MANY_CLAUSES and spoken.unbroken
    if many or any(_nested(words, *two) and spoken.joined(*two) for two in pairwise(opened)):
        yield spoken.hit("stretched", Level.WARN, opened[0], len(words) - 1, CLAUSES_ADVICE)


def _nested(words: tuple[str, ...], first: int, second: int) -> bool:
    """Say whether a clause about a noun holds another: de man die de brief die u stuurde kreeg."""
    if words[first] not in RELATIVE or words[second] not in RELATIVE or second - first > WIDEST_GAP:
        return False
    return not ARTICLES.isdisjoint(words[max(0, first - 3) : first - 1]) and words[second - 2] in ARTICLES

"""What is denied twice: niet onmogelijk, geen reden om niet te betalen, wij ontkennen niet."""

import re
from collections.abc import Iterator

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

#: so far a denial reaches for a second one
REACH = 7
DENIALS = frozenset({"niet", "geen", "nooit", "nimmer", "geenszins", "zonder", "noch", "niets", "niemand"})
#: words that deny, or that say the opposite of one that does
UNDONE = listed("""
    onmogelijk onbelangrijk ongebruikelijk onterecht onredelijk onbekend onaannemelijk onverstandig
    ongewoon onwaarschijnlijk ondenkbaar onbegrijpelijk onbillijk onnodig ongegrond onjuist onwelwillend
    onbereid onbetaald onbeantwoord onopgemerkt onduidelijk onwaar oneens onaanvaardbaar ongelukkig
    ongelijk onacceptabel onzeker onwenselijk onrechtmatig ontkennen uitgesloten ongeoorloofd onbelast
    onvermeld onverlet onaanzienlijk onaardig onlogisch onvoldoende tenzij
    zelden nalaten weerhouden ontbreken betwisten
""")
#: verbs that deny by themselves: wij ontkennen niet dat; how far the other denial may be
DENYING = listed("""
    ontken ontkent ontkennen ontkende betwist betwisten betwijfel betwijfelt betwijfelen weiger weigert
    weigeren nalaten verhinder verhindert verhinderen verbied verbiedt verbieden nauwelijks amper zelden
    voorkom voorkomt voorkomen vermijd vermijdt vermijden belet belemmert ontbreekt tenzij
""")
DENYING_REACH = 5
#: these deny at the beginning of a sentence too: onmogelijk is dat niet
AHEAD = listed(
    "onmogelijk onterecht onbelangrijk ongebruikelijk onredelijk onwaarschijnlijk ondenkbaar onbegrijpelijk"
)
#: words after which a denial holds on for the condition: geen plan als u niet belt
CONDITIONS = frozenset({"als", "zolang", "tenzij", "voordat", "voor"})
#: what denies so strongly that a condition with another denial is hard to follow
BARRED = frozenset({"geen", "nooit", "niets", "niemand"})
#: any other word in on- that says the opposite of the rest of it; only right behind the denial
OPPOSITE = re.compile(
    r"on(?:[abefghijklmnopqruvw][a-z\u00eb]{4,}|dui[a-z]{4,}|des[a-z]{4,}|ter[a-z]{4,}|tev[a-z]{4,}|toe[a-z]{5,}"
    r"|schul[a-z]{2,}|zeker[a-z]*|zich[a-z]{3,}|sympathiek)"
)
#: these only look so
NO_OPPOSITE = listed("""
    ongeveer online onlangs onmiddellijk ongeluk ongelukken ongeval ongevallen onkosten onweer onroerend
    onroerende onderhoud onderwijs ongemak ongeacht oneindig onrust onheil onwel onbeperkt
""")
#: what may stand between a denial and the opposite
DEGREES = frozenset({"zo", "erg", "heel", "helemaal", "geheel", "te", "al", "echt", "meer"})
#: where one clause ends and another begins; a denial goes on after `dat`
CLAUSES = frozenset({"als", "dan", "maar", "want", "omdat", "dus", "en", "of", "zodat", "terwijl", "wanneer"})
ADVICE = "zeg wat wél zo is"
#: without any of these nothing is denied twice
TRIGGERS = DENIALS | DENYING | AHEAD


def denied_twice(spoken: Spoken) -> Iterator[Hit]:
    """Find the first thing in a sentence that is denied twice."""
    words = spoken.words
    for at, word in enumerate(words):
        if word in DENIALS:
            then = _second(spoken, at)
        elif word in DENYING or (at == 0 and word in AHEAD):
            then = _near(words, at)
        else:
            continue
        if then is not None:
            yield spoken.hit("double-negation", Level.WARN, at, then, ADVICE)
            return


def _second(spoken: Spoken, at: int) -> int | None:
    """Find what denies again after a denial, in the same clause or in the one after `dat`."""
    words = spoken.words
    for then in range(at + 1, min(len(words), at + 1 + REACH)):
        if not spoken.joined(then - 1, then):
            return None
        if words[then] in CONDITIONS and words[at] in BARRED:
            return _condition(words, then)
        if words[then] in CLAUSES:
            return None
        if words[then] in DENIALS or words[then] in UNDONE or _opposite(words, at, then):
            return then
    return None


def _near(words: tuple[str, ...], at: int) -> int | None:
    """Find a denial right behind a verb that denies by itself."""
    last = min(len(words), at + DENYING_REACH)
    for then in range(at + 1, last):
        if words[then] in CLAUSES:
            return None
        if words[then] in DENIALS:
            return then
    return None


def _condition(words: tuple[str, ...], at: int) -> int | None:
    """Find the denial in a condition: als u niet belt."""
    last = min(len(words), at + DENYING_REACH + 1)
    return next((then for then in range(at + 1, last) if words[then] in DENIALS), None)


def _opposite(words: tuple[str, ...], at: int, then: int) -> bool:
    word = words[then]
    near = then == at + 1 or (then == at + 2 and words[at + 1] in DEGREES)
    return near and word[:2] == "on" and word not in NO_OPPOSITE and OPPOSITE.fullmatch(word) is not None

"""
Threats by what they are made of, whatever words they choose.

Somebody else will hear of it, something is taken or cut off, they will not stop calling, they stand at the
door. Each is a mark (what it touches) and a deed in the same clause; a clause that denies it, asks it, or
speaks of what the reader may do is none.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

#: people and places of the reader's own life
OTHERS = listed("""
    buren buurman buurvrouw baas werkgever familie collega's collega ouders vrienden kinderen partner
    iedereen buurt omgeving werk vader moeder vrouw man
""")
LEARNS = listed("""
    weten weet horen hoort hoorde zien ziet vertellen vertelt inlichten lichten informeren informeert bellen
    belt mailen mailt schrijven schrijft benaderen benadert verwittigen zeggen zegt ontdekken ontdekt
    waarschuwen waarschuwt langskomen
""")
THINGS = listed("""
    spullen auto televisie tv meubels loon salaris inkomen uitkering huis woning kinderbijslag inboedel fiets
    bezittingen bezit wagen pensioen toeslagen vakantiegeld scooter alles huisraad kinderen
""")
TAKES = listed("""
    halen haalt ophalen weghalen pakken pakt afpakken nemen neemt meenemen afnemen verkopen verkoopt
    leeghalen opschrijven schrijft kwijt inpikken vergeten
""")
SUPPLY = listed("water stroom gas licht internet verwarming elektriciteit energie aansluiting meterkast")
CUTS = listed("sluiten sluit afsluiten afgesloten draaien draait dichtdraaien dichtmaken stopzetten zetten")
#: `elke dag` and the like, beside `tot u betaalt`
EVERY, MOMENTS = frozenset({"elke", "elk", "iedere", "ieder"}), listed("dag uur ochtend avond nacht")
PURSUES = listed("bellen komen sturen schrijven blijven mailen appen achtervolgen langskomen staan")
DOORS = listed("deur voordeur stoep oprit drempel")
STANDS = listed("staan staat kloppen klopt bonzen bonst aanbellen")
BAILIFFS = frozenset({"deurwaarder", "gerechtsdeurwaarder", "deurwaarders", "politie"})
COMES = listed("komt komen langs haalt halen neemt nemen schrijft staat verkoopt stuurt sturen opschrijven")

HOMES = frozenset({"huis", "woning", "deur", "voordeur", "flat", "appartement"})
#: what begins a choice, and who does the second half of it
ORDERS = frozenset({"betaal", "stort", "reageer", "doe", "open"})
DOERS = frozenset({"wij", "we", "ik", "u", "er", "onze"})
WE = frozenset({"wij", "we"})
YOURS = frozenset({"uw", "jouw", "je", "al", "alle"})
DENIED = frozenset({"niet", "geen", "nooit", "niemand", "niets"})
#: with `u` in one clause: something that the reader may do
MAY = frozenset({"mag", "kunt", "kan", "wilt", "wil", "hoeft", "vraagt"})
#: words with which a clause begins that is judged by itself
BORDERS = listed("""
    als maar want omdat dus of zodat terwijl dat wanneer en die wie wat waar waarin waarmee waarop hoe om
""")

#: what people of the reader's own life do themselves: uw man zegt dat
TELLS = frozenset({"zegt", "belt", "mailt", "schrijft", "vertelt", "waarschuwt", "informeert"})

QUIET = "weglaten: zeg rustig wat u kunt doen en wie helpt"


class Clause(NamedTuple):
    """The words of a sentence from one up to another, the last one not included."""

    first: int
    words: tuple[str, ...]


def threats(spoken: Spoken) -> Iterator[Hit]:
    """Find at most one threat in a sentence."""
    if not _may_threaten(spoken.different) or spoken.sentence.text.endswith("?"):
        return
    if (found := _pay_or(spoken)) is not None:
        yield spoken.hit("threat", Level.FAIL, *found, QUIET)
        return
    for clause in _clauses(spoken):
        found = None if _harmless(clause.words) else _threat(clause.words)
        if found is not None:
            first, last = found
            yield spoken.hit("threat", Level.FAIL, clause.first + first, clause.first + last, QUIET)
            return


def _may_threaten(found: frozenset[str]) -> bool:
    """Say at a glance whether a sentence holds a mark and a deed that go together."""
    return any(not marks.isdisjoint(found) and not deeds.isdisjoint(found) for marks, deeds in TOGETHER)


def _threat(words: tuple[str, ...]) -> tuple[int, int] | None:
    """Give the first and the last word of what threatens in one clause."""
    return (
        _others(words)
        or _yours_and(words, THINGS, TAKES)
        or _yours_and(words, SUPPLY, CUTS)
        or _pursues(words)
        or _together(words, DOORS, STANDS)
        or _before_home(words)
        or (None if not MAY.isdisjoint(words) else _together(words, BAILIFFS, COMES))
    )


def _harmless(words: tuple[str, ...]) -> bool:
    """Say whether a clause denies what it says, or speaks of what the reader may do."""
    if not DENIED.isdisjoint(words):
        return True
    may = "u" in words and not MAY.isdisjoint(words)
    return may and not ("wel" in words and "vergeten" in words)


def _others(words: tuple[str, ...]) -> tuple[int, int] | None:
    """Find somebody else who will hear of it: uw buren, or everybody."""
    return next(
        (
            found
            for at, word in enumerate(words)
            if word in OTHERS and (word == "iedereen" or (at and words[at - 1] in YOURS))
            if TELLS.isdisjoint(words[at + 1 : at + 2])
            if (found := _with(words, at, LEARNS))
        ),
        None,
    )


def _yours_and(
    words: tuple[str, ...], things: frozenset[str], deeds: frozenset[str]
) -> tuple[int, int] | None:
    """Find something of the reader with which something is done; of forgetting only `wel vergeten`."""
    deeds = deeds if "wel" in words else deeds - {"vergeten"}
    for at, word in enumerate(words):
        yours = word == "alles" or (at and words[at - 1] in YOURS)
        if word in things and yours and (found := _with(words, at, deeds)):
            return found
    return None


def _pursues(words: tuple[str, ...]) -> tuple[int, int] | None:
    """Find that we shall not stop: every day, or until the reader pays."""
    if WE.isdisjoint(words) or PURSUES.isdisjoint(words):
        return None
    for at, (word, then) in enumerate(pairwise(words)):
        until = word in {"tot", "totdat"} and then == "u" and {"betaalt", "betaald"} & set(words[at:])
        if until or (word in EVERY and then in MOMENTS) or words[at : at + 3] == ("dag", "en", "nacht"):
            does = next(here for here, one in enumerate(words) if one in PURSUES)
            return min(at, does), max(at + 1, does)
    return None


def _before_home(words: tuple[str, ...]) -> tuple[int, int] | None:
    """Find somebody who stands before the house of the reader."""
    for at in range(2, len(words)):
        home = (
            words[at] in HOMES and words[at - 1] in YOURS and words[at - 2] in {"voor", "bij", "aan", "rond"}
        )
        if home and (found := _with(words, at, STANDS)):
            return found
    return None


def _pay_or(spoken: Spoken) -> tuple[int, int] | None:
    """Find a choice that is none: betaal, of wij …; `of bel ons` is a real one."""
    words = spoken.words
    start = next((at for at, word in enumerate(words) if word in ORDERS), None)
    if start is None:
        return None
    for at in range(start + 1, len(words) - 2):
        chosen = words[at] == "of" and words[at + 1] in DOERS
        if chosen and words[at + 2] not in MAY and DENIED.isdisjoint(words[at:]):
            return start, len(words) - 1
    return None


def _together(words: tuple[str, ...], marks: frozenset[str], deeds: frozenset[str]) -> tuple[int, int] | None:
    at = next((at for at, word in enumerate(words) if word in marks), None)
    return None if at is None else _with(words, at, deeds)


def _with(words: tuple[str, ...], at: int, deeds: frozenset[str]) -> tuple[int, int] | None:
    """Give the stretch from a word up to the nearest deed of the same clause."""
    found = [here for here, word in enumerate(words) if word in deeds and here != at]
    if not found:
        return None
    nearest = min(found, key=lambda here: abs(here - at))
    return min(at, nearest), max(at, nearest)


def _clauses(spoken: Spoken) -> Iterator[Clause]:
    """Cut a sentence where a comma stands or a word begins another clause."""
    words, first = spoken.words, 0
    for at in range(1, len(words)):
        if words[at] in BORDERS or not spoken.joined(at - 1, at):
            yield Clause(first, words[first:at])
            first = at
    yield Clause(first, words[first:])


#: a mark, and a deed that makes it a threat: a sentence without any such two threatens nobody
TOGETHER = (
    (OTHERS, LEARNS),
    (THINGS, TAKES),
    (SUPPLY, CUTS),
    (WE, PURSUES),
    (DOORS | HOMES, STANDS),
    (BAILIFFS, COMES),
    (ORDERS, frozenset({"of"})),
)
TRIGGERS = frozenset().union(*(marks for marks, _ in TOGETHER if marks is not WE)) | frozenset(
    {"tot", "totdat", "nacht", *EVERY}
)

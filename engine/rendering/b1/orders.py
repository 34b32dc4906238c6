"""Something must be done, and nobody hears that it is theirs: er moet iets gebeuren, actie is vereist."""

from collections.abc import Iterator

from engine.rendering.b1.common import PERSONS, READER, listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

NOBODY = frozenset({"er", "het", "dit", "dat", "men"})
DUTIES = frozenset({"moet", "moeten", "dient", "dienen", "behoort", "hoort", "zou", "zal"})
BE = frozenset({"is", "zijn", "blijft", "was"})
#: what is said of a thing that somebody has to do
NEEDED = frozenset(
    {"vereist", "noodzakelijk", "geboden", "gewenst", "zaak", "wenselijk", "raadzaam", "onontbeerlijk"}
)
#: the first word of a wish without a verb, and what goes on with it
WISH, WISHED = "graag", frozenset({"uw", "een", "per", "spoedige", "zo"})
SHORT_WISH = 7
#: what somebody has to do something with, though the sentence does not say who
MATTERS = listed("""
    betaling bedrag geld rekening factuur huur achterstand schuld formulier antwoord reactie brief premie
    actie bewijs afspraak contact overschrijving som rest betalen bellen reageren antwoorden opnemen gebeuren
""")
#: so far behind its verb stands what is needed
NEAR = 4
NEEDED_HERE = NEEDED | frozenset({"nodig", "verstandig", "aangeraden", "verplicht", "belangrijk", "welkom"})
ADVICE = "zeg wie wat moet doen, en wanneer: betaal vóór 1 juni"


def nobodys_orders(spoken: Spoken) -> Iterator[Hit]:
    """Find a duty in a sentence that speaks to nobody."""
    words = spoken.words
    if words[0] == WISH:
        if len(words) <= SHORT_WISH and words[1:2] and words[1] in WISHED and not _asks(spoken):
            yield spoken.hit("no-action", Level.WARN, 0, len(words) - 1, ADVICE)
        return
    if not READER.isdisjoint(spoken.different) or not PERSONS.isdisjoint(spoken.different):
        return
    matter = not MATTERS.isdisjoint(spoken.different)
    for at in range(len(words) - 1):
        duty = words[at] in DUTIES and (at == 1 and words[0] in NOBODY)
        waiting = matter and words[at] in DUTIES and not MATTERS.isdisjoint(words[:at])
        needed = words[at] in BE and _needed(words, at, matter=matter)
        if duty or waiting or needed:
            yield spoken.hit("no-action", Level.WARN, 0, len(words) - 1, ADVICE)
            return


def _needed(words: tuple[str, ...], at: int, *, matter: bool) -> bool:
    """Say whether something is needed: behind the verb, or a little later of what waits for somebody."""
    if words[at + 1] in NEEDED:
        return True
    return matter and not NEEDED_HERE.isdisjoint(words[at + 1 : at + 1 + NEAR]) and "niet" not in words


def _asks(spoken: Spoken) -> bool:
    return spoken.sentence.text.endswith("?")


TRIGGERS = DUTIES | NEEDED_HERE | frozenset({WISH})

"""A moment that the reader cannot know: betaal direct, betaal snel; a date says when."""

from collections.abc import Iterator

from engine.rendering.b1.common import listed
from engine.rendering.b1.denial import DENIALS
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

#: words for soon that name no day; longer ones stand in the list of words
MOMENTS = listed(
    "direct meteen snel gauw vlug tijdig onmiddellijk vlot rap spoedig dadelijk aanstonds vlotjes"
)
#: what the reader is asked to do
DEEDS = listed(
    "betaal betaalt betalen maak over overmaken storten stort stuur sturen reageer reageren antwoord"
    " antwoorden regel regelen aflossen los lever inleveren teken terugsturen overschrijven invullen"
)
#: words between which the deed stands when it is asked
ASKED = listed("moet moeten dient wilt betaal maak stuur stort reageer antwoord regel los lever teken")
ADVICE = "noem een dag: vóór 1 juni"


def vague_moments(spoken: Spoken) -> Iterator[Hit]:
    """Find a word for soon with something that the reader is asked to do, in a sentence without a date."""
    words, found = spoken.words, spoken.different
    if DEEDS.isdisjoint(found) or ASKED.isdisjoint(found) or not DENIALS.isdisjoint(found):
        return
    if any(word[0].isdigit() for word in words) or spoken.sentence.text.endswith("?"):
        return
    for at, word in enumerate(words):
        if word in MOMENTS:
            yield spoken.hit("vague-time", Level.WARN, at, at, ADVICE)
            return

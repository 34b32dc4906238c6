"""Words that are hard by how they look, whatever the lists know: references, abbreviations, English."""

import re
from collections.abc import Iterator

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

#: points at another place of the text: bovengenoemd, hogervermeld
REFERS = re.compile(
    r"(?:hier)?(?:boven|onder|voor|na|hoger|eerst|laatst|eerder|op|voren)(?:ge)?"
    r"(?:noemd|vermeld|meld|staand|bedoeld|omschreven|aangehaald)e?"
)
#: of whom something comes, in words of old: uwerzijds, onzentwege
OF_OLD = ("zijds", "entwege", "enthalve", "shalve")
#: a word with a point and a sentence that goes on, or a word of one-letter pieces
POINTED = re.compile(r"\b(?:[a-z]\.){2,}|\b[a-z]{1,6}\.(?= [a-z0-9])")
NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,5}")
#: what everybody knows, and what only looks so
NO_SHORTENING = listed(
    "sms tv wc km kg cm mm gb mb ml dvd cd pc qr gps html www nr. tel. ps st nl bv nv vzw vof bvba"
)
#: how English is spelled and Dutch is not
ENGLISH = re.compile(
    r"tion|[^n]sh|ough|igh|ck|wh"
    r"|.(?:ness|ance|ence|ayment|ttle|tive|able|ful|less|ow|ew|ue|ead|eal|ease|eam|each|fee|[bcdfglmnprstvz]y)s?$"
)
#: spelled so, and as Dutch as can be
DUTCH_TOO = listed("ambulance nuance hobby baby party pony check checken checkt")
FEWEST_LETTERS = 5

REFERS_ADVICE = "zeg het nog een keer: welk bedrag, welke brief"
OF_OLD_ADVICE = "schrijf: van u, van ons, namens u"
SHORTENED_ADVICE = "schrijf het woord voluit"


def pointed(spoken: Spoken, taken: set[int]) -> Iterator[Hit]:
    """Find abbreviations with points, where no other rule speaks yet."""
    for found in POINTED.finditer(spoken.sentence.masked):
        start, end = found.span()
        if found[0] not in NO_SHORTENING and not any(
            start < spoken.spans[at][1] and spoken.spans[at][0] < end for at in taken
        ):
            yield Hit("abbreviation", Level.WARN, start, end, SHORTENED_ADVICE)


def by_look(word: str) -> tuple[str, str] | None:
    """Give rule and advice for a word in small letters that is hard by its look."""
    if word.endswith(OF_OLD):
        return "stiff-word", OF_OLD_ADVICE
    if REFERS.fullmatch(word):
        return "reference", REFERS_ADVICE
    if NO_VOWEL.fullmatch(word) and word not in NO_SHORTENING:
        return "abbreviation", SHORTENED_ADVICE
    return None


def is_english(word: str) -> bool:
    """Say whether a word in small letters is spelled as English is."""
    return len(word) >= FEWEST_LETTERS and word not in DUTCH_TOO and ENGLISH.search(word) is not None

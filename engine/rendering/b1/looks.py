"""Words that are hard by how they look, whatever the lists know: references, abbreviations, English."""

import re
from collections.abc import Iterator

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

#: points at another place of the text: bovengenoemd, hogervermeld, hiervoor omschreven
REFERS = re.compile(
    r"\b(?:hier)?(?:boven|onder|voor|na|hoger|eerst|laatst|eerder|op|voren)(?:ge| ge| )?"
    r"(?:noemd|vermeld|meld|staand|bedoeld|omschreven|aangehaald)e?\b"
)
#: of whom something comes, in words of old: uwerzijds, onzentwege
OF_OLD = re.compile(r"\b\w{2,}(?:zijds|entwege|enthalve|shalve)\b")
#: a word with a point and a sentence that goes on, a word of one-letter pieces, or one without a vowel
SHORTENED = re.compile(
    r"\b(?:[a-z]\.){2,}|\b[a-z]{1,6}\.(?= [a-z0-9])|\b[bcdfghjklmnpqrstvwxz]{2,5}\b(?!\.\w)"
)
#: what everybody knows, and what only looks so
NO_SHORTENING = listed("sms tv wc km kg cm mm gb mb ml dvd cd pc qr gps html www nr. tel. ps st nl bv nv vzw vof bvba")
#: how English is spelled and Dutch is not
ENGLISH = re.compile(
    r".*(?:tion|[^n]sh|ough|igh|ck|wh).*|.+(?:ness|ance|ence|ayment|ttle|tive|able|ful|less|ow|ew|ue|ead|eal"
    r"|ease|eam|each|fee|[bcdfglmnprstvz]y)s?"
)
#: spelled so, and as Dutch as can be
DUTCH_TOO = listed("ambulance nuance hobby baby party pony check checken checkt")
FEWEST_LETTERS = 5

REFERS_ADVICE = "zeg het nog een keer: welk bedrag, welke brief"
OF_OLD_ADVICE = "schrijf: van u, van ons, namens u"
SHORTENED_ADVICE = "schrijf het woord voluit"


def by_look(spoken: Spoken, taken: set[int]) -> Iterator[Hit]:
    """Find references, old words and abbreviations in a sentence, where no other rule speaks yet."""
    text = spoken.sentence.masked
    small = text.lower()
    for rule, pattern, advice in (
        ("reference", REFERS, REFERS_ADVICE),
        ("stiff-word", OF_OLD, OF_OLD_ADVICE),
        ("abbreviation", SHORTENED, SHORTENED_ADVICE),
    ):
        for found in pattern.finditer(text if rule == "abbreviation" else small):
            start, end = found.span()
            if found[0] not in NO_SHORTENING and not any(
                start < spoken.ends[at] and spoken.starts[at] < end for at in taken
            ):
                yield Hit(rule, Level.WARN, start, end, advice)


def is_english(word: str) -> bool:
    """Say whether a word in small letters is spelled as English is."""
    return len(word) >= FEWEST_LETTERS and word not in DUTCH_TOO and ENGLISH.fullmatch(word) is not None

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
#: words of old that are put together: dienaangaande, alvorens, redelijkerwijs, hieromtrent
OLD_ADVERB = re.compile(
    r"des(?:ge|be|al|on|wege)[a-z]{3,}|dien(?:aan|ten|over|s[vg])[a-z]{3,}|der(?:halve|zake|wijze)"
    r"|al(?:hier|daar|dus|sdan|dan|smede|mede|vorens|waar|sook)|[a-z]{4,}erwijze?|[a-z]{3,}halve"
    r"|(?:hier|daar|waar)(?:omtrent|jegens|mede|toe|nevens|tegenover)|(?:be|on|nochtans|immer|gaande)(?:vens|hoewel)"
    r"|teneinde|mitsdien|hetgeen|hetwelk|opdat|aangaande|omtrent|jegens|nopens|uwent|zulks|zodanig|voorts|doch"
)
#: everyday words that look so
EVERYDAY = frozenset({"daartoe", "behalve", "desondanks", "hiertoe"})
#: what everybody knows, and what only looks so
NO_SHORTENING = listed(
    "sms tv wc km kg cm mm gb mb ml dvd cd pc qr gps html www nr. tel. ps st nl bv nv vzw vof bvba"
)
#: a name of first letters, and those that everybody knows or that nobody says in full
ACRONYM = re.compile(r"(?<![-\w/.])[A-Z]{3,5}(?=-[a-z]|[^-\w.]|\.?$)")
#: no such name without these
CAPITALS = re.compile("[A-Z]{3}")
KNOWN_ACRONYMS = listed("""
    SMS IBAN BIC BSN PDF BTW AOW WOZ UWV DUO CAK SVB GGD GGZ OCMW NIBUD APK EHBO PIN ANWB NVM EUR REG KPN
    ING ABN AMRO KBC VGZ NOS VRT RTL LET NIET WEL STOP BEL
""")
ACRONYM_ADVICE = "schrijf voluit wat deze letters betekenen"
#: how English is spelled and Dutch is not
ENGLISH = re.compile(
    r"tion|[^n]sh|ough|igh|ck|wh"
    r"|.(?:ness|ance|ence|ayment|ttle|tive|able|ful|less|ow|ew|ue|ead|eal|ease|eam|each|fee|[bcdfglmnprstvz]y)s?$"
)
#: spelled so, and as Dutch as can be
DUTCH_TOO = listed("ambulance nuance hobby baby party pony check checken checkt")
FEWEST_LETTERS = 5
#: how words from Latin and French end, and signs that are seldom in others
LATIN_ENDS = tuple(
    sorted(
        listed("""
            iteit iteiten eren eert eerd eerde atie aties entie enties antie anties ieel iële isch ische
            ief ieve utie uties isering abel abele ibel age air aire ant ante ent ente eus euze us um
            sie sies ees oir isme ast iet eel ele
        """)
    )
)
LATIN = re.compile(r"c(?![hk])|x|qu|ph|^rh|eau|ou[lv]")

#: how words for qualities end, many of which are bookish: bereidwilligheid, toegeeflijk, inpasbaar
QUALITIES = tuple(
    sorted(
        listed("heid heden baar bare lijk lijke lijks zaam zame loos loze achtig achtige waardig waardige")
    )
)

REFERS_ADVICE = "zeg het nog een keer: welk bedrag, welke brief"
OLD_ADVICE = "kies een woord dat u ook aan de telefoon gebruikt"
OF_OLD_ADVICE = "schrijf: van u, van ons, namens u"
SHORTENED_ADVICE = "schrijf het woord voluit"


def has_capitals(text: str) -> bool:
    """Say at a glance whether a name of first letters may stand in a sentence."""
    return not text[1:].islower() and CAPITALS.search(text) is not None


def pointed(spoken: Spoken, taken: set[int]) -> Iterator[Hit]:
    """Find abbreviations with points, where no other rule speaks yet."""
    if spoken.sentence.masked.find(".", 0, -1) < 0:
        return
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
    if OLD_ADVERB.fullmatch(word) and word not in EVERYDAY:
        return "stiff-word", OLD_ADVICE
    if REFERS.fullmatch(word):
        return "reference", REFERS_ADVICE
    if NO_VOWEL.fullmatch(word) and word not in NO_SHORTENING:
        return "abbreviation", SHORTENED_ADVICE
    return None


def is_bookish(word: str) -> bool:
    """Say whether a word in small letters came from Latin or French or names a quality, as hard words do."""
    return word.endswith(LATIN_ENDS) or word.endswith(QUALITIES) or LATIN.search(word) is not None


def is_english(word: str) -> bool:
    """Say whether a word in small letters is spelled as English is."""
    return len(word) >= FEWEST_LETTERS and word not in DUTCH_TOO and ENGLISH.search(word) is not None

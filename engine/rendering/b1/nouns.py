"""What is said with nouns where a verb is plainer: na ontvangst van, in behandeling, tot het opzeggen."""

from collections.abc import Iterator

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken

#: nouns made of verbs that end otherwise than in -ing, or are too common to look rare
NOUNS = listed("""
    ontvangst voldoening overmaking toezending indiening verstrekking vaststelling afwikkeling
    behandeling verwerking beoordeling verlening opzegging beëindiging invordering inning
    betaalbaarstelling uitvoering afhandeling overdracht uitstel nakoming ontbinding opschorting
    kwijtschelding verrekening terugbetaling aflossing verhoging verlaging wijziging inschakeling
    aanlevering ondertekening bestudering raadpleging controle naleving vermelding toepassing
    verificatie regularisatie beraad opgaaf opgave inachtneming inzage
""")
#: after a preposition alone these are everyday words
EVERYDAY = frozenset({"controle", "uitstel", "terugbetaling", "verlaging", "verhoging"})
#: an infinitive that is a common noun too: het eten van vandaag
PLAIN_NOUNS = frozenset(
    {"eten", "leven", "weten", "einde", "teken", "wapen", "papieren", "kussen", "deken", "begin"}
)
#: nouns in -ing that mean a thing, a group or a place, and are plain
PLAIN_ING = listed("""
    rekening herinnering regeling woning verzekering vereniging leiding mening korting vergadering afdeling
    stichting instelling opleiding omgeving verdieping uitnodiging betaling regering oplossing beslissing
    vergoeding uitkering inrichting richting tekening bestelling zitting betekenis ervaring
    verwarming belasting begroting inspanning spanning huisvesting dienstregeling
    betaalregeling betalingsregeling jaarrekening tussenrekening spaarrekening bankrekening huurwoning
    begeleiding bemiddeling toestemming bevestiging ondersteuning hulpverlening verbinding wandeling
    aanbieding verandering verwachting voorziening verpleging mededeling ontmoeting geldlening
    overschrijving handtekening aansluiting
""")
ING, LONG_ING, FEWEST_LETTERS = "ing", 7, 5
#: the same for what is made with them: schadevergoeding, but no berekening
PLAIN_ENDINGS = tuple(word for word in PLAIN_ING if len(word) > LONG_ING)
NO_FIRST_PARTS = frozenset({"be", "ver", "om", "in", "af", "toe", "uit", "bij", "aan", "over", "ont", "door"})
#: with a deed alone behind it: in behandeling, na verificatie
PREPOSITIONS = frozenset(
    {"in", "na", "bij", "door", "wegens", "zonder", "onder", "tot", "vanwege", "ondanks", "tegen", "met"}
)
ADVICE = "maak er een werkwoord van: het betalen van → betaal"


def noun_style(spoken: Spoken) -> Iterator[Hit]:
    """Find every deed of a sentence that stands there as a noun."""
    words, passed = spoken.words, 0
    found = spoken.different
    if ING not in spoken.sentence.masked and NOUNS.isdisjoint(found) and "het" not in found:
        return
    for at in range(len(words) - 1):
        if at < passed:
            continue
        last = _last_of(words, at)
        if last:
            passed = last + 1
            yield spoken.hit("noun-style", Level.WARN, at, last, ADVICE)


def _last_of(words: tuple[str, ...], at: int) -> int:
    """Give the last word of a deed as a noun that begins at a word; 0 where none begins."""
    word, following = words[at], words[at + 1]
    if at + 2 < len(words) and words[at + 2] == "van" and _before_van(word, following):
        return at + 2
    if word in PREPOSITIONS and following not in EVERYDAY and is_deed(following):
        return at + 1
    if word == "tot" and following == "het" and at + 2 < len(words) and _infinitive(words[at + 2]):
        return at + 2
    return 0


def _before_van(article: str, word: str) -> bool:
    return (article == "het" and _infinitive(word)) or is_deed(word)


def _infinitive(word: str) -> bool:
    return word.endswith("en") and len(word) >= FEWEST_LETTERS and word not in PLAIN_NOUNS


def is_deed(word: str) -> bool:
    """Say whether a noun means something that is done, and no thing, group or place."""
    if word in NOUNS:
        return True
    done = word.endswith(ING) and len(word) > LONG_ING and word not in PLAIN_ING
    return done and not _made_with_plain(word)


def _made_with_plain(word: str) -> bool:
    for ending in PLAIN_ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) not in NO_FIRST_PARTS
    return False

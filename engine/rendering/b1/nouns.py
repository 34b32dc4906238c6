"""What is said with nouns where a verb is plainer: na ontvangst van, in behandeling, tot het opzeggen."""

import re
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
    overschrijving handtekening aansluiting omschrijving
""")
ING, LONG_ING = "ing", 7
INFINITIVE, FEWEST_LETTERS = "en", 5
#: plain by themselves, and deeds between a preposition and `van`: na betaling van, bij verandering van
HALF_PLAIN = listed("""
    verandering betaling bevestiging overschrijving aansluiting verbinding verwarming tekening
    bestelling vergoeding oplossing beslissing mededeling omschrijving inrichting vertrek aankoop
    verkoop verlies vertraging gebruik beheer herstel diefstal overlijden afname inname levering opname
    aanvraag start opstart nazicht keuze afgifte uitvoer verhuur verbruik aanschaf deelname aankomst
    verzuim onderzoek overleg vernietiging wissel omruil overname opmaak schade stopzetting opzeg
    terugkeer toename gebrek bezit vervoer verblijf vervanging herstelling ophaling afhaling teruggave
    uitgifte verzending verzoek weigering
""")
#: prepositions before these; `met toestemming van` and `voor gebruik van` are plain
DEED_BEFORE = frozenset({"bij", "na", "wegens", "door", "tot", "vanwege", "ondanks", "zonder", "tijdens"})
#: what may come between `het` and an infinitive that is a noun: het te laat betalen van
BETWEEN_HET = listed(
    "niet te laat tijdig snel zelf later alsnog samen volledig opnieuw online correct direct"
)
BEFORE_INFINITIVE = BETWEEN_HET | {"het"}
#: the same for what is made with them: schadevergoeding, but no berekening
PLAIN_ENDINGS = tuple(word for word in PLAIN_ING if len(word) > LONG_ING)
NO_FIRST_PARTS = frozenset({"be", "ver", "om", "in", "af", "toe", "uit", "bij", "aan", "over", "ont", "door"})
#: with a deed alone behind it: in behandeling, na verificatie
PREPOSITIONS = frozenset(
    {"in", "na", "bij", "door", "wegens", "zonder", "onder", "tot", "vanwege", "ondanks", "tegen", "met"}
)
#: nouns for a quality or a deed by their ends, when `van` follows: de juistheid van, de registratie van
ABSTRACT_ENDS = ("heid", "atie", "itie", "utie", "name", "gifte")
#: plain all the same
PLAIN_ABSTRACT = frozenset(
    {"overheid", "organisatie", "situatie", "informatie", "gelegenheid", "positie", "politie"}
)
#: verbs that say nothing with a deed as a noun: een beoordeling doen, tot sluiting overgaan
LIGHT = listed("""
    doen doet deed verricht verrichten pleegt plegen vindt vinden plaatsvinden brengen brengt aanbrengen geven
    geeft overgaan gaan gaat uitvoeren maken maakt treffen treft
""")
#: seen at a glance: a quality of something
OF_QUALITY = re.compile(
    r"(?:heid|tie|name|gifte|\b(?:bij|na|wegens|door|tot|vanwege|ondanks|zonder|tijdens) \w+) van ",
    re.IGNORECASE,
)
#: with `aan` or `door` behind the noun: een verandering aanbrengen
BROUGHT = frozenset({"verandering", "onderzoek"})
BRINGS = frozenset({"breng", "brengt", "brengen", "voer", "voert", "voeren"})
ADVICE = "maak er een werkwoord van: het betalen van → betaal"


def noun_style(spoken: Spoken) -> Iterator[Hit]:
    """Find every deed of a sentence that stands there as a noun."""
    words = spoken.words
    for at, word in enumerate(words):
        if word[-3:] == ING or word in NOUNS or word in HALF_PLAIN:
            place = _deed_at(words, at) or _half_plain_at(words, at)
        elif word == "van" and at and is_abstract(words[at - 1]):
            place = max(0, at - 2), at
        elif at and words[at - 1] in BEFORE_INFINITIVE and ends_as_infinitive(word):
            place = _infinitive_at(words, at)
        else:
            continue
        if place is not None:
            yield spoken.hit("noun-style", Level.WARN, *place, ADVICE)


def _deed_at(words: tuple[str, ...], at: int) -> tuple[int, int] | None:
    """Give first and last word of a deed with `van` behind it, or with a preposition alone before it."""
    before = max(0, at - 1)
    if words[at + 1 : at + 2] == ("van",):
        return (before, at + 1) if is_deed(words[at]) else None
    if not is_deed(words[at]):
        return None
    if words[before] in PREPOSITIONS and words[at] not in EVERYDAY:
        return before, at
    if not LIGHT.isdisjoint(words[:at]) and words[before] in {"een", "tot", "de"}:
        return before, at
    return None


def _half_plain_at(words: tuple[str, ...], at: int) -> tuple[int, int] | None:
    """Give first and last word of a deed of which the noun alone is plain: bij verandering van."""
    if words[at] not in HALF_PLAIN or not at:
        return None
    if words[at + 1 : at + 2] == ("van",) and words[at - 1] in DEED_BEFORE:
        return at - 1, at + 1
    brought = (
        words[at] in BROUGHT and words[at - 1] == "een" and not BRINGS.isdisjoint(words[max(0, at - 4) : at])
    )
    return (at - 1, at) if brought and words[at + 1 : at + 2] in {("aan",), ("door",)} else None


def is_abstract(word: str) -> bool:
    """Say whether a noun means a quality or a deed by its end, and is not plain all the same."""
    return word.endswith(ABSTRACT_ENDS) and word not in PLAIN_ABSTRACT


def ends_as_infinitive(word: str) -> bool:
    """Say whether a word may be a verb that stands there as a noun."""
    return word.endswith(INFINITIVE) and len(word) >= FEWEST_LETTERS and word not in PLAIN_NOUNS


def _infinitive_at(words: tuple[str, ...], at: int) -> tuple[int, int] | None:
    """Give first and last word of an infinitive as a noun: het betalen van, tot het opzeggen."""
    begins = at - 1
    while begins and words[begins] in BETWEEN_HET:
        begins -= 1
    if words[begins] != "het":
        return None
    if words[at + 1 : at + 2] == ("van",):
        return begins, at + 1
    return (at - 2, at) if begins == at - 1 and at > 1 and words[at - 2] == "tot" else None


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

"""Sentences that are hard by how they are built: passive, stretched, twice denied, made of nouns."""

from collections.abc import Iterator, Mapping

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken
from engine.rendering.b1.verbs import HEBBEN, MODAL, WORDEN, is_participle

#: so many words may stand between the two parts of a verb
WIDEST_GAP = 7
#: so far a denial reaches for a second one
REACH = 7
#: words after an article that begin a sentence inside a sentence: de door u gekochte kast
INSIDE = frozenset(
    {"door", "aan", "in", "op", "met", "bij", "tussen", "van", "voor", "uit", "onder", "tegen"}
)
ARTICLES = frozenset({"de", "het", "een", "uw", "deze", "dit", "onze", "die", "hun", "mijn"})
#: how far the noun after such a sentence may be
FURTHEST_NOUN = 12
ADJECTIVES = ("de", "te", "en")
DENIALS = frozenset({"niet", "geen", "nooit", "nimmer", "geenszins", "zonder", "noch", "niets", "niemand"})
#: words that deny by their first letters
UNDONE = listed("""
    onmogelijk onbelangrijk ongebruikelijk onterecht onredelijk onbekend onaannemelijk onverstandig
    ongewoon onwaarschijnlijk ondenkbaar onbegrijpelijk onbillijk onnodig ongegrond onjuist onwelwillend
    onbereid onbetaald onbeantwoord onopgemerkt onduidelijk onwaar oneens onaanvaardbaar ongelukkig
    ongelijk onacceptabel onzeker onwenselijk onrechtmatig ontkennen uitgesloten ongeoorloofd onbelast
    onvermeld onverlet onaanzienlijk onaardig onlogisch onvoldoende tenzij
""")
#: where one clause ends and another begins
CLAUSES = frozenset(
    {"als", "dan", "maar", "want", "omdat", "dus", "en", "of", "zodat", "terwijl", "dat", "wanneer"}
)
STARTS_CLAUSE = CLAUSES - {"en", "dan"} | {"wat", "die", "wie", "waar", "waarom", "hoe"}
#: nouns made of verbs that end otherwise than in -ing, or are too common to look rare
NOUNS = listed("""
    ontvangst voldoening overmaking toezending indiening verstrekking vaststelling afwikkeling
    behandeling verwerking beoordeling verlening opzegging beëindiging invordering inning
    betaalbaarstelling uitvoering afhandeling overdracht uitstel nakoming ontbinding opschorting
    kwijtschelding verrekening terugbetaling aflossing verhoging verlaging wijziging inschakeling
    aanlevering ondertekening bestudering raadpleging controle naleving vermelding toepassing
""")
#: an infinitive that is a common noun too: het eten van vandaag
PLAIN_NOUNS = frozenset(
    {"eten", "leven", "weten", "einde", "teken", "wapen", "papieren", "kussen", "deken", "begin"}
)
#: nouns in -ing that mean a thing, a group or a place, and are plain
PLAIN_ING = listed("""
    rekening herinnering regeling woning verzekering vereniging leiding mening korting vergadering afdeling
    stichting instelling opleiding omgeving verdieping uitnodiging betaling regering oplossing beslissing
    vergoeding uitkering inrichting richting tekening verdieping bestelling zitting betekenis ervaring
    verwarming belasting begroting inspanning spanning huisvesting dienstregeling
    betaalregeling betalingsregeling jaarrekening tussenrekening spaarrekening bankrekening huurwoning
""")
ING, LONG_ING = "ing", 7
#: the same for what is made with them: schadevergoeding
PLAIN_ENDINGS = tuple(word for word in PLAIN_ING if len(word) > LONG_ING)
#: words of old grammar that stand before a noun, and what follows them in plain Dutch
FROZEN: Mapping[str, frozenset[str]] = {
    "ten": listed("""
        eerste tweede derde vierde vijfde minste slotte noorden oosten zuiden westen onrechte laatste
    """),
    "ter": listed("wereld plekke beschikking"),
}
FROZEN_ADVICE = "schrijf het als een gewone zin: ter betaling → om te betalen"
INFINITIVE_AFTER = frozenset({"van"})
FEWEST_LETTERS = 5

PASSIVE_ADVICE = "zeg wie het doet: wij sturen …, u betaalt …"
STRETCHED_ADVICE = "zet de delen van het werkwoord bij elkaar, of maak er twee zinnen van"
INSIDE_ADVICE = "maak er een zin achter: de kast die u heeft gekocht"
TWICE_ADVICE = "zeg wat wél zo is"
NOUN_ADVICE = "maak er een werkwoord van: het betalen van → betaal"

#: rule -> what it looks for, for people
RULES: Mapping[str, str] = {
    "passive": "lijdende vorm",
    "stretched": "tangconstructie",
    "double-negation": "dubbele ontkenning",
    "noun-style": "naamwoordstijl",
}


def constructions(spoken: Spoken) -> Iterator[Hit]:
    """Find everything of this kind in one sentence; most sentences hold none of the words that begin one."""
    found = set(spoken.words)
    if not found.isdisjoint(WORDEN) or "door" in found:
        yield from _passive(spoken)
    if len(spoken.words) > WIDEST_GAP:
        yield from _stretched(spoken)
    if not found.isdisjoint(INSIDE):
        yield from _inside(spoken)
    if not found.isdisjoint(DENIALS):
        yield from _twice_denied(spoken)
    if "van" in found:
        yield from _nouns(spoken)
    if not found.isdisjoint(FROZEN):
        yield from _frozen(spoken)


def _passive(spoken: Spoken) -> Iterator[Hit]:
    """Find a form of worden with a participle, or of zijn with a participle and `door`."""
    words = spoken.words
    by = "door" in words
    for at, word in enumerate(words):
        if word in WORDEN or (by and word in {"is", "zijn", "was", "waren"}):
            done = _participle_near(spoken, at)
            if done is not None:
                yield spoken.hit("passive", Level.WARN, min(at, done), max(at, done), PASSIVE_ADVICE)
                return


def _participle_near(spoken: Spoken, at: int) -> int | None:
    """Find the participle that goes with a verb: the first after it, else the one just before it."""
    words = spoken.words
    after = next(
        (here for here in range(at + 1, len(words)) if is_participle(words[here], after_worden=True)), None
    )
    if after is not None:
        return after
    before = at - 1
    return before if before >= 0 and is_participle(words[before]) else None


def _stretched(spoken: Spoken) -> Iterator[Hit]:
    """Find a verb whose second part comes much later in the same clause."""
    words, last = spoken.words, len(spoken.words) - 1
    for at, word in enumerate(words[: last - WIDEST_GAP]):
        if word in WORDEN or word in HEBBEN or word in MODAL:
            end = _clause_end(spoken, at)
            if end - at - 1 > WIDEST_GAP and _closes(words[end], word) and not _another(words, at, end):
                yield spoken.hit("stretched", Level.WARN, at, end, STRETCHED_ADVICE)
                return


def _clause_end(spoken: Spoken, at: int) -> int:
    """Find the last word before a comma, before a word that begins another clause, or before the end."""
    words, last = spoken.words, len(spoken.words) - 1
    for here in range(at, last):
        if words[here + 1] in STARTS_CLAUSE or not spoken.joined(here, here + 1):
            return here
    return last


def _another(words: tuple[str, ...], at: int, end: int) -> bool:
    """Say whether the second part belongs to another verb in between."""
    between = words[at + 1 : end - 2]
    return any(word in WORDEN or word in HEBBEN or word in MODAL for word in between)


def _closes(word: str, opened: str) -> bool:
    """Say whether a word can be the second part of a verb that was opened."""
    if is_participle(word):
        return True
    return (opened in MODAL or opened in WORDEN) and word.endswith("en") and len(word) >= FEWEST_LETTERS


def _inside(spoken: Spoken) -> Iterator[Hit]:
    """Find an article with a preposition right after it: a whole sentence stands before the noun."""
    words = spoken.words
    for at in range(len(words) - 3):
        if words[at] in ARTICLES and words[at + 1] in INSIDE and spoken.joined(at, at + 1):
            last = min(len(words), at + FURTHEST_NOUN)
            noun = next((here for here in range(at + 3, last) if _adjective(words[here - 1])), None)
            sure = words[at] in {"de", "een"} or words[at + 1] == "door"
            if noun is not None and (sure or is_participle(_stem(words[noun - 1]))):
                yield spoken.hit("stretched", Level.WARN, at, noun, INSIDE_ADVICE)
                return


def _adjective(word: str) -> bool:
    """Say whether a word looks like a participle before a noun."""
    return word.endswith(ADJECTIVES) and is_participle(_stem(word))


def _stem(word: str) -> str:
    """Take the ending of an adjective off: verschuldigde -> verschuldigd, gestuurde -> gestuurd."""
    return word[:-1] if word.endswith(("de", "te")) else word


def _twice_denied(spoken: Spoken) -> Iterator[Hit]:
    words = spoken.words
    for at, word in enumerate(words):
        if word not in DENIALS:
            continue
        for then in range(at + 1, min(len(words), at + 1 + REACH)):
            if not spoken.joined(then - 1, then) or (words[then] in CLAUSES and not _not_so(words, then)):
                break
            if words[then] in DENIALS or words[then] in UNDONE:
                yield spoken.hit("double-negation", Level.WARN, at, then, TWICE_ADVICE)
                return


def _not_so(words: tuple[str, ...], at: int) -> bool:
    """Say whether a denial goes on after `dat`: niet zo dat."""
    return words[at] == "dat" and words[at - 2 : at] == ("niet", "zo")


def _nouns(spoken: Spoken) -> Iterator[Hit]:
    words = spoken.words
    for at in range(1, len(words) - 1):
        word = words[at]
        if words[at + 1] not in INFINITIVE_AFTER or len(word) < FEWEST_LETTERS:
            continue
        verb = words[at - 1] == "het" and word.endswith("en") and word not in PLAIN_NOUNS
        deed = (
            word.endswith(ING)
            and len(word) > LONG_ING
            and word not in PLAIN_ING
            and not word.endswith(PLAIN_ENDINGS)
        )
        if verb or deed or word in NOUNS:
            yield spoken.hit("noun-style", Level.WARN, at - 1, at + 1, NOUN_ADVICE)
            return


def _is_deed(word: str) -> bool:
    """Say whether a noun in -ing is something that is done, and no thing, group or place."""
    done = word.endswith(ING) and len(word) > LONG_ING
    return done and word not in PLAIN_ING and not word.endswith(PLAIN_ENDINGS)


def _frozen(spoken: Spoken) -> Iterator[Hit]:
    """Find a piece of old grammar: ten overvloede, ter verkrijging van."""
    words = spoken.words
    for at in range(len(words) - 1):
        plain = FROZEN.get(words[at])
        if plain is not None and words[at + 1] not in plain and words[at + 1].isalpha():
            yield spoken.hit("jargon", Level.FAIL, at, at + 1, FROZEN_ADVICE)

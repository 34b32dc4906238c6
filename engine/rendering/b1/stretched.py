"""A verb in two halves that stand too far from each other, and a whole sentence before a noun."""

from collections.abc import Iterator
from itertools import pairwise

from engine.rendering.b1.common import listed
from engine.rendering.b1.finding import Level
from engine.rendering.b1.spoken import Hit, Spoken
from engine.rendering.b1.verbs import HEBBEN, MODAL, WORDEN, is_participle

#: so many words may stand between the two parts of a verb
WIDEST_GAP = 7
#: from so many words on, what stands between two commas tears a sentence apart; and how short its rest is
LONG_ASIDE, SHORT_REST = 5, 4
#: how such an aside begins
ASIDES = listed("""
    die dat terwijl nadat omdat hoewel ondanks als zoals toen waar wat wie nu mits indien gezien voordat
    zodra waarvan waarmee waarop waarin waarover ofschoon aangezien
""")
#: words after an article that begin a sentence inside a sentence: de door u gekochte kast
INSIDE = frozenset(
    {"door", "aan", "in", "op", "met", "bij", "tussen", "van", "voor", "uit", "onder", "tegen"}
)
ARTICLES = frozenset(
    {"de", "het", "een", "uw", "deze", "dit", "onze", "die", "hun", "mijn", "alle", "elke", "enkele", "jouw"}
)
#: words that may come first in such a sentence: de vorig jaar door u gekochte kast, de nog niet betaalde
EARLIER = listed("""
    nog al niet eerder vorig vorige vandaag gisteren onlangs toen hier daar nooit steeds pas net zojuist
    destijds inmiddels daarvoor hiervoor tijdig volgens per zonder via naar
""")
#: between article and participle: this many words of any kind after one of those
FEWEST_BETWEEN = 3
#: the article and `te` of: de te betalen som
TO_BE = "te"
#: how far the noun after such a sentence may be
FURTHEST_NOUN = 16
ADJECTIVES = ("de", "te", "en", "ane", "ene")
#: what something does, before the noun: de bij ons lopende zaak; of these some are everyday words
DOING, PLAIN_DOING = (
    "ende",
    frozenset({"volgende", "komende", "bende", "tiende", "zevende", "negende", "voldoende", "bekende"}),
)
#: where one clause ends and another begins
STARTS_CLAUSE = listed("""
    als maar want omdat dus of zodat terwijl dat wanneer wat die wie waar waarom hoe
""")
FEWEST_LETTERS = 5
APART_ADVICE = "zet de delen van het werkwoord bij elkaar, of maak er twee zinnen van"
INSIDE_ADVICE = "maak er een zin achter: de kast die u heeft gekocht"
HALVES = WORDEN | HEBBEN | MODAL
#: with these a clause says more of the noun before it
RELATIVE = frozenset(
    {"die", "dat", "waarin", "waarmee", "waarop", "waarvan", "waarover", "waaruit", "waarvoor", "waar"}
)
#: these are often the only verb: dit is de brief die
AS_MAIN = frozenset({"is", "zijn", "was", "waren", "ben", "bent"})
#: so many words may one thing of a list have, and what goes before the last of them
LONGEST_ITEM, AND = 5, frozenset({"en", "of"})
#: what begins a clause of its own and no thing of a list
NEW_CLAUSE = (
    STARTS_CLAUSE - {"of"}
    | HALVES
    | frozenset({"u", "wij", "we", "ik", "je", "jij", "hij", "ze", "zij", "er"})
)
#: without any of these after an article no sentence stands before a noun
BETWEEN = INSIDE | EARLIER | frozenset({TO_BE})


def stretched(spoken: Spoken) -> Iterator[Hit]:
    """Find a verb whose second part comes much later in the same clause, or after an aside."""
    yield from _apart(spoken)
    if spoken.breaks:
        yield from _around_aside(spoken)


def _apart(spoken: Spoken) -> Iterator[Hit]:
    """Find a verb whose second part comes more than seven words later in the same clause."""
    words, last = spoken.words, len(spoken.words) - 1
    for at, word in enumerate(words[: last - WIDEST_GAP]):
        if word in HALVES:
            end = _clause_end(spoken, at)
            if end - at - 1 > WIDEST_GAP and _closes(words[end], word) and not _another(words, at, end):
                yield spoken.hit("stretched", Level.WARN, at, end, APART_ADVICE)
                return


def _clause_end(spoken: Spoken, at: int) -> int:
    """Find the last word before a comma, before a word that begins another clause, or before the end."""
    words, last = spoken.words, len(spoken.words) - 1
    for here in range(at, last):
        if _starts_clause(words, here + 1):
            return _behind_clause(spoken, at, here)
        if not (spoken.joined(here, here + 1) or in_list(spoken, here)):
            return here
    return last


def _behind_clause(spoken: Spoken, at: int, here: int) -> int:
    """Pass by a clause about a noun when the verb is still to come: kunt de brief die u kreeg lezen."""
    words, last = spoken.words, len(spoken.words) - 1
    passed = words[here + 1] in RELATIVE and words[at] not in AS_MAIN and spoken.joined(at, last)
    if not passed or not HALVES.isdisjoint(words[at + 1 :]) or "te" in words[here:]:
        return here
    if words[here + 1] == "dat" and words[here - 1] not in ARTICLES:
        return here
    return here if any(_closes(word, words[at]) for word in words[at + 1 : here]) else last


def in_list(spoken: Spoken, here: int) -> bool:
    """Say whether the comma behind a word parts things of one kind: juni, juli en augustus."""
    words = spoken.words
    if not spoken.comma(here):
        return False
    for then in range(here + 1, min(len(words) - 1, here + 1 + LONGEST_ITEM)):
        if words[then] in AND and then > here + 1:
            return words[then + 1] not in NEW_CLAUSE
        if words[then] in NEW_CLAUSE:
            return False
        if not spoken.joined(then, then + 1):
            return in_list(spoken, then)
    return False


def _starts_clause(words: tuple[str, ...], at: int) -> bool:
    """Say whether a word begins a clause; `of bij de balie` only goes on with the one before."""
    if words[at] == "of" and at + 1 < len(words):
        return words[at + 1] not in INSIDE
    return words[at] in STARTS_CLAUSE


def _around_aside(spoken: Spoken) -> Iterator[Hit]:
    """Find the two parts of a verb on both sides of a long aside between commas."""
    words = spoken.words
    for first, second in pairwise(spoken.breaks):
        rest = words[second + 1 :]
        opened = next((at for at in range(first, -1, -1) if words[at] in HALVES), None)
        long = second - first >= LONG_ASIDE and words[first + 1] in ASIDES
        if opened is None or not long or len(rest) > SHORT_REST or not HALVES.isdisjoint(rest):
            continue
        if _closes(words[-1], words[opened]):
            yield spoken.hit("stretched", Level.WARN, opened, len(words) - 1, APART_ADVICE)
            return


def _another(words: tuple[str, ...], at: int, end: int) -> bool:
    """Say whether the second part belongs to another verb in between."""
    between = words[at + 1 : end - 2]
    return not HALVES.isdisjoint(between) or _is_done(words, at, end)


def _is_done(words: tuple[str, ...], at: int, end: int) -> bool:
    """Say whether the last word is a thing behind the verb: moet betalen voor brood en eieren."""
    last = words[end - 1] in ARTICLES | INSIDE or words[end - 1] in AND or words[end - 2] in AND
    return last and any(_closes(word, words[at]) for word in words[at + 1 : end - 1])


def _closes(word: str, opened: str) -> bool:
    """Say whether a word can be the second part of a verb that was opened."""
    if is_participle(word):
        return True
    return (opened in MODAL or opened in WORDEN) and word.endswith("en") and len(word) >= FEWEST_LETTERS


def inside(spoken: Spoken) -> Iterator[Hit]:
    """Find an article with a preposition right after it: a whole sentence stands before the noun."""
    words = spoken.words
    for at in range(len(words) - 3):
        if words[at] not in ARTICLES or words[at + 1] not in BETWEEN or not spoken.joined(at, at + 1):
            continue
        noun = _noun_of(spoken, at)
        if noun is not None:
            yield spoken.hit("stretched", Level.WARN, at, noun, INSIDE_ADVICE)
            return


def _noun_of(spoken: Spoken, at: int) -> int | None:
    """Find the noun that an article begins, when a whole sentence stands in between."""
    words, then = spoken.words, spoken.words[at + 1]
    if then == TO_BE and words[at + 2].endswith("en"):
        return at + 3
    if then in INSIDE:
        return _after_participle(spoken, at, 3)
    if then in EARLIER:
        return _to_be_done(words, at) or _after_participle(spoken, at, FEWEST_BETWEEN + 1)
    return None


def _to_be_done(words: tuple[str, ...], at: int) -> int | None:
    """Find the noun behind something that is still to be done: het nog te betalen bedrag."""
    for here in range(at + 2, min(len(words) - 2, at + 2 + FEWEST_BETWEEN)):
        if (
            words[here] == TO_BE
            and words[here + 1].endswith("en")
            and (here == at + 2 or words[here - 1] == "en")
        ):
            return here + 2
    return None


def _after_participle(spoken: Spoken, at: int, fewest: int) -> int | None:
    """Find the noun behind the first participle that stands there as an adjective, in the same clause."""
    words = spoken.words
    for here in range(at + 2, min(len(words), at + FURTHEST_NOUN)):
        if not spoken.joined(here - 1, here) or words[here] in STARTS_CLAUSE:
            return None
        if here >= at + fewest and _adjective(words[here - 1]):
            return here
    return None


def _adjective(word: str) -> bool:
    """Say whether a word looks like a participle before a noun."""
    if word.endswith(DOING) and word not in PLAIN_DOING:
        return True
    return word.endswith(ADJECTIVES) and is_participle(_stem(word), after_worden=True)


def _stem(word: str) -> str:
    """Take the ending of an adjective off: gestuurde -> gestuurd, kapotgegane -> kapotgegaan."""
    if word.endswith("ane"):
        return f"{word[:-3]}aan"
    return word[:-1] if word.endswith(("de", "te", "ene")) else word

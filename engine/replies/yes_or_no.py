"""
Whether a reply is a plain yes or a plain no to a question that was asked.

Plain is what holds nothing else: every word must stand in a short list. A reply that begins like an answer and
says more is for a person to read.
"""

from collections.abc import Iterable, Set
from enum import StrEnum, auto

from engine.replies.understand import plain_words
from engine.replies.words import plain


class Answer(StrEnum):
    """What a reply says to a question."""

    YES = auto()
    NO = auto()
    #: it begins like an answer, and says more or something else
    PERHAPS = auto()
    #: it speaks of something else
    NEITHER = auto()


#: one of these must be there
YES = frozenset({"ja", "jawel", "jazeker", "jaja", "graag", "yes"})
NO = frozenset({"nee", "neen", "neenee", "no"})
#: with these a reply may be an answer, and alone they are none
PERHAPS = frozenset({"oke", "ok", "okay", "prima", "goed", "akkoord", "zeker", "liever", "mag", "misschien"})
#: these say nothing more
POLITE = frozenset(
    {"dank", "bedankt", "dankjewel", "dankuwel", "hartelijk", "heel", "erg", "fijn", "aub", "alstublieft"}
    | {"alsjeblieft", "hoor", "u", "je", "wel", "hallo", "goedendag", "goedemorgen", "goedemiddag", "dag"}
    | {
        "mevrouw",
        "meneer",
        "beste",
        "groet",
        "groeten",
        "groetjes",
        "mvg",
        "vriendelijke",
        "met",
        "hoi",
        "voor",
        "beter",
    }
)
BESIDE_YES = POLITE | frozenset(
    {
        "bel",
        "bellen",
        "belt",
        "mij",
        "me",
        "maar",
        "ik",
        "wil",
        "dat",
        "het",
        "mag",
        "mogen",
        "ze",
        "zij",
        "is",
    }
    | {
        "goed",
        "prima",
        "oke",
        "ok",
        "okay",
        "akkoord",
        "zeker",
        "doe",
        "hulp",
        "die",
        "de",
        "gemeente",
        "ocmw",
        "contact",
    }
)
BESIDE_NO = POLITE | frozenset(
    {
        "ik",
        "wil",
        "dat",
        "het",
        "dit",
        "niet",
        "hoeft",
        "hoef",
        "geen",
        "hulp",
        "nodig",
        "liever",
        "toch",
        "is",
    }
    | {"bel", "bellen", "mij", "me", "doe", "nu", "de", "gemeente", "ocmw"}
)
#: an answer stands at the beginning
BEGINNING = 3
QUESTION = "?"
#: a no to these says so: "nee, ik wil hulp" is no plain no
NEEDS_NOT, NOT = (
    frozenset({"wil", "hulp", "bel", "bellen", "gemeente", "ocmw", "wel"}),
    frozenset({"niet", "geen", "dank"}),
)
#: "ja, ik bel" is somebody who phones; "ja, bel mij" is a yes
PHONE, ME = frozenset({"bel", "bellen"}), frozenset({"mij", "me"})


def answer_of(channel: str, text: str, names: Iterable[str] = ()) -> Answer:
    """Say whether a reply is a plain yes or no; `names` are those of the sender, who may write them below."""
    _, words = plain_words(channel, text)
    said = [one.text for one in words.words if one.text.isalnum() or one.text == QUESTION]
    own = {part for name in names for part in plain(name).replace(".", " ").split()}
    found = frozenset(said) - own
    phones = "ik" in found and bool(found & PHONE) and not found & ME
    if _is_plain(found, YES, BESIDE_YES) and not phones:
        return Answer.YES
    if _is_plain(found, NO, BESIDE_NO) and (found & NOT or not found & NEEDS_NOT):
        return Answer.NO
    begins = frozenset(said[:BEGINNING]) & (YES | NO | PERHAPS)
    return Answer.PERHAPS if begins else Answer.NEITHER


def _is_plain(found: Set[str], core: Set[str], beside: Set[str]) -> bool:
    return bool(found & core) and found <= core | beside

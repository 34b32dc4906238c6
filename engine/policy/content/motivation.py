"""
What moves people to act in a message: easy, attractive, social, timely (MAST, product.md S9).

An indication for writers, no rule of law: nothing is stopped by it.
"""

import re
from collections.abc import Iterator
from enum import StrEnum, auto

from engine.policy.content.likeness import MAIL, PHONE
from engine.policy.content.topics import DISPUTE, LINK
from engine.policy.content.writing import Writing


class Motive(StrEnum):
    """One thing that helps somebody to act."""

    #: there is a way to act at once: a page, a number, a mailbox
    WAY_TO_ACT = auto()
    #: there is a way to say that it is not right
    WAY_TO_OBJECT = auto()
    #: it says in small steps what to do
    EASY = auto()
    #: it is friendly, or shows what is won
    ATTRACTIVE = auto()
    #: it says that we do it together, or that somebody helps
    SOCIAL = auto()
    #: it says when, or what happens then
    TIMELY = auto()


#: motive -> what it is seen by, and what to write when it is not there
SEEN_BY: dict[Motive, tuple[re.Pattern[str], str]] = {
    Motive.WAY_TO_OBJECT: (DISPUTE, "say what to do when something is not right"),
    Motive.EASY: (
        re.compile(r"(?m)^- |\b(?:bel|kies|kijk|mail|vraag|typ|scan|maak|betaal|vertel|zeg|antwoord|laat)\b"),
        "say in a few short steps what to do: Bel ..., Kies ...",
    ),
    Motive.ATTRACTIVE: (
        re.compile(
            r"\b(?:dank|bedankt|fijn|graag|goed|knap|gratis|geen kosten|makkelijk\w*|blijft|nieuws)\b"
        ),
        "be friendly, or show what is won: it is free, no costs come",
    ),
    Motive.SOCIAL: (
        re.compile(r"\b(?:samen|helpen?|helpt|hulp|anderen|iemand|met u mee|denken|niet de enige)\b"),
        "say that you do it together, or that somebody helps",
    ),
    Motive.TIMELY: (
        re.compile(
            r"\b(?:vandaag|nu|meteen|binnen|voor|tot|zodra|daarna|dan|elke maand|werkdagen|op tijd|zolang)\b"
        ),
        "say when, or what happens then",
    ),
}


def motives_in(text: str) -> frozenset[Motive]:
    """Say what in a text helps somebody to act."""
    writing = Writing(text)
    acts = any(writing.has(pattern) for pattern in (LINK, PHONE, MAIL))
    seen = {motive for motive, (pattern, _) in SEEN_BY.items() if writing.has(pattern)}
    return frozenset(seen | ({Motive.WAY_TO_ACT} if acts else set()))


def missing_motives(text: str) -> Iterator[tuple[Motive, str]]:
    """Say what a text lacks that would help, each with what to write."""
    found = motives_in(text)
    if Motive.WAY_TO_ACT not in found:
        yield Motive.WAY_TO_ACT, "give a page, a phone number or a mailbox"
    yield from ((motive, advice) for motive, (_, advice) in SEEN_BY.items() if motive not in found)

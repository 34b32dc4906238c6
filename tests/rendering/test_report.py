"""Reports speak Dutch: every word of the house has one, and what has none is quoted as it was recorded."""

from importlib import import_module

import pytest

from engine.domain.arrangement import ArrangementStatus
from engine.domain.campaign import LegalRole
from engine.domain.case import CaseStatus, ChargeKind, Phase
from engine.domain.decision import Ruling, TaskKind
from engine.domain.pause import PauseKind
from engine.domain.people import DebtorKind, PointKind, PointState
from engine.domain.touchpoint import LineKind, Outcome
from engine.policy.house_rules import RULES
from engine.rendering.report.dutch import WORDS, euro, moment, reason
from preferences.change import Field
from preferences.channel import ContactKind

ENUMS = (
    *(Outcome, LineKind, CaseStatus, Phase, ChargeKind, LegalRole, PointKind, PointState, DebtorKind),
    *(TaskKind, ContactKind, Field),
)


def test_every_word_of_the_house_has_a_dutch_one():
    words = {word.value for kind in ENUMS for word in kind}
    words |= {f"pause_{one.value}" for one in PauseKind} | {
        f"arrangement_{one.value}" for one in ArrangementStatus
    }
    words |= {one.name.lower() for one in Ruling} | {import_module(rule.__module__).RULE for rule in RULES}

    assert sorted(words - WORDS.keys()) == []


@pytest.mark.parametrize(
    ("said", "dutch"),
    [
        ("the house is open", "er is geen noodstop"),
        ("1 of 2 contacts in 7 days; 0 of 2 contacts in 7 days", "1 van 2 contacten in 7 dagen"),
        ("step bellen is due", "stap bellen is aan de beurt"),
        ("no contact is planned", "er staat geen contact klaar"),
        ("something that nobody foresaw", "\u201csomething that nobody foresaw\u201d"),
        (None, ""),
    ],
)
def test_says_reasons_in_dutch_or_quotes_them(said, dutch):
    assert reason(said) == dutch


def test_writes_moments_and_amounts_as_people_do():
    assert moment("2026-03-02T07:00:00+00:00") == "2 maart 2026 08:00"
    assert euro(34900) == "€\xa0349,00"

"""The emergency stop: while it stands nothing leaves the house."""

from datetime import timedelta

import pytest

from engine.domain.decision import Ruling
from engine.policy.house_stop import house_is_open
from preferences.channel import ContactKind
from tests.builders import NOW
from tests.facts import facts


@pytest.mark.parametrize("kind", [*ContactKind, None])
def test_nothing_leaves_while_the_house_is_stopped(kind):
    verdict = house_is_open(facts(house_stopped=True, kind=kind))

    assert (verdict.ruling, verdict.until) == (Ruling.WAIT, NOW + timedelta(minutes=15))


def test_an_open_house_stands_in_nobodys_way():
    assert house_is_open(facts()).ruling is Ruling.ALLOW

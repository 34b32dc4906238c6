"""What a portfolio adds to a claim while nothing may be added."""

from datetime import timedelta

import pytest

from engine.domain.decision import TaskKind
from engine.domain.pause import PauseKind
from tests.builders import NOW, a_campaign
from tests.walks.house import a_row

MORE_COSTS = {"costs": "40.00"}
MORE_INTEREST = {"interest": "1.20", "interest_basis": "4% per jaar, van 1 februari 2026 tot 2 maart 2026"}


@pytest.fixture
def house(a_house, url):
    built = a_house(a_campaign(), url=url)
    built.take_in(a_row())
    return built


def asked(house):
    return [one.because for one in house.tasks() if one.kind is TaskKind.WORK]


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        (PauseKind.DEBT_HELP, MORE_COSTS, "costs went from 0.00 to 40.00 euro"),
        (PauseKind.INSOLVENCY, MORE_INTEREST, "interest went from 0.00 to 1.20 euro"),
        (PauseKind.DEBT_HELP, MORE_INTEREST, ""),
        (PauseKind.DISPUTE, MORE_COSTS, ""),
    ],
)
def test_what_is_added_while_it_is_stopped_goes_to_a_person(house, kind, more, said):
    """NL-60 (S): no costs while debt help lasts; NL-63 (U): interest stops."""
    house.steer(lambda act: act.pause("C-1", kind, None, whole_debtor=True))
    house.let_pass(days=1)
    house.take_in(a_row(**more))

    assert len(asked(house)) == bool(said)
    assert all(said in because for because in asked(house))


def test_after_the_pause_costs_may_grow(house):
    until = NOW + timedelta(days=2)
    house.steer(lambda act: act.pause("C-1", PauseKind.DEBT_HELP, until, whole_debtor=True))
    house.let_pass(days=3)
    house.take_in(a_row(**MORE_COSTS))

    assert asked(house) == []

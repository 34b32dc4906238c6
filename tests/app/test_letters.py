"""The command by which a person hands the letters so far to the print house."""

import pytest

from app.clock import SimulatedClock
from tests.app.command import done, shipped
from tests.app.conftest import at

MORNING = at("2030-03-12T10:00+01:00")


@pytest.fixture
def printed(monkeypatch, few_templates, desk):
    """Lend a house whose letters wait for the print house."""
    monkeypatch.setenv("MINNELIJK_LETTERS", "print_house")
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))
    done(
        "import",
        shipped(desk.folder / "portfolio.csv", "D-1009", "D-1011", email="", mobile=""),
        "--as",
        "anna",
    )
    for template in ("vriendelijke_herinnering", "vriendelijke_herinnering_sociaal", "vorderingsoverzicht"):
        done("template", "approve", template, "--as", "anna")
    house = desk.open(SimulatedClock(MORNING))
    house.tick().run(MORNING)
    assert house.dispatch().run().contacts == 2
    house.store.close()


def batches(desk):
    return sorted(path.name for path in (desk.folder / "print-house" / "to-print").glob("*.ok"))


@pytest.mark.usefixtures("printed")
def test_a_person_can_let_them_leave_now(desk):
    answer = done("letters", "close")

    assert answer.lines[-1] == "1 batches for the print house"
    assert len(batches(desk)) == 1
    assert done("letters", "close").lines == ["0 batches for the print house"]


def test_without_a_print_house_nothing_waits(desk):
    assert done("letters", "close").lines == ["0 batches for the print house"]

"""The command by which a person hands the letters so far to the print house."""

import re
from pathlib import Path

import pytest

from app.clock import SimulatedClock
from app.worker import Worker
from engine.domain.errors import ConfigurationError
from tests.app.command import done, minnelijk, shipped
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


@pytest.mark.usefixtures("printed")
def test_a_machine_with_a_folder_of_its_own_hands_no_letter_over(desk, tmp_path, monkeypatch):
    done("letters", "close")
    for setting, file in {"KEY": "wrapping.key", "RECORD_KEY": "record.key"}.items():
        monkeypatch.setenv(f"MINNELIJK_{setting}_FILE", str(desk.folder / file))
    monkeypatch.setenv("MINNELIJK_FOLDER", str(tmp_path / "elsewhere"))

    refused = minnelijk("letters", "close")
    with pytest.raises(ConfigurationError, match="wait in another folder"), Worker(desk.open()).begun():
        pytest.fail("it began")

    assert refused.code != 0
    ((word, file),) = re.findall(r"write the word (\w+) into (\S+)", refused.err)
    Path(file).parent.mkdir(parents=True)
    Path(file).write_text(word)
    assert done("letters", "close").lines == ["0 batches for the print house"]

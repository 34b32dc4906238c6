"""A first day at the house, on SQLite and on PostgreSQL: the commands answer the same."""

import pytest

from app.clock import SimulatedClock
from tests.app.command import done, minnelijk, shipped
from tests.app.conftest import at

NOW = at("2030-03-12T10:00+01:00")


@pytest.fixture
def any_house(monkeypatch, any_desk, few_templates):
    """Lend a house with three cases on each kind of database."""
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))
    portfolio = shipped(any_desk.folder / "portfolio.csv", "D-1002", "D-1006", "D-1007")
    done("import", portfolio, "--as", "anna")
    return any_desk


def test_a_day_of_steering(any_house):
    done("preference", "set", "D-1006", "channel_order", "letter", "--as", "bram")
    done("payment", "D-1006", "41.50", "--as", "bram", "--reference", "bank-1")
    done("payment", "D-1006", "41.50", "--as", "bram", "--reference", "bank-1")
    done("case", "helper", "D-1006", "Bewind Voorbeeld", "--email", "post@bewind.example", "--as", "bram")
    done("pause", "D-1007", "--as", "anna", "--why", "dispute")

    assert done("preference", "show", "D-1007").lines[0] == "2 choices"
    assert "Bewind Voorbeeld spreekt voor u" in done("preference", "tell", "D-1007").out
    assert minnelijk("ledger", "D-9").code == 1
    assert done("ledger", "D-1006").lines[-1] == "both chains hold"
    trace = done("why", "D-1006", "--json").json["trace"]
    assert {verdict["rule"]: verdict["ruling"] for verdict in trace}["pauses"] == "stop"


def test_nothing_leaves_between_stop_and_resume(any_house):
    opened = any_house.open(SimulatedClock(NOW))
    opened.tick().run(NOW)
    done("stop", "--all", "--as", "anna")
    while_stopped = opened.dispatch().run()
    done("resume", "--as", "anna")

    handed = opened.dispatch().run()
    opened.store.close()

    assert while_stopped.contacts == 0
    assert handed.outcomes.total() == 2


def test_a_simulation_leaves_the_database_as_it_was(any_house):
    before = done("ledger", "D-1002", "--json").out

    done("outlook")

    assert done("ledger", "D-1002", "--json").out == before
    assert done("tasks", "list").lines == ["0 open tasks"]

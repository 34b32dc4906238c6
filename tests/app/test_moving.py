"""Moving to another database and coming back from a backup: nothing is lost, and work goes on."""

import shutil
import subprocess
from contextlib import closing

import pytest

from app.clock import SimulatedClock
from tests.app.command import done, minnelijk, shipped
from tests.app.conftest import at, hire, sit_down

#: a Tuesday morning, after the cases came in
NOW = at("2030-03-12T10:00+01:00")


def play(desk):
    """Decide and send as it is then; gives how many left."""
    opened = desk.open(SimulatedClock(NOW))
    opened.tick().run(NOW)
    outcomes = opened.dispatch().run().outcomes
    opened.store.close()
    return outcomes.total()


@pytest.fixture
def url_of(request, tmp_path):
    """Give an empty database of a kind."""
    return lambda kind: (
        f"sqlite:///{tmp_path / 'moved.db'}" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    )


@pytest.fixture
def lived_in(house):
    """Lend a house on SQLite in which two messages left."""
    assert play(house) == 2
    return house


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_moves_everything_and_goes_on_there(lived_in, monkeypatch, url_of, kind):
    target = url_of(kind)
    before = done("ledger", "D-1006", "--json").json_lines

    counts = done("db", "move", "--to", target, "--json").json
    old = minnelijk("run")
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", target)
    after = done("ledger", "D-1006", "--json").json_lines
    done("payment", "D-1006", "10", "--as", "anna", "--reference", "bank-9", "--on", "2020-03-12")

    assert after == before
    assert counts["touchpoint"] > 6
    assert (old.code, "this house moved to" in old.err) == (2, True)
    assert done("ledger", "D-1006").lines[-1] == "the chain holds"
    assert play(lived_in) == 0


def test_refuses_to_move_onto_something(lived_in, monkeypatch, url_of):
    target = url_of("sqlite")
    done("db", "move", "--to", target)
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", target)

    back = minnelijk("db", "move", "--to", lived_in.url)

    assert back.code == 1
    assert back.err.startswith("error: the new database is not empty: there are rows in ")


def test_finds_a_record_that_was_broken_before_the_move(lived_in, url_of):
    opened = lived_in.open()
    with opened.store.connection() as connection:
        connection.exec_driver_sql("DROP TRIGGER touchpoint_no_UPDATE")
        connection.exec_driver_sql("UPDATE touchpoint SET outcome = 'read' WHERE outcome = 'accepted'")
    opened.store.close()

    target = url_of("sqlite")
    answer = minnelijk("db", "move", "--to", target)

    assert answer.code == 1
    assert "after the move a chain does not hold" in answer.err
    done("payment", "D-1006", "10", "--as", "anna", "--reference", "here", "--on", "2020-03-12")
    with closing(lived_in.open().store) as store, store.connection() as connection:
        connection.exec_driver_sql("UPDATE touchpoint SET outcome = 'accepted' WHERE outcome = 'read'")
    done("db", "move", "--to", target)


def test_comes_back_from_a_backup_on_sqlite_and_goes_on(lived_in, tmp_path):
    copy = tmp_path / "backup.db"
    done("db", "backup", copy)
    before = done("ledger", "D-1006").out
    done("payment", "D-1006", "10", "--as", "anna", "--reference", "lost", "--on", "2020-03-12")

    for left in lived_in.folder.glob("minnelijk.db*"):
        left.unlink()
    shutil.copy(copy, lived_in.folder / "minnelijk.db")

    assert done("ledger", "D-1006").out == before
    done("payment", "D-1006", "10", "--as", "anna", "--reference", "again", "--on", "2020-03-12")
    assert done("ledger", "D-1006").lines[-1] == "the chain holds"
    assert play(lived_in) == 0
    assert copy.stat().st_mode & 0o077 == 0


def test_never_writes_over_a_backup(lived_in, tmp_path):
    copy = tmp_path / "backup.db"
    done("db", "backup", copy)

    assert minnelijk("db", "backup", copy).code == 2


def test_comes_back_from_a_backup_on_postgresql_and_goes_on(
    postgres, tools, bare_desk, few_templates, monkeypatch
):
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))
    copy = bare_desk.folder / "backup.dump"
    with postgres.database() as first, postgres.database() as second:
        desk = sit_down(monkeypatch, bare_desk.folder, first)
        done("db", "upgrade")
        hire()
        done("import", shipped(desk.folder / "p.csv", "D-1002", "D-1006", "D-1007"), "--as", "anna")
        assert play(desk) == 2
        before = done("ledger", "D-1006").out
        done("db", "backup", copy)

        desk = sit_down(monkeypatch, bare_desk.folder, second)
        address = second.replace("+psycopg", "")
        subprocess.run([tools / "pg_restore", "--no-owner", "-d", address, copy], check=True)  # noqa: S603

        assert done("ledger", "D-1006").out == before
        done("payment", "D-1006", "10", "--as", "anna", "--reference", "again", "--on", "2020-03-12")
        assert done("ledger", "D-1006").lines[-1] == "the chain holds"
        assert play(desk) == 0
        done("db", "upgrade")

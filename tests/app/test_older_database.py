"""A database that an earlier program made: every command says in one line what renews it."""

import shutil

import pytest

from tests.app.command import CAMPAIGNS, done, minnelijk
from tests.app.conftest import sit_down
from tests.store.conftest import a_database
from tests.store.earlier import REVISIONS, go_to

#: one of each kind: looking, steering, running
COMMANDS = [
    ("why", "D-1002"),
    ("ledger", "D-1002"),
    ("outlook",),
    ("tasks", "list"),
    ("pause", "D-1002", "--as", "anna"),
    ("people", "list"),
    ("run",),
    ("serve",),
    ("worker",),
    ("referral", "list"),
    ("record", "checkpoint"),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def earlier(request, monkeypatch, bare_desk):
    """Lend a desk with the database of an earlier program, of each kind."""
    url = bare_desk.url if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    desk = sit_down(monkeypatch, bare_desk.folder, url)
    database = a_database(url)
    go_to(database, REVISIONS[-3])
    database.close()
    return desk


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_names_what_renews_the_tables(earlier, words):
    answer = minnelijk(*words)

    assert (answer.code, answer.out) == (1, "")
    assert "has the tables of an older version" in answer.err
    assert answer.err.endswith("run `minnelijk db upgrade`\n")
    assert answer.err.count("\n") == 1


def test_files_are_checked_all_the_same(earlier):
    answer = done("check", CAMPAIGNS)

    assert answer.lines == ["0 errors, 0 warnings"]
    assert "older version" in answer.err


def test_what_it_names_helps(earlier):
    done("db", "upgrade")

    assert done("tasks", "list").lines == ["0 open tasks"]


def test_it_can_be_copied_before_it_is_renewed(monkeypatch, bare_desk):
    database = a_database(bare_desk.url)
    go_to(database, REVISIONS[-3])
    database.close()
    copy = bare_desk.folder / "copy.db"

    done("db", "backup", copy)

    sit_down(monkeypatch, bare_desk.folder, f"sqlite:///{copy}")
    assert "older version" in minnelijk("tasks", "list").err


def test_nothing_is_copied_where_there_is_no_database(bare_desk):
    answer = minnelijk("db", "backup", bare_desk.folder / "copy.db")

    assert answer.code == 2
    assert answer.err.startswith("error: there is no database yet at ")
    assert not list(bare_desk.folder.glob("*.db"))


def test_an_old_demo_is_played_again(monkeypatch, bare_desk):
    monkeypatch.delenv("MINNELIJK_DATABASE_URL")
    demo = bare_desk.folder / "demo" / "demo.db"
    demo.parent.mkdir()
    database = a_database(bare_desk.url)
    go_to(database, REVISIONS[-3])
    database.close()
    shutil.move(bare_desk.url.removeprefix("sqlite:///"), demo)

    answer = minnelijk("tasks", "list")

    assert answer.code == 1
    assert "run `minnelijk demo`\n" in answer.err


def test_a_new_one_on_sqlite_can_be_read_by_nobody_else(bare_desk):
    done("db", "upgrade")

    made = [*bare_desk.folder.glob("minnelijk.db*")]
    assert made
    assert {one.name: one.stat().st_mode & 0o077 for one in made} == dict.fromkeys(
        (one.name for one in made), 0
    )

"""How old the newest backup is, whoever made it, also after it was put back: that is watched."""

import re
import shutil
import subprocess
from datetime import timedelta

import pytest

from app.clock import SimulatedClock
from app.metrics import metrics_of
from app.wiring import real_clock
from tests.app.command import done, minnelijk
from tests.app.conftest import sit_down

#: how long a test may take between two looks at a clock
A_WHILE = timedelta(hours=1)
AGE = re.compile(r"^minnelijk_backup_age_seconds (\S+)$", re.MULTILINE)
THREE_DAYS = timedelta(days=3)


def age(desk, later=timedelta()):
    """Read how old the newest backup is, some time later."""
    house = desk.open(SimulatedClock(real_clock() + later))
    (seconds,) = AGE.findall(metrics_of(house)().decode())
    house.store.close()
    return timedelta(seconds=float(seconds))


def is_about(found, expected):
    return abs(found - expected) < A_WHILE


def told(before):
    """Say that a backup was made, so long ago."""
    return done("db", "backed-up", "--at", (real_clock() - before).isoformat())


@pytest.fixture
def put_back(request, monkeypatch, tmp_path):
    """Put a copy in the place of a database, or into another empty one; gives the desk before it."""

    def put(desk, copy):
        if desk.url.startswith("sqlite"):
            for left in desk.folder.glob("minnelijk.db*"):
                left.unlink()
            shutil.copy(copy, desk.folder / "minnelijk.db")
            return desk
        url = request.getfixturevalue("postgres_url")
        restore = [request.getfixturevalue("tools") / "pg_restore", "--no-owner"]
        subprocess.run([*restore, "-d", url.replace("+psycopg", ""), copy], check=True)  # noqa: S603 - its own program
        return sit_down(monkeypatch, desk.folder, url)

    return put


def test_before_the_first_backup_its_age_is_that_of_the_record(any_desk):
    assert is_about(age(any_desk), timedelta())
    assert is_about(age(any_desk, later=THREE_DAYS), THREE_DAYS)


def test_a_backup_is_new_when_it_was_made_and_not_when_it_is_put_back(any_desk, tools, tmp_path, put_back):
    told(THREE_DAYS)
    before = age(any_desk)

    done("db", "backup", tmp_path / "copy")

    assert is_about(before, THREE_DAYS)
    assert is_about(age(any_desk), timedelta())
    assert is_about(age(put_back(any_desk, tmp_path / "copy")), THREE_DAYS)


def test_a_backup_that_failed_is_none(any_desk, tmp_path, monkeypatch):
    told(THREE_DAYS)
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho no room >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    nowhere = tmp_path / "not" / "there"

    answer = minnelijk("db", "backup", nowhere)

    assert answer.code != 0
    assert is_about(age(any_desk), THREE_DAYS)


def test_the_newest_backup_counts_and_none_from_the_future(desk):
    told(timedelta(days=1))

    said = told(THREE_DAYS)
    early = minnelijk("db", "backed-up", "--at", (real_clock() + THREE_DAYS).isoformat())

    assert said.out.startswith("there is a backup of ")
    assert (early.code, "has not come yet" in early.err) == (2, True)
    assert is_about(age(desk), timedelta(days=1))


def test_a_clock_that_was_ahead_does_not_keep_the_alarm_quiet(desk):
    house = desk.open(SimulatedClock(real_clock() + timedelta(days=365)))
    with house.store.begin() as books:
        books.note_backup(house.clock(), house.clock())
    house.store.close()

    wrong = age(desk)
    told(THREE_DAYS)

    assert is_about(wrong, timedelta(days=365))
    assert is_about(age(desk), THREE_DAYS)


def test_a_backup_stands_also_when_the_house_cannot_write_it_down(desk, tmp_path):
    house = desk.open()
    with house.store.connection() as connection:
        connection.exec_driver_sql("DROP TABLE house")
    house.store.close()

    answer = done("db", "backup", tmp_path / "copy")

    assert (tmp_path / "copy").stat().st_size > 0
    assert "its alarm will ring" in answer.err

"""Whether the site may be asked for anything: each part that it needs is broken once."""

import os
import shutil
import socket
import time
from contextlib import closing, suppress
from datetime import timedelta
from threading import Thread
from threading import enumerate as enumerate_threads

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text

from app.clock import SimulatedClock
from app.health import HouseHealth
from app.settings import Settings
from app.wiring import House, open_store, real_clock
from tests.app.processes import a_free_port, answer_of, started
from web.site import make_site

READY = (200, {"status": "ready"})


def asked(house, **manner):
    """Ask a house's site whether it is ready."""
    site = TestClient(make_site(HouseHealth(house.store, house.settings, house.clock, **manner)))
    return lambda: _answer(site.get("/readyz"))


def _answer(response):
    return response.status_code, response.json()


def not_ready(answer, part):
    """See that one part alone is not ready; gives why."""
    code, said = answer
    assert (code, said["status"], list(said["because"])) == (503, "not ready", [part])
    return said["because"][part]


@pytest.fixture
def opened(any_house):
    """Open a house with three cases, on each kind of database; no daemon ever came by there."""
    house = any_house.open()
    with closing(house.store):
        yield house


def test_a_house_is_ready_without_a_daemon(opened):
    assert asked(opened)() == READY


def test_the_database_does_not_answer(tmp_path):
    # without a key nobody knows whether the database was filled with another one: then nothing begins at all
    (tmp_path / "wrapping.key").write_bytes(bytes(32))
    url = "postgresql+psycopg://me:geheim@127.0.0.1:1/nothing"
    settings = Settings(folder=tmp_path, database_url=url, _env_file=None)
    site = TestClient(make_site(HouseHealth(open_store(settings), settings, real_clock)))

    because = not_ready(_answer(site.get("/readyz")), "database")

    assert "does not answer" in because
    assert "geheim" not in because


class Silent(Thread):
    """A server that takes every connection and never says a word."""

    def __init__(self):
        super().__init__(daemon=True)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.lines = []

    def run(self):
        with suppress(OSError):
            while True:
                self.lines.append(self.door.accept()[0])

    def hang_up(self):
        """Close everything, as a server that is ended at last."""
        # who waits at a door is not woken when it is closed
        self.door.shutdown(socket.SHUT_RDWR)
        self.join()
        self.door.close()
        for line in self.lines:
            line.close()


def threads_that_ask():
    return [one for one in enumerate_threads() if one.name == "asked"]


def test_a_database_that_takes_the_call_and_says_nothing_is_told_of_in_seconds(tmp_path):
    (tmp_path / "wrapping.key").write_bytes(bytes(32))
    server = Silent()
    server.start()
    url = f"postgresql+psycopg://me:geheim@127.0.0.1:{server.port}/nothing?connect_timeout=60"
    settings = Settings(folder=tmp_path, database_url=url, _env_file=None)
    ready = asked(House(settings, open_store(settings), real_clock), patience=timedelta(seconds=1))

    began = time.monotonic()
    answers = [ready() for _ in range(4)]
    took = time.monotonic() - began
    # nobody is asked anew while the first question hangs
    asking = threads_that_ask()
    server.hang_up()
    for one in asking:
        one.join(10)

    assert [not_ready(one, "database").partition(":")[0] for one in answers] == 4 * [
        "the database nothing does not answer within 1 seconds"
    ]
    assert 4 <= took < 8
    assert (len(asking), len(server.lines), threads_that_ask()) == (1, 1, [])


def test_a_database_that_falls_silent_is_told_of_and_so_is_that_it_is_back(postgres_house):
    settings = Settings()
    with closing(open_store(settings)) as store:
        ready = asked(House(settings, store, real_clock), patience=timedelta(seconds=2))
        before = ready()
        with store.connection() as holder:
            holder.exec_driver_sql("LOCK TABLE touchpoint IN ACCESS EXCLUSIVE MODE")
            silent = ready()
        back = ready()

    assert "does not answer within 2 seconds" in not_ready(silent, "database")
    assert (before, back) == (READY, READY)


def test_the_file_of_the_database_is_gone_or_another_one(house):
    opened = house.open()
    file, kept = opened.settings.database_file, house.folder / "kept"
    with closing(opened.store):
        ready = asked(opened)
        before = ready()
        file.rename(kept)
        gone = ready()
        shutil.copy(kept, file)
        replaced = ready()
        kept.replace(file)
        back = ready()

    assert "is not there any more" in not_ready(gone, "database")
    assert "was replaced" in not_ready(replaced, "database")
    assert (before, back) == (READY, READY)


def test_the_file_may_not_be_written(house):
    port = a_free_port()
    # root may write everywhere, unless it is begun without the right to
    without = ("setpriv", "--bounding-set=-dac_override", "--") if os.geteuid() == 0 else ()
    with started("serve", "--port", port, before=without):
        ready = answer_of(f"http://127.0.0.1:{port}/readyz")
        (house.folder / "minnelijk.db").chmod(0o400)
        because = not_ready(_answer(httpx.get(f"http://127.0.0.1:{port}/readyz")), "database")

    assert _answer(ready) == READY
    assert because.endswith("may not be written: check the rights on it")


def test_a_server_that_stands_by_can_only_be_read(postgres_house):
    server = create_engine(postgres_house.url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    server.dispose()
    settings = Settings()
    with closing(open_store(settings)) as store:
        site = TestClient(make_site(HouseHealth(store, settings, real_clock)))
        because = not_ready(_answer(site.get("/readyz")), "database")

    assert "can only be read" in because


def test_the_tables_are_older_or_were_never_made(opened, tmp_path):
    with opened.store.connection() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    older = not_ready(asked(opened)(), "tables")
    settings = Settings(folder=tmp_path, database_url=f"sqlite:///{tmp_path / 'empty.db'}", _env_file=None)
    with closing(open_store(settings)) as store:
        with store.reading():
            pass
        site = TestClient(make_site(HouseHealth(store, settings, real_clock)))
        none = not_ready(_answer(site.get("/readyz")), "tables")

    assert older == none == "they are not the newest: run `minnelijk db upgrade`"


@pytest.mark.parametrize(
    ("harm", "because"),
    [
        (lambda key: key.unlink(), "cannot be read"),
        (lambda key: key.write_bytes(b"half"), "is no key"),
        (lambda key: key.write_bytes(os.urandom(32)), "is not the key of this house"),
    ],
    ids=["gone", "half", "another"],
)
def test_the_key_of_the_house_is_not_at_hand(opened, harm, because):
    key, ready = opened.settings.key_path, asked(opened)
    kept = key.read_bytes()
    before = ready()
    harm(key)

    said = not_ready(ready(), "key")
    there = key.exists()
    key.write_bytes(kept)

    assert because in said
    assert "D-10" not in said
    # nobody who only asks makes a new key
    assert there == ("cannot" not in because)
    assert (before, ready()) == (READY, READY)


@pytest.mark.parametrize(
    ("harm", "because"),
    [
        (lambda key: key.unlink(), "cannot be read"),
        (lambda key: key.write_bytes(b"half"), "is no key"),
        (lambda key: key.write_bytes(os.urandom(32)), "is not the key that signed the record"),
    ],
    ids=["gone", "half", "another"],
)
def test_the_key_that_signs_the_record_is_not_at_hand(opened, harm, because):
    key, ready = opened.settings.record_key_path, asked(opened)
    never_sealed = ready(), key.exists()
    opened.sequencer().run(opened.clock())
    kept = key.read_bytes()
    before = ready()
    harm(key)

    said = not_ready(ready(), "record_key")
    key.write_bytes(kept)

    assert because in said
    assert "put its copy back" in said
    assert "record checkpoint --new-key" in said
    assert never_sealed == (READY, False)
    assert (before, ready()) == (READY, READY)


def test_a_record_with_another_name_says_which_name_to_set(opened, monkeypatch, any_house):
    opened.sequencer().run(opened.clock())
    name = opened.settings.record_name
    monkeypatch.setenv("MINNELIJK_RECORD_NAME", "elders.example")
    with closing(any_house.open().store) as store:
        because = not_ready(asked(House(Settings(), store, real_clock))(), "record_key")

    assert because == f"the record is called '{name}': set MINNELIJK_RECORD_NAME to that"


def test_the_disk_is_nearly_full(opened, monkeypatch, any_house):
    free = shutil.disk_usage(opened.settings.folder).free // 1_000_000
    monkeypatch.setenv("MINNELIJK_DISK_FLOOR_MB", str(2 * free + 1_000))
    with closing(any_house.open().store) as store:
        nearly = _answer(TestClient(make_site(HouseHealth(store, Settings(), real_clock))).get("/readyz"))

    assert "are the least: make room" in not_ready(nearly, "disk")


def test_a_folder_that_nobody_needed_yet_is_no_trouble(opened, monkeypatch, any_house):
    monkeypatch.setenv("MINNELIJK_KEY_FILE", str(opened.settings.key_path))
    monkeypatch.setenv("MINNELIJK_FOLDER", str(opened.settings.folder / "not" / "yet"))
    with closing(any_house.open().store) as store:
        site = TestClient(make_site(HouseHealth(store, Settings(), real_clock)))

        assert _answer(site.get("/readyz")) == READY


def test_the_clock_is_behind_the_record(any_house):
    clock = SimulatedClock(real_clock())
    opened = any_house.open(clock)
    with closing(opened.store):
        ready = asked(opened)
        with opened.store.read() as books:
            newest = books.last_moment()
        answers = {}
        for seconds in (-3600, -3, -1, 3600):
            clock.set(newest + timedelta(seconds=seconds))
            answers[seconds] = ready()

    assert {seconds: code for seconds, (code, _) in answers.items()} == {
        -3600: 503,
        -3: 503,
        -1: 200,
        3600: 200,
    }
    assert "NTP" in not_ready(answers[-3600], "clock")


def test_it_may_be_asked_each_second(opened):
    health = HouseHealth(opened.store, opened.settings, opened.clock)
    health.trouble()

    began = time.process_time()
    for _ in range(20):
        health.trouble()

    assert (time.process_time() - began) / 20 < 0.1

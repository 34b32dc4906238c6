"""Whoever writes again and again keeps neither the others of its process nor another process from writing."""

import fcntl
import multiprocessing
import os
import signal
import threading
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import event

from engine.store import turns as module
from engine.store.turns import BESIDE, Doorstep, Turns
from tests.patience import PATIENCE
from tests.store.conftest import a_database

MANY = 200
CONTEXT = multiprocessing.get_context("forkserver")


def test_lets_the_one_who_waited_longest_write_next():
    turns, order, tick = Turns(), [], threading.Event()

    def write(number):
        with turns.turn():
            order.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    with turns.turn():
        for number, thread in enumerate(threads):
            thread.start()
            while len(turns._waiting) <= number:
                tick.wait(0.001)
    for thread in threads:
        thread.join()

    assert order == [0, 1, 2]


def test_who_writes_without_rest_lets_another_in_after_one_turn(sqlite_database):
    begun, ended, tick = threading.Event(), threading.Event(), threading.Event()
    written: list[str] = []

    def decide():
        while not ended.is_set() and len(written) < MANY:
            with sqlite_database.begin():
                begun.set()
                while not sqlite_database._turns._waiting and not ended.is_set():
                    tick.wait(0.001)
                written.append("nobody waits" if ended.is_set() else "somebody waits")

    def send():
        try:
            assert begun.wait(PATIENCE)
            for _ in range(3):
                with sqlite_database.begin():
                    written.append("send")
        finally:
            ended.set()

    threads = [threading.Thread(target=one) for one in (decide, send)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert written.count("send") == 3
    assert {after for before, after in pairwise(written) if before == "somebody waits"} == {"send"}


def test_an_error_inside_passes_the_turn_on(sqlite_database):
    with pytest.raises(ZeroDivisionError), sqlite_database.begin():
        _ = 1 // 0

    with sqlite_database.begin() as books:
        assert not books.house_stopped()


def test_who_only_reads_waits_for_nobody(sqlite_database):
    with sqlite_database.begin(), sqlite_database.read() as books:
        assert not books.house_stopped()


def file_of(url):
    return url.removeprefix("sqlite:///")


def write_without_rest(url, turns):
    """Write again and again, each time for a while; counts the turns."""
    rest = threading.Event()
    with closing(a_database(url)) as database:
        while True:
            with database.begin():
                turns.value += 1
                rest.wait(0.02)


def stand_on_the_doorstep(url, standing):
    with Doorstep(file_of(url)).held():
        standing.set()
        threading.Event().wait(PATIENCE)


@contextmanager
def another_process(work, *given):
    """Let another process work until it is killed."""
    process = CONTEXT.Process(target=work, args=given, daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def test_another_process_that_writes_without_rest_lets_us_in_after_its_turn(sqlite_url, sqlite_database):
    turns, tick = CONTEXT.RawValue("i", 0), threading.Event()
    before, passed = [], []

    def asks(_, __, statement, *___):
        # who says this stands on the doorstep, and waits until SQLite lets him in
        if statement == "BEGIN IMMEDIATE":
            before.append(turns.value)

    event.listen(sqlite_database.engine, "before_cursor_execute", asks)
    with another_process(write_without_rest, sqlite_url, turns):
        while not turns.value:
            tick.wait(0.01)
        for _ in range(10):
            with sqlite_database.begin():
                passed.append(turns.value - before[-1])

    # of the turn that went on perhaps not even the beginning was counted yet
    assert max(passed) <= 1, passed


def test_who_is_killed_on_the_doorstep_leaves_it(sqlite_url):
    standing = CONTEXT.Event()
    with another_process(stand_on_the_doorstep, sqlite_url, standing) as other:
        assert standing.wait(PATIENCE)
        os.kill(other.pid, signal.SIGKILL)
        other.join()

    with open(file_of(sqlite_url) + BESIDE, "rb") as file:  # noqa: PTH123 - locked by its number
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_doorstep_that_nobody_leaves_is_passed_in_the_end(sqlite_url, sqlite_database, monkeypatch):
    monkeypatch.setattr(module, "LOOKS", 3)
    with Doorstep(file_of(sqlite_url)).held(), sqlite_database.begin() as books:
        assert not books.house_stopped()


def test_a_folder_in_which_nothing_can_be_made_keeps_nobody_from_writing(sqlite_url, sqlite_database):
    Path(file_of(sqlite_url) + BESIDE).unlink(missing_ok=True)
    Path(file_of(sqlite_url) + BESIDE).mkdir()
    with closing(a_database(sqlite_url)) as database, database.begin() as books:
        assert not books.house_stopped()

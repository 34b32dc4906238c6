"""Whoever writes again and again does not keep the others of its process from writing."""

import threading

import pytest

from engine.store.turns import Turns

MANY = 200


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
    waits, ended = threading.Event(), threading.Event()
    written: list[str] = []

    def decide():
        while not ended.is_set() and len(written) < MANY:
            with sqlite_database.begin():
                written.append("decide")
                waits.set()

    def send():
        waits.wait(10)
        for _ in range(3):
            with sqlite_database.begin():
                written.append("send")
        ended.set()

    threads = [threading.Thread(target=one) for one in (decide, send)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert written.count("send") == 3
    assert ended.is_set()
    assert len(written) < MANY


def test_an_error_inside_passes_the_turn_on(sqlite_database):
    with pytest.raises(ZeroDivisionError), sqlite_database.begin():
        _ = 1 // 0

    with sqlite_database.begin() as books:
        assert not books.house_stopped()


def test_who_only_reads_waits_for_nobody(sqlite_database):
    with sqlite_database.begin(), sqlite_database.read() as books:
        assert not books.house_stopped()

"""Every line gets one place in the tree, whoever writes beside it and whoever is killed."""

from contextlib import ExitStack
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from engine.domain.errors import ConfigurationError
from engine.record.checkpoint import read_checkpoint
from engine.record.merkle import Frontier
from engine.record.note import Signer
from engine.sequencer import Sequencer
from tests.builders import NOW, an_entry, days_ago

SIGNER = Signer("minnelijk.example/record", bytes(range(32)))


def a_sequencer(database, **changes):
    return Sequencer(**{"begin": database.begin, "signer": SIGNER, "batch": 3} | changes)


def write(database, *subjects):
    with database.begin() as books:
        books.append([an_entry(subject) for subject in subjects])


def leaves(database):
    """Read the numbers of the lines in the order of the tree, and the root over their hashes."""
    with database.reading() as connection:
        rows = connection.execute(
            text(
                "SELECT e.number, e.line, t.hash FROM tree_leaf e"
                " JOIN touchpoint t ON t.id = e.line ORDER BY 1"
            )
        ).all()
    frontier = Frontier()
    for _, _, own in rows:
        frontier.append(bytes(own))
    assert [number for number, _, _ in rows] == list(range(len(rows)))
    return [line for _, line, _ in rows], frontier.root()


def test_gives_every_line_its_place_once_and_signs_the_root(database):
    write(database, *(f"case:C-{number}" for number in range(7)))

    first = a_sequencer(database).run(NOW)
    nothing_new = a_sequencer(database).run(NOW)
    write(database, "case:C-1", "debtor:D-1")
    second = a_sequencer(database).run(NOW)

    lines, root = leaves(database)
    with database.read() as books:
        note = books.latest_checkpoint()
        assert books.count_unsealed() == 0
    assert nothing_new is None
    assert (first.size, second.size) == (7, 9)
    assert lines == sorted(lines)
    assert second.root == root
    assert read_checkpoint(note, [SIGNER.public]) == second


def test_makes_no_checkpoint_of_nothing(database):
    assert a_sequencer(database).run(NOW) is None


@pytest.mark.parametrize("size", [254, 255, 256, 257, 600])
def test_grows_over_the_edges_of_tiles(sqlite_database, size):
    write(sqlite_database, *["case:C-1"] * size)
    a_sequencer(sqlite_database, batch=200).sequence()
    write(sqlite_database, *["case:C-2"] * 5)

    made = a_sequencer(sqlite_database, batch=200).run(NOW)

    assert made.root == leaves(sqlite_database)[1]


def test_a_sequencer_that_is_killed_leaves_nothing_half_done(database):
    write(database, *["case:C-1"] * 5)

    def half_a_batch():
        with database.begin() as books:
            books.lock_tree()
            books.add_leaves(0, [number for number, _ in books.unsealed(3)])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half_a_batch()

    assert a_sequencer(database).run(NOW).root == leaves(database)[1]
    assert len(leaves(database)[0]) == 5


def test_waits_for_lines_that_become_visible_late(postgres_database):
    database = postgres_database
    write(database, "case:C-1")
    with ExitStack() as stack:
        slow = stack.enter_context(database.begin())
        slow.append([an_entry("case:C-slow")])
        for number in range(5):
            write(database, f"case:C-fast-{number}")
            a_sequencer(database).sequence()
        assert len(leaves(database)[0]) == 6
    a_sequencer(database).sequence()
    write(database, "case:C-1")
    a_sequencer(database).sequence()

    lines, _ = leaves(database)
    assert len(lines) == 8
    assert lines != sorted(lines), "the slow line has a lower number than those before it"


def test_numbers_that_never_come_do_not_hold_it_up(postgres_database):
    database = postgres_database

    def given_up():
        with database.begin() as books:
            books.append([an_entry() for _ in range(10)])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        given_up()
    for _ in range(4):
        write(database, "case:C-1")
        a_sequencer(database).sequence()

    with database.read() as books:
        looked, _, _ = books._marks()
    assert len(leaves(database)[0]) == 4
    assert looked >= 10


def test_finds_its_way_in_another_life_of_the_database(postgres_database):
    with postgres_database.begin() as books:
        books.set_house("sequencer", f"0 0 {2**40}")
    write(postgres_database, "case:C-1")

    a_sequencer(postgres_database).sequence()
    a_sequencer(postgres_database).sequence()

    with postgres_database.read() as books:
        assert books._marks()[0] >= 1


def test_many_writers_and_two_sequencers(postgres_database):
    database, start = postgres_database, Barrier(5)

    def writes(name):
        start.wait()
        for number in range(25):
            write(database, f"case:C-{name}", f"case:C-{number % 3}")

    def seals():
        start.wait()
        for _ in range(20):
            a_sequencer(database).run(NOW)

    threads = [Thread(target=writes, args=(name,)) for name in "abc"] + [Thread(target=seals) for _ in "12"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    a_sequencer(database).run(NOW)

    lines, root = leaves(database)
    assert len(lines) == len(set(lines)) == 150
    with database.read() as books:
        assert read_checkpoint(books.latest_checkpoint(), [SIGNER.public]).root == root
        assert all(books.verify(subject) is None for subject in books.ledger.subjects())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE tree_leaf SET line = 99",
        "DELETE FROM tree_leaf",
        "UPDATE checkpoint SET note = ''",
        "DELETE FROM checkpoint",
    ],
)
def test_the_database_refuses_to_change_the_tree(database, change):
    write(database, "case:C-1")
    a_sequencer(database).run(NOW)

    with pytest.raises(DatabaseError, match="append-only"), database.connection() as connection:
        connection.execute(text(change))


def test_sqlite_refuses_to_replace_a_checkpoint(sqlite_database):
    write(sqlite_database, "case:C-1")
    a_sequencer(sqlite_database).run(NOW)

    with pytest.raises(DatabaseError, match="append-only"), sqlite_database.connection() as connection:
        connection.execute(
            text("INSERT OR REPLACE INTO checkpoint SELECT size, 'other', made_at FROM checkpoint")
        )


def test_a_record_keeps_its_name(database):
    write(database, "case:C-1")
    a_sequencer(database).run(days_ago(1))
    write(database, "case:C-1")

    with pytest.raises(ConfigurationError, match="MINNELIJK_RECORD_NAME"):
        a_sequencer(database, signer=Signer("another", bytes(32))).run(NOW)

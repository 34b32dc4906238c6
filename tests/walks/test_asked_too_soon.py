"""A provider may show late what it took: after a restored backup nothing leaves before its list is whole."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.dispatch import LEASE
from engine.domain.errors import CannotAsk, StoreUnavailable
from engine.domain.touchpoint import Outcome
from engine.reconcile import BEFORE_THE_BACKUP
from engine.restored import FROZEN_SINCE, LACKS_SINCE, Mark, freeze
from tests.builders import NOW
from tests.walks.house import SmallHouse, a_row
from tests.walks.test_doubts import DELAY, AList, message
from tests.walks.test_reconcile import reconcile_of, sending, witness_of

JUST_BEFORE = timedelta(seconds=1)
#: the last message of the old house was begun at most so long after the freeze, and shows so much later
LONG_ENOUGH = LEASE + DELAY
#: a line that the database does not have
LACKING = "ab" * 32


@pytest.fixture
def came_back(url):
    """Make a house on each database that was put back just now: its message left after the backup."""
    with closing(SmallHouse(url)) as house:
        house.take_in(a_row(prefers="sms", email=None))
        house.let_pass(minutes=5)
        with house.store.begin() as books:
            freeze(books, "a backup was put back", house.clock(), "anna")
        yield house


def ask(house, *listed, since=None, lift=False, trouble=None):
    provider = AList(*listed, trouble=trouble)
    return reconcile_of(house, provider).run(since, house.clock(), by="anna", lift=lift)


def left_before(house):
    """Give the message that left after the backup, as its provider lists it."""
    return replace(message(), to=house.file().debtor.points[0].value)


def test_a_message_that_its_provider_shows_late_is_found_before_anything_leaves(came_back):
    house = came_back
    back_at = house.clock()

    too_soon = ask(house)
    house.let_pass(minutes=30)
    still_too_soon = ask(house)
    house.go_to(back_at + LONG_ENOUGH)
    late = ask(house, left_before(house))
    house.play(days=1)

    assert too_soon.again_from == still_too_soon.again_from == back_at + LONG_ENOUGH
    assert too_soon.frozen == still_too_soon.frozen == "a backup was put back"
    assert (late.written_down, late.frozen, late.again_from) == (1, "", None)
    assert house.taken == []


@pytest.mark.parametrize(("moment", "lets_go"), [(LONG_ENOUGH - JUST_BEFORE, False), (LONG_ENOUGH, True)])
def test_messages_leave_from_the_moment_that_the_list_is_whole(came_back, moment, lets_go):
    came_back.let_pass(seconds=moment.total_seconds())

    found = ask(came_back)
    came_back.play(hours=1)

    assert (not found.frozen, len(came_back.taken)) == (lets_go, int(lets_go))


def test_what_was_found_too_soon_is_written_down_all_the_same(came_back):
    found = ask(came_back, left_before(came_back))

    assert (found.written_down, found.frozen) == (1, "a backup was put back")
    assert [one.outcome for one in came_back.contacts()] == [Outcome.ACCEPTED]


def test_nobody_can_lift_what_a_list_does_not_show_yet(came_back):
    silent = CannotAsk("no such service for this account")

    lifted = ask(came_back, lift=True, trouble=silent)
    came_back.let_pass(seconds=LONG_ENOUGH.total_seconds())
    later = ask(came_back, lift=True, trouble=silent)

    assert (bool(lifted.frozen), later.frozen) == (True, "")


def test_every_time_it_is_asked_from_where_the_backup_ends(came_back):
    backup_ends = NOW - BEFORE_THE_BACKUP
    first = ask(came_back, left_before(came_back))
    came_back.let_pass(hours=3)

    second = ask(came_back, since=came_back.clock())

    assert (first.since, second.since) == (backup_ends, backup_ends)


def test_who_says_once_more_that_it_came_back_waits_once_more(came_back):
    house = came_back
    ask(house)
    house.let_pass(minutes=20)
    house.take_in(a_row("C-2", "D-2", mobile="06 12345611"))
    with house.store.begin() as books:
        freeze(books, "a backup was put back", house.clock(), "anna")

    found = ask(house)

    assert found.again_from == house.clock() + LONG_ENOUGH
    assert found.since == NOW - BEFORE_THE_BACKUP


def test_what_an_older_program_froze_is_waited_for_from_the_first_question(came_back):
    house = came_back
    with house.store.begin() as books:
        books.set_house(FROZEN_SINCE, "")
        books.set_house(LACKS_SINCE, "")
    house.let_pass(hours=5)

    first, asked_at = ask(house), house.clock()
    house.let_pass(seconds=LONG_ENOUGH.total_seconds())

    assert first.again_from == asked_at + LONG_ENOUGH
    assert ask(house).frozen == ""


def test_where_nothing_came_back_nobody_waits(a_house):
    found = ask(a_house())

    assert (found.frozen, found.again_from) == ("", None)


class TestAfterItWasReconciled:
    @pytest.fixture
    def went_on(self, came_back, tmp_path):
        """Give the house when its providers were asked, beside a mark of before that it lacks."""
        house = came_back
        self.mark(house, tmp_path, house.clock() - timedelta(minutes=1))
        house.let_pass(seconds=LONG_ENOUGH.total_seconds())
        assert ask(house, left_before(house)).frozen == ""
        return house

    def mark(self, house, folder, at):
        witness = witness_of(house, folder)
        witness.compare()
        with house.store.read() as books:
            witness.marks.write(books.house("database_id"), Mark(10**6, LACKING, at))

    def test_a_daemon_that_starts_on_the_mark_of_before_is_not_stopped_again(self, went_on, tmp_path):
        assert witness_of(went_on, tmp_path).compare() == ""

    def test_a_second_backup_is_seen(self, went_on, tmp_path):
        went_on.let_pass(minutes=1)
        self.mark(went_on, tmp_path, went_on.clock())

        assert "older than what was sent" in witness_of(went_on, tmp_path).compare()

    def test_what_leaves_on_a_clock_that_went_back_is_marked_as_later(self, went_on, tmp_path):
        went_on.take_in(a_row("C-2", "D-2", mobile="06 12345611"))
        went_on.decide()
        went_on.go_to(NOW)
        witness_of(went_on, tmp_path)()

        with went_on.store.read() as books:
            marked = witness_of(went_on, tmp_path).marks.read(books.house("database_id"))
            froze_at = books.house(FROZEN_SINCE)
        assert marked.at.isoformat() > froze_at


def test_a_backup_of_a_frozen_house_begins_to_wait_anew(came_back, tmp_path):
    house = came_back
    house.let_pass(hours=2)
    TestAfterItWasReconciled().mark(house, tmp_path, house.clock())

    assert witness_of(house, tmp_path).compare()
    assert ask(house).again_from == house.clock() + LONG_ENOUGH


def test_a_process_that_went_on_over_a_backup_sends_nothing(url, tmp_path):
    with closing(SmallHouse(url)) as house:
        house.take_in(a_row(prefers="sms", email=None))
        house.decide()
        TestAfterItWasReconciled().mark(house, tmp_path, house.clock())

        with pytest.raises(StoreUnavailable, match="older than what was sent"):
            sending(house, tmp_path)
        house.play(days=1)

        assert house.taken == []
        with house.store.read() as books:
            assert books.frozen() == "the database is older than what was sent"

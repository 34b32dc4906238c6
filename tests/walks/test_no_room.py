"""A disk that is full, and a database that somebody else holds: nothing is sent, nothing is half-written."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from app.marks import FileMarks
from app.wiring import new_id
from engine.domain.errors import StoreUnavailable
from engine.domain.touchpoint import Outcome
from engine.restored import Witness
from preferences.channel import ChannelKind
from tests.walks.house import EVERY_KIND, LEASE, a_row, a_store
from tests.walks.providers import after
from tests.walks.truth import everything_wrong

EMAIL = ChannelKind.EMAIL
MANY = 40
FULL = "disk is full: nothing was written"


@pytest.fixture
def house(a_house):
    """Many cases of as many debtors, due now."""
    house = a_house()
    house.take_in(*(a_row(f"C-{number}", f"D-{number}") for number in range(MANY)))
    return house


def ask(house, pragma):
    with house.store.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()


def fill(house):
    """Leave no room for one page more."""
    ask(house, f"max_page_count = {ask(house, 'page_count')}")


def make_room(house):
    ask(house, "max_page_count = 4294967294")


def outcomes(house):
    return Counter(house.contacts(f"D-{number}")[0].outcome for number in range(MANY))


def lines_of(house):
    return [house.told(f"C-{number}") for number in range(MANY)]


class TestAFullDisk:
    def test_at_the_decision_leaves_everything_as_it_was(self, house):
        before = lines_of(house)
        fill(house)

        with pytest.raises(StoreUnavailable, match=FULL):
            house.decide()

        assert lines_of(house) == before
        assert all(house.contacts(f"D-{number}") == () for number in range(MANY))
        make_room(house)
        house.play(hours=1)
        assert len(house.taken) == MANY
        assert everything_wrong(house) == []

    def test_at_the_intention_sends_nothing(self, house):
        house.decide()
        before = lines_of(house)
        fill(house)

        with pytest.raises(StoreUnavailable, match=FULL):
            house.send()

        assert house.calls == []
        assert (lines_of(house), outcomes(house)) == (before, Counter({Outcome.PLANNED: MANY}))
        make_room(house)
        house.play(hours=1)
        assert len(house.taken) == MANY
        assert everything_wrong(house) == []

    def test_at_the_outcome_leaves_doubt_and_no_second_message(self, house):
        house.decide()
        house.channels[EMAIL].answer(after(lambda: fill(house)))

        with pytest.raises(StoreUnavailable, match=FULL):
            house.send()
        make_room(house)
        house.play(days=3)

        assert len(house.calls) == MANY
        assert outcomes(house) == Counter({Outcome.HELD: MANY})
        assert len(house.tasks()) == MANY
        assert everything_wrong(house) == []


class TestAMarkThatCannotBeWritten:
    @pytest.mark.parametrize("straight", [False, True], ids=["from the queue", "in the pass that decides"])
    def test_sends_nothing_and_goes_on_when_there_is_room(self, house, tmp_path, straight):
        folder = tmp_path / "marks"
        marks = FileMarks(folder / "ledger.marks")
        witness = Witness(store=house.store, marks=marks, clock=house.clock, new_id=new_id)
        witness.compare()
        dispatch = replace(house.dispatch(), witness=witness)
        if not straight:
            house.decide()
        through = replace(house.straight(EVERY_KIND), dispatch=dispatch) if straight else dispatch

        with pytest.raises(StoreUnavailable, match=r"ledger\.marks cannot be written: No such file"):
            through.run(*([house.clock()] if straight else []))

        assert house.calls == []
        assert outcomes(house) == Counter({Outcome.POSTPONED: MANY})
        folder.mkdir()
        house.let_pass(minutes=2)
        assert dispatch.run().outcomes == {Outcome.ACCEPTED: MANY}
        assert everything_wrong(house) == []


class TestADatabaseThatSomebodyElseHolds:
    LOCKED = "another program is writing"

    @pytest.fixture
    def hurried(self, house):
        """Wait a moment for a lock instead of half a minute."""
        house.store.close()
        event.listen(house.store.engine, "connect", lambda one, _: one.execute("PRAGMA busy_timeout = 1"))
        return house

    @contextmanager
    def held_by_another(self, house):
        other = a_store(house.url)
        with other.begin():
            yield
        other.close()

    def test_says_so_and_decides_later(self, hurried):
        with self.held_by_another(hurried), pytest.raises(StoreUnavailable, match=self.LOCKED):
            hurried.decide()

        hurried.play(hours=1)
        assert len(hurried.taken) == MANY
        assert everything_wrong(hurried) == []

    def test_sends_nothing_without_an_intention(self, hurried):
        hurried.decide()

        with self.held_by_another(hurried), pytest.raises(StoreUnavailable, match=self.LOCKED):
            hurried.send()

        assert hurried.calls == []
        hurried.play(hours=1)
        assert len(hurried.taken) == MANY

    def test_at_the_outcome_leaves_doubt_and_no_second_message(self, hurried):
        hurried.decide()
        holding = self.held_by_another(hurried)
        hurried.channels[EMAIL].answer(after(holding.__enter__))

        with pytest.raises(StoreUnavailable, match=self.LOCKED):
            hurried.send(limit=3)
        holding.__exit__(None, None, None)
        hurried.let_pass(seconds=LEASE.total_seconds() + 1)
        hurried.play(days=3)

        assert len({call.reference for call in hurried.calls}) == len(hurried.calls) == MANY
        assert outcomes(hurried)[Outcome.HELD] == 3
        assert everything_wrong(hurried) == []

    def test_can_still_be_read(self, hurried):
        with self.held_by_another(hurried):
            assert hurried.why("C-1").decision is not None

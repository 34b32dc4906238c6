"""Two workers at once: one debtor never gets two contacts, nobody is skipped, everything leaves once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from threading import Event
from time import monotonic
from typing import Any

import pytest

from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind
from tests.builders import NOW, a_creditor, an_entry
from tests.patience import PATIENCE
from tests.walks.house import EVERY_KIND, SmallHouse, a_row, the_organisation
from tests.walks.processes import read_notes, workers
from tests.walks.providers import after
from tests.walks.truth import everything_wrong, sent_twice

CREDITORS = ("woonstad", "zorgvast", "waterrijk")
ORGANISATION = the_organisation(*map(a_creditor, CREDITORS))
#: moments of the first nine days, some of them just before or after a gap or a period ends
MOMENTS = [
    NOW + timedelta(hours=hours) for hours in (0, 1, 23, 24, 25, 48, 72, 143, 144, 167, 168, 169, 192, 216)
]
#: how many transactions of this database wait for a lock
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def some_cases(debtor, count):
    """Cases of one debtor with all creditors in turn."""
    return [
        a_row(f"C-{debtor}-{number}", f"D-{debtor}", creditor=CREDITORS[number % len(CREDITORS)])
        for number in range(count)
    ]


@pytest.fixture
def house(url):
    with closing(SmallHouse(url, organisation=ORGANISATION)) as house:
        yield house


@pytest.fixture
def notebook(tmp_path):
    return tmp_path / "calls.txt"


def let_them_work(house, notebook, moments):
    with workers(house.url, notebook, ORGANISATION) as work_at:
        for moment in moments:
            work_at(moment)
    house.go_to(moments[-1])
    return read_notes(notebook)


def test_one_debtor_with_many_due_cases_gets_one_contact_at_a_time(house, notebook):
    house.take_in(*some_cases(1, 6))

    taken = let_them_work(house, notebook, MOMENTS)

    assert [note.at for note in taken] == [NOW, MOMENTS[3], MOMENTS[10], MOMENTS[12]]
    assert everything_wrong(house, taken) == []


def test_many_debtors_are_all_reached_and_nobody_twice(house, notebook):
    debtors = range(200)
    house.take_in(*(row for debtor in debtors for row in some_cases(debtor, 1 + debtor % 5)))

    taken = let_them_work(house, notebook, [NOW, MOMENTS[3]])

    owner = {one.reference: debtor for debtor in debtors for one in house.contacts(f"D-{debtor}")}
    first = Counter(owner[note.reference] for note in taken if note.at == NOW)
    second = Counter(owner[note.reference] for note in taken if note.at == MOMENTS[3])
    assert first == dict.fromkeys(debtors, 1)
    assert second == {debtor: 1 for debtor in debtors if debtor % 5}
    assert everything_wrong(house, taken) == []
    outcomes = Counter(one.outcome for debtor in debtors for one in house.contacts(f"D-{debtor}"))
    assert outcomes == {Outcome.ACCEPTED: len(taken)}
    # SQLite lets one writer in at a time, perhaps the same one again and again
    assert len({note.process for note in taken}) == 2 or house.url.startswith("sqlite")


def test_a_worker_that_comes_while_a_message_is_under_way_leaves_its_debtor_alone(house, url):
    house.take_in(*some_cases(1, 3))
    house.decide()
    with closing(SmallHouse(url, organisation=ORGANISATION)) as other:

        def work_too():
            other.steer(lambda steering: steering.note_reply("C-1-1", ChannelKind.EMAIL, "Ik heb een vraag."))
            assert other.decide().decisions == {"wait": 1}
            assert other.send() == {}

        house.channels[ChannelKind.EMAIL].answer(after(work_too))
        house.send()

        assert other.calls == []
    assert sent_twice(house.taken) == []
    assert len(house.taken) == 1


class Thoughtful:
    """The books of a person who stops to think, half-way through an act."""

    def __init__(self, books, think):
        self.books = books
        self.think = think

    def __getattr__(self, name):
        return getattr(self.books, name)

    def touch_due(self, case_ids, moment):
        self.think()
        self.books.touch_due(case_ids, moment)


@dataclass(frozen=True)
class Interrupted:
    """A writer that lets something else happen before the first text."""

    writer: Any
    happens: list[Any]

    def __getattr__(self, name):
        return getattr(self.writer, name)

    def write(self, order):
        while self.happens:
            self.happens.pop()()
        return self.writer.write(order)


class TestOnPostgresql:
    @pytest.fixture
    def house(self, postgres_house_url):
        with closing(SmallHouse(postgres_house_url, organisation=ORGANISATION)) as house:
            house.take_in(*some_cases(1, 2))
            yield house

    def wait_until_somebody_waits(self, house):
        """Ask the server until a transaction waits for a lock."""
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            with house.store.reading() as connection:
                if connection.exec_driver_sql(WAITING).scalar_one():
                    return
        pytest.fail("nobody waits for a lock")

    def test_a_person_waits_for_a_worker_and_not_both_for_each_other(self, house):
        def pays():
            with closing(SmallHouse(house.url, organisation=ORGANISATION)) as another:
                another.steer(
                    lambda steering: steering.payment("C-1-0", Decimal("1.00"), NOW.date(), "bank-1")
                )

        with ThreadPoolExecutor(1) as person:
            with house.store.begin() as worker:
                worker.claim_debtors(NOW, 10)
                paying = person.submit(pays)
                self.wait_until_somebody_waits(house)
                worker.append([an_entry("case:C-1-0")])
            paying.result(PATIENCE)

        assert house.told("C-1-0") == ["import", "wait", "payment"]

    def test_a_worker_that_writes_an_outcome_waits_for_a_person(self, house):
        house.decide()
        begun, half_way = Event(), Event()

        def think():
            half_way.set()
            self.wait_until_somebody_waits(house)

        def pays():
            assert begun.wait(PATIENCE)
            with (
                closing(SmallHouse(house.url, organisation=ORGANISATION)) as desk,
                desk.store.begin() as books,
            ):
                acting = desk.acting(Thoughtful(books, think))
                acting.payment("C-1-0", Decimal("1.00"), NOW.date(), "bank-1")

        def a_person_begins_to_write():
            begun.set()
            assert half_way.wait(PATIENCE)

        house.channels[ChannelKind.EMAIL].answer(after(a_person_begins_to_write))
        with ThreadPoolExecutor(1) as person:
            paying = person.submit(pays)
            outcomes = house.send()
            paying.result(PATIENCE)

        assert outcomes == {Outcome.ACCEPTED: 1}
        assert sorted(house.told("C-1-0")[1:]) == ["accepted", "intended", "payment", "planned"]
        assert everything_wrong(house) == []

    def test_one_that_still_writes_its_texts_keeps_no_other_from_the_same_release(self, house):
        house.take_in(*some_cases(2, 1))
        impatient = f"{house.url}&options=-c%20lock_timeout%3D2s"
        with closing(SmallHouse(impatient, organisation=ORGANISATION)) as other:
            writer = Interrupted(house.writer, [other.decide_and_send])
            straight = house.straight(EVERY_KIND)
            straight = replace(straight, dispatch=replace(straight.dispatch, writer=writer))
            straight.run(NOW, limit=1)

            assert [len(house.taken), len(other.taken)] == [1, 1]
        with house.store.read() as books:
            assert [one.planned for one in books.releases_since(NOW.date())] == [2]

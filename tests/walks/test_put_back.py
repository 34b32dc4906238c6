"""What comes back into the queue leaves only when the rules, the house and its release still let it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.brake import Brake, Limits, bounds_of, day_of, release_of
from engine.budget import IN_HAND
from engine.domain.errors import AnswerLost, StoreUnavailable
from engine.domain.in_doubt import InDoubt
from engine.domain.touchpoint import Outcome
from engine.doubts import Way
from engine.releasing import Releasing
from engine.sweep import Sweep
from preferences.channel import ChannelKind
from tests.walks.house import EVERY_KIND, LEASE, a_row
from tests.walks.providers import after, is_busy, takes
from tests.walks.test_between import (
    closes,
    disputes,
    moves_house,
    pauses,
    pauses_everything,
    pays,
    refuses_email,
    wants_quiet,
)
from tests.walks.test_doubts import AGAIN, DELAY, AList, doubts_of
from tests.walks.truth import everything_wrong

EMAIL = ChannelKind.EMAIL
#: it holds nothing by itself here: a test holds the release
BRAKE = Brake(Limits(floor=1000, factor=100))
DAY = timedelta(days=1)


@pytest.fixture
def house(a_house, url):
    """Make a house on each database; one case wants an e-mail now."""
    house = a_house(AGAIN, url=url)
    house.take_in(a_row())
    return house


def sender(house, **changes):
    return replace(house.dispatch(), brake=BRAKE, **changes)


def send(house):
    return sender(house).run().outcomes


def the_release(house):
    return release_of(house.contacts()[0], day_of(house.clock()))


def hold(house):
    """Hold the release of the day, as the brake of another worker does."""
    release = the_release(house)
    with house.store.begin() as books:
        books.hold_release(release, "far too many", house.clock(), bounds_of(release.day))
    return release


def sign(house, actor, release):
    with house.store.begin() as books:
        books.put_staff(actor, "team_lead")
        Releasing(books, actor, house.clock(), str).release(release)


def held(house):
    with house.store.read() as books:
        return books.held_among([house.contacts()[0].reference])


def settle_doubt(house, way=InDoubt.RESEND):
    """Let a doubt go out once more, after the provider's longest delay when it must be asked."""
    doubts = doubts_of(house, way, AList(), EMAIL)
    doubts.run(house.clock())
    if way is not InDoubt.SAME_REFERENCE:
        house.let_pass(seconds=DELAY.total_seconds())
        assert doubts.run(house.clock()) == {Way.AGAIN: 1}


def drops(provider, message):
    """Take nothing, and give no answer."""
    provider.note(message, taken=False)
    raise AnswerLost("no answer came", channel=provider.kind)


def in_doubt(house, act, way=InDoubt.RESEND):
    house.decide()
    house.channels[EMAIL].answer(after(act, drops))
    assert send(house) == {Outcome.IN_DOUBT: 1}
    settle_doubt(house, way)


def by_the_same_reference(house, act):
    in_doubt(house, act, InDoubt.SAME_REFERENCE)


def by_a_busy_provider(house, act):
    house.decide()
    house.channels[EMAIL].answer(after(act, is_busy()))
    assert send(house) == {Outcome.POSTPONED: 1}


def by_a_batch_that_ended(house, act):
    """End the process before the first message of its batch is begun."""
    house.decide()

    def ends():
        act()
        return True

    assert sender(house, is_ending=ends).run().outcomes == {Outcome.POSTPONED: 1}


def by_a_mark_that_cannot_be_written(house, act):
    house.decide()

    def full():
        act()
        raise StoreUnavailable("disk full")

    with pytest.raises(StoreUnavailable):
        sender(house, witness=full).run()


def by_a_pass_that_did_not_come_to_it(house, act):
    """Decide and hand over in one pass, which another message keeps busy for too long."""
    house.take_in(a_row("C-0", "D-0", opened_on="2026-02-19"))

    def slow():
        if house.contacts():
            act()
        house.let_pass(seconds=IN_HAND.total_seconds() + 1)

    house.channels[EMAIL].answer(after(slow, takes))
    straight = house.straight(EVERY_KIND)
    replace(straight, tick=replace(straight.tick, brake=BRAKE), dispatch=sender(house)).run(house.clock())
    assert house.contacts()[0].outcome is Outcome.POSTPONED


def by_a_process_that_died(house, act):
    """Kill the sender at its provider; the sweep finds what it had in hand."""
    house.decide()

    class Killed(BaseException):
        """Nothing after this is run."""

    def dies(provider, message):
        act()
        raise Killed

    house.channels[EMAIL].answer(dies)
    with pytest.raises(Killed):
        send(house)
    house.let_pass(seconds=LEASE.total_seconds() + 1)
    Sweep(store=house.store, catalogue=house.catalogue, writer=house.writer, new_id=str).run(house.clock())
    settle_doubt(house)


WAYS = [
    in_doubt,
    by_the_same_reference,
    by_a_busy_provider,
    by_a_batch_that_ended,
    by_a_mark_that_cannot_be_written,
    by_a_pass_that_did_not_come_to_it,
    by_a_process_that_died,
]
every_way = pytest.mark.parametrize("put_back", WAYS, ids=lambda one: one.__name__)


def left(house):
    return [one for one in house.taken if one.reference == house.contacts()[0].reference]


@every_way
def test_what_came_back_after_its_release_was_held_waits_for_two_people(house, put_back):
    put_back(house, lambda: hold(house))
    release = the_release(house)
    house.let_pass(minutes=2)

    first = send(house)
    kept = held(house)
    sign(house, "anna", release)
    second = send(house)
    sign(house, "emre", release)
    third = send(house)

    assert (first, second) == ({}, {})
    assert kept == {house.contacts()[0].reference}
    assert third == {Outcome.ACCEPTED: 1}
    assert len(left(house)) == 1
    assert everything_wrong(house) == []


@every_way
def test_what_came_back_after_everything_was_stopped_waits_until_it_goes_on(house, put_back):
    put_back(house, lambda: house.steer(lambda steering: steering.house.stop_everything()))
    house.let_pass(minutes=2)

    stopped = send(house)
    house.steer(lambda steering: steering.house.resume())

    assert stopped == {}
    assert send(house) == {Outcome.ACCEPTED: 1}
    assert len(left(house)) == 1


@every_way
@pytest.mark.parametrize(
    "act",
    [pays, closes, pauses, disputes, pauses_everything, refuses_email, wants_quiet, moves_house],
    ids=lambda one: one.__name__,
)
def test_what_came_back_is_withdrawn_when_it_may_not_leave_any_more(house, put_back, act):
    put_back(house, lambda: house.steer(act))
    house.let_pass(minutes=2)

    assert send(house) == {Outcome.CANCELLED: 1}
    assert left(house) == []


@every_way
def test_what_came_back_is_withdrawn_when_the_hours_ended(house, put_back):
    put_back(house, lambda: None)
    # the hours end six hours after the start
    house.let_pass(hours=7)

    assert send(house) == {Outcome.CANCELLED: 1}
    assert left(house) == []


def test_what_waits_is_held_at_once(house):
    house.decide()
    hold(house)

    assert held(house) == {house.contacts()[0].reference}
    assert "far too many" in house.why().held[0]


def test_what_came_back_after_its_release_was_let_go_leaves(house):
    by_a_busy_provider(house, lambda: hold(house))
    release = the_release(house)
    sign(house, "anna", release)
    sign(house, "emre", release)
    house.let_pass(minutes=2)

    assert send(house) == {Outcome.ACCEPTED: 1}


def test_it_waits_for_its_own_release_and_no_other(house):
    """A release is one creditor, channel and role on one day."""
    by_a_busy_provider(house, lambda: None)
    other = replace(the_release(house), channel=ChannelKind.SMS)
    yesterday = replace(the_release(house), day=the_release(house).day - DAY)
    with house.store.begin() as books:
        for one in (other, yesterday):
            books.hold_release(one, "far too many", house.clock(), bounds_of(one.day))
    house.let_pass(minutes=2)

    assert send(house) == {Outcome.ACCEPTED: 1}


def test_what_somebody_lets_go_at_this_moment_is_not_held_for_good(a_house, postgres_house_url):
    """Who signs has the release in hand: the sender leaves it, and takes it the next time."""
    house = a_house(AGAIN, url=postgres_house_url)
    house.take_in(a_row())
    by_a_busy_provider(house, lambda: hold(house))
    release = the_release(house)
    sign(house, "anna", release)
    house.let_pass(minutes=2)

    with house.store.begin() as books:
        books.put_staff("emre", "team_lead")
        Releasing(books, "emre", house.clock(), str).release(release)
        during = send(house)

    assert (during, held(house)) == ({}, frozenset())
    assert send(house) == {Outcome.ACCEPTED: 1}


def test_a_later_day_is_not_held_with_this_one(house):
    """A clock that jumped ahead plans for tomorrow: that is held with tomorrow, or nobody could let it go."""
    now = house.clock()
    house.go_to(now + DAY)
    house.decide()
    house.go_to(now)
    hold(house)
    assert held(house) == frozenset()
    house.go_to(now + DAY)

    assert send(house) == {Outcome.ACCEPTED: 1}

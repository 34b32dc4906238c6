"""A worker that stood still for longer than its lease: others went on, and nothing leaves twice then."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from threading import Event

import pytest

from engine.domain.errors import AnswerLost, ProviderBusy
from engine.domain.in_doubt import InDoubt
from engine.domain.touchpoint import Outcome
from engine.doubts import Way
from preferences.channel import ChannelKind
from tests.builders import a_campaign, a_step
from tests.patience import PATIENCE
from tests.walks.house import EVERY_KIND, SmallHouse, a_row
from tests.walks.on_loopback import a_loopback
from tests.walks.providers import after, says_no
from tests.walks.test_doubts import AList, doubts_of
from tests.walks.truth import everything_wrong, sent_twice

SMS = ChannelKind.SMS
AGAIN = a_campaign(steps=(a_step(resend_in_doubt=True), a_step("tweede-bericht")))


@pytest.fixture
def house(url):
    """Two messages in the queue."""
    with closing(SmallHouse(url, AGAIN)) as house:
        house.take_in(*(a_row(f"C-{one}", f"D-{one}", prefers="sms") for one in (1, 2)))
        house.decide()
        yield house


@contextmanager
def another(house):
    """Let another process work on the same database, with the same clock and the same provider."""
    with closing(SmallHouse(house.url, AGAIN, channels=house.channels)) as other:
        other.clock = house.clock
        yield other


def it_is_said_not_to_be_there(house):
    """Let the lease run out; the provider has nothing of the whole batch, so it goes into the queue again."""
    doubts = doubts_of(house, InDoubt.RESEND, AList())
    house.let_pass(minutes=11)
    assert house.look_after() == 2
    doubts.run(house.clock())
    house.let_pass(minutes=31)
    assert doubts.run(house.clock()) == {Way.AGAIN: 2}


@pytest.mark.parametrize("answer", [says_no(AnswerLost), says_no(ProviderBusy)], ids=["no answer", "busy"])
def test_what_another_one_has_in_hand_is_not_put_back_by_the_one_that_wakes_up(house, answer):
    asleep, awake = Event(), Event()

    def sleeps():
        asleep.set()
        assert awake.wait(PATIENCE)

    with (
        another(house) as late,
        another(house) as other,
        another(house) as third,
        ThreadPoolExecutor(1) as pool,
    ):
        house.channels[SMS].answer(after(sleeps, answer))
        first = pool.submit(late.send)
        assert asleep.wait(PATIENCE)
        it_is_said_not_to_be_there(house)

        def the_late_one_wakes_up():
            awake.set()
            first.result(PATIENCE)
            third.send()

        house.channels[SMS].answer(after(the_late_one_wakes_up))
        other.send()
        third.send()

    assert sent_twice(house.taken) == []
    assert len(house.taken) == 2
    assert everything_wrong(house) == []
    assert {one.outcome for debtor in ("D-1", "D-2") for one in house.contacts(debtor)} == {Outcome.ACCEPTED}


class Sleepy:
    """A real channel to which something happens after the last look at the clock, and before it writes."""

    def __init__(self, channel, sleeps):
        self.channel = channel
        self.kind = channel.kind
        self.sleeps = sleeps

    def send(self, message):
        self.sleeps()
        return self.channel.send(message)


@pytest.mark.parametrize("kind", [SMS, ChannelKind.EMAIL])
def test_one_that_slept_just_before_the_first_byte_writes_nothing(url, fake, kind):
    with (
        a_loopback(fake.url, patience=10) as loopback,
        closing(SmallHouse(url, AGAIN, channels=loopback.by_kind)) as house,
        another(house) as other,
    ):
        loopback.clock = house.clock
        house.take_in(a_row("C-1", "D-1", prefers=kind.value))
        house.decide()

        def sleeps():
            doubts = doubts_of(other, InDoubt.RESEND, AList(), channel=kind)
            house.let_pass(minutes=11)
            assert other.look_after() == 1
            doubts.run(house.clock())
            house.let_pass(minutes=31)
            assert doubts.run(house.clock()) == {Way.AGAIN: 1}
            assert other.send() == {Outcome.ACCEPTED: 1}

        house.channels = {**loopback.by_kind, kind: Sleepy(loopback.by_kind[kind], sleeps)}
        house.send()

        assert len(fake.history()["taken"]) == 1
        assert house.contacts()[0].outcome is Outcome.ACCEPTED


class SlowWriter:
    """A writer in whose hands time passes before the first text."""

    def __init__(self, writer, passes):
        self.writer = writer
        self.passes = passes

    def __getattr__(self, name):
        return getattr(self.writer, name)

    def write(self, order):
        while self.passes:
            self.passes.pop()()
        return self.writer.write(order)


def slept_while_it_wrote(house):
    """Make what stands still for longer than its lease before it commits its intentions."""
    return SlowWriter(house.writer, [lambda: house.let_pass(minutes=11)])


def dispatched(house, writer):
    return replace(house.dispatch(), writer=writer).run().outcomes


def straight_on(house, writer):
    straight = house.straight(EVERY_KIND)
    straight = replace(straight, dispatch=replace(straight.dispatch, writer=writer))
    return straight.run(house.clock())[1].outcomes


@pytest.mark.parametrize("hand_over", [dispatched, straight_on])
def test_one_that_slept_before_it_committed_its_intentions_begins_nothing(url, hand_over):
    with closing(SmallHouse(url, AGAIN)) as house:
        house.take_in(*(a_row(f"C-{one}", f"D-{one}", prefers="sms") for one in (1, 2)))
        if hand_over is dispatched:
            house.decide()

        outcomes = hand_over(house, slept_while_it_wrote(house))

        assert (outcomes, house.taken) == ({Outcome.POSTPONED: 2}, [])
        assert house.send() == {Outcome.ACCEPTED: 2}
        assert everything_wrong(house) == []

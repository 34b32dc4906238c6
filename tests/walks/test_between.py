"""What happens between the decision and the hand-over is seen: the rules are asked again for each contact."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from engine.domain.campaign import Delay
from engine.domain.case import CaseStatus, CollectorRole
from engine.domain.pause import PauseKind
from engine.domain.people import PointState
from engine.domain.touchpoint import Outcome
from engine.move import carry_out, moves_for
from preferences.change import Field
from preferences.channel import ChannelKind
from preferences.hours import parse_hours_text
from tests.builders import NOW, a_campaign, a_creditor, a_pause, a_step
from tests.chance import without_codes
from tests.walks.house import ACTOR, a_row, the_organisation
from tests.walks.providers import after, is_busy
from tests.walks.test_days import at, local
from tests.walks.truth import everything_wrong

EMAIL, SMS = ChannelKind.EMAIL, ChannelKind.SMS
TOMORROW = NOW + timedelta(days=1)
FIRST, SECOND = "Tue 10 Mar 11:00", "Wed 11 Mar 11:00"


def pays(steering):
    steering.payment("C-1", Decimal("120.50"), NOW.date(), "bank-1")


def closes(steering):
    steering.close_case("C-1", CaseStatus.CLOSED, "de schuldeiser trekt de zaak in")


def pauses(steering):
    """Leave one case alone until tomorrow, with nothing for people to do."""
    steering.books.put_pause(a_pause(kind=PauseKind.TEAM, case_id="C-1", since=steering.now, until=TOMORROW))
    steering.books.touch_due(["C-1"], steering.now)


def disputes(steering):
    steering.pause("C-1", PauseKind.DISPUTE, TOMORROW, whole_debtor=False)


def pauses_everything(steering):
    steering.pause("C-1", PauseKind.DEBT_HELP, None, whole_debtor=True)


def refuses_email(steering):
    steering.choices.set_preference("D-1", Field.REFUSE_CHANNEL, "email", "geen mail meer")


def likes_sms(steering):
    steering.choices.set_preference("D-1", Field.CHANNEL_ORDER, "sms", "liever een sms")


def wants_quiet(steering):
    steering.choices.set_preference("D-1", Field.QUIET_UNTIL, TOMORROW.isoformat(), "even niet")


def moves_house(steering):
    steering.books.mark_point("D-1", "a.jansen@post.example", PointState.WRONG_PERSON)


@pytest.fixture
def house(a_house, url):
    """One case with a contact in the queue."""
    house = a_house(url=url)
    house.take_in(a_row())
    house.decide()
    return house


@pytest.mark.parametrize(
    ("act", "because", "leaves"),
    [
        (pays, "the case is paid", []),
        (closes, "the case is closed", []),
        (pauses, "paused: team", [f"{SECOND} email"]),
        # tomorrow comes, but nobody answered the dispute
        (disputes, "paused: dispute", []),
        (pauses_everything, "paused: debt_help", []),
        (refuses_email, "sms comes first now", [f"{FIRST} sms"]),
        (likes_sms, "sms comes first now", [f"{FIRST} sms"]),
        (wants_quiet, "the debtor asked for quiet", [f"{SECOND} email"]),
        (moves_house, "sms comes first now", [f"{FIRST} sms"]),
    ],
)
def test_nothing_leaves_that_may_not_leave_any_more(house, act, because, leaves):
    house.steer(act)

    assert house.send() == Counter({Outcome.CANCELLED: 1})

    assert house.calls == []
    assert because in house.reasons()[-1]
    house.play(days=6)
    assert list(map(at, house.taken)) == leaves
    assert everything_wrong(house) == []


@pytest.mark.parametrize("act", [pauses, refuses_email, wants_quiet, moves_house])
def test_a_case_whose_contact_was_withdrawn_is_decided_anew_at_once(house, act):
    house.steer(act)
    house.send()

    assert house.decide().cases == 1
    assert house.told()[-2:] in (["cancelled", "wait"], ["cancelled", "planned"])


def test_a_bundle_is_withdrawn_as_a_whole_and_goes_on_without_the_case_that_was_paid(a_house, url):
    house = a_house(url=url)
    house.take_in(a_row("C-1"), a_row("C-2"))
    house.decide()
    house.steer(pays)

    house.play(hours=1)

    (call,) = house.taken
    assert "C-2" in call.message.text.body
    assert "C-1" not in without_codes(call.message.text.body)
    assert [house.told(case_id)[-1] for case_id in ("C-1", "C-2")] == ["cancelled", "accepted"]
    assert everything_wrong(house) == []


def test_cases_that_were_withdrawn_apart_can_go_together(a_house):
    house = a_house()
    house.take_in(a_row("C-1"), a_row("C-2"))
    house.steer(pauses)
    house.decide()
    house.steer(lambda steering: steering.pause("C-2", PauseKind.TEAM, TOMORROW, whole_debtor=False))
    assert house.send() == Counter({Outcome.CANCELLED: 1})

    house.play(days=2)

    (call,) = house.taken
    assert all(case_id in call.message.text.body for case_id in ("C-1", "C-2"))
    assert everything_wrong(house) == []


class TestWhileAMessageIsUnderWay:
    def during(self, house, act):
        house.channels[EMAIL].answer(after(act))
        house.send()

    def test_a_case_that_is_closed_stays_alone(self, house):
        self.during(house, lambda: house.steer(closes))

        assert house.position().due_at is None
        assert house.told()[-1] == "accepted"
        house.play(days=30)
        assert len(house.calls) == 1

    def test_a_campaign_that_is_moved_stays_moved(self, house):
        newer = a_campaign(steps=(a_step(), a_step("later", after=Delay(3))))

        def move():
            house.load(newer)
            with house.store.begin() as books:
                carry_out(books, moves_for(books.files(["D-1"]), house.catalogue), ACTOR, house.clock())

        self.during(house, move)

        assert house.position().version == house.catalogue.current[0].version
        house.play(days=4)
        assert list(map(at, house.taken)) == [f"{FIRST} email", "Fri 13 Mar 11:00 email"]

    def test_a_pause_holds_from_then_on(self, house):
        self.during(house, lambda: house.steer(pauses_everything))

        house.play(days=30)

        assert len(house.calls) == 1
        assert everything_wrong(house) == []


class TestTheEmergencyStop:
    @pytest.fixture
    def queue(self, a_house, url):
        house = a_house(url=url)
        house.take_in(*(a_row(f"C-{number}", f"D-{number}") for number in range(12)))
        house.decide()
        return house

    def stop(self, house):
        house.steer(lambda steering: steering.house.stop_everything())

    def resume(self, house):
        house.steer(lambda steering: steering.house.resume())

    def test_lets_nothing_leave_also_with_a_full_queue(self, queue):
        self.stop(queue)

        assert queue.send() == Counter()
        queue.play(hours=3)

        assert queue.calls == []

    def test_works_in_the_middle_of_a_batch(self, queue):
        def stop():
            self.stop(queue)
            queue.let_pass(seconds=1)

        queue.channels[EMAIL].answer(after(stop))

        assert queue.send() == Counter({Outcome.ACCEPTED: 1, Outcome.POSTPONED: 11})
        assert len(queue.calls) == 1

    def test_ends_with_everything_that_was_waiting(self, queue):
        self.stop(queue)
        queue.send()
        queue.let_pass(hours=2)
        self.resume(queue)

        queue.play(minutes=30)

        assert len(queue.taken) == 12
        assert everything_wrong(queue) == []

    def test_ends_inside_the_hours_of_another_day(self, queue):
        self.stop(queue)
        queue.go_to(local(2026, 3, 10, 22))
        self.resume(queue)

        queue.play(days=1)

        assert set(map(at, queue.taken)) == {"Wed 11 Mar 09:00 email"}
        assert everything_wrong(queue) == []

    def test_does_not_end_a_simulation(self, queue):
        self.stop(queue)
        looked_at: list[datetime] = []

        queue.time_machine().play(NOW, NOW + timedelta(days=3), (), looked_at.append)

        assert max(b - a for a, b in pairwise(looked_at)) <= timedelta(days=1)


class TestTheEndOfTheHours:
    """An own claim, with evening hours that end at 22:57."""

    EVENING = parse_hours_text("mon-sun 08:00-22:57")
    LATE = local(2026, 3, 10, 22, 50)

    @pytest.fixture
    def queue(self, a_house):
        campaign = a_campaign(hours=self.EVENING, steps=(a_step(channels=(SMS,)),))
        own = the_organisation(a_creditor(collector_role=CollectorRole.CREDITOR))
        house = a_house(campaign, start=self.LATE, organisation=own)
        house.take_in(*(a_row(f"C-{number}", f"D-{number}") for number in range(6)))
        house.decide()
        return house

    def test_stands_in_the_message_for_the_provider(self, queue):
        queue.send()

        assert {call.message.valid_until for call in queue.calls} == {local(2026, 3, 10, 22, 57)}

    def test_keeps_a_queue_that_is_late_in_the_house(self, queue):
        queue.go_to(local(2026, 3, 10, 22, 57))

        assert queue.send() == Counter({Outcome.CANCELLED: 6})

        assert queue.calls == []
        queue.play(days=1)
        assert set(map(at, queue.taken)) == {"Wed 11 Mar 08:00 sms"}

    def test_holds_also_inside_a_batch_that_takes_long(self, queue):
        queue.go_to(local(2026, 3, 10, 22, 53))
        queue.channels[SMS].answer(*[after(lambda: queue.let_pass(minutes=1))] * 4)

        handed = queue.send()

        assert handed == Counter({Outcome.ACCEPTED: 4, Outcome.CANCELLED: 2})
        assert max(call.at for call in queue.calls) == local(2026, 3, 10, 22, 56)
        queue.play(days=1)
        assert Counter(map(at, queue.taken))["Wed 11 Mar 08:00 sms"] == 2
        assert len(queue.taken) == 6

    def test_is_no_reason_to_wait_for_a_busy_provider(self, queue):
        queue.channels[SMS].answer(*[is_busy(retry_after=420)] * 6)

        assert queue.send() == Counter({Outcome.CANCELLED: 6})
        queue.play(days=1)

        assert set(map(at, queue.taken)) == {"Wed 11 Mar 08:00 sms"}


def test_a_wish_for_other_hours_is_kept_by_what_waits_already(house):
    house.steer(lambda steering: steering.choices.set_preference("D-1", Field.HOURS, "mon-fri 15:00-16:00"))

    house.play(days=1)

    assert list(map(at, house.taken)) == ["Tue 10 Mar 15:00 email"]
    (call,) = house.taken
    assert call.message.valid_until == local(2026, 3, 10, 16)


def test_a_representative_gets_what_waited_for_the_debtor(house):
    helper = {"helper_name": "Bewind Voorbeeld", "helper_kind": "bewindvoerder"}
    house.take_in(a_row(helper_email="post@bewind.example", **helper))

    house.play(hours=1)

    (call,) = house.taken
    assert (call.to, call.message.to.name) == ("post@bewind.example", "Bewind Voorbeeld")
    assert replace(call.message.to, value="", name="").address_lines == ()

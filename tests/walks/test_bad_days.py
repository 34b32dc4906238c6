"""Bad days of providers: whatever they answer, nothing leaves twice and nothing is lost."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

import pytest

from engine.domain.campaign import Delay, Fallback, Trigger
from engine.domain.case import CollectorRole
from engine.domain.decision import TaskKind
from engine.domain.people import PointState
from engine.domain.touchpoint import LineKind, Outcome
from engine.rendering.writing import DutchWriter
from preferences.change import Field, Through
from preferences.channel import ChannelKind
from tests.builders import NOW, a_campaign, a_case, a_creditor, a_debtor, a_mobile, a_step
from tests.patience import PATIENCE
from tests.walks.house import LEASE, a_row, the_organisation
from tests.walks.on_loopback import a_loopback
from tests.walks.providers import (
    after,
    always,
    breaks,
    is_busy,
    is_stopped,
    loses_the_answer,
    refuses,
    rejects,
    takes,
)
from tests.walks.test_days import at
from tests.walks.truth import everything_wrong, sent_twice, too_often

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER
FAILED = Fallback(when=frozenset({Trigger.BOUNCED, Trigger.NOT_DELIVERED}), after=Delay(1), to=(SMS, LETTER))
#: an e-mail first, and another channel when it fails; after a week the same
WITH_FALLBACK = a_campaign(
    steps=(
        a_step(channels=(EMAIL,), fallback=FAILED),
        a_step("tweede-bericht", channels=(EMAIL, SMS, LETTER), after=Delay(7)),
    )
)
ONE_LETTER = a_campaign(steps=(a_step(channels=(LETTER,)),))
TWO_CREDITORS = (a_creditor("woonstad"), a_creditor("zorgvast"))


@pytest.fixture
def house(a_house, url):
    """One case that is due for an e-mail."""
    house = a_house(WITH_FALLBACK, url=url)
    house.take_in(a_row())
    house.decide()
    return house


@dataclass(frozen=True)
class Faulty:
    """A writer that has a mistake of its own for one person."""

    writer: DutchWriter
    name: str

    def channels_of(self, template):
        return self.writer.channels_of(template)

    def version_of(self, template):
        return self.writer.version_of(template)

    def write(self, order):
        if order.debtor.name == self.name:
            raise ZeroDivisionError(f"nothing that names {order.debtor.name} may be told")
        return self.writer.write(order)


def test_a_text_that_breaks_the_writer_goes_to_a_person_and_holds_up_nobody(a_house, url):
    house = a_house(WITH_FALLBACK, url=url)
    house.writer = Faulty(house.writer, "Bert Broers")
    house.take_in(a_row(), a_row("C-2", "D-2", debtor_name="Bert Broers", email="b@post.example"))
    house.decide()

    assert house.send() == Counter({Outcome.ACCEPTED: 1, Outcome.REFUSED: 1})
    assert house.told("C-2")[:3] == ["import", "planned", "refused"]
    [task] = house.tasks()
    assert (task.kind, task.case_id) == (TaskKind.MEND_MESSAGE, "C-2")
    assert "could not be written: ZeroDivisionError" in task.because
    assert "Broers" not in task.because
    assert house.send() == Counter()


class TestABusyProvider:
    def test_is_asked_again_when_it_said_so_with_the_same_message(self, house):
        house.channels[EMAIL].answer(is_busy(retry_after=600))

        assert house.send() == Counter({Outcome.POSTPONED: 1})
        house.let_pass(seconds=599)
        assert house.send() == Counter()
        house.let_pass(seconds=1)
        assert house.send() == Counter({Outcome.ACCEPTED: 1})

        first, second = house.calls
        assert (first.reference, first.message.text) == (second.reference, second.message.text)
        assert house.told() == ["import", "planned", "intended", "postponed", "intended", "accepted"]
        assert everything_wrong(house) == []

    def test_is_left_alone_longer_each_time(self, house):
        house.channels[EMAIL].answer(*[is_busy()] * 5)

        house.play(hours=2)

        waits = [b.at - a.at for a, b in zip(house.calls, house.calls[1:], strict=False)]
        assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16)]
        assert len(house.taken) == 1

    def test_is_not_blamed_for_batches_that_ended_before_their_turn(self, a_house, url):
        house = a_house(url=url)
        house.take_in(a_row())
        house.decide()
        for _ in range(6):
            assert replace(house.dispatch(), is_ending=lambda: True).run().outcomes == {Outcome.POSTPONED: 1}
        house.channels[EMAIL].answer(is_busy())
        house.send()

        house.play(hours=1)

        assert [b.at - a.at for a, b in pairwise(house.calls)] == [timedelta(minutes=1)]
        assert everything_wrong(house) == []

    @pytest.mark.parametrize("asks", [None, 7 * 3600])
    def test_is_left_in_peace_when_the_hours_end_first(self, a_house, asks):
        house = a_house(WITH_FALLBACK, start=NOW + timedelta(hours=5, minutes=59, seconds=30))
        house.take_in(a_row())
        house.channels[EMAIL].answer(is_busy(retry_after=asks))

        house.play(days=1)

        assert list(map(at, house.calls)) == ["Tue 10 Mar 16:59 email", "Wed 11 Mar 09:00 email"]
        assert house.told()[:5] == ["import", "planned", "intended", "cancelled", "wait"]
        assert house.reasons()[0].endswith("the allowed hours end first")
        assert everything_wrong(house) == []

    @pytest.mark.parametrize("asks", [None, 1e15])
    def test_for_a_week_delays_a_letter_and_no_more(self, a_house, asks):
        own_claims = the_organisation(a_creditor(collector_role=CollectorRole.CREDITOR))
        house = a_house(ONE_LETTER, organisation=own_claims)
        house.take_in(a_row())
        house.channels[LETTER].answer(always(is_busy(retry_after=asks)))

        house.play(days=5)
        house.channels[LETTER].answers = []
        house.play(days=3)

        assert len(house.taken) == 1
        assert len(house.calls) > 4
        assert everything_wrong(house) == []

    def test_never_lets_two_messages_to_one_person_leave_together(self, a_house, url):
        house = a_house(organisation=the_organisation(*TWO_CREDITORS), url=url)
        house.take_in(a_row("C-1"), a_row("C-2", creditor="zorgvast"))
        house.channels[EMAIL].answer(is_busy(), is_busy())
        house.decide()
        house.send()
        house.steer(lambda steering: steering.note_reply("C-2", EMAIL, "Ik heb een vraag."))
        house.decide()
        house.send()

        house.let_pass(minutes=5)
        house.send()
        house.play(hours=1)

        assert len(house.taken) == 1
        house.play(days=10)
        assert everything_wrong(house) == []


class TestASilentProvider:
    def test_may_have_the_message_so_it_is_never_sent_again(self, house):
        house.channels[EMAIL].answer(loses_the_answer)

        house.play(days=40)

        first_step = [one for one in house.contacts() if one.step == "eerste-bericht"]
        assert [one.outcome for one in first_step] == [Outcome.HELD]
        assert sent_twice(house.calls) == []
        assert [task.kind for task in house.tasks()] == [TaskKind.DECIDE_IN_DOUBT]
        assert house.told()[:5] == ["import", "planned", "intended", "in_doubt", "held"]
        assert everything_wrong(house) == []

    def test_leaves_a_day_for_evidence_before_a_person_is_asked(self, house):
        house.channels[EMAIL].answer(loses_the_answer)
        house.send()

        house.let_pass(hours=24)
        house.look_after()
        assert house.tasks() == []
        house.let_pass(seconds=1)
        house.look_after()

        assert [task.kind for task in house.tasks()] == [TaskKind.DECIDE_IN_DOUBT]

    @pytest.mark.parametrize(("found", "attempts"), [("solved", 2), ("arrived", 1)])
    def test_is_written_to_again_only_when_a_person_says_so(self, house, found, attempts):
        house.channels[EMAIL].answer(loses_the_answer)
        house.send()
        house.let_pass(hours=25)
        house.look_after()
        (task,) = house.tasks()

        house.steer(lambda steering: steering.finish_task(task.id, found))
        house.play(days=2)

        assert [one.step for one in house.contacts()] == ["eerste-bericht"] * attempts
        assert everything_wrong(house) == []

    def test_asks_a_person_about_every_case_that_the_message_spoke_for(self, a_house):
        house = a_house()
        house.take_in(a_row("C-1"), a_row("C-2"))
        house.channels[EMAIL].answer(loses_the_answer)
        house.play(days=3)

        for task in house.tasks():
            house.steer(lambda steering, task=task: steering.finish_task(task.id, "arrived"))

        assert everything_wrong(house) == []
        house.play(days=20)
        assert house.file().cases[0].phase == house.file().cases[1].phase

    def test_counts_for_the_cap_from_the_moment_that_it_may_have_left(self, a_house):
        house = a_house(WITH_FALLBACK, organisation=the_organisation(*TWO_CREDITORS))
        house.take_in(a_row("C-1"))
        house.channels[EMAIL].answer(is_busy(retry_after=5 * 3600), loses_the_answer)
        house.play(hours=6)

        house.take_in(a_row("C-2", creditor="zorgvast"))
        house.play(days=2)

        assert too_often(house.file(), house.taken) == []
        assert len(house.taken) == 2


class TestARefusal:
    def test_is_work_for_a_person_and_holds_the_campaign(self, a_house, url):
        house = a_house(url=url)
        house.take_in(a_row())
        house.channels[EMAIL].answer(refuses)

        house.play(days=30)

        assert len(house.calls) == 1
        assert [task.kind for task in house.tasks()] == [TaskKind.MEND_MESSAGE]
        assert house.told()[:4] == ["import", "planned", "intended", "refused"]
        assert everything_wrong(house) == []

    def test_is_tried_again_when_a_person_mended_it(self, a_house):
        house = a_house()
        house.take_in(a_row())
        house.channels[EMAIL].answer(refuses)
        house.play(days=2)
        (task,) = house.tasks()

        house.steer(lambda steering: steering.finish_task(task.id, "solved"))
        house.play(hours=1)

        assert [one.outcome for one in house.contacts()] == [Outcome.REFUSED, Outcome.ACCEPTED]
        assert {one.step for one in house.contacts()} == {"eerste-bericht"}

    @pytest.fixture
    def without_words(self, a_house):
        """A campaign whose template speaks of an arrangement that nobody made."""
        house = a_house(
            a_campaign(
                steps=(
                    a_step(template="regeling_bevestiging", channels=(EMAIL,)),
                    a_step("tweede-bericht", after=Delay(7)),
                )
            )
        )
        house.take_in(a_row())
        return house

    def test_of_our_own_for_a_missing_word_lets_nothing_leave(self, without_words):
        without_words.play(days=30)

        assert without_words.calls == []
        assert without_words.told()[:3] == ["import", "planned", "refused"]
        assert [task.kind for task in without_words.tasks()] == [TaskKind.MEND_MESSAGE]
        assert everything_wrong(without_words) == []

    def test_of_our_own_holds_the_campaign_whatever_else_happens(self, without_words):
        without_words.play(hours=1)

        without_words.steer(lambda steering: steering.choices.set_preference("D-1", Field.LARGE_PRINT, "yes"))
        without_words.play(days=30)

        assert without_words.calls == []
        assert [one.step for one in without_words.contacts()] == ["eerste-bericht"]


class TestAnAddressThatDoesNotWork:
    def test_is_marked_and_the_next_channel_comes_at_once(self, house):
        house.channels[EMAIL].answer(rejects)

        house.play(minutes=1)

        assert [(call.message.channel, call.taken) for call in house.calls] == [(EMAIL, False), (SMS, True)]
        assert house.calls[0].at == house.calls[1].at
        states = {point.value: point.state for point in house.file().debtor.points}
        assert states["a.jansen@post.example"] is PointState.BOUNCED
        assert states["+31612345600"] is PointState.UNVERIFIED
        assert everything_wrong(house) == []

    def test_is_followed_by_one_channel_also_when_both_tries_have_one_moment(self, a_house):
        house = a_house(WITH_FALLBACK)
        house.take_in(*(a_row(f"C-{number}", f"D-{number}") for number in range(8)))
        house.channels[EMAIL].answer(*[rejects] * 8)

        house.play(days=3)

        assert Counter(call.message.channel for call in house.calls) == {EMAIL: 8, SMS: 8}

    def test_is_never_tried_again_in_a_later_step(self, house):
        house.channels[EMAIL].answer(rejects)

        house.play(days=10)

        assert [call.message.channel for call in house.calls] == [EMAIL, SMS, SMS]

    def test_in_every_channel_is_work_for_a_person(self, house):
        for provider in house.channels.values():
            provider.answer(always(rejects))

        house.play(days=10)

        assert [call.message.channel for call in house.calls] == [EMAIL, SMS, LETTER]
        assert [task.kind for task in house.tasks()] == [TaskKind.FIND_CONTACT_POINT]
        assert everything_wrong(house) == []


class TestADebtorWhoStoppedTheProvider:
    @pytest.fixture
    def stopped(self, house):
        house.channels[EMAIL].answer(is_stopped)
        house.play(days=10)
        return house

    def test_is_never_reached_there_again_and_elsewhere_at_once(self, stopped):
        assert list(map(at, stopped.calls)) == [
            "Tue 10 Mar 11:00 email",
            "Tue 10 Mar 11:00 sms",
            "Tue 17 Mar 11:00 sms",
        ]
        assert everything_wrong(stopped) == []

    def test_has_that_wish_among_the_preferences(self, stopped):
        with stopped.store.read() as books:
            (change,) = books.changes_of("D-1")

        assert (change.field, change.value, change.through) == (
            Field.REFUSE_CHANNEL,
            "email",
            Through.PROVIDER,
        )

    def test_has_that_wish_in_the_ledger(self, stopped):
        (line,) = stopped.lines("debtor:D-1")

        assert line.kind is LineKind.PREFERENCE
        assert (line.public["field"], line.public["through"]) == ("refuse_channel", "provider")
        assert stopped.content(line)["value"] == "email"


class TestABatch:
    @pytest.fixture
    def queue(self, a_house):
        house = a_house()
        house.take_in(*(a_row(f"C-{number}", f"D-{number}") for number in range(5)))
        house.decide()
        return house

    def test_keeps_what_it_did_when_an_adapter_breaks(self, queue):
        queue.channels[EMAIL].answer(takes, takes, breaks)

        with pytest.raises(RuntimeError):
            queue.send()
        queue.let_pass(minutes=1)
        queue.send()

        outcomes = Counter(queue.contacts(f"D-{number}")[0].outcome for number in range(5))
        assert outcomes == {Outcome.ACCEPTED: 4, Outcome.INTENDED: 1}
        queue.play(days=3)
        assert [task.kind for task in queue.tasks()] == [TaskKind.DECIDE_IN_DOUBT]
        assert everything_wrong(queue) == []

    def test_ends_before_its_lease_so_that_nothing_is_in_doubt(self, queue):
        queue.channels[EMAIL].answer(after(lambda: queue.let_pass(seconds=LEASE.total_seconds() * 0.9)))

        handed = queue.send()
        queue.let_pass(minutes=2)
        queue.look_after()

        assert handed == Counter({Outcome.ACCEPTED: 1, Outcome.POSTPONED: 4})
        assert queue.send() == Counter({Outcome.ACCEPTED: 4})
        assert everything_wrong(queue) == []

    def test_of_slow_answers_keeps_each_one(self, queue):
        queue.channels[EMAIL].answer(always(after(lambda: queue.let_pass(seconds=9))))

        assert queue.send() == Counter({Outcome.ACCEPTED: 5})
        left = sorted(queue.contacts(f"D-{number}")[0].at for number in range(5))
        assert left == [NOW + timedelta(seconds=9 * number) for number in range(1, 6)]


@pytest.mark.parametrize("decided_before", [True, False])
def test_a_creditor_who_is_gone_does_not_stop_the_others(a_house, decided_before):
    house = a_house(organisation=the_organisation(*TWO_CREDITORS))
    house.take_in(a_row("C-1"), a_row("C-2", "D-2", creditor="zorgvast"))
    if decided_before:
        house.decide()
    house.load(a_campaign(), organisation=the_organisation(TWO_CREDITORS[0]))

    house.play(hours=1)

    assert [call.message.to.name for call in house.taken] == ["Anna Jansen"]
    assert [task.case_id for task in house.tasks()] == ["C-2"]
    assert everything_wrong(house) == []


class TestTheRealAdapters:
    """Twilio and SendGrid as they are in the product, on loopback against the product's own fakes."""

    @pytest.fixture
    def patience(self):
        return PATIENCE

    @pytest.fixture
    def loopback(self, a_house, fake, patience):
        with a_loopback(fake.url, patience=patience) as channels:
            house = a_house(WITH_FALLBACK, channels=channels.by_kind)
            channels.clock = house.clock
            yield house

    def walked(self, house, fake, *rows):
        house.take_in(*(rows or (a_row(prefers="sms"),)))
        house.decide()
        return house.send(), [taken["reference"] for taken in fake.history()["taken"]]

    def test_hand_over_one_message_once(self, loopback, fake):
        outcomes, taken = self.walked(loopback, fake, a_row(), a_row("C-2", "D-2"))

        assert outcomes == Counter({Outcome.ACCEPTED: 2})
        assert sorted(taken) == sorted(
            contact.reference for debtor in ("D-1", "D-2") for contact in loopback.contacts(debtor)
        )

    @pytest.mark.parametrize(
        ("mischief", "patience"), [("broken", PATIENCE), ("drop", PATIENCE), ("silent", 0.5)]
    )
    @pytest.mark.parametrize("takes", [True, False])
    def test_are_never_asked_again_without_a_clear_answer(self, loopback, fake, mischief, takes):
        fake.order(mischief, takes=takes)

        outcomes, _ = self.walked(loopback, fake, a_row())
        loopback.play(days=3)

        fake.wait_for_a_hit()
        history = fake.history()
        assert outcomes == Counter({Outcome.IN_DOUBT: 1})
        assert (len(history["hits"]), len(history["taken"])) == (1, int(takes))
        assert [task.kind for task in loopback.tasks()] == [TaskKind.DECIDE_IN_DOUBT]

    def test_come_back_to_a_busy_provider_when_it_said_so(self, loopback, fake):
        fake.order("busy", seconds=120, times=1)

        outcomes, taken = self.walked(loopback, fake, a_row())
        loopback.let_pass(seconds=119)
        early = loopback.send()
        loopback.let_pass(seconds=1)
        in_time = loopback.send()

        assert (outcomes, taken, early) == (Counter({Outcome.POSTPONED: 1}), [], Counter())
        assert in_time == Counter({Outcome.ACCEPTED: 1})
        assert [one.outcome for one in loopback.contacts()] == [Outcome.ACCEPTED]

    def test_give_a_wrong_key_to_a_person(self, loopback, fake):
        fake.order("refuse")

        outcomes, taken = self.walked(loopback, fake, a_row())

        assert (outcomes, taken) == (Counter({Outcome.REFUSED: 1}), [])
        assert [task.kind for task in loopback.tasks()] == [TaskKind.MEND_MESSAGE]

    def sms_first(self, house, point):
        house.load(a_campaign(steps=(a_step(channels=(SMS,), fallback=replace(FAILED, to=(EMAIL, LETTER))),)))
        points = (point, *a_debtor().points[1:])
        house.put(a_case(), a_debtor(points=points))
        house.play(minutes=1)
        return {one.kind: one.outcome for one in house.contacts()}

    def test_take_another_channel_for_a_number_that_does_not_exist(self, loopback, fake):
        walked = self.sms_first(loopback, a_mobile("+15005550001"))

        assert walked == {"sms": Outcome.BOUNCED, "email": Outcome.ACCEPTED}
        assert loopback.file().debtor.points[0].state is PointState.BOUNCED

    def test_take_another_channel_for_somebody_who_sent_stop(self, loopback, fake):
        fake.http.post("/_inbound", json={"number": "+31612345699", "words": "STOP"}).raise_for_status()

        walked = self.sms_first(loopback, a_mobile("+31612345699"))

        assert walked == {"sms": Outcome.STOPPED, "email": Outcome.ACCEPTED}
        assert loopback.file().preference.refused == {SMS}

    def test_ask_twilio_to_give_up_when_the_hours_end(self, loopback, fake, monkeypatch):
        asked, http = [], loopback.channels[SMS].outgoing.client.http_client.http
        hand_over = http.hand_over

        def overheard(url, content, headers):
            asked.append(content.decode())
            return hand_over(url, content, headers)

        monkeypatch.setattr(http, "hand_over", overheard)

        self.sms_first(loopback, a_mobile())

        (form,) = asked
        assert f"ValidityPeriod={6 * 3600 - 15}&" in form + "&"

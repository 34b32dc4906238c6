"""One message at a provider is evidence for one contact of ours, and never for two."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from time import monotonic

import pytest

from channels.sendgrid.activity import SendGridActivity
from engine.domain.errors import AnswerLost, CannotAsk
from engine.domain.in_doubt import InDoubt
from engine.domain.touchpoint import Outcome
from engine.doubts import Way
from preferences.channel import ChannelKind
from tests.builders import NOW, a_campaign, a_step
from tests.channels.recorded import answering
from tests.walks.house import SmallHouse, a_row
from tests.walks.providers import after, loses_the_answer, says_no
from tests.walks.test_doubts import AList, doubts_of, message
from tests.walks.test_suspended import another
from tests.walks.test_two_workers import WAITING
from tests.walks.truth import everything_wrong, sent_twice

SMS = ChannelKind.SMS
PATIENCE = 20
AGAIN = a_campaign(steps=(a_step(resend_in_doubt=True), a_step("tweede-bericht")))


@pytest.fixture
def one_of_two(a_house):
    """Two people on one number, in the same words: the provider took one message and no answer came."""
    house = a_house(AGAIN)
    house.take_in(*(a_row(f"C-{one}", f"D-{one}", prefers="sms") for one in (1, 2)))
    house.decide()
    house.channels[SMS].answer(loses_the_answer, says_no(AnswerLost))
    house.send()
    assert len(house.taken) == 1
    return house


def test_two_doubts_in_the_same_words_do_not_share_one_message(one_of_two):
    house = one_of_two
    doubts = doubts_of(house, InDoubt.RESEND, AList(message()))

    first = doubts.run(house.clock())
    house.let_pass(minutes=31)
    second = doubts.run(house.clock())
    house.send()

    assert (first, second) == ({Way.FOUND: 1, Way.WAITS: 1}, {Way.AGAIN: 1})
    assert len(house.taken) == 2
    assert [house.contacts(one)[0].outcome for one in ("D-1", "D-2")] == [Outcome.ACCEPTED] * 2
    assert everything_wrong(house) == [*sent_twice(house.taken)]


def test_a_clock_that_is_an_hour_ahead_hides_no_message_from_who_asks(one_of_two):
    house, asked = one_of_two, []

    class List(AList):
        def look_for(self, sought, now):
            asked.append(sought.since)
            return []

    doubts_of(house, InDoubt.RESEND, List()).run(house.clock())

    assert max(asked) <= house.clock() - timedelta(hours=1)


def test_a_clock_that_is_an_hour_behind_hides_no_mail_after_a_restore():
    with answering(200, json={"messages": []}) as recorded:
        SendGridActivity(http=recorded.http, key="geheim").since(NOW - timedelta(hours=2), NOW)

        query = recorded.only.url.params["query"]
    end = datetime.fromisoformat(query.rpartition('TIMESTAMP "')[2].rstrip('"'))
    assert end >= NOW + timedelta(hours=1)


@pytest.fixture
def doubtful(url):
    """One message at the provider that fits two doubts, and a doubt about a third number behind those."""
    with closing(SmallHouse(url, AGAIN)) as house:
        house.channels[SMS].answer(loses_the_answer, says_no(AnswerLost), says_no(AnswerLost))
        house.take_in(*(a_row(f"C-{one}", f"D-{one}", prefers="sms") for one in (1, 2)))
        house.decide_and_send()
        house.let_pass(minutes=1)
        house.take_in(a_row("C-3", "D-3", prefers="sms", mobile="06 12345611"))
        house.decide_and_send()
        assert len(house.taken) == 1
        yield house


class KnowsOnly(AList):
    """A provider that answers about one contact, and is busy for all others."""

    def __init__(self, house, debtor, last=lambda: None):
        self.asked = house.contacts(debtor)[0].reference
        self.behind = house.contacts("D-3")[0].reference
        self.last = last

    def look_for(self, sought, now):
        if sought.reference == self.behind:
            self.last()
        if sought.reference != self.asked:
            raise CannotAsk("busy")
        return [message()]


def became(house):
    return sorted(house.contacts(one)[0].outcome for one in ("D-1", "D-2"))


def test_two_workers_at_one_instant_take_one_message_for_one_doubt(doubtful):
    both_know = Barrier(2)

    def meet():
        both_know.wait(PATIENCE)

    with another(doubtful) as one, another(doubtful) as other, ThreadPoolExecutor(2) as pool:
        looks = [
            pool.submit(doubts_of(house, InDoubt.RESEND, KnowsOnly(house, debtor, meet)).run, house.clock())
            for house, debtor in ((one, "D-1"), (other, "D-2"))
        ]
        ways = [look.result(PATIENCE) for look in looks]

    assert sorted(ways, key=str) == [{Way.FOUND: 1, Way.WAITS: 2}, {Way.WAITS: 3}]
    assert became(doubtful) == [Outcome.ACCEPTED, Outcome.IN_DOUBT]


class Thoughtful:
    """A catalogue in whose hands something happens while the evidence is written, before it is committed."""

    def __init__(self, catalogue, happens):
        self.catalogue = catalogue
        self.happens = [happens]

    def __getattr__(self, name):
        while self.happens:
            self.happens.pop()()
        return getattr(self.catalogue, name)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_who_looks_while_another_one_writes_waits_for_what_that_writes(doubtful):
    with another(doubtful) as one, another(doubtful) as other, ThreadPoolExecutor(1) as pool:
        looks = []

        def the_other_one_looks():
            doubts = doubts_of(other, InDoubt.RESEND, KnowsOnly(other, "D-2"))
            looks.append(pool.submit(doubts.run, other.clock()))
            deadline = monotonic() + PATIENCE
            while not looks[0].done() and not waits_for_a_lock(doubtful):
                assert monotonic() < deadline

        doubts = doubts_of(one, InDoubt.RESEND, KnowsOnly(one, "D-1"))
        found = replace(doubts, catalogue=Thoughtful(one.catalogue, the_other_one_looks)).run(one.clock())
        seen = looks[0].result(PATIENCE)

    assert (found, seen) == ({Way.FOUND: 1, Way.WAITS: 2}, {Way.WAITS: 3})
    assert became(doubtful) == [Outcome.ACCEPTED, Outcome.IN_DOUBT]


def waits_for_a_lock(house):
    with house.store.reading() as connection:
        return connection.exec_driver_sql(WAITING).scalar_one()


def test_what_a_sender_has_in_hand_is_no_evidence_for_another_doubt(url):
    with closing(SmallHouse(url, AGAIN)) as house, another(house) as other:
        house.channels[SMS].answer(says_no(AnswerLost))
        house.take_in(a_row("C-1", "D-1", prefers="sms"))
        house.decide_and_send()
        house.take_in(a_row("C-2", "D-2", prefers="sms"))
        house.decide()
        doubts, ways = doubts_of(other, InDoubt.RESEND, AList(message())), []
        # the provider has it, and its sender did not hear so yet
        house.channels[SMS].answer(after(lambda: ways.append(doubts.run(other.clock()))))
        house.send()

        assert ways == [{Way.WAITS: 1}]
        assert became(house) == [Outcome.ACCEPTED, Outcome.IN_DOUBT]

"""One message at a provider is evidence for one contact of ours, and never for two."""

from datetime import datetime, timedelta

import pytest

from channels.sendgrid.activity import SendGridActivity
from engine.domain.errors import AnswerLost
from engine.domain.in_doubt import InDoubt
from engine.domain.touchpoint import Outcome
from engine.doubts import Way
from preferences.channel import ChannelKind
from tests.builders import NOW, a_campaign, a_step
from tests.channels.recorded import answering
from tests.walks.house import a_row
from tests.walks.providers import loses_the_answer, says_no
from tests.walks.test_doubts import AList, doubts_of, message
from tests.walks.truth import everything_wrong, sent_twice

SMS = ChannelKind.SMS
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

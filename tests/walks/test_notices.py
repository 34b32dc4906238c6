"""Answers and confirmations outside campaigns: once, in the right channel and hours, and never a step of a campaign."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from app.wiring import new_id
from engine.arrangements.agreeing import Agreeing
from engine.arrangements.judging import Means
from engine.arrangements.plan import in_parts
from engine.domain.arrangement import Every
from engine.domain.case import CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.pause import PauseKind
from engine.domain.reply import Reply
from engine.domain.touchpoint import Outcome
from engine.policy.law_window import law_zone
from engine.taking_in import TakingIn
from preferences.channel import ChannelKind
from tests.builders import NOW, a_campaign
from tests.walks.house import ACTOR, a_row

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER
#: a Tuesday, 23:30 in Amsterdam
AT_NIGHT = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)


@pytest.fixture
def house(a_house, url):
    """A house on each database, with one case that heard from us once."""
    built = a_house(a_campaign(), url=url)
    built.take_in(a_row())
    built.decide()
    built.send()
    assert len(built.taken) == 1
    return built


def reply(house, words, channel=EMAIL, at=None):
    taken = Reply(case_id="C-1", channel=channel, text=words, received_at=at or house.clock())
    with house.store.begin() as books:
        return TakingIn(books=books, actor=ACTOR, now=house.clock(), new_id=new_id).take_in(taken)


def notices(house):
    return list(house.file().notices.values())


def work(house):
    """Decide and send once; gives what left in that."""
    before = len(house.taken)
    house.decide()
    house.send()
    return house.taken[before:]


def refuse_all(house):
    for channel in ("sms", "whatsapp", "email", "letter"):
        house.steer(lambda act, channel=channel: act.prefer("C-1", f"no-{channel}"))


def test_a_reply_is_answered_once_through_its_own_channel(house):
    position = house.position()
    reply(house, "dat heb ik nooit besteld", SMS)

    (answer,) = work(house)

    assert answer.channel is SMS
    assert "zoekt het uit" in answer.body
    assert work(house) == []
    house.let_pass(days=2)
    assert work(house) == []
    (notice,) = notices(house)
    assert not notice.is_owed
    assert (house.position().step, house.position().run) == (position.step, position.run)
    lines = [line for line in house.lines() if line.public.get("notice") == notice.id]
    assert [line.outcome for line in lines] == [Outcome.PLANNED, Outcome.INTENDED, Outcome.ACCEPTED]
    assert {line.public["cause"] for line in lines} == {notice.cause}

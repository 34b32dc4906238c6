"""The claim description goes before everything else, also where it comes back (NL-20, V)."""

import pytest

from engine.domain.campaign import Delay, LegalRole
from engine.domain.decision import TaskKind
from engine.domain.pause import PauseKind
from engine.domain.touchpoint import Outcome
from engine.ports import Result
from preferences.channel import ChannelKind
from tests.builders import a_campaign, a_step
from tests.walks.house import a_row
from tests.walks.providers import rejects

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER
DESCRIBES = a_step(
    "overzicht",
    template="vorderingsoverzicht",
    legal_role=LegalRole.CLAIM_DESCRIPTION,
    channels=(EMAIL,),
)
ASKS = a_step("een", after=Delay(3), channels=(SMS,))
UNDESCRIBED = a_row(described_on=None)


@pytest.fixture
def house(a_house, url):
    def build(*steps):
        built = a_house(a_campaign(steps=steps), url=url)
        built.take_in(UNDESCRIBED)
        return built

    return build


def sent(house):
    return [(call.message.channel, call.message.text.template) for call in house.taken]


def test_the_demand_follows_on_the_description(house):
    walked = house(DESCRIBES, ASKS)

    walked.play(days=10)

    assert [channel for channel, _ in sent(walked)] == [EMAIL, SMS]
    assert sent(walked)[0][1] == "vorderingsoverzicht"
    assert walked.why().decision is not None


def test_a_campaign_without_one_asks_a_person_and_says_nothing(house):
    walked = house(a_step("een", channels=(SMS,)))

    walked.play(days=30)

    assert walked.taken == []
    assert [task.kind for task in walked.tasks()] == [TaskKind.SEND_CLAIM_DESCRIPTION]
    assert "before the claim was described" in walked.reasons()[-1]


def test_a_description_that_came_back_lets_nothing_follow(house):
    walked = house(DESCRIBES, ASKS)
    walked.channels[EMAIL].answer(rejects)

    walked.play(days=30)

    assert [channel for channel, _ in sent(walked) if channel is SMS] == []
    assert walked.tasks()


def test_a_demand_that_was_planned_is_held_at_dispatch_when_the_description_comes_back(house):
    walked = house(DESCRIBES, ASKS)
    walked.play(days=1)
    walked.let_pass(days=3)
    walked.decide()
    (planned,) = [one for one in walked.contacts() if one.kind == SMS]
    description = next(one for one in walked.contacts() if one.kind == EMAIL)
    with walked.store.begin() as books:
        books.settle([bounced(description, walked.clock())])

    walked.send()

    assert [channel for channel, _ in sent(walked)] == [EMAIL]
    assert next(one for one in walked.contacts() if one.reference == planned.reference).outcome == "cancelled"


def bounced(contact, at):
    return Result(reference=contact.reference, outcome=Outcome.BOUNCED, at=at)


def test_a_pause_for_details_sends_it_and_then_the_campaign_goes_on(house):
    walked = house(a_step("een", channels=(SMS,)))
    walked.play(days=1)

    pause = walked.steer(lambda act: act.pause("C-1", PauseKind.DETAILS, None, whole_debtor=False))
    walked.play(days=2)
    assert [template for _, template in sent(walked)] == ["vorderingsoverzicht"]
    for task in walked.tasks():
        walked.steer(lambda act, task=task: act.finish_task(task.id, "solved"))
    if any(one.ended_at is None for one in walked.file().pauses):
        walked.steer(lambda act: act.end_pause("C-1", pause.id))
    walked.play(days=5)

    assert [channel for channel, _ in sent(walked)][1:] == [SMS]

"""A video call from the step of a campaign to what it counts for: asked, taken, done, and a contact."""

from datetime import timedelta

import pytest

from engine.domain.campaign import Delay
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import LineKind, Outcome
from engine.gather import Desk, gather
from engine.tasking import Tasking
from engine.untried import not_tried
from preferences.channel import ContactKind
from tests.builders import NOW, a_campaign, a_step
from tests.walks.house import a_row
from tests.walks.truth import everything_wrong

STEPS = (
    a_step(),
    a_step(
        "videobellen", template=None, channels=(), task=TaskKind.VIDEO_CALL, script="gesprek_regeling",
        after=Delay(2),
    ),
    a_step("tweede-bericht", template="tweede_herinnering", after=Delay(2)),
)  # fmt: skip


@pytest.fixture
def house(a_house, url):
    """A house on each database, whose campaign asks for a video call two days after its first message."""
    built = a_house(a_campaign(steps=STEPS), url=url)
    built.take_in(a_row())
    with built.store.begin() as books:
        books.put_staff("bram", StaffRole.COLLECTOR.value)
    built.play(days=2, hours=1)
    return built


def the_task(house):
    (task,) = house.tasks()
    return task


def take(house, actor):
    with house.store.begin() as books:
        Tasking(books=books, actor=actor, now=house.clock()).take(the_task(house))


def talked(house, result):
    house.steer(lambda act: act.finish_task(the_task(house).id, result))


def test_a_step_asks_a_person_for_it_once_with_the_script(house):
    task = the_task(house)

    assert (task.kind, task.step, task.script) == (TaskKind.VIDEO_CALL, "videobellen", "gesprek_regeling")
    house.play(days=20)
    assert [one.kind for one in house.tasks()].count(TaskKind.VIDEO_CALL) == 1
    assert "videobellen" not in [one.step for one in house.contacts()]


def test_one_person_takes_it_and_nobody_else_does(house):
    take(house, "bram")

    assert the_task(house).taken_by == "bram"
    with pytest.raises(NotAllowed, match="bram has this task"):
        take(house, "anna")
    assert {"taken": True, "kind": "video_call", "by": "bram"}.items() <= house.lines()[-1].public.items()


def test_a_talk_is_a_contact_that_fills_the_cap_for_messages(house):
    take(house, "bram")
    talked(house, "reached")

    talk = next(one for one in house.contacts() if one.step == "videobellen")
    assert (talk.kind, talk.outcome, talk.at) == (ContactKind.CALL, Outcome.DELIVERED, house.clock())
    line = next(
        one for one in house.lines() if one.kind is LineKind.CONTACT and one.reference == talk.reference
    )
    assert (line.outcome, line.public["channel"]) == (Outcome.DELIVERED, "call")
    assert house.tasks() == []

    # a message and a talk in seven days are two: the second message waits until the first is a week old
    house.play(days=20)
    second = next(one for one in house.contacts() if one.step == "tweede-bericht")
    assert second.at >= NOW + timedelta(days=7)
    frequency = [one for one in house.reasons() if "2 contacts in 7 days" in str(one)]
    assert frequency, house.reasons()
    assert everything_wrong(house) == []


def test_a_talk_that_nobody_picked_up_fills_no_cap_and_the_campaign_goes_on(house):
    talked(house, "not_reached")

    talk = next(one for one in house.contacts() if one.step == "videobellen")
    assert not talk.outcome.may_have_reached
    house.play(days=20)
    second = next(one for one in house.contacts() if one.step == "tweede-bericht")
    assert second.at < NOW + timedelta(days=7)
    assert everything_wrong(house) == []


@pytest.mark.parametrize(("result", "proven"), [("reached", True), ("not_reached", False)])
def test_before_a_hand_over_the_review_knows_whether_a_person_was_spoken(house, result, proven):
    talked(house, result)

    file = house.file()
    desk = Desk(house.catalogue, house.writer)
    left = [one.what for one in not_tried(gather(file, file.cases[0], desk, house.clock()))]
    assert left.count("call") == (0 if proven else 1), left

"""A hard word that a portfolio brings into a text: nothing leaves, and a person hears which word it is."""

import pytest

from app.refusals import found_in_text
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind
from tests.builders import a_campaign, a_step
from tests.walks.house import a_row

MAIL = a_campaign(steps=(a_step("een", channels=(ChannelKind.EMAIL,)),))


@pytest.fixture
def house(a_house, url):
    return a_house(MAIL, url=url)


def test_a_description_that_is_too_hard_does_not_leave_and_becomes_a_task(house):
    house.take_in(a_row(description="Sommatie huur januari 2026"))

    house.play(days=2)

    assert house.taken == []
    (task,) = [one for one in house.tasks() if one.kind is TaskKind.MEND_MESSAGE]
    assert task.because.endswith("may not leave as email: jargon")
    with house.store.read() as books:
        findings = found_in_text(books, task)
    assert any(one.startswith("fail jargon") and "'Sommatie'" in one and "→" in one for one in findings)


def test_what_is_wrong_is_told_to_who_mends_it_and_kept_nowhere_in_the_open(house):
    house.take_in(a_row(description="Sommatie huur januari 2026"))

    house.play(days=2)

    (task,) = [one for one in house.tasks() if one.kind is TaskKind.MEND_MESSAGE]
    (refused,) = [line for line in house.lines() if line.outcome is Outcome.REFUSED]
    assert "Sommatie" not in f"{task.because} {refused.public}"
    assert "Sommatie" in str(house.content(refused)["findings"])


def test_the_same_in_plain_words_leaves(house):
    house.take_in(a_row(description="Huur januari 2026"))

    house.play(days=2)

    assert len(house.taken) == 1
    assert [one for one in house.tasks() if one.kind is TaskKind.MEND_MESSAGE] == []

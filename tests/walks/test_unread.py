"""A message that nobody read is never silence: it keeps somebody quiet, and everybody can see it."""

from datetime import timedelta

import pytest

from engine.domain.case import CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.pause import PauseKind
from engine.policy.keeping import keeps
from tests.builders import a_campaign, a_pause, a_task
from tests.walks.answering import Walk
from tests.walks.house import a_row
from tests.walks.on_loopback import a_loopback
from tests.webhooks.inbound import doors_of, pauses


@pytest.fixture
def walk(a_house, url, fake):
    """A debtor with two cases, on each database; a message about the first left through the fakes."""
    with a_loopback(fake.url) as loopback:
        house = a_house(a_campaign(), url=url, channels=loopback.by_kind)
        loopback.clock = house.clock
        house.take_in(a_row(prefers="email"))
        house.decide()
        assert house.send() == {"accepted": 1}
        house.take_in(a_row(prefers="email"), a_row("C-2", prefers="email", invoice_number="F-2"))
        house.let_pass(hours=1)
        with doors_of(house, is_its_own_address=True) as doors:
            yield Walk(house, fake, doors)


def unread(house):
    with house.store.read() as books:
        return sorted(books.tasks_that_keep(house.clock())), books.vital_signs(house.clock()).keeping_tasks


def written(walk, days=30):
    """Play on; say for which cases the campaign wrote."""
    before = {one.reference for one in walk.house.contacts()}
    walk.house.play(days=days)
    return {case for one in walk.house.contacts() if one.reference not in before for case in one.case_ids}


def finish(walk, task, result="gelezen"):
    walk.house.steer(lambda act: act.finish_task(task.id, result))


def test_both_cases_wait_and_both_go_on_when_it_was_read(walk):
    walk.mail("ik heb geen geld")
    walk.sent()
    (task,) = walk.house.tasks()

    assert written(walk) == set()
    assert unread(walk.house) == ([task.id], 1)
    assert walk.house.file().pauses[0].ended_at is None

    finish(walk, task)

    assert unread(walk.house) == ([], 0)
    (pause,) = walk.house.file().pauses
    assert pause.ended_at == walk.house.clock()
    for case_id in ("C-1", "C-2"):
        ended = [one for one in walk.house.lines(f"case:{case_id}") if one.public.get("ended")]
        assert [one.public["because"] for one in ended] == ["answer_reply"]
    assert written(walk) == {"C-1", "C-2"}


def test_a_case_that_ends_takes_no_unread_message_of_another_case_with_it(walk):
    walk.mail("asdfghjkl")
    (task,) = walk.house.tasks()

    walk.house.steer(lambda act: act.close_case(task.case_id, CaseStatus.CLOSED, "ingetrokken"))

    assert [one.id for one in walk.house.tasks()] == [task.id]
    assert written(walk) == set()
    finish(walk, task)
    assert written(walk) == {"C-1", "C-2"} - {task.case_id}


def test_an_unread_message_can_be_finished_after_every_case_ended(walk):
    walk.mail("asdfghjkl")
    (task,) = walk.house.tasks()
    for case_id in ("C-1", "C-2"):
        walk.house.steer(lambda act, one=case_id: act.close_case(one, CaseStatus.CLOSED, "ingetrokken"))

    finish(walk, task)

    assert walk.house.tasks() == []
    assert written(walk) == set()


@pytest.mark.parametrize("more", [{}, {"spf": "fail"}], ids=["unclear", "perhaps forged"])
def test_a_message_during_a_promise_is_read_before_the_campaign_goes_on(walk, more):
    walk.mail("Ik betaal het op 25 maart.")
    walk.sent()
    walk.mail("asdfghjkl", **more)
    assert pauses(walk.house) == ["arrangement", "team"]
    (task,) = walk.house.tasks()

    assert written(walk, days=40) == set()
    finish(walk, task)
    assert written(walk)


def test_a_promise_for_a_far_day_waits_for_who_judges_it(walk):
    far = walk.house.clock() + timedelta(days=50)
    walk.mail(f"Ik betaal op {far:%d-%m-%Y}.")
    walk.sent()
    (task,) = [one for one in walk.house.tasks() if one.kind is TaskKind.AGREE_ARRANGEMENT]

    # a promise is about one case
    assert written(walk) == {"C-2"}
    assert unread(walk.house) == ([task.id], 1)
    assert "C-1" in walk.house.why().decision.trace[2].because
    finish(walk, task)
    assert "C-1" in written(walk)


def test_work_that_was_done_long_ago_holds_nothing_when_something_new_is_asked(walk):
    walk.mail("asdfghjkl")
    (task,) = walk.house.tasks()
    walk.house.let_pass(days=1)
    finish(walk, task)
    walk.house.play(days=10)
    assert len(walk.house.contacts()) > 1

    walk.mail("waar gaat dit over?")

    assert [one.kind.value for one in walk.house.tasks()] == ["answer_reply"]
    assert unread(walk.house) == ([], 0)
    assert walk.house.why().decision.trace[2].because == "no pause stands"


def test_a_pause_that_a_person_ends_is_over_though_its_task_is_open(walk):
    walk.mail("asdfghjkl")
    walk.house.play(days=10)
    (pause,) = walk.house.file().pauses

    walk.house.steer(lambda act: act.end_pause("C-1", pause.id))

    assert unread(walk.house) == ([], 0)
    assert written(walk)


def test_a_case_wakes_also_when_its_task_went_away_by_itself(walk):
    walk.mail("asdfghjkl")
    walk.house.play(days=10)
    (task,) = walk.house.tasks()
    with walk.house.store.begin() as books:
        books.close_task(task.id, "nobody", walk.house.clock(), "gone")

    walk.house.look_after()

    assert written(walk) == {"C-1", "C-2"}


@pytest.mark.parametrize("kind", PauseKind)
def test_the_database_and_the_rule_agree_on_what_keeps_a_pause(walk, kind):
    """One says it of a pause and a task, the other of all of them at once."""
    since, until = walk.house.clock(), walk.house.clock() + timedelta(days=1)
    walk.house.let_pass(days=2)
    pause = a_pause(kind=kind, since=since, until=until)
    for case_id in (None, "C-1"):
        for number, task_kind in enumerate(TaskKind):
            for of_case, opened_at in (("C-1", since), ("C-2", since), ("C-1", until)):
                name = f"{kind}-{case_id}-{number}-{of_case}-{opened_at:%d}"
                told = a_pause(id=name, kind=kind, case_id=case_id, since=since, until=until)
                task = a_task(id=name, kind=task_kind, case_id=of_case, opened_at=opened_at)
                with walk.house.store.begin() as books:
                    books.put_pause(told)
                    books.open_tasks([task])
                    ids = books.tasks_that_keep(walk.house.clock())
                    ended = {one.id for one in books.pauses_run_out(walk.house.clock())}
                    (kept,) = [one for one in books.pauses_of("D-1") if one.id == name]
                    books.close_task(name, "anna", walk.house.clock(), "klaar")
                    if name not in ended:
                        books.end_pause(name, walk.house.clock())
                assert (name in ids) is (name not in ended) is (kept.kept_by is not None) is keeps(task, told)
    assert pause.kind is kind

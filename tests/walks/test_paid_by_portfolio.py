"""What a portfolio tells is paid: the case ends, with all that stood open in it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.wiring import new_id
from engine.arrangements.agreeing import Agreeing
from engine.arrangements.judging import Means
from engine.arrangements.plan import in_parts
from engine.domain.arrangement import ArrangementStatus
from engine.domain.case import CaseStatus, Phase
from engine.domain.decision import TaskKind
from engine.domain.organisation import ArrangementBounds
from engine.domain.pause import PauseKind
from engine.policy.law_window import law_zone
from tests.builders import a_campaign
from tests.walks.house import ACTOR, a_row


@pytest.fixture
def house(a_house, url):
    """A house on each database, with one case that heard from us once."""
    built = a_house(a_campaign(), url=url)
    built.take_in(a_row())
    built.decide()
    built.send()
    assert len(built.taken) == 1
    return built


def the_case(house):
    return house.file().cases[0]


def endings(house):
    """Give what the lines say of the end of the case."""
    return [line.public["status"] for line in house.lines() if "status" in line.public]


def paid(**cells):
    return a_row(paid="120.50", **cells)


def test_a_case_that_the_portfolio_tells_is_paid_ends_and_hears_only_thanks(house):
    house.take_in(paid())
    house.play(days=60)

    (thanks,) = house.taken[1:]
    assert "Alles is betaald" in thanks.message.text.body
    assert (the_case(house).status, the_case(house).phase) == (CaseStatus.PAID, Phase.CLOSED)
    assert endings(house) == ["paid"]
    assert house.position().due_at is None


def test_the_end_is_written_once(house):
    house.take_in(paid())
    house.take_in(paid())
    house.take_in(paid(description="Huur van januari 2026"))
    house.play(days=10)

    assert endings(house) == ["paid"]
    assert len(house.taken) == 2


@pytest.mark.parametrize("cells", [{"paid": "120.50"}, {"paid": "200.00"}, {"amount": "0.00"}])
def test_a_case_that_comes_in_with_nothing_to_pay_ends_at_once_and_nobody_hears(a_house, url, cells):
    house = a_house(a_campaign(), url=url)

    house.take_in(a_row(**cells))
    house.play(days=60)

    assert house.taken == []
    assert house.tasks() == []
    assert the_case(house).status is CaseStatus.PAID
    assert endings(house) == ["paid"]


def test_a_pause_and_a_task_of_the_case_end_with_it(house):
    dispute = house.steer(lambda act: act.pause("C-1", PauseKind.DISPUTE, None, whole_debtor=False))
    assert [task.kind for task in house.tasks()] == [TaskKind.ANSWER_DISPUTE]

    house.take_in(paid())

    over = [line.public for line in house.lines() if line.public.get("ended")]
    assert [(one["pause"], one["because"]) for one in over] == [(dispute.id, "the case ended")]
    assert house.tasks() == []


def test_what_is_owed_beside_the_claim_stays(house):
    house.steer(lambda act: act.pause("C-1", PauseKind.COMPLAINT, None, whole_debtor=False))
    house.steer(lambda act: act.pause("C-1", PauseKind.DEBT_HELP, None, whole_debtor=True))

    house.take_in(paid())

    standing = {pause.kind for pause in house.file().pauses if pause.ended_at is None}
    assert standing == {PauseKind.COMPLAINT, PauseKind.DEBT_HELP}
    assert TaskKind.ANSWER_COMPLAINT in {task.kind for task in house.tasks()}


def test_an_arrangement_is_kept_when_the_portfolio_tells_that_all_is_paid(house):
    case, first_on = the_case(house), house.clock().date() + timedelta(days=30)
    creditor = replace(house.organisation.creditor("woonstad"), bounds=ArrangementBounds())
    with house.store.begin() as books:
        zone = law_zone(case.jurisdiction)
        agreeing = Agreeing(books=books, zone=zone, actor=ACTOR, now=house.clock(), new_id=new_id)
        running = agreeing.propose(case, creditor, in_parts(case.outstanding, 3, first_on), Means())
    assert running.status is ArrangementStatus.RUNNING
    house.take_in(paid())
    house.play(days=120)

    with house.store.read() as books:
        kept = books.arrangement(running.id)
    assert kept.status is ArrangementStatus.SETTLED
    assert [pause for pause in house.file().pauses if pause.ended_at is None] == []
    assert any("Alles is betaald" in call.message.text.body for call in house.taken)
    assert house.tasks() == []


def test_a_person_looks_when_a_paid_case_is_owed_again(house):
    house.take_in(paid())
    house.take_in(a_row(paid="20.50"))

    (task,) = house.tasks()
    assert task.kind is TaskKind.WORK
    assert "100.00 euro is left" in task.because
    house.play(days=60)
    assert len(house.taken) <= 2
    assert the_case(house).status is CaseStatus.PAID

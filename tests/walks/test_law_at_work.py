"""What the table of reactions says, done live: pauses, duties, statements, and messages that contradict."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from app.wiring import new_id
from engine.arrangements.agreeing import Agreeing
from engine.arrangements.judging import Means
from engine.arrangements.plan import in_parts
from engine.arrangements.watch import ArrangementWatch
from engine.domain.campaign import CostsPolicy, Delay, LegalRole
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import TaskKind
from engine.domain.occurrence import OccurrenceKind
from engine.domain.organisation import ArrangementBounds
from engine.domain.pause import PauseKind
from engine.domain.touchpoint import LineKind, Outcome
from engine.policy.law_window import law_zone
from engine.reacting import WORDINGS, what_follows
from preferences.channel import ChannelKind, ContactKind
from tests.builders import a_campaign, a_creditor, a_step
from tests.walks.house import ACTOR, a_row, the_organisation
from tests.walks.providers import rejects

EMAIL, LETTER = ChannelKind.EMAIL, ChannelKind.LETTER
TWO_MAILS = a_campaign(
    steps=(a_step("een", channels=(EMAIL,)), a_step("twee", after=Delay(3), channels=(EMAIL,))),
)
#: a Thursday, the day before Belgium has a holiday on a Friday: 1 May 2026
BELGIAN_DAY = datetime(2026, 4, 30, 8, 0, tzinfo=UTC)


@pytest.fixture
def house(a_house, url):
    """A house on each database, with one case that heard from us once."""
    built = a_house(TWO_MAILS, url=url)
    built.take_in(a_row())
    built.decide()
    built.send()
    assert len(built.taken) == 1
    return built


def notices(house):
    return list(house.file().notices.values())


def pauses(house):
    return [line.public for line in house.lines() if line.kind is LineKind.PAUSE]


def next_mail(house):
    """Let the second step come; gives what left."""
    before = len(house.taken)
    house.play(days=5)
    return house.taken[before:]


def test_a_claim_that_changed_without_a_word_is_not_asked_for(house):
    house.take_in(a_row(amount="131.50"))

    assert next_mail(house) == []
    (task,) = [one for one in house.tasks() if one.kind is TaskKind.MEND_MESSAGE]
    assert "another principal" in task.because
    refused = [line for line in house.lines() if line.outcome is Outcome.REFUSED]
    assert "NL-23" in str(house.content(refused[-1])["findings"])


def test_a_person_may_let_it_go_all_the_same(house):
    house.take_in(a_row(amount="131.50"))
    next_mail(house)
    (task,) = [one for one in house.tasks() if one.kind is TaskKind.MEND_MESSAGE]

    house.steer(lambda act: act.finish_task(task.id, "solved"))

    (mail,) = next_mail(house)
    assert "131,50" in mail.message.text.body


def test_a_payment_or_interest_explains_another_total(house):
    house.take_in(a_row(interest="1.20", interest_basis="4% per jaar, van 1 februari 2026 tot 2 maart 2026"))
    house.steer(lambda act: act.payment("C-1", Decimal("20.50"), date(2026, 3, 3), "B-1"))

    assert len(next_mail(house)) == 1


def test_another_due_day_is_a_contradiction_only_where_both_messages_name_it(house):
    house.take_in(a_row(due_on="2026-02-14"))
    named = "31 januari 2026" in house.taken[0].message.text.body

    assert len(next_mail(house)) == (0 if named else 1)


def test_a_pause_that_runs_out_leaves_one_line(house):
    until = house.clock() + timedelta(days=2)
    house.steer(lambda act: act.pause("C-1", PauseKind.TEAM, until, whole_debtor=False))

    house.play(days=4)

    begun, over = pauses(house)
    assert (over["pause"], over["ended"], over["ran_out"], over["why"]) == (
        begun["pause"],
        True,
        True,
        "team",
    )
    assert over["until"] == begun["until"]
    (pause,) = house.file().pauses
    assert pause.ended_at == until


def test_a_pause_that_a_person_ended_does_not_run_out_as_well(house):
    until = house.clock() + timedelta(days=2)
    pause = house.steer(lambda act: act.pause("C-1", PauseKind.TEAM, until, whole_debtor=False))
    house.steer(lambda act: act.end_pause("C-1", pause.id))

    house.play(days=4)

    assert [line.get("ran_out") for line in pauses(house)] == [None, None]


def test_a_letter_with_a_term_that_came_back_by_mail_goes_by_post(a_house, url):
    """NL-35 (S): a bounce starts no term, and a new letter by post does."""
    step = a_step(
        "brief", template="veertiendagenbrief", legal_role=LegalRole.FOURTEEN_DAY_LETTER, channels=(EMAIL,)
    )
    house = a_house(a_campaign(steps=(step,), costs=CostsPolicy.STATUTORY), url=url)
    house.take_in(a_row(email_confirmed="yes"))
    house.channels[EMAIL].answer(rejects)
    house.play(days=1)

    # both left at one moment: the number of the try says which came first
    tries = sorted(house.contacts(), key=lambda one: one.ordinal)
    channels = [(one.kind, one.outcome) for one in tries]
    assert channels == [(ContactKind.EMAIL, Outcome.BOUNCED), (ContactKind.LETTER, Outcome.ACCEPTED)]
    planned = [one for one in house.contacts() if one.kind is ContactKind.LETTER]
    assert planned[0].legal_role is LegalRole.FOURTEEN_DAY_LETTER


def test_who_paid_everything_hears_so_once(house):
    house.steer(lambda act: act.payment("C-1", Decimal("120.50"), date(2026, 3, 3), "B-1"))
    house.play(days=5)

    (thanks,) = house.taken[1:]
    assert "Alles is betaald" in thanks.message.text.body
    lines = [line for line in house.lines() if line.public.get("cause") == "C-1 paid"]
    assert Outcome.ACCEPTED in {line.outcome for line in lines}


def test_who_paid_as_the_portfolio_tells_hears_so_once_too(house):
    house.take_in(a_row(paid="120.50"))
    house.play(days=5)
    house.take_in(a_row(paid="120.50", description="Huur van januari 2026"))
    house.play(days=5)

    (thanks,) = house.taken[1:]
    assert "Alles is betaald" in thanks.message.text.body


def test_who_never_heard_from_us_hears_nothing_of_a_payment_either(a_house, url):
    house = a_house(TWO_MAILS, url=url)
    house.take_in(a_row())
    house.steer(lambda act: act.payment("C-1", Decimal("120.50"), date(2026, 3, 3), "B-1"))
    house.play(days=2)

    assert house.taken == []


def test_a_complaint_that_a_person_noted_is_acknowledged_in_two_working_days(house):
    house.steer(lambda act: act.pause("C-1", PauseKind.COMPLAINT, None, whole_debtor=False))

    (notice,) = notices(house)
    zone = law_zone(Jurisdiction.NL)
    (task,) = [one for one in house.tasks() if one.kind is TaskKind.ANSWER_COMPLAINT]
    assert notice.template == "klacht_ontvangen"
    assert notice.expires_at.astimezone(zone).date() == task.due_on + timedelta(days=1)
    house.play(days=1)
    assert "klacht" in house.taken[-1].message.text.body


@pytest.mark.parametrize("role", [CollectorRole.COLLECTOR, CollectorRole.CREDITOR])
def test_details_are_described_again_by_who_collects_for_others(a_house, url, role):
    creditors = (a_creditor(collector_role=role),)
    house = a_house(TWO_MAILS, url=url, organisation=the_organisation(*creditors))
    house.take_in(a_row())
    house.steer(lambda act: act.pause("C-1", PauseKind.DETAILS, None, whole_debtor=False))

    wanted = [LegalRole.CLAIM_DESCRIPTION] if role is CollectorRole.COLLECTOR else []
    assert [one.legal_role for one in notices(house)] == wanted
    assert TaskKind.SEND_CLAIM_DESCRIPTION in {one.kind for one in house.tasks()}


@pytest.mark.parametrize("kind", list(PauseKind))
def test_a_pause_by_hand_is_what_the_table_says(house, kind):
    """Live and in `law check` one function answers."""
    case = house.file().cases[0]
    wanted = what_follows(case, OccurrenceKind.PAUSE_BEGAN, house.clock(), pause=kind)

    pause = house.steer(lambda act: act.pause("C-1", kind, None, whole_debtor=True))

    zone = law_zone(case.jurisdiction)
    last = (pause.until - timedelta(seconds=1)).astimezone(zone).date() if pause.until else None
    found = {(one.kind, one.due_on) for one in house.tasks()}
    assert last == wanted.pause_last
    assert wanted.task is None or (wanted.task, wanted.task_due) in found
    assert {one.template for one in notices(house)} <= {
        WORDINGS[owed.duty].template for owed in wanted.owed if owed.duty in WORDINGS
    }


def agreeing(house, act):
    with house.store.begin() as books:
        zone = law_zone(house.file().cases[0].jurisdiction)
        return act(Agreeing(books=books, zone=zone, actor=ACTOR, now=house.clock(), new_id=new_id))


def propose(house, parts, **bounds):
    case = house.file().cases[0]
    creditor = replace(house.organisation.creditors[0], bounds=ArrangementBounds(**bounds))
    first_on = house.clock().date() + timedelta(days=30)
    proposal = in_parts(case.outstanding, parts, first_on)
    return agreeing(house, lambda act: act.propose(case, creditor, proposal, Means()))


def standing(house):
    return sorted(one.kind for one in house.file().pauses if one.holds(house.clock()))


def test_a_request_for_a_plan_waits_for_a_decision_and_then_becomes_an_arrangement(house):
    house.steer(lambda act: act.pause("C-1", PauseKind.PLAN_REQUEST, None, whole_debtor=False))
    asked = propose(house, 12, max_months=3)

    assert standing(house) == ["plan_request", "plan_request"]
    assert {(one.kind, one.due_on) for one in house.tasks()} == {
        (TaskKind.DECIDE_PLAN, house.clock().date() + timedelta(days=30)),
        (TaskKind.AGREE_ARRANGEMENT, house.clock().date() + timedelta(days=30)),
    }
    agreeing(house, lambda act: act.agree(asked.id))
    assert standing(house) == ["arrangement"]
    assert house.tasks() == []


def test_a_request_that_was_refused_ends_what_waited_for_it(house):
    asked = propose(house, 12, max_months=3)

    agreeing(house, lambda act: act.end(asked.id, "too long"))

    assert standing(house) == []


@pytest.fixture
def plan(a_house, url):
    """A Belgian plan of fifteen months, agreed with a collector."""
    creditor = a_creditor(jurisdiction=Jurisdiction.BE, collector_role=CollectorRole.COLLECTOR)
    house = a_house(TWO_MAILS, url=url, organisation=the_organisation(creditor), start=BELGIAN_DAY)
    house.take_in(a_row(postcode="2000", town="Antwerpen", country="BE", mobile=None))
    house.decide()
    propose(house, 15, max_months=24, min_instalment=Decimal(1))
    return house


def look(house):
    ArrangementWatch(store=house.store, new_id=new_id).run(house.clock())


def statements(house):
    return [one for one in notices(house) if one.template == "be_jaaroverzicht"]


def test_a_belgian_plan_is_accounted_for_every_year(plan):
    plan.steer(lambda act: act.payment("C-1", Decimal("112.00"), date(2026, 5, 30), "B-1"))
    plan.go_to(datetime(2027, 4, 29, 20, 0, tzinfo=UTC))
    look(plan)
    assert statements(plan) == []

    plan.go_to(datetime(2027, 4, 30, 8, 0, tzinfo=UTC))
    look(plan)
    look(plan)

    (statement,) = statements(plan)
    assert statement.told.plan.paid == Decimal("112.00")
    said = [line.public for line in plan.lines() if "statement" in line.public]
    assert [(one["statement"], one["paid_cents"]) for one in said] == [(1, 11200)]


def test_a_dutch_plan_owes_no_statement(house):
    propose(house, 15, max_months=24, min_instalment=Decimal(1))
    house.let_pass(days=366)
    look(house)

    assert statements(house) == []

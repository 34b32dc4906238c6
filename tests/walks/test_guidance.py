"""Guidance and arrears elsewhere: offered on signals, agreed in writing, followed; facts that steer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.wiring import new_id
from engine.domain.campaign import Condition
from engine.domain.case import CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed
from engine.domain.guidance import GuidanceState, GuidanceStep
from engine.domain.other_arrears import ArrearsKind, ArrearsSource, OtherArrears
from engine.domain.pause import PauseKind
from engine.domain.staff import StaffRole
from engine.guidance_scan import GuidanceScan
from engine.referral.guiding import Guiding
from engine.referral.signals import Signal
from engine.referral.wording import GUIDANCE, newest
from preferences.change import Through
from tests.builders import NOW, a_campaign, a_step
from tests.walks.house import a_row, the_organisation
from tests.walks.partners import Between


@pytest.fixture
def between(a_house, url):
    """A house on each database with one debtor who has two open cases."""
    house = a_house(a_campaign(), url=url)
    house.take_in(a_row(), a_row("C-2"))
    with house.store.begin() as books:
        books.put_staff("bram", StaffRole.COLLECTOR.value)
        books.put_staff("carla", StaffRole.TEAM_LEAD.value)
    return Between(house)


def note_arrears(between, on=date(2026, 3, 1), ended_at=None):
    made = OtherArrears(
        id="A-1",
        debtor_id="D-1",
        kind=ArrearsKind.ENERGY,
        source=ArrearsSource.DEBTOR,
        known_on=on,
        noted_by="anna",
        noted_at=NOW,
        ended_at=ended_at,
    )
    with between.house.store.begin() as books:
        books.put_arrears(made)


def offered(between):
    note_arrears(between)
    return between.act(Guiding, lambda one: one.offer("C-1"))


def accepted(between):
    made = offered(between)
    return between.act(Guiding, lambda one: one.answer(made.id, Through.AGENT, "graag", agrees=True))


def running(between):
    made = accepted(between)
    talk = between.house.clock() + timedelta(days=2)
    return between.act(Guiding, lambda one: one.agree(made.id, "bram", talk, "bellen"))


def stands(between):
    pauses = between.house.file().pauses
    return any(one.kind is PauseKind.MEDIATION and one.holds(between.house.clock()) for one in pauses)


def left(between):
    between.house.decide()
    between.house.send()
    return [call.message for call in between.house.taken]


def test_one_signal_is_not_enough(between):
    found, because = between.act(Guiding, lambda one: one.weigh("C-1"))

    assert found == (Signal.SEVERAL_CASES,)
    assert because == "1 signals, 2 are needed"
    with pytest.raises(NotAllowed, match="2 are needed"):
        between.act(Guiding, lambda one: one.offer("C-1"))


def test_two_signals_bring_an_offer_once(between):
    offered(between)

    assert "aanbod_hulp" in [message.text.template for message in left(between)]
    with pytest.raises(NotAllowed, match="is offered"):
        between.act(Guiding, lambda one: one.offer("C-1"))


def test_a_no_is_respected_for_half_a_year(between):
    made = offered(between)
    after = between.act(Guiding, lambda one: one.answer(made.id, Through.REPLY, "nee", agrees=False))

    assert after.state is GuidanceState.REFUSED
    assert not stands(between)
    with pytest.raises(NotAllowed, match="refused"):
        between.act(Guiding, lambda one: one.offer("C-1"))
    between.house.let_pass(days=181)
    assert between.act(Guiding, lambda one: one.weigh("C-1"))[1] == ""


def test_a_yes_stops_steps_and_is_kept_with_its_exact_wording(between):
    made = accepted(between)

    assert made.state is GuidanceState.ACCEPTED
    assert stands(between)
    choice = between.house.content(between.house.lines("debtor:D-1")[-1])
    assert choice["value"] == "yes guidance 2026-1"
    assert "De afspraken zetten wij op papier." in choice["words"]
    before = len(between.house.taken)
    between.house.play(days=10)
    assert len(between.house.taken) == before


def test_what_is_agreed_is_sent_in_writing(between):
    made = running(between)

    (written,) = (one for one in left(between) if one.text.template == "begeleiding_bevestiging")
    assert "donderdag 12 maart" in written.text.body
    assert "U houdt zich aan het plan." in written.text.body
    assert (made.guide, made.step, made.step_due_on) == ("bram", GuidanceStep.TALK, date(2026, 3, 12))


def test_the_steps_are_taken_one_by_one_and_after_the_last_collecting_goes_on(between):
    made = running(between)
    with pytest.raises(NotAllowed, match="when the next step"):
        between.act(Guiding, lambda one: one.step_done(made.id, None))
    for step in (GuidanceStep.OVERVIEW, GuidanceStep.PLAN, GuidanceStep.FOLLOW_UP):
        after = between.act(Guiding, lambda one: one.step_done(made.id, date(2026, 4, 1)))
        assert after.step is step
        assert stands(between)

    after = between.act(Guiding, lambda one: one.step_done(made.id, None))

    assert after.state is GuidanceState.FINISHED
    assert not stands(between)


def test_a_step_that_is_late_is_told_once(between):
    running(between)
    between.house.let_pass(days=4)

    assert (between.watch(), between.watch()) == (1, 0)
    late = [one for one in between.house.tasks() if "was due on 2026-03-12" in one.because]
    assert [one.kind for one in late] == [TaskKind.GUIDE_SOMEBODY]


def test_a_broken_agreement_is_a_persons(between):
    made = running(between)
    between.act(Guiding, lambda one: one.broken(made.id, "niet verschenen"))
    assert stands(between)

    between.act(Guiding, lambda one: one.kept(made.id))
    between.act(Guiding, lambda one: one.broken(made.id, "weer niet verschenen"))
    after = between.act(Guiding, lambda one: one.stop(made.id, "in overleg gestopt"), "bram")

    assert after.state is GuidanceState.STOPPED
    assert not stands(between)
    assert [one for one in between.house.tasks() if one.kind is TaskKind.GUIDE_SOMEBODY] == []


def test_while_the_agreements_hold_stopping_takes_two_people(between):
    made = running(between)
    stop = lambda one: one.stop(made.id, "wij willen verder")  # noqa: E731 - the same act twice

    assert between.act(Guiding, stop, "bram") is None
    assert between.act(Guiding, stop, "carla").state is GuidanceState.STOPPED


@pytest.mark.parametrize(
    ("on", "ended_at", "holds"),
    [
        (date(2026, 3, 1), None, True),
        (date(2025, 3, 11), None, True),
        (date(2025, 3, 1), None, False),
        (date(2026, 3, 1), NOW, False),
    ],
    ids=["of this month", "of a year ago", "too old", "ended"],
)
def test_arrears_elsewhere_steer_a_campaign_while_they_count(a_house, url, on, ended_at, holds):
    asks = a_campaign(steps=(a_step(when=Condition(other_arrears=True)),))
    house = a_house(asks, url=url)
    house.take_in(a_row())
    note_arrears(Between(house), on, ended_at)

    house.decide()
    house.send()

    assert len(house.taken) == (1 if holds else 0)


def test_a_closed_case_gets_no_offer(between):
    note_arrears(between)
    between.house.steer(lambda act: act.close_case("C-1", CaseStatus.CLOSED, "kwijtgescholden"))

    assert between.act(Guiding, lambda one: one.weigh("C-1"))[1] == "the case is closed"


def scanning(a_house, url, **changes):
    """A house that offers guidance by signal, whose debtor heard of two cases."""
    agency = replace(the_organisation().agency, guidance_by_signal=True)
    house = a_house(a_campaign(), url=url, organisation=the_organisation(agency=agency))
    house.take_in(a_row(**changes), a_row("C-2"))
    house.play(days=1)
    return Between(house)


def scan(between):
    house = between.house
    scanned = GuidanceScan(store=house.store, catalogue=house.catalogue, writer=house.writer, new_id=new_id)
    return scanned.run(house.clock())


def guidance(between):
    with between.house.store.read() as books:
        return list(books.guidance_of("D-1"))


def test_two_signals_bring_an_offer_by_itself_once(a_house, url):
    between = scanning(a_house, url)
    assert scan(between) == 0
    note_arrears(between)
    assert scan(between) == 0, "it looks once a day"
    between.house.let_pass(days=1)

    assert scan(between) == 1

    (made,) = guidance(between)
    assert (made.state, made.offered_by) == (GuidanceState.OFFERED, "minnelijk")
    line = next(one for one in between.house.lines() if one.public.get("guidance") == made.id)
    assert set(line.public["signals"]) >= {"several_cases", "other_arrears"}
    between.house.play(days=9)
    sent = [message for message in left(between) if message.text.template == "aanbod_hulp"]
    assert len(sent) == 1
    _, wording = newest(GUIDANCE, between.organisation.agency.firm.name)
    assert wording in " ".join(sent[0].text.body.split())
    for _ in range(3):
        between.house.let_pass(days=70)
        assert scan(between) == 0


def test_nobody_is_offered_guidance_by_itself_where_a_house_does_not_want_that(between):
    note_arrears(between)
    between.house.play(days=2)

    assert scan(between) == 0


def test_who_is_helped_already_or_heard_nothing_yet_is_left_alone(a_house, url):
    between = scanning(a_house, url)
    note_arrears(between)
    between.house.let_pass(days=1)
    until = between.house.clock() + timedelta(days=1)
    between.house.steer(lambda act: act.pause("C-1", PauseKind.DEBT_HELP, until, whole_debtor=True))
    assert scan(between) == 0
    between.house.let_pass(days=2)

    assert scan(between) == 1

"""All due cases of one debtor, decided together: one contact where one will do."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from json import loads

import pytest

from engine.asked_again import AskedAgain
from engine.domain.campaign import Condition, Delay, Fallback, LegalRole, Trigger
from engine.domain.case import CaseStatus, CollectorRole, Jurisdiction, Phase
from engine.domain.contact import reference_of
from engine.domain.decision import TaskKind
from engine.domain.organisation import Sender, WhatsAppPolicy
from engine.domain.touchpoint import LineKind, Outcome
from engine.policy.house_rules import RULES
from engine.ports import Queued
from engine.round import Round, Written
from preferences.channel import ChannelKind, ContactKind
from tests.builders import (
    NOW,
    a_campaign,
    a_cap,
    a_case,
    a_contact,
    a_creditor,
    a_debtor,
    a_pause,
    a_position,
    a_preference,
    a_step,
    an_email,
    an_organisation,
    days_ago,
)
from tests.engine.stand_ins import a_desk, a_file, counter

EMAIL, LETTER, SMS = ChannelKind.EMAIL, ChannelKind.LETTER, ChannelKind.SMS
A_DAY = timedelta(days=1)
TOMORROW, YESTERDAY = NOW + A_DAY, NOW - A_DAY
TWO_CREDITORS = an_organisation(creditors=(a_creditor("woonstad"), a_creditor("stroom")))
FIRST, SECOND = "eerste-bericht", "tweede-bericht"
A_CALL = a_step("bellen", template=None, channels=(), task=TaskKind.CALL, script="gesprek_regeling")


def a_file_of(*cases, positions=(), **changes):
    """A debtor with these cases, each at its first step unless a position is given."""
    given = {position.case_id: position for position in positions}
    places = {case.id: given.get(case.id) or a_position(case.id, run=f"run-{case.id}") for case in cases}
    return a_file(cases=cases, positions=places, **changes)


def decided(file, desk=None, now=NOW):
    return Round(desk=desk or a_desk(), now=now, new_id=counter()).decide([file])


def trace_in(public):
    """The trace of a line, which is written already."""
    return loads(public["trace"].written)


def decision_about(written, case_id="C-1"):
    """The public part of the only decision about a case."""
    [line] = [
        entry
        for entry in written.entries
        if entry.kind is LineKind.DECISION and entry.subject == f"case:{case_id}"
    ]
    return line.public


def after(file, written, **outcome):
    """The file as the store gives it back, with an outcome for each contact that was planned."""
    for contact in written.contacts:
        file = file.with_contact(replace(contact, **outcome))
    return replace(file, positions={**file.positions, **written.positions})


# A message


def test_a_due_case_gets_its_message():
    written = decided(a_file())

    [contact] = written.contacts
    assert contact.outcome is Outcome.PLANNED
    assert (contact.kind, contact.to) == (ContactKind.EMAIL, "a.jansen@post.example")
    assert (contact.campaign, contact.run, contact.step) == ("huur-vriendelijk", "run-1", FIRST)
    assert (contact.ordinal, contact.at, contact.case_ids) == (0, NOW, ("C-1",))
    assert (contact.creditor, contact.legal_role) == ("woonstad", LegalRole.NONE)
    assert contact.reference == reference_of("D-1", "run-1", FIRST, 0, NOW)
    assert written.decisions == Counter(send=1)


def test_the_window_of_a_message_is_written_with_it():
    written = decided(a_file())

    [contact] = written.contacts
    assert written.windows == {contact.reference: NOW.replace(hour=16)}


def test_a_planned_message_leaves_a_line_with_its_reasons_and_versions():
    written = decided(a_file())

    [line] = written.entries
    assert (line.subject, line.kind, line.outcome) == ("case:C-1", LineKind.CONTACT, Outcome.PLANNED)
    assert line.reference == written.contacts[0].reference
    assert line.public["campaign_version"] == "0123456789ab"
    assert line.public["organisation_version"] == "ba9876543210"
    assert line.public["local_time"] == "2026-03-10T11:00:00+01:00"
    assert [verdict["ruling"] for verdict in trace_in(line.public)] == ["allow"] * len(RULES)
    assert line.content is None


@pytest.mark.parametrize(
    "position",
    [a_position(due_at=TOMORROW), a_position(due_at=None), a_position(campaign="")],
    ids=["due tomorrow", "left alone", "without a campaign"],
)
def test_only_what_is_due_is_decided(position):
    written = decided(a_file(positions={"C-1": position}))

    assert (written.contacts, written.positions, written.entries) == ([], {}, [])


@pytest.mark.parametrize(
    ("phase", "step", "comes"),
    [
        (Phase.NEW, 0, [Phase.FIRST_CONTACT]),
        (Phase.NEW, 1, [Phase.FIRST_CONTACT]),
        (Phase.FIRST_CONTACT, 1, [Phase.FOLLOW_UP]),
        (Phase.FOLLOW_UP, 1, []),
        (Phase.FOLLOW_UP, 2, [Phase.LAST_AMICABLE]),
        (Phase.FIRST_CONTACT, 2, [Phase.LAST_AMICABLE]),
        (Phase.LAST_AMICABLE, 2, []),
    ],
)
def test_a_message_brings_the_case_into_its_phase(phase, step, comes):
    campaign = a_campaign(steps=(a_step("een"), a_step("twee"), a_step("drie")))
    file = a_file(cases=(a_case(phase=phase),), positions={"C-1": a_position(step=step)})

    written = decided(file, a_desk(campaign))

    assert written.phases == [("C-1", CaseStatus.OPEN, one) for one in comes]


def test_a_case_that_was_written_to_is_looked_at_again_should_all_else_fail():
    position = a_position(since=days_ago(3))

    written = decided(a_file(positions={"C-1": position}))

    assert written.positions == {"C-1": replace(position, due_at=TOMORROW)}


def test_passing_over_a_step_moves_the_case_to_the_step_that_is_tried():
    steps = (a_step(FIRST, when=Condition(replied=True)), a_step(SECOND))

    written = decided(a_file(), a_desk(a_campaign(steps=steps)))

    assert (written.contacts[0].step, written.positions["C-1"].step) == (SECOND, 1)


# One contact for several cases


def test_two_cases_of_one_creditor_at_the_same_step_become_one_contact():
    file = a_file_of(a_case("C-1"), a_case("C-2"))

    written = decided(file)

    [contact] = written.contacts
    assert (contact.case_ids, contact.run) == (("C-1", "C-2"), "run-C-1")
    assert set(written.positions) == {"C-1", "C-2"}
    assert [entry.subject for entry in written.entries] == ["case:C-1", "case:C-2"]
    assert {entry.reference for entry in written.entries} == {contact.reference}
    assert [case_id for case_id, *_ in written.phases] == ["C-1", "C-2"]
    assert written.decisions == Counter(send=2)


def test_the_case_that_is_due_the_longest_leads():
    file = a_file_of(
        a_case("C-1"), a_case("C-2"), positions=(a_position("C-2", run="run-C-2", due_at=YESTERDAY),)
    )

    [contact] = decided(file).contacts

    assert (contact.case_ids, contact.run) == (("C-2", "C-1"), "run-C-2")


@pytest.mark.parametrize(
    ("role", "bundled"),
    [
        (LegalRole.NONE, True),
        (LegalRole.FOURTEEN_DAY_LETTER, True),
        (LegalRole.CLAIM_DESCRIPTION, False),
        (LegalRole.BE_FIRST_REMINDER, False),
        (LegalRole.BE_FORMAL_NOTICE, False),
        (LegalRole.CONFIRMATION, False),
    ],
)
def test_of_the_legal_roles_only_the_14_day_letter_speaks_for_several_cases(role, bundled):
    campaign = a_campaign(steps=(a_step(legal_role=role, channels=(LETTER,)),))

    written = decided(a_file_of(a_case("C-1"), a_case("C-2")), a_desk(campaign))

    [contact] = written.contacts
    assert contact.case_ids == (("C-1", "C-2") if bundled else ("C-1",))
    assert contact.legal_role is role


@pytest.mark.parametrize(
    "other",
    [
        {"creditor": "stroom"},
        {"collector_role": CollectorRole.CREDITOR},
    ],
    ids=["another creditor", "a claim of our own beside one of another"],
)
def test_what_one_message_cannot_say_waits_until_after_it(other):
    file = a_file_of(a_case("C-1"), a_case("C-2", **other))

    written = decided(file, a_desk(organisation=TWO_CREDITORS))

    [contact] = written.contacts
    assert contact.case_ids == ("C-1",)
    assert written.decisions == Counter(send=1, wait=1)


def test_a_third_case_of_another_creditor_waits_after_the_contact_of_the_other_two():
    file = a_file_of(a_case("C-1"), a_case("C-2"), a_case("C-3", creditor="stroom"))

    written = decided(file, a_desk(organisation=TWO_CREDITORS))

    [contact] = written.contacts
    waits = decision_about(written, "C-3")
    assert contact.case_ids == ("C-1", "C-2")
    assert f"after contact {contact.reference}" in [verdict["because"] for verdict in trace_in(waits)]
    assert (waits["decision"], waits["until"]) == ("wait", TOMORROW.isoformat())
    assert written.positions["C-3"].due_at == TOMORROW


AT_SECOND_STEP = a_position("C-2", step=1)
IN_OTHER_WORDS = a_position("C-2", version="oud")
IN_ANOTHER_CAMPAIGN = a_position("C-2", campaign="hulp", version="ffff")


@pytest.mark.parametrize(
    "position",
    [AT_SECOND_STEP, IN_OTHER_WORDS, IN_ANOTHER_CAMPAIGN],
    ids=["another step", "another template", "another campaign"],
)
def test_cases_that_stand_elsewhere_are_not_mixed(position):
    steps = (a_step(FIRST), a_step(SECOND, after=Delay(0)))
    in_other_words = a_campaign(version="oud", steps=(a_step(FIRST, template="aanbod_hulp"),))
    desk = a_desk(
        in_other_words, a_campaign(steps=steps), a_campaign(name="hulp", version="ffff", steps=steps)
    )

    written = decided(a_file_of(a_case("C-1"), a_case("C-2"), positions=(position,)), desk)

    assert [contact.case_ids for contact in written.contacts] == [("C-1",)]
    assert written.decisions == Counter(send=1, wait=1)


def test_claims_under_two_laws_are_not_mixed():
    ours = {"collector_role": CollectorRole.CREDITOR}
    file = a_file_of(a_case("C-1", **ours), a_case("C-2", jurisdiction=Jurisdiction.BE, **ours))

    assert [contact.case_ids for contact in decided(file).contacts] == [("C-1",)]


def test_two_channels_to_one_number_are_not_mixed():
    fallback = Fallback(when=frozenset({Trigger.BOUNCED}), after=Delay(2), to=(ChannelKind.WHATSAPP,))
    step = a_step(channels=(SMS,), fallback=fallback)
    whatsapp = WhatsAppPolicy(
        enabled=True,
        reason="eigen vordering",
        decided_by="b.bakker",
        decided_on=NOW.date(),
        approved_templates=((step.template or "", "HX-1"),),
    )
    sender = Sender(sms="Woonstad", whatsapp="+31880000000")
    organisation = an_organisation(creditors=(a_creditor(whatsapp=whatsapp, sender=sender),))
    ours = {"collector_role": CollectorRole.CREDITOR}
    bounced = a_contact(case_ids=("C-2",), at=days_ago(0.5), outcome=Outcome.BOUNCED, kind=ContactKind.SMS)
    file = a_file_of(
        a_case("C-1", **ours),
        a_case("C-2", **ours),
        preference=a_preference(whatsapp_opt_in=True),
        contacts=(bounced,),
    )

    [contact] = decided(file, a_desk(a_campaign(steps=(step,)), organisation=organisation)).contacts

    assert (contact.case_ids, contact.kind) == (("C-1",), ContactKind.SMS)


def test_without_a_gap_another_creditor_writes_when_the_first_message_has_left():
    desk = a_desk(
        a_campaign(cap=a_cap(contacts=2, days=7, gap_hours=0)),
        organisation=an_organisation(creditors=tuple(map(a_creditor, ("woonstad", "stroom", "water")))),
    )
    file = a_file_of(a_case("C-1"), a_case("C-2", creditor="stroom"), a_case("C-3", creditor="water"))
    in_an_hour = NOW + timedelta(hours=1)

    first = decided(file, desk)
    second = decided(after(file, first, outcome=Outcome.DELIVERED), desk, in_an_hour)

    assert [contact.creditor for contact in first.contacts] == ["woonstad"]
    assert first.positions["C-2"].due_at == first.positions["C-3"].due_at == in_an_hour
    assert [contact.creditor for contact in second.contacts] == ["stroom"]
    assert decision_about(second, "C-3")["rule"] == "frequency"


def test_a_case_that_may_not_be_spoken_about_does_not_hold_the_others_up():
    file = a_file_of(a_case("C-1"), a_case("C-2"), pauses=(a_pause(case_id="C-1"),))

    written = decided(file)

    assert [contact.case_ids for contact in written.contacts] == [("C-2",)]
    assert decision_about(written, "C-1")["decision"] == "stop"


def test_each_case_of_a_bundle_keeps_its_own_reasons():
    file = a_file_of(a_case("C-1"), a_case("C-2"))
    file = file.with_position(replace(file.positions["C-2"], started_at=days_ago(3)))

    written = decided(file)

    lines = {entry.subject: trace_in(entry.public) for entry in written.entries}
    clocks = {
        subject: [verdict["because"] for verdict in trace if verdict["rule"] == "amicable_clock"]
        for subject, trace in lines.items()
    }
    assert len(written.contacts) == 1
    assert clocks["case:C-1"] != clocks["case:C-2"] == ["day 3 of at most 90"]


# What a round plans may still leave when the rules are asked again


def still_leaves(file, written, desk):
    """Ask the rules again for each planned contact, at the same moment."""
    again = AskedAgain(desk, counter(), NOW)
    queued = [Queued(contact=contact, attempt=0, not_before=NOW) for contact in written.contacts]
    again.go_through(queued, [after(file, written)])
    return [one.contact.reference for one in again.ready]


@pytest.mark.parametrize(
    "contacts",
    [
        (),
        (a_contact("R-9", case_ids=("C-2",), at=days_ago(0.5), outcome=Outcome.CANCELLED),),
        (a_contact("R-9", case_ids=("C-2",), at=days_ago(0.5), outcome=Outcome.BOUNCED),),
    ],
    ids=["both for the first time", "one that was withdrawn before", "one whose mailbox bounced"],
)
def test_a_bundle_is_not_withdrawn_for_what_its_cases_went_through_before(contacts):
    first = a_step(
        channels=(LETTER,),
        fallback=Fallback(when=frozenset({Trigger.BOUNCED}), after=Delay(2), to=(LETTER,)),
    )
    desk = a_desk(a_campaign(steps=(first,)))
    file = a_file_of(a_case("C-1"), a_case("C-2"), contacts=contacts)

    written = decided(file, desk)

    assert still_leaves(file, written, desk) == [contact.reference for contact in written.contacts]


# Steps that are passed over


def test_each_step_that_is_passed_over_leaves_a_line_with_the_reason_once():
    steps = (
        a_step("na-antwoord", when=Condition(replied=True)),
        a_step("deels", when=Condition(paid_part=True)),
        a_step("bellen", template=None, task=TaskKind.CALL),
        a_step("brief"),
    )
    desk = a_desk(a_campaign(steps=steps))

    called = decided(a_file(), desk)
    file = a_file(positions=called.positions)
    written = decided(file, desk)

    skipped = [entry.public for entry in called.entries if entry.public.get("decision") == "skip"]
    assert [(line["step"], line["because"]) for line in skipped] == [
        ("na-antwoord", "step na-antwoord was passed over: replied is false"),
        ("deels", "step deels was passed over: paid_part is false"),
    ]
    assert all(line["campaign_version"] == "0123456789ab" for line in skipped)
    assert [entry.public.get("decision") for entry in written.entries] == [None]


def test_a_step_that_is_only_looked_past_leaves_no_line_yet():
    steps = (a_step("na-antwoord", when=Condition(replied=True)), a_step("later", after=Delay(7)))

    written = decided(a_file(), a_desk(a_campaign(steps=steps)))

    assert [entry.public["decision"] for entry in written.entries] == ["wait"]


# A wait, a stop


def test_a_wait_is_written_with_its_reason_and_looked_at_again_when_it_ends():
    written = decided(a_file(pauses=(a_pause(until=TOMORROW),)))

    line = decision_about(written)
    assert (line["decision"], line["rule"], line["until"]) == ("wait", "pauses", TOMORROW.isoformat())
    assert len(trace_in(line)) == len(RULES)
    assert written.positions == {"C-1": a_position(due_at=TOMORROW)}
    assert written.decisions == Counter(wait=1)


def test_a_wait_names_the_rule_that_it_waits_for():
    wants_quiet = a_preference(quiet_until=NOW + 3 * A_DAY)
    before = a_contact("R-8", case_ids=("C-9",), at=days_ago(2), outcome=Outcome.DELIVERED)
    latest = a_contact("R-9", case_ids=("C-9",), at=days_ago(0.5), outcome=Outcome.DELIVERED)

    line = decision_about(decided(a_file(preference=wants_quiet, contacts=(before, latest))))

    assert (line["rule"], line["until"]) == ("frequency", (days_ago(2) + 7 * A_DAY).isoformat())


def test_a_stop_is_written_and_the_case_left_alone_until_something_happens():
    written = decided(a_file(cases=(a_case(status=CaseStatus.CLOSED),)))

    line = decision_about(written)
    assert (line["decision"], line["rule"]) == ("stop", "standing")
    assert written.positions["C-1"].due_at is None
    assert written.decisions == Counter(stop=1)


# Work for people


def test_a_step_for_people_opens_a_task_and_lets_the_campaign_go_on():
    written = decided(a_file(), a_desk(a_campaign(steps=(A_CALL, a_step(SECOND)))))

    [task] = written.tasks
    assert (task.id, task.kind, task.case_id, task.debtor_id) == ("id-1", TaskKind.CALL, "C-1", "D-1")
    assert (task.step, task.script, task.opened_at) == ("bellen", "gesprek_regeling", NOW)
    assert written.positions["C-1"] == a_position(step=1, since=NOW, due_at=NOW)
    assert (written.phases, written.decisions) == ([], Counter(task=1))


def test_the_line_about_a_step_for_people_names_the_campaign_as_its_rule():
    line = decision_about(decided(a_file(), a_desk(a_campaign(steps=(A_CALL,)))))

    assert (line["decision"], line["task"], line["rule"]) == ("task", "call", "campaign_step")


def test_work_that_comes_up_holds_the_campaign_until_somebody_did_it():
    written = decided(a_file(debtor=a_debtor(points=())))

    [task] = written.tasks
    assert (task.kind, task.step) == (TaskKind.FIND_CONTACT_POINT, None)
    assert task.because.startswith("no channel is left: email: no contact point")
    assert written.positions["C-1"] == a_position(due_at=None)
    assert decision_about(written)["rule"] == "channel_choice"


def test_work_that_comes_up_holds_the_case_at_the_step_that_it_is_about():
    steps = (a_step(FIRST, channels=(EMAIL,)), a_step(SECOND, after=Delay(7), channels=(LETTER,)))
    written_to = a_contact(at=days_ago(8), outcome=Outcome.DELIVERED)
    began = a_position(since=days_ago(8), started_at=days_ago(8))
    file = a_file(debtor=a_debtor(points=(an_email(),)), contacts=(written_to,), positions={"C-1": began})

    written = decided(file, a_desk(a_campaign(steps=steps)))

    assert [task.kind for task in written.tasks] == [TaskKind.FIND_CONTACT_POINT]
    assert (written.positions["C-1"].step, written.positions["C-1"].due_at) == (1, None)


def test_one_open_task_is_not_opened_twice():
    file = a_file(debtor=a_debtor(points=()), open_task_cases=frozenset({"C-1"}))

    written = decided(file)

    assert written.tasks == []
    assert written.positions["C-1"].due_at is None


def test_the_review_comes_also_while_other_work_is_open():
    position = a_position(step=2, since=days_ago(14), started_at=days_ago(30))

    written = decided(a_file(positions={"C-1": position}, open_task_cases=frozenset({"C-1"})))

    assert [task.kind for task in written.tasks] == [TaskKind.REVIEW]


@pytest.mark.parametrize("busy", [True, False])
def test_a_case_whose_papers_are_not_in_order_holds_nobody_else_up(busy):
    file = a_file_of(
        a_case("C-1", creditor="niemand"), a_case("C-2"), open_task_cases=frozenset({"C-1"} if busy else ())
    )

    written = decided(file)

    assert [contact.case_ids for contact in written.contacts] == [("C-2",)]
    assert [(task.kind, task.case_id) for task in written.tasks] == ([] if busy else [(TaskKind.WORK, "C-1")])
    assert decision_about(written)["because"] == "case C-1: organisation.yaml has no creditor 'niemand'"
    assert written.positions["C-1"].due_at is None


def test_an_open_task_of_one_case_does_not_stand_for_another():
    file = a_file(debtor=a_debtor(points=()), open_task_cases=frozenset({"C-2"}))

    assert [task.case_id for task in decided(file).tasks] == ["C-1"]


def test_a_review_brings_the_case_into_the_phase_of_review():
    file = a_file(positions={"C-1": a_position(step=2, since=days_ago(14), started_at=days_ago(30))})

    written = decided(file)

    assert [task.kind for task in written.tasks] == [TaskKind.REVIEW]
    assert written.phases == [("C-1", CaseStatus.OPEN, Phase.REVIEW)]


@pytest.mark.parametrize("days", [90, 91])
def test_the_review_comes_when_the_time_is_up_also_while_the_campaign_rests(days):
    slow = a_campaign(steps=(a_step(after=Delay(120)),), max_duration_days=90)
    file = a_file(positions={"C-1": a_position(since=days_ago(days), started_at=days_ago(days))})

    written = decided(file, a_desk(slow))

    assert [task.kind for task in written.tasks] == [TaskKind.REVIEW]


# No campaign


def test_a_case_that_no_campaign_is_for_waits_and_its_record_says_so():
    written, place = Written(), a_position(campaign="", due_at=TOMORROW)

    written.await_campaign(a_case(), place, NOW)

    line = decision_about(written)
    assert (line["because"], line["until"]) == ("no campaign is for this case", TOMORROW.isoformat())
    assert (written.positions, written.decisions) == ({"C-1": place}, Counter(wait=1))


# Round after round


def test_the_same_moment_asked_twice_plans_nothing_twice():
    file = a_file_of(a_case("C-1"), a_case("C-2"))
    first = decided(file)

    again = decided(after(file, first))

    assert (again.contacts, again.tasks, again.entries) == ([], [], [])


def test_a_bounce_leads_to_the_next_channel_in_the_same_hour():
    step = a_step(
        channels=(EMAIL,),
        fallback=Fallback(when=frozenset({Trigger.BOUNCED}), after=Delay(2), to=(SMS,)),
    )
    desk, file = a_desk(a_campaign(steps=(step, a_step(SECOND, after=Delay(7))))), a_file()
    bounced = after(file, decided(file, desk), outcome=Outcome.BOUNCED)
    position = replace(bounced.positions["C-1"], due_at=NOW)

    [contact] = decided(bounced.with_position(position), desk).contacts

    assert (contact.kind, contact.ordinal, contact.step) == (ContactKind.SMS, 1, FIRST)


def test_a_bounce_that_comes_after_another_look_still_leads_to_the_next_channel():
    step = a_step(
        channels=(EMAIL,),
        fallback=Fallback(when=frozenset({Trigger.BOUNCED}), after=Delay(2), to=(SMS,)),
    )
    desk, file = a_desk(a_campaign(steps=(step, a_step(SECOND, after=Delay(7))))), a_file()
    file = after(file, decided(file, desk), outcome=Outcome.ACCEPTED)
    file = file.with_position(replace(file.positions["C-1"], due_at=NOW))  # a wish of the debtor came in
    file = after(file, decided(file, desk))
    [accepted] = file.contacts
    file = file.with_contact(replace(accepted, outcome=Outcome.BOUNCED))
    file = file.with_position(replace(file.positions["C-1"], due_at=NOW))

    contacts = decided(file, desk).contacts

    assert [(contact.kind, contact.step) for contact in contacts] == [(ContactKind.SMS, FIRST)]

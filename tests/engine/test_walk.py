"""Where a case stands in its campaign, and what the campaign itself wants next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.domain.campaign import Condition, Delay, Fallback, Trigger, Unit
from engine.domain.case import Jurisdiction
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Outcome
from engine.policy.calendars import calendar_for
from engine.walk import Walk, next_move
from preferences.channel import ChannelKind, ContactKind
from tests.builders import NOW, a_campaign, a_case, a_contact, a_position, a_step, days_ago
from tests.policy.some_facts import at

SMS, EMAIL, LETTER = ChannelKind.SMS, ChannelKind.EMAIL, ChannelKind.LETTER
A_MOMENT = timedelta(microseconds=1)
A_DAY = timedelta(days=1)
A_YEAR = 365
BEGUN = days_ago(20)

FIRST, SECOND = "eerste-bericht", "tweede-bericht"
BOUNCE = frozenset({Trigger.BOUNCED})
SILENCE = frozenset({Trigger.NO_REACTION})


def a_fallback(*to, when=BOUNCE | SILENCE, after=2):
    return Fallback(when=when, after=Delay(after, Unit.OPEN_DAYS), to=to)


def by_email(fallback=None, **changes):
    """A first step by e-mail."""
    return a_step(FIRST, channels=(EMAIL,), fallback=fallback, **changes)


def by_letter(**changes):
    """A second step by letter, a week later."""
    return a_step(SECOND, **{"after": Delay(7), "channels": (LETTER,)} | changes)


def walk(*steps, since=BEGUN, step=0, started_at=BEGUN, days=A_YEAR, **changes):
    """A walk that began twenty days ago through these steps, by default an e-mail and a letter."""
    defaults = Walk(
        campaign=a_campaign(steps=steps or (by_email(), by_letter()), max_duration_days=days),
        position=a_position(step=step, since=since, started_at=started_at),
        case=a_case(),
        contacts=(),
        calendar=calendar_for(Jurisdiction.NL),
        zone=ZoneInfo("Europe/Amsterdam"),
        now=NOW,
    )
    return replace(defaults, **changes)


def a_try(outcome=Outcome.DELIVERED, kind=ContactKind.EMAIL, sent=None, **changes):
    """A contact of the first step, five days ago unless another moment is given."""
    return a_contact(**{"at": sent or days_ago(5), "kind": kind, "outcome": outcome} | changes)


def wants(move):
    """Say in one word what a campaign wants."""
    if move.rest_until is not None:
        return "rest"
    return move.task or "try"


# The delay of a step


@pytest.mark.parametrize(
    ("since", "amount", "unit", "starts"),
    [
        ("2026-03-10T11:00", 0, Unit.DAYS, "2026-03-10T11:00"),
        ("2026-03-10T11:00", 3, Unit.DAYS, "2026-03-13T11:00"),
        ("2026-03-27T11:00", 3, Unit.DAYS, "2026-03-30T11:00"),
        ("2026-03-28T02:30", 1, Unit.DAYS, "2026-03-29T03:00"),
        ("2026-10-24T02:30", 1, Unit.DAYS, "2026-10-25T02:30"),
        ("2028-02-28T11:00", 1, Unit.DAYS, "2028-02-29T11:00"),
        ("2028-02-29T11:00", 1, Unit.DAYS, "2028-03-01T11:00"),
        ("2026-03-13T11:00", 1, Unit.WORKING_DAYS, "2026-03-16T11:00"),
        ("2026-04-02T11:00", 1, Unit.WORKING_DAYS, "2026-04-07T11:00"),
        ("2026-03-13T11:00", 1, Unit.OPEN_DAYS, "2026-03-14T11:00"),
        ("2026-03-14T11:00", 1, Unit.OPEN_DAYS, "2026-03-16T11:00"),
        ("2026-03-10T11:00", 8, Unit.OPEN_HOURS, "2026-03-11T11:00"),
        ("2026-03-14T12:00", 2, Unit.OPEN_HOURS, "2026-03-16T10:00"),
    ],
    ids=[
        "at once",
        "days",
        "days over a night in which the clock changes",
        "a time that the clock skips",
        "a time that comes twice",
        "onto a leap day",
        "off a leap day",
        "a working day over the weekend",
        "a working day over Easter",
        "an open day: Saturday",
        "an open day over Sunday",
        "open hours over the night",
        "open hours over the weekend",
    ],
)
def test_a_step_comes_after_its_delay_and_not_a_moment_before(since, amount, unit, starts):
    step = by_email(after=Delay(amount, unit))
    began, due = at(since), at(starts).astimezone(UTC)
    asked = walk(step, since=began, started_at=began, now=due)

    early, on_time = next_move(replace(asked, now=due - A_MOMENT)), next_move(asked)

    assert (early.rest_until, early.step_index) == (due, 0)
    assert (wants(on_time), on_time.step) == ("try", step)


def test_the_next_step_counts_from_the_latest_try_of_the_one_before():
    first = by_email(a_fallback(LETTER))
    contacts = (
        a_try(Outcome.BOUNCED, sent=days_ago(9)),
        a_try(Outcome.POSTED, ContactKind.LETTER, sent=days_ago(3), reference="R-2"),
    )

    move = next_move(walk(first, by_letter(), contacts=contacts))

    assert (move.rest_until, move.step_index) == (days_ago(3) + 7 * A_DAY, 1)
    assert move.because == "step tweede-bericht comes 7 days after the one before"


def test_a_try_names_its_channels_and_the_moment_from_which_its_delay_counted():
    move = next_move(walk(contacts=(a_try(sent=days_ago(8)),)))

    assert (wants(move), move.step_index, move.ordinal) == ("try", 1, 0)
    assert (move.channels, move.since) == ((LETTER,), days_ago(8))
    assert move.because == "step tweede-bericht is due"


# Steps that are passed over

ANSWERED = {"reacted_at": days_ago(3)}
PART_PAID = {"case": a_case(paid=Decimal("20.00"))}


@pytest.mark.parametrize(
    ("when", "so", "not_so", "reason"),
    [
        (Condition(replied=True), ANSWERED, {}, "replied is false"),
        (Condition(replied=False), {}, ANSWERED, "replied is true"),
        (Condition(replied=True), ANSWERED, {"reacted_at": BEGUN - A_MOMENT}, "replied is false"),
        (Condition(paid_part=True), PART_PAID, {}, "paid_part is false"),
        (Condition(paid_part=False), {}, PART_PAID, "paid_part is true"),
        (Condition(other_arrears=True), {"other_arrears": True}, {}, "other_arrears is false"),
        (Condition(other_arrears=False), {}, {"other_arrears": True}, "other_arrears is true"),
        (Condition(represented=True), {"represented": True}, {}, "represented is false"),
        (Condition(represented=False), {}, {"represented": True}, "represented is true"),
        (
            Condition(outstanding_at_least=Decimal("120.50")),
            {},
            PART_PAID,
            "outstanding is lower than the step asks",
        ),
        (
            Condition(outstanding_below=Decimal("120.50")),
            PART_PAID,
            {},
            "outstanding is higher than the step asks",
        ),
    ],
)
def test_passes_over_a_step_whose_condition_does_not_hold(when, so, not_so, reason):
    steps = (by_email(when=when), by_letter(after=Delay(0)))

    taken, skipped = next_move(walk(*steps, **so)), next_move(walk(*steps, **not_so))

    assert (taken.step_index, taken.skipped) == (0, ())
    assert (skipped.step_index, skipped.skipped) == (1, ((FIRST, reason),))


def test_every_condition_of_a_step_must_hold():
    both = by_email(when=Condition(replied=False, other_arrears=True))

    assert next_move(walk(both, by_letter(), other_arrears=True)).step_index == 0
    assert next_move(walk(both, by_letter(), other_arrears=True, **ANSWERED)).step_index == 1
    assert next_move(walk(both, by_letter())).step_index == 1


def test_asks_for_the_condition_only_when_the_step_is_due():
    step = by_email(after=Delay(30), when=Condition(replied=True))

    assert wants(next_move(walk(step))) == "rest"


def test_what_follows_a_step_that_was_passed_over_counts_from_the_contact_before_it():
    steps = (by_email(), by_letter(when=Condition(replied=True)), a_step("derde-bericht", after=Delay(14)))

    move = next_move(walk(*steps, contacts=(a_try(sent=days_ago(8)),)))

    assert (move.step_index, move.rest_until) == (2, days_ago(8) + 14 * A_DAY)
    assert move.skipped == ((SECOND, "replied is false"),)


def test_a_step_that_was_begun_is_not_passed_over_any_more():
    step = by_email(a_fallback(SMS), when=Condition(replied=True))

    move = next_move(walk(step, by_letter(), contacts=(a_try(Outcome.BOUNCED),)))

    assert (wants(move), move.step_index) == ("try", 0)


# Further tries of a step


@pytest.mark.parametrize(
    ("when", "outcome"),
    [
        (Trigger.BOUNCED, Outcome.BOUNCED),
        (Trigger.BOUNCED, Outcome.RETURNED),
        (Trigger.BOUNCED, Outcome.STOPPED),
        (Trigger.NOT_DELIVERED, Outcome.EXPIRED),
        (Trigger.NOT_DELIVERED, Outcome.REFUSED),
        (Trigger.NOT_DELIVERED, Outcome.HELD),
    ],
)
def test_tries_the_next_channel_at_once_when_a_message_failed(when, outcome):
    first = by_email(a_fallback(SMS, LETTER, when=frozenset({when})))
    just_now = a_try(outcome, sent=NOW)

    move = next_move(walk(first, by_letter(), contacts=(just_now,)))

    assert (wants(move), move.step_index) == ("try", 0)
    assert (move.channels, move.ordinal) == ((SMS, LETTER), 1)
    assert move.because == f"{when.replace('_', ' ')}: email R-0001"


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.ACCEPTED,
        Outcome.DELIVERED,
        Outcome.READ,
        Outcome.PRINTED,
        Outcome.POSTED,
        Outcome.UNRECOGNISED,
    ],
)
def test_waits_two_open_days_for_a_reaction_before_it_tries_the_next_channel(outcome):
    sent, ends = at("2026-03-13T11:00"), at("2026-03-16T11:00")  # a Friday; Saturday is open, Sunday is not
    asked = walk(by_email(a_fallback(SMS)), by_letter(), contacts=(a_try(outcome, sent=sent),), now=ends)

    early, on_time = next_move(replace(asked, now=ends - A_MOMENT)), next_move(asked)

    assert (early.rest_until, early.step_index) == (ends, 0)
    assert early.because == "waits 2 open days for a reaction to R-0001"
    assert (wants(on_time), on_time.channels, on_time.ordinal) == ("try", (SMS,), 1)
    assert on_time.because == "no reaction: email R-0001"


@pytest.mark.parametrize(
    ("reacted_at", "step_index"),
    [(None, 0), (days_ago(5) - A_MOMENT, 0), (days_ago(5), 1), (days_ago(1), 1)],
    ids=["never", "before the first try", "at the first try", "after it"],
)
@pytest.mark.parametrize("outcome", [Outcome.DELIVERED, Outcome.BOUNCED])
def test_a_reaction_stops_further_tries(outcome, reacted_at, step_index):
    reached_too = a_try(Outcome.DELIVERED, ContactKind.SMS, reference="R-2")
    asked = walk(
        by_email(a_fallback(LETTER)),
        by_letter(),
        contacts=(reached_too, a_try(outcome)),
        reacted_at=reacted_at,
    )

    assert next_move(asked).step_index == step_index


def test_waits_for_a_reaction_to_the_latest_try():
    tries = (a_try(sent=days_ago(9)), a_try(kind=ContactKind.SMS, sent=days_ago(1), reference="R-2"))

    move = next_move(walk(by_email(a_fallback(SMS, LETTER)), by_letter(), contacts=tries))

    assert (move.rest_until, move.because) == (NOW + A_DAY, "waits 2 open days for a reaction to R-2")


def test_a_reaction_between_two_tries_stops_the_third():
    tries = (a_try(sent=days_ago(9)), a_try(kind=ContactKind.SMS, sent=days_ago(5), reference="R-2"))
    asked = walk(by_email(a_fallback(SMS, LETTER)), by_letter(), contacts=tries)

    assert next_move(asked).step_index == 0
    assert next_move(replace(asked, reacted_at=days_ago(7))).step_index == 1


@pytest.mark.parametrize(
    ("kinds", "left"),
    [
        ((ContactKind.EMAIL,), (SMS, LETTER)),
        ((ContactKind.SMS,), (LETTER,)),
        ((ContactKind.EMAIL, ContactKind.SMS), (LETTER,)),
        ((ContactKind.LETTER, ContactKind.EMAIL), (SMS,)),
    ],
)
def test_a_channel_that_was_tried_is_not_tried_again(kinds, left):
    tries = tuple(
        a_try(Outcome.BOUNCED, kind, reference=f"R-{number}", ordinal=number)
        for number, kind in enumerate(kinds)
    )

    move = next_move(walk(by_email(a_fallback(SMS, LETTER)), by_letter(), contacts=tries))

    assert (move.channels, move.ordinal) == (left, len(kinds))


def test_goes_on_when_every_channel_was_tried_and_one_may_have_reached_the_debtor():
    tries = (
        a_try(sent=days_ago(9)),
        a_try(Outcome.BOUNCED, ContactKind.SMS, sent=days_ago(6), reference="R-2"),
    )

    move = next_move(walk(by_email(a_fallback(SMS)), by_letter(), contacts=tries))

    assert (move.step_index, move.rest_until) == (1, days_ago(6) + 7 * A_DAY)


@pytest.mark.parametrize(
    ("when", "outcome"),
    [
        (Trigger.NO_REACTION, Outcome.REPLIED),
        (Trigger.BOUNCED, Outcome.DELIVERED),
        (Trigger.NOT_DELIVERED, Outcome.DELIVERED),
    ],
)
def test_only_a_trigger_that_the_step_names_leads_to_another_try(when, outcome):
    first = by_email(a_fallback(SMS, when=frozenset({when})))

    assert next_move(walk(first, by_letter(), contacts=(a_try(outcome),))).step_index == 1


# Nobody was reached


@pytest.mark.parametrize("outcome", [Outcome.BOUNCED, Outcome.STOPPED, Outcome.RETURNED])
@pytest.mark.parametrize("fallback", [None, a_fallback(EMAIL)], ids=["no fallback", "nothing left"])
def test_asks_a_person_when_no_try_can_have_arrived(outcome, fallback):
    move = next_move(walk(by_email(fallback), by_letter(), contacts=(a_try(outcome),)))

    assert (move.task, move.step_index) == (TaskKind.FIND_CONTACT_POINT, 0)
    assert move.because == f"step eerste-bericht reached nobody: email {outcome}"


@pytest.mark.parametrize("outcome", [Outcome.EXPIRED, Outcome.REFUSED])
def test_a_message_that_did_not_leave_does_not_pass_for_one_that_arrived(outcome):
    assert next_move(walk(contacts=(a_try(outcome),))).step_index == 0


def test_a_message_that_was_refused_is_mended_first():
    move = next_move(walk(contacts=(a_try(Outcome.REFUSED),)))

    assert (move.task, move.step_index) == (TaskKind.MEND_MESSAGE, 0)


def test_names_every_way_that_failed():
    tries = (a_try(Outcome.BOUNCED), a_try(Outcome.STOPPED, ContactKind.SMS, reference="R-2", ordinal=1))

    move = next_move(walk(by_email(a_fallback(SMS)), by_letter(), contacts=tries))

    assert move.because == "step eerste-bericht reached nobody: email bounced, sms stopped"


# Contacts under way, withdrawn, or begun again


@pytest.mark.parametrize("outcome", [Outcome.PLANNED, Outcome.INTENDED, Outcome.POSTPONED, Outcome.IN_DOUBT])
def test_rests_for_a_day_while_a_contact_is_under_way(outcome):
    move = next_move(walk(by_email(a_fallback(SMS)), by_letter(), contacts=(a_try(outcome),)))

    assert (move.rest_until, move.step_index) == (NOW + A_DAY, 0)
    assert move.because == "contact R-0001 is under way"


def test_a_contact_that_was_withdrawn_is_no_try_but_its_number_is_used_up():
    withdrawn = a_try(Outcome.CANCELLED)

    move = next_move(walk(by_email(a_fallback(SMS)), by_letter(), contacts=(withdrawn,)))

    assert (wants(move), move.channels, move.ordinal) == ("try", (EMAIL,), 1)
    assert move.because == "step eerste-bericht is due"


def test_a_further_try_that_was_withdrawn_is_made_again_under_a_new_number():
    contacts = (
        a_try(Outcome.BOUNCED),
        a_try(Outcome.CANCELLED, ContactKind.SMS, reference="R-2", ordinal=1),
    )

    move = next_move(walk(by_email(a_fallback(SMS, LETTER)), by_letter(), contacts=contacts))

    assert (move.channels, move.ordinal) == ((SMS, LETTER), 2)


def test_a_step_that_a_person_began_again_tries_all_its_channels_under_a_new_number():
    tries = (a_try(Outcome.BOUNCED), a_try(Outcome.BOUNCED, ContactKind.SMS, reference="R-2", ordinal=1))
    solved = days_ago(1)

    move = next_move(walk(by_email(a_fallback(SMS)), by_letter(), since=solved, contacts=tries))

    assert (wants(move), move.step_index) == ("try", 0)
    assert (move.channels, move.ordinal) == ((EMAIL,), 2)


def test_a_step_that_a_person_began_again_does_not_wait_for_its_delay_a_second_time():
    bounced = a_try(Outcome.BOUNCED, ContactKind.LETTER, step=SECOND)

    move = next_move(walk(step=1, since=NOW, contacts=(bounced,)))

    assert (wants(move), move.step_index, move.ordinal) == ("try", 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"case_ids": ("C-2",)},
        {"campaign": "energie"},
        {"step": "ander-bericht"},
        {"sent": BEGUN - A_MOMENT},
    ],
    ids=["of another case", "of another campaign", "of another step", "of an earlier walk"],
)
def test_other_contacts_are_no_tries_of_this_step(other):
    move = next_move(walk(contacts=(a_try(**other),)))

    assert (wants(move), move.step_index, move.ordinal) == ("try", 0, 0)


def test_a_contact_that_spoke_for_several_cases_counts_for_each():
    together = a_try(case_ids=("C-2", "C-1"), run="run-of-another-case")

    assert next_move(walk(contacts=(together,))).step_index == 1


# The end


def test_gives_the_debtor_two_weeks_after_the_last_step_and_then_asks_for_a_review():
    sent = days_ago(5)
    asked = walk(by_email(), contacts=(a_try(sent=sent),))

    early, on_time = (next_move(replace(asked, now=sent + timedelta(days=days))) for days in (13.99, 14))

    assert (early.rest_until, early.step, early.step_index) == (sent + timedelta(days=14), None, 1)
    assert early.because == "all steps are done; time to react"
    assert (on_time.task, on_time.rest_until) == (TaskKind.REVIEW, None)
    assert on_time.because == "all steps are done: a person reviews the case"


def test_the_end_still_knows_since_when_it_waits():
    move = next_move(walk(step=2, since=days_ago(13)))

    assert (move.rest_until, move.since) == (days_ago(13) + timedelta(days=14), days_ago(13))


def test_a_campaign_whose_steps_were_all_passed_over_ends_in_a_review_too():
    never = Condition(replied=True)

    move = next_move(walk(by_email(when=never), by_letter(when=never)))

    assert (move.task, len(move.skipped)) == (TaskKind.REVIEW, 2)


def test_a_campaign_that_ends_without_a_review_asks_for_none():
    asked = walk(by_email(), contacts=(a_try(),), now=NOW + 30 * A_DAY)

    move = next_move(replace(asked, campaign=replace(asked.campaign, review_at_end=False)))

    assert move.task is None


# The amicable clock


@pytest.mark.parametrize(
    ("steps", "contacts"),
    [
        ((by_email(after=Delay(40)),), ()),
        ((by_email(), by_letter(after=Delay(40))), (a_try(),)),
        ((by_email(a_fallback(SMS, after=30)),), (a_try(),)),
        ((by_email(),), (a_try(sent=days_ago(2)),)),
    ],
    ids=["the first step", "a later step", "waiting for a reaction", "after the last step"],
)
def test_no_rest_outlasts_the_amicable_clock(steps, contacts):
    ends = BEGUN + 25 * A_DAY

    assert next_move(walk(*steps, contacts=contacts, days=25)).rest_until == ends


def test_a_contact_under_way_is_looked_at_again_also_when_the_clock_has_run_out():
    move = next_move(walk(contacts=(a_try(Outcome.INTENDED),), days=20))

    assert move.rest_until == NOW + A_DAY


@pytest.mark.parametrize(
    "contact",
    [a_try(Outcome.INTENDED, case_ids=("C-2",)), a_try(Outcome.DELIVERED), a_try(Outcome.BOUNCED)],
    ids=["of another case", "that arrived", "that bounced"],
)
def test_no_other_contact_holds_up_the_review_when_the_clock_has_run_out(contact):
    move = next_move(walk(by_email(a_fallback(SMS)), by_letter(), contacts=(contact,), days=20))

    assert (move.task, move.rest_until) == (TaskKind.REVIEW, None)


def test_after_the_last_step_the_review_comes_at_once_when_the_clock_has_run_out():
    assert next_move(walk(by_email(), contacts=(a_try(),), days=20)).task is TaskKind.REVIEW


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 30, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)),
    ],
    ids=["in the night without a third hour", "in the night with two third hours"],
)
def test_a_night_in_which_the_clock_changes_is_no_shorter_or_longer_rest(now, ends):
    move = next_move(walk(now=now, contacts=(a_try(Outcome.PLANNED, sent=now),)))

    assert move.rest_until == ends

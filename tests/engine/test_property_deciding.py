"""
Whatever happened and whatever anybody wishes: nothing leaves that may not, and nobody waits for the past.

The oracles are written apart from the rules: the days of law.md 1.2 as a list, hours as numbers.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decide import decide
from engine.domain.campaign import Condition, Delay, Fallback, LegalRole, Trigger
from engine.domain.case import CaseStatus, CollectorRole, Jurisdiction, Phase
from engine.domain.decision import Decision, Send, Task, TaskKind, Wait
from engine.domain.people import PointState
from engine.domain.touchpoint import Outcome
from engine.gather import gather
from engine.policy.facts import Facts
from engine.policy.house_rules import RULES
from preferences.channel import ChannelKind, ContactKind
from preferences.hours import always, parse_hours_text
from preferences.preference import Preference
from tests.builders import (
    a_campaign,
    a_cap,
    a_case,
    a_contact,
    a_creditor,
    a_debtor,
    a_mobile,
    a_pause,
    a_position,
    a_postal_point,
    a_step,
    an_agency,
    an_email,
    an_organisation,
    office_hours,
)
from tests.engine.stand_ins import a_desk, a_file

SMS, EMAIL, WHATSAPP, LETTER = ChannelKind
AMSTERDAM = ZoneInfo("Europe/Amsterdam")  # Brussels has the same time
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
#: eleven o'clock, no holiday near
TUESDAY = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)

#: law.md 1.2, the test dates: (year, month, day)
DUTCH_HOLIDAYS = {
    *((2026, 1, 1), (2026, 1, 2), (2026, 4, 3), (2026, 4, 6), (2026, 4, 27), (2026, 5, 5), (2026, 5, 14)),
    *((2026, 5, 15), (2026, 5, 25), (2026, 12, 25), (2026, 12, 26), (2027, 1, 1), (2027, 3, 26)),
    *((2027, 3, 29), (2027, 4, 27), (2027, 5, 5), (2027, 5, 6), (2027, 5, 7), (2027, 5, 17)),
    *((2027, 12, 25), (2027, 12, 26)),
}
APPROACHES = {TaskKind.CALL: ContactKind.CALL, TaskKind.VISIT: ContactKind.VISIT}
#: a contact with one of these reached nobody, and will not
NEVER_ARRIVED = {
    Outcome.BOUNCED,
    Outcome.STOPPED,
    Outcome.REFUSED,
    Outcome.EXPIRED,
    Outcome.CANCELLED,
    Outcome.RETURNED,
}


# Moments, and what may be odd about a case: the hours, the wishes, the history


def at(day, minute):
    """Give the moment of a minute of a day on the clocks of Amsterdam and Brussels."""
    return (datetime(2026, 1, 1, tzinfo=AMSTERDAM) + day * DAY + minute * MINUTE).astimezone(UTC)


#: of the days that law.md 1.2 lists, by their number since BEGIN
LISTED = sorted((datetime(*day, tzinfo=UTC) - BEGIN).days for day in DUTCH_HOLIDAYS)
#: 4 January 2026 was the first Sunday
days = st.one_of(
    st.integers(0, 728), st.sampled_from(LISTED), st.integers(0, 103).map(lambda week: 3 + 7 * week)
)
#: any minute, one by day, or one near an hour at which the law opens or closes
minutes = st.one_of(
    st.integers(0, 24 * 60 - 1),
    st.integers(9 * 60, 17 * 60),
    st.builds(lambda hour, gone: hour * 60 + gone, st.sampled_from((7, 8, 20, 22)), st.integers(-20, 20)),
)
moments = st.one_of(st.just(TUESDAY), st.builds(at, days, minutes))
weeks = st.sampled_from(
    (
        office_hours(),
        parse_hours_text("mon-fri 18:00-21:00"),
        parse_hours_text("sat-sun 10:00-12:00"),
        parse_hours_text("tue 06:00-22:00"),
    )
)
caps = st.builds(
    a_cap, contacts=st.integers(1, 3), days=st.integers(1, 10), gap_hours=st.sampled_from((0, 1, 24, 48))
)
points = st.sampled_from(
    (
        (),
        (a_mobile(), an_email(state=PointState.WRONG_PERSON), a_postal_point(state=PointState.BOUNCED)),
        (a_mobile(state=PointState.BOUNCED), an_email()),
        (an_email(state=PointState.BOUNCED), an_email("b@post.example"), a_postal_point()),
        (an_email(state=PointState.BOUNCED), an_email("b@post.example", state=PointState.CONFIRMED)),
    )
)
contacts = st.builds(
    a_contact,
    case_ids=st.sampled_from((("C-1",), ("C-2",), ("C-1", "C-2"))),
    step=st.sampled_from(("stap-0", "stap-1")),
    kind=st.sampled_from(ContactKind),
    outcome=st.sampled_from(Outcome),
)
#: each contact with its age in hours: within the longest gap, or within the longest period of a cap
histories = st.lists(
    st.tuples(st.one_of(st.integers(0, 50), st.integers(0, 12 * 24)), contacts), min_size=1, max_size=4
)
#: how many days ago a pause began and in how many it ends, and for which case
pauses = st.tuples(
    st.sampled_from((-1, 0, 1)), st.sampled_from((None, -1, 0, 5)), st.sampled_from((None, "C-1", "C-2"))
)
ODDITIES = {
    "campaign hours": weeks,
    "debtor hours": weeks,
    "order": st.sampled_from(((SMS,), (LETTER, EMAIL), (WHATSAPP, SMS), (EMAIL, SMS, LETTER))),
    "refused": st.frozensets(st.sampled_from(ChannelKind), min_size=1),
    "quiet": st.sampled_from((-1, 0, 1)),
    "pause": pauses,
    "points": points,
    "status": st.sampled_from(CaseStatus),
    "phase": st.sampled_from(Phase),
    "paid": st.sampled_from((Decimal("20.00"), Decimal("120.50"), Decimal(200))),
    "role": st.sampled_from(CollectorRole),
    "jurisdiction": st.just(Jurisdiction.BE),
    "history": histories,
    "house cap": caps,
    "campaign cap": caps,
    "age": st.sampled_from((0, 5, 9, 10, 11, 40)),
    "reaction": st.just({"C-1": 1}),
    "stopped": st.just(True),
}

ON_FAILURE = Fallback(when=frozenset({Trigger.BOUNCED}), after=Delay(1), to=(SMS, LETTER))
ON_SILENCE = Fallback(when=frozenset(Trigger), after=Delay(2), to=(LETTER, EMAIL, SMS))
STEPS = (
    a_step(channels=(None, EMAIL, SMS, LETTER)),
    a_step(channels=(SMS, EMAIL), fallback=ON_FAILURE),
    a_step(channels=(EMAIL,), fallback=ON_SILENCE),
    a_step(channels=(None, LETTER), after=Delay(1)),
    a_step(channels=(LETTER, EMAIL), legal_role=LegalRole.FOURTEEN_DAY_LETTER),
    a_step(channels=(LETTER,), legal_role=LegalRole.BE_FORMAL_NOTICE),
    a_step(channels=(SMS, LETTER), when=Condition(replied=False)),
    a_step(template=None, channels=(), task=TaskKind.CALL),
    a_step(template=None, channels=(), task=TaskKind.VISIT),
)


@st.composite
def some_facts(draw):
    """Facts about one of two cases of a debtor at any moment; up to four things are odd."""
    odd = {
        name: draw(ODDITIES[name]) for name in draw(st.lists(st.sampled_from(sorted(ODDITIES)), max_size=4))
    }
    now = draw(moments)
    started = now - odd.get("age", 2) * DAY
    history = sorted(odd.get("history", ()), key=lambda one: -one[0])
    campaign = a_campaign(
        steps=tuple(replace(draw(st.sampled_from(STEPS)), id=f"stap-{number}") for number in range(2)),
        hours=odd.get("campaign hours", always()),
        cap=odd.get("campaign cap", a_cap(contacts=2, days=7)),
        max_duration_days=10,
    )
    case = a_case(
        status=odd.get("status", CaseStatus.OPEN),
        phase=odd.get("phase", Phase.NEW),
        paid=odd.get("paid", Decimal(0)),
        jurisdiction=odd.get("jurisdiction", Jurisdiction.NL),
        collector_role=odd.get("role", CollectorRole.COLLECTOR),
    )
    file = a_file(
        debtor=a_debtor(points=odd.get("points", a_debtor().points)),
        preference=Preference(
            order=odd.get("order", ()),
            refused=odd.get("refused", frozenset()),
            hours=odd.get("debtor hours"),
            quiet_until=now + odd["quiet"] * HOUR if "quiet" in odd else None,
        ),
        cases=(case, a_case("C-2")),
        positions={
            name: a_position(name, since=started, started_at=started, due_at=now) for name in ("C-1", "C-2")
        },
        contacts=tuple(
            replace(contact, reference=f"R-{number}", at=now - age * HOUR)
            for number, (age, contact) in enumerate(history)
        ),
        pauses=(a_pause_of(now, *odd["pause"]),) if "pause" in odd else (),
        reacted_at={name: now - gone * DAY for name, gone in odd.get("reaction", {}).items()},
    )
    house = an_agency(cap=odd.get("house cap"))
    desk = a_desk(campaign, organisation=an_organisation(agency=house, creditors=(a_creditor(),)))
    desk.house_stopped = odd.get("stopped", False)
    return gather(file, case, desk, now)


def a_pause_of(now, began, ends, case_id):
    until = None if ends is None else now + ends * DAY
    return a_pause(case_id=case_id, since=now - began * DAY, until=until)


def approach_of(decision: Decision) -> ContactKind | None:
    """Say in which way the debtor would be approached now; None: not at all."""
    if isinstance(decision, Send):
        return ContactKind(decision.channel.value)
    return APPROACHES.get(decision.kind) if isinstance(decision, Task) and decision.step else None


# What may never be; each answers for facts in which somebody is approached in a way


def local(facts: Facts) -> datetime:
    return facts.now.astimezone(AMSTERDAM)


def is_outside_the_law(facts: Facts, kind: ContactKind) -> bool:
    """law.md NL-10 to NL-14 and BE-19, for who collects for others."""
    hour, day = local(facts).hour, local(facts).date()
    if facts.case.collector_role is CollectorRole.CREDITOR:
        return False
    if facts.case.jurisdiction is Jurisdiction.BE:
        return kind in {ContactKind.CALL, ContactKind.VISIT} and not 8 <= hour < 22
    is_closed = day.weekday() == 6 or (day.year, day.month, day.day) in DUTCH_HOLIDAYS
    return is_closed or (kind is not ContactKind.LETTER and not 7 <= hour < 20)


def is_outside_the_agreed_hours(facts: Facts, kind: ContactKind) -> bool:
    wishes = [hours for hours in (facts.campaign.hours, facts.preference.hours) if hours is not None]
    return kind is not ContactKind.LETTER and not all(hours.contains(local(facts)) for hours in wishes)


def is_too_often(facts: Facts, _: ContactKind) -> bool:
    arrived = [contact.at for contact in facts.contacts if contact.outcome not in NEVER_ARRIVED]
    return any(
        sum(at > facts.now - cap.days * DAY for at in arrived) >= cap.contacts
        or any(facts.now - at < cap.gap_hours * HOUR for at in arrived)
        for cap in facts.caps
    )


def is_refused(facts: Facts, kind: ContactKind) -> bool:
    return kind.value in facts.preference.refused


def is_paused(facts: Facts, _: ContactKind) -> bool:
    quiet = facts.preference.quiet_until
    holding = [
        pause
        for pause in facts.pauses
        if pause.since <= facts.now and (pause.until is None or pause.until > facts.now)
    ]
    return (quiet is not None and quiet > facts.now) or any(one.case_id in {None, "C-1"} for one in holding)


def is_over(facts: Facts, _: ContactKind) -> bool:
    case, ends = facts.case, facts.started_at + facts.campaign.max_duration_days * DAY
    is_closed = case.status is not CaseStatus.OPEN or case.phase is Phase.REVIEW
    return is_closed or case.outstanding <= 0 or facts.now >= ends or facts.house_stopped


NEVER = (
    is_outside_the_law,
    is_outside_the_agreed_hours,
    is_too_often,
    is_refused,
    is_paused,
    is_over,
)

some_approaches = some_facts().filter(lambda facts: approach_of(decide(facts)) is not None)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(some_approaches)
def test_nobody_is_approached_who_may_not_be_or_when_or_how(facts):
    kind = approach_of(decide(facts))

    assert kind is not None
    assert [never.__name__ for never in NEVER if never(facts, kind)] == []


@settings(max_examples=200, deadline=None, derandomize=True)
@given(some_approaches)
def test_a_message_goes_to_a_point_that_works_and_has_some_time_left_to_leave(facts):
    decision = decide(facts)

    if isinstance(decision, Send):
        states = {point.value: point.state for point in facts.debtor.points}
        assert states[decision.to] in {PointState.CONFIRMED, PointState.UNVERIFIED}
        assert decision.window_ends_at is None or decision.window_ends_at > facts.now


@settings(max_examples=500, deadline=None, derandomize=True)
@given(some_facts())
def test_every_wait_ends_in_the_future_with_its_longest_reason(facts):
    decision = decide(facts)
    reasons = [verdict.until for verdict in decision.trace if verdict.until is not None]

    assert all(until > facts.now for until in reasons)
    assert not isinstance(decision, Wait) or decision.until == max(reasons)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(some_facts())
def test_no_answer_of_a_rule_gets_lost(facts):
    rules = [verdict.rule for verdict in decide(facts).trace]

    assert len(set(rules)) == len(rules) == len(RULES)

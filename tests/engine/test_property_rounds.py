"""Round after round over one debtor, whatever becomes of the messages: the promises that hold over weeks."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.asked_again import AskedAgain
from engine.domain.campaign import Cap, Delay, Fallback, Trigger
from engine.domain.case import Case
from engine.domain.contact import Contact
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Outcome
from engine.gather import Desk, move_of
from engine.ports import DebtorFile, Queued
from engine.round import Round, Written
from preferences.channel import ChannelKind
from tests.builders import (
    NOW,
    a_campaign,
    a_cap,
    a_case,
    a_creditor,
    a_debtor,
    a_mobile,
    a_position,
    a_postal_point,
    a_step,
    an_email,
    an_organisation,
)
from tests.engine.stand_ins import a_desk, a_file, counter

SMS, EMAIL, LETTER = ChannelKind.SMS, ChannelKind.EMAIL, ChannelKind.LETTER
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: more rounds than this at one moment means that the same cases come back again and again
MOST_ROUNDS = 20

ON_FAILURE = Fallback(
    when=frozenset({Trigger.BOUNCED, Trigger.NOT_DELIVERED}), after=Delay(1), to=(SMS, LETTER)
)
ON_SILENCE = Fallback(when=frozenset(Trigger), after=Delay(2), to=(LETTER, EMAIL, SMS))
STEPS = (
    a_step(channels=(None, EMAIL, SMS, LETTER), fallback=ON_FAILURE),
    a_step(channels=(EMAIL,), after=Delay(3), fallback=ON_SILENCE),
    a_step(channels=(LETTER,), after=Delay(1)),
    a_step(template=None, channels=(), after=Delay(2), task=TaskKind.CALL),
)
CAPS = (
    a_cap(contacts=2, days=7),
    a_cap(contacts=1, days=3, gap_hours=0),
    a_cap(contacts=3, days=5, gap_hours=12),
)
#: what may become of a message; after these the case is decided anew at once
FAILED = (Outcome.BOUNCED, Outcome.CANCELLED, Outcome.RETURNED, Outcome.EXPIRED)


@dataclass(frozen=True)
class Played:
    """One round: what was known, what was written, and when."""

    file: DebtorFile
    written: Written
    now: datetime

    @property
    def planned(self) -> DebtorFile:
        """The file as the store gives it back just after the round."""
        file = self.file
        for contact in self.written.contacts:
            file = file.with_contact(contact)
        phases = {case_id: phase for case_id, _, phase in self.written.phases}
        cases = tuple(replace(case, phase=phases.get(case.id, case.phase)) for case in file.cases)
        return replace(file, cases=cases, positions={**file.positions, **self.written.positions})


@dataclass
class Weeks:
    """Plays rounds over one debtor, each at the next moment at which a case is due."""

    desk: Desk
    cap: Cap
    #: what becomes of the messages, the last first; all others arrive
    outcomes: list[Outcome]
    rounds: list[Played] = field(default_factory=list)

    def play(self, file: DebtorFile, now: datetime, until: datetime) -> None:
        """Go on until nothing is due any more before a moment."""
        rounds_now = 0
        while now <= until and rounds_now < MOST_ROUNDS:
            played = Played(file, Round(desk=self.desk, now=now, new_id=counter()).decide([file]), now)
            self.rounds.append(played)
            file = played.planned
            for contact in played.written.contacts:
                file = self._settled(file, contact, now)
            due = [place.due_at for place in file.positions.values() if place.due_at is not None]
            comes = max(now, min(due, default=until + DAY))
            rounds_now = rounds_now + 1 if comes == now else 0
            now = comes

    def _settled(self, file: DebtorFile, contact: Contact, now: datetime) -> DebtorFile:
        outcome = self.outcomes.pop() if self.outcomes else Outcome.DELIVERED
        file = file.with_contact(replace(contact, outcome=outcome))
        for case in file.cases:
            if case.id in contact.case_ids:
                due_at = self._looked_at_again(file, case, outcome, now)
                file = file.with_position(replace(file.positions[case.id], due_at=due_at))
        return file

    def _looked_at_again(self, file: DebtorFile, case: Case, outcome: Outcome, now: datetime) -> datetime:
        """A message is withdrawn when the hours end before it leaves: then the next day decides."""
        if outcome is Outcome.CANCELLED:
            return now + DAY
        rest = None if outcome in FAILED else move_of(file, case, self.desk, now).rest_until
        return rest or now


@st.composite
def some_weeks(draw):
    """Weeks of a debtor with two or three cases, that began on other days or at the same moment."""
    steps = draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=4))
    cap = draw(st.sampled_from(CAPS))
    campaign = a_campaign(
        steps=tuple(replace(step, id=f"stap-{number}") for number, step in enumerate(steps)), cap=cap
    )
    creditors = draw(st.lists(st.sampled_from(("woonstad", "woonstad", "stroom")), min_size=2, max_size=3))
    cases = tuple(a_case(f"C-{number}", creditor=name) for number, name in enumerate(creditors, 1))
    begun = {case.id: NOW + draw(st.sampled_from((0, 0, 24))) * HOUR for case in cases}
    file = a_file(
        debtor=a_debtor(points=(a_mobile(), an_email(), a_postal_point())),
        cases=cases,
        positions={
            name: a_position(name, run=f"run-{name}", since=at, started_at=at, due_at=at)
            for name, at in begun.items()
        },
    )
    organisation = an_organisation(creditors=(a_creditor("woonstad"), a_creditor("stroom")))
    outcomes = draw(st.lists(st.sampled_from((Outcome.DELIVERED, *FAILED)), max_size=8))
    weeks = Weeks(a_desk(campaign, organisation=organisation), cap, outcomes)
    weeks.play(file, NOW, NOW + 40 * DAY)
    return weeks


some = settings(max_examples=150, deadline=None, derandomize=True)


@some
@given(some_weeks())
def test_week_after_week_no_more_contacts_are_made_than_the_cap_allows(weeks):
    for played in weeks.rounds:
        begin = played.now - weeks.cap.days * DAY
        arrived = [one for one in played.file.contacts if one.at > begin and one.outcome not in FAILED]
        made = played.written.contacts

        assert not made or len(arrived) + len(made) <= weeks.cap.contacts


@some
@given(some_weeks())
def test_every_contact_has_a_key_of_its_own(weeks):
    keys = [(one.run, one.step, one.ordinal) for played in weeks.rounds for one in played.written.contacts]

    assert len(set(keys)) == len(keys)


@some
@given(some_weeks())
def test_no_channel_is_tried_twice_and_nobody_is_asked_to_call_twice_for_one_step(weeks):
    last = weeks.rounds[-1].planned
    tries = [
        (case_id, contact.step, contact.kind)
        for contact in last.contacts
        if contact.outcome is not Outcome.CANCELLED
        for case_id in contact.case_ids
    ]
    calls = [(task.case_id, task.step) for played in weeks.rounds for task in played.written.tasks]

    assert len(set(tries)) == len(tries)
    assert len(set(calls)) == len(calls)


@some
@given(some_weeks())
def test_what_a_round_plans_is_not_withdrawn_when_the_rules_are_asked_again_at_once(weeks):
    for played in weeks.rounds:
        again = AskedAgain(weeks.desk, counter(), played.now)
        again.go_through(
            [
                Queued(contact=contact, attempt=0, not_before=played.now)
                for contact in played.written.contacts
            ],
            [played.planned],
        )

        assert again.withdrawn == []


@some
@given(some_weeks())
def test_cases_go_forward_and_never_come_back_again_and_again(weeks):
    moments = [played.now for played in weeks.rounds]

    assert max(moments.count(moment) for moment in moments) < MOST_ROUNDS
    for played in weeks.rounds:
        for case_id, place in played.written.positions.items():
            assert place.step >= played.file.positions[case_id].step

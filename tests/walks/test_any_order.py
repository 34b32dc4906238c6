"""Days in any order: payments, wishes, pauses, failures, clocks; and what must be so after each of them."""

import shutil
import tempfile
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from engine.domain.campaign import Delay, Fallback, Trigger, Unit
from engine.domain.case import CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.pause import PauseKind
from preferences.change import Field
from preferences.channel import ChannelKind
from tests.builders import a_campaign, a_creditor, a_step
from tests.walks.house import SmallHouse, a_row, the_organisation
from tests.walks.providers import is_busy, is_stopped, loses_the_answer, refuses, rejects, takes
from tests.walks.truth import everything_wrong

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER
CHANNELS = st.sampled_from((EMAIL, SMS, LETTER))
CASES = {"C-1": "D-1", "C-2": "D-1", "C-3": "D-1", "C-4": "D-2", "C-5": "D-3"}
SOME_CASE = st.sampled_from(sorted(CASES))
SOME_DEBTOR = st.sampled_from(sorted(set(CASES.values())))
ANSWERS = st.sampled_from(
    (takes, is_busy(), is_busy(3 * 3600), is_busy(3 * 86400), rejects, is_stopped, refuses, loses_the_answer)
)
WISHES = st.one_of(
    st.tuples(st.sampled_from((Field.REFUSE_CHANNEL, Field.ALLOW_CHANNEL)), CHANNELS.map(str)),
    st.tuples(st.just(Field.CHANNEL_ORDER), st.permutations(("sms", "email", "letter")).map(",".join)),
    st.tuples(st.just(Field.HOURS), st.sampled_from(("", "mon-fri 15:00-16:30", "sat 10:00-12:00"))),
)
TRIED_TWICE = Fallback(when=frozenset(Trigger), after=Delay(2, Unit.OPEN_DAYS), to=(SMS, LETTER))
CAMPAIGN = a_campaign(
    max_duration_days=40,
    steps=(
        a_step(fallback=TRIED_TWICE),
        a_step("bellen", template=None, channels=(), task=TaskKind.CALL, after=Delay(3, Unit.WORKING_DAYS)),
        a_step("tweede-bericht", template="tweede_herinnering", after=Delay(5)),
        a_step("laatste-bericht", channels=(LETTER,), after=Delay(7)),
    ),
)
ORGANISATION = the_organisation(a_creditor(), a_creditor("zorgvast"))


class AnyDays(RuleBasedStateMachine):
    """One small house through which days go in any order."""

    #: a migrated database that each run begins with
    empty: Path

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="any-days-"))
        file = self.folder / "house.db"
        shutil.copyfile(self.empty, file)
        self.house = SmallHouse(f"sqlite:///{file}", CAMPAIGN, organisation=ORGANISATION)
        self.numbers = count(1)

    def teardown(self):
        self.house.close()
        shutil.rmtree(self.folder)

    @initialize()
    def take_in(self):
        creditor = {"C-2": "zorgvast"}
        self.house.take_in(
            *(a_row(case, debtor, creditor=creditor.get(case, "woonstad")) for case, debtor in CASES.items())
        )

    @rule(hours=st.sampled_from((1, 5, 24, 30, 100, 170)))
    def time_passes(self, hours):
        self.house.play(hours=hours)

    @rule(hours=st.integers(1, 60))
    def the_house_sleeps(self, hours):
        self.house.let_pass(hours=hours)

    @rule(minutes=st.sampled_from((1, 90, 1500)))
    def the_clock_is_put_back(self, minutes):
        self.house.let_pass(minutes=-minutes)

    @rule()
    def a_worker_decides(self):
        self.house.decide()

    @rule(limit=st.integers(1, 4))
    def a_worker_sends(self, limit):
        self.house.send(limit)

    @rule(channel=CHANNELS, answers=st.lists(ANSWERS, min_size=1, max_size=3))
    def a_provider_has_a_mood(self, channel, answers):
        self.house.channels[channel].answer(*answers)

    @rule(case=SOME_CASE, amount=st.sampled_from(("10.00", "120.50")))
    def somebody_pays(self, case, amount):
        number = next(self.numbers)
        today = self.house.clock().date()
        self.house.steer(lambda steering: steering.payment(case, Decimal(amount), today, f"bank-{number}"))

    @rule(case=SOME_CASE, days=st.sampled_from((None, 1, 9)), whole=st.booleans())
    def somebody_is_left_alone(self, case, days, whole):
        until = None if days is None else self.house.clock() + timedelta(days=days)
        self.house.steer(lambda steering: steering.pause(case, PauseKind.DISPUTE, until, whole_debtor=whole))

    @rule(case=SOME_CASE)
    def a_pause_ends(self, case):
        for pause in self.house.file(CASES[case]).pauses:
            if pause.ended_at is None:
                self.house.steer(lambda steering, pause=pause: steering.end_pause(case, pause.id))

    @rule(debtor=SOME_DEBTOR, wish=WISHES)
    def somebody_has_a_wish(self, debtor, wish):
        self.house.steer(lambda steering: steering.choices.set_preference(debtor, *wish))

    @rule(case=SOME_CASE)
    def somebody_answers(self, case):
        self.house.steer(lambda steering: steering.note_reply(case, EMAIL, "Ik bel u morgen."))

    @rule(case=SOME_CASE)
    def a_case_is_closed(self, case):
        if self.house.file(CASES[case]).positions[case].campaign:
            self.house.steer(lambda steering: steering.close_case(case, CaseStatus.CLOSED, "ingetrokken"))

    @rule(result=st.sampled_from(("solved", "reached")))
    def a_person_does_a_task(self, result):
        for task in self.house.tasks()[:1]:
            self.house.steer(lambda steering, task=task: steering.finish_task(task.id, result))

    @rule(stops=st.booleans())
    def the_house_stops_or_resumes(self, stops):
        self.house.steer(
            lambda steering: steering.house.stop_everything() if stops else steering.house.resume()
        )

    @invariant()
    def all_is_well(self):
        assert everything_wrong(self.house) == []


@pytest.fixture
def machine(migrated_file):
    return type("AnyDays", (AnyDays,), {"empty": migrated_file})


def test_whatever_happens_nobody_gets_too_much_and_nothing_is_lost(machine):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

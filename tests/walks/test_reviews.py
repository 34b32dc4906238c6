"""After the last step: what a review lists, and where it sends the case."""

from datetime import timedelta

import pytest

from engine.domain.campaign import Condition, Delay, LegalRole
from engine.domain.case import CaseStatus, CollectorRole, Phase
from engine.domain.decision import TaskKind
from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.people import ContactPoint, PointKind
from engine.domain.person_task import Review, ReviewOutcome
from engine.domain.staff import StaffRole
from engine.portfolio.told_point import read_point
from engine.steer import Steering
from preferences.channel import ChannelKind
from tests.builders import a_campaign, a_creditor, a_step
from tests.walks.house import a_row, the_organisation
from tests.walks.truth import everything_wrong

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER
HELP = a_step("aanbod-hulp", after=Delay(2), channels=(LETTER,), when=Condition(other_arrears=True))
CALL = a_step("bellen", template=None, channels=(), task=TaskKind.CALL, after=Delay(3))
SHORT = a_campaign(steps=(a_step(channels=(EMAIL,)), HELP, CALL), max_duration_days=90)
HURRIED = a_campaign(steps=(a_step(channels=(EMAIL,)), HELP), max_duration_days=10)


def reviewed(house):
    """Give the one review that is open."""
    (task,) = [one for one in house.tasks() if one.kind is TaskKind.REVIEW]
    return task


def finish(house, outcome, **how):
    """Finish the review as a team lead."""
    task = reviewed(house)
    review = Review(outcome=outcome, because="we probeerden te weinig", **how)
    return house.steer(lambda steering: steering.finish_review(task.id, review, house.catalogue))


@pytest.fixture
def house(a_house):
    house = a_house(SHORT)
    house.take_in(a_row(refuses="sms"))
    house.play(days=40)
    return house


class TestTheList:
    def test_stands_in_the_task_and_in_the_record(self, house):
        line = next(one for one in house.lines() if one.public.get("task") == "review")

        listed = dict(said.rstrip(")").split(" (", 1) for said in line.public["not_tried"])
        assert listed == {
            "step aanbod-hulp": "it was passed over: it asks for other_arrears true",
            "step bellen": "a person was asked, and noted no try",
            "sms": "the debtor refused it",
            "whatsapp": "WhatsApp is off for this creditor",
            "letter": "no step of the campaign uses it",
            "call": "nobody noted one",
            "visit": "nobody noted one",
        }
        assert all(f"{what} ({why})" in reviewed(house).because for what, why in listed.items())

    def test_leaves_out_what_a_person_did(self, a_house):
        house = a_house(SHORT)
        house.take_in(a_row())
        house.play(days=10)
        (call,) = house.tasks()
        house.steer(lambda steering: steering.finish_task(call.id, "reached"))

        house.play(days=30)

        because = reviewed(house).because
        assert "bellen" not in because
        assert "call (" not in because
        assert "visit (nobody noted one)" in because

    def test_says_which_step_never_came_because_the_time_was_up(self, a_house):
        late = a_step("te-laat", after=Delay(60), channels=(LETTER,))
        house = a_house(a_campaign(steps=(a_step(channels=(EMAIL,)), late), max_duration_days=30))
        house.take_in(a_row())

        house.play(days=40)

        assert "step te-laat (the time was up before it came)" in reviewed(house).because

    def test_counts_a_second_mailbox_that_nobody_used_and_names_no_value(self, a_house):
        house = a_house(SHORT)
        house.take_in(a_row(email_confirmed="yes"))
        found = ContactPoint(kind=PointKind.EMAIL, value="anna@werk.example")
        house.steer(lambda steering: steering.choices.tell_point("C-1", found))

        house.play(days=40)

        assert "1 more email (never used)" in reviewed(house).because
        assert "@" not in reviewed(house).because


class TestSendingBack:
    def test_goes_to_the_first_step_that_was_never_tried_and_is_reviewed_again(self, house):
        house.take_in(a_row("C-2", "D-1", opened_on="2026-04-18"))
        finish(house, ReviewOutcome.BACK)

        house.play(days=40)

        steps = [one.step for one in house.contacts() if "C-1" in one.case_ids]
        assert steps == ["eerste-bericht", "aanbod-hulp"]
        assert everything_wrong(house) == []
        assert [one.case_id for one in house.tasks() if one.kind is TaskKind.REVIEW].count("C-1") == 1

    def test_begins_a_step_that_was_tried_once_more(self, house):
        before = len(house.taken)

        finish(house, ReviewOutcome.BACK, step="eerste-bericht")
        house.play(days=2)

        assert len(house.taken) == before + 1
        assert house.file().cases[0].phase is Phase.FOLLOW_UP
        (line,) = [one for one in house.lines() if one.public.get("result") == "back"]
        assert (line.public["step"], "new_track" in line.public) == ("eerste-bericht", False)
        assert house.content(line) == {"because": "we probeerden te weinig"}

    def test_begins_a_new_track_where_the_time_was_up(self, a_house):
        house = a_house(HURRIED)
        house.take_in(a_row())
        house.play(days=20)
        began = house.position().started_at

        finish(house, ReviewOutcome.BACK, step="eerste-bericht")
        house.play(days=2)

        assert [one.step for one in house.contacts()] == ["eerste-bericht"] * 2
        assert house.position().started_at - began >= timedelta(days=10)
        assert everything_wrong(house) == []

    def test_takes_a_team_lead_where_the_time_was_up(self, a_house):
        house = a_house(HURRIED)
        house.take_in(a_row())
        house.play(days=20)
        task = reviewed(house)
        review = Review(outcome=ReviewOutcome.BACK, because="x")

        with house.store.begin() as books:
            books.put_staff("bram", StaffRole.COLLECTOR.value)
            bram = Steering(books, "bram", house.clock(), iter("xyz").__next__)
            with pytest.raises(NotAllowed, match="who may do this: team_lead"):
                bram.finish_review(task.id, review, house.catalogue)

    def test_names_the_steps_when_one_does_not_exist(self, house):
        with pytest.raises(UnknownReference, match="no step 'nergens'; it has: eerste-bericht, aanbod-hulp"):
            finish(house, ReviewOutcome.BACK, step="nergens")

    def test_asks_for_a_step_when_all_were_tried(self, a_house):
        house = a_house(a_campaign(steps=(a_step(channels=(EMAIL,)),)))
        house.take_in(a_row())
        house.play(days=40)

        with pytest.raises(NotAllowed, match="every step was tried; name the one"):
            finish(house, ReviewOutcome.BACK)


@pytest.mark.parametrize("outcome", [ReviewOutcome.HANDED_OVER, ReviewOutcome.CLOSED])
def test_a_review_can_end_the_case(house, outcome):
    finish(house, outcome)
    house.play(days=40)

    assert house.file().cases[0].status is CaseStatus(outcome.value)
    assert house.tasks() == []
    assert len(house.taken) == 1


def test_a_case_that_went_back_is_handed_over_only_after_another_review(house):
    finish(house, ReviewOutcome.BACK, step="eerste-bericht")

    with pytest.raises(NotAllowed, match="was not reviewed"):
        house.steer(lambda steering: steering.close_case("C-1", CaseStatus.HANDED_OVER, "x"))


def test_only_a_review_has_an_outcome(a_house):
    house = a_house(SHORT)
    house.take_in(a_row())
    house.play(days=10)
    (call,) = house.tasks()
    review = Review(outcome=ReviewOutcome.CLOSED, because="x")

    with pytest.raises(NotAllowed, match="only a review that is open has an outcome"):
        house.steer(lambda steering: steering.finish_review(call.id, review, house.catalogue))


DESCRIPTION = a_step(
    "overzicht",
    template="vorderingsoverzicht",
    legal_role=LegalRole.CLAIM_DESCRIPTION,
    channels=(EMAIL, LETTER),
)
HOMELESS = {"street": None, "house_number": None, "postcode": None, "town": None}


class TestADescriptionOfTheClaimWithoutAnAddress:
    @pytest.fixture
    def house(self, a_house):
        collected = the_organisation(a_creditor(collector_role=CollectorRole.COLLECTOR))
        house = a_house(a_campaign(steps=(DESCRIPTION,)), organisation=collected)
        house.take_in(a_row(**HOMELESS))
        house.play(days=3)
        return house

    def test_is_never_written_and_a_person_asks_for_the_address(self, house):
        (task,) = house.tasks()

        assert house.calls == []
        assert house.contacts() == ()
        assert task.kind is TaskKind.COMPLETE_ADDRESS
        assert "names the debtor's address, and none is known (law.md NL-20)" in task.because

    def test_why_says_it(self, house):
        house.steer(lambda steering: steering.finish_task(house.tasks()[0].id, "solved"))

        (verdict,) = [one for one in house.why().decision.trace if one.rule == "channel_choice"]

        assert dict(verdict.details)["email"].startswith("a claim description names the debtor's address")

    def test_leaves_as_soon_as_somebody_told_the_address(self, house):
        found = read_point(PointKind.ADDRESS, "Lindelaan 12 A, 1234 AB Voorbeeldstad", "NL")

        house.steer(lambda steering: steering.choices.tell_point("C-1", found))
        house.play(days=3)

        (call,) = house.taken
        assert call.message.channel is EMAIL
        assert "Lindelaan 12 A" in call.message.text.body
        assert house.tasks() == []
        assert everything_wrong(house) == []

"""The letter of a fallback waits until a register or a person said that the debtor lives there."""

from datetime import timedelta

import pytest

from channels.fakes.signing import public_text
from engine.brake import HERE
from engine.domain.decision import TaskKind
from engine.domain.people import PointState
from tests.builders import a_campaign, a_step, an_agency
from tests.walks.house import a_row, the_organisation
from tests.walks.test_cascade import ALL, EMAIL, LETTER, Providers
from tests.webhooks.calls import KEY
from tests.webhooks.inbound import doors_of, tasks

CHECK = TaskKind.CHECK_ADDRESS


@pytest.fixture
def begun(a_house, url):
    """Begin a case in a house that checks addresses, on each database."""

    def begin(*steps, days=90):
        steps = steps or (a_step(channels=(EMAIL,), fallback=ALL),)
        organisation = the_organisation(agency=an_agency(fresh_address_days=days))
        house = a_house(a_campaign(steps=steps), url=url, organisation=organisation)
        house.take_in(a_row(email_confirmed="yes", mobile=None))
        house.decide()
        house.send()
        return house

    return begin


@pytest.fixture
def waiting(begun):
    """A house whose mail bounced: nothing is left but a letter to an address that nobody checked."""
    house = begun()
    with doors_of(house, webhook_key=public_text(KEY)) as doors:
        knocking = Providers(house, doors)
        knocking.mail_bounced(house.contacts()[0])
        assert knocking.go_on(minutes=1) is None
        yield knocking


def finish(house, outcome, on=None):
    (task,) = [one for one in house.tasks() if one.kind is CHECK]
    house.steer(lambda act: act.finish_task(task.id, outcome, on))


def today(house):
    return house.clock().date()


def test_the_letter_waits_for_a_task_and_leaves_when_somebody_checked(waiting):
    house = waiting.house
    assert tasks(house) == [("check_address", "C-1")]
    house.play(days=2)
    assert [one.kind.value for one in house.contacts()] == ["email"]
    assert tasks(house) == [("check_address", "C-1")]

    finish(house, "lives_there")

    letter = waiting.go_on(minutes=1)
    assert letter.kind.value == "letter"
    (address,) = [one for one in house.file().debtor.points if one.address]
    assert address.checked_on == today(house)
    line = house.lines("debtor:D-1")[-1]
    assert (line.public["checked"], line.public["by"]) == ("lives_there", "anna")
    assert "Lindelaan" not in str(line.public)


def test_a_check_just_after_midnight_bears_the_day_that_it_is_here(waiting):
    house = waiting.house
    here = house.clock().astimezone(HERE)
    half_past = (here + timedelta(days=1)).replace(hour=0, minute=30)
    house.let_pass(minutes=(half_past - here) // timedelta(minutes=1))

    finish(house, "lives_there")

    (address,) = [one for one in house.file().debtor.points if one.address]
    assert house.clock().date() < half_past.date()
    assert address.checked_on == half_past.date()


@pytest.mark.parametrize("outcome", ["moved", "unknown"])
def test_an_address_where_the_debtor_is_not_gets_no_letter(waiting, outcome):
    house = waiting.house
    finish(house, outcome)

    assert waiting.go_on(minutes=1) is None
    assert tasks(house) == [("find_contact_point", "C-1")]
    (address,) = [one for one in house.file().debtor.points if one.address]
    assert address.state is PointState.BOUNCED


def test_a_check_that_is_too_old_does_not_help(waiting):
    house = waiting.house
    finish(house, "lives_there", today(house) - timedelta(days=91))

    assert waiting.go_on(minutes=1) is None
    assert tasks(house) == [("check_address", "C-1")]
    finish(house, "lives_there", today(house) - timedelta(days=90))
    assert waiting.go_on(minutes=1).kind.value == "letter"


def test_a_later_import_keeps_what_was_checked(waiting):
    house = waiting.house
    finish(house, "lives_there")
    house.take_in(a_row(email_confirmed="yes", mobile=None))

    assert waiting.go_on(minutes=1).kind.value == "letter"


def test_no_reaction_leads_to_a_letter_only_after_a_check(begun):
    house = begun()
    house.play(days=5)
    assert tasks(house) == [("check_address", "C-1")]

    finish(house, "lives_there")
    house.play(days=1)

    assert [one.kind.value for one in house.contacts()] == ["email", "letter"]


@pytest.mark.parametrize(
    ("steps", "days"),
    [((a_step(channels=(LETTER,)),), 90), ((a_step(channels=(EMAIL,), fallback=ALL),), None)],
    ids=["the step's own letter", "the house does not ask"],
)
def test_other_letters_do_not_wait(begun, steps, days):
    house = begun(*steps, days=days)
    house.play(days=6)

    assert "letter" in [one.kind.value for one in house.contacts()]
    assert CHECK not in [one.kind for one in house.tasks()]

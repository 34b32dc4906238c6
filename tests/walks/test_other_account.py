"""A message that names another account to pay to than an earlier one did: a person looks first (NL-23, V)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.domain.campaign import Delay
from engine.domain.decision import TaskKind
from engine.domain.touchpoint import Outcome
from engine.policy.content.contradiction import accounts_in
from engine.said_before import contradicts, said_in
from preferences.channel import ChannelKind
from tests.builders import a_campaign, a_case, a_contact, a_creditor, a_step
from tests.walks.house import a_row, the_organisation

EMAIL, SMS = ChannelKind.EMAIL, ChannelKind.SMS
OLD, NEW, THIRD = "NL91ABNA0417164300", "NL20INGB0001234567", "NL02ABNA0123456789"
MAILS = a_campaign(
    steps=(
        a_step("een", channels=(EMAIL,)),
        a_step("tussen", after=Delay(3), channels=(SMS,)),
        a_step("twee", after=Delay(3), channels=(EMAIL,)),
    ),
)


@pytest.fixture
def house(a_house, url):
    """A house on each database, with one case that got a mail with an account, and an SMS after it."""
    built = a_house(MAILS, url=url, organisation=with_account(OLD))
    built.take_in(a_row())
    built.play(days=4)
    assert [call.message.channel for call in built.taken] == [EMAIL, SMS]
    assert OLD in built.taken[0].message.text.body.replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    return built


def with_account(iban, *former):
    return the_organisation(a_creditor(iban=iban, former_ibans=former))


@pytest.mark.parametrize("former", [(), (OLD,)], ids=["not registered", "registered and not explained"])
def test_another_account_of_the_creditor_does_not_go_out_unseen(house, former):
    house.load(MAILS, organisation=with_account(NEW, *former))

    house.play(days=7)

    assert len(house.taken) == 2
    (task,) = [one for one in house.tasks() if one.kind is TaskKind.MEND_MESSAGE]
    assert "another account to pay to" in task.because
    refused = [line for line in house.lines() if line.outcome is Outcome.REFUSED]
    assert "NL-23.contradiction_account" in str(house.content(refused[-1])["findings"])


def test_another_account_of_the_case_does_not_go_out_unseen_either(house):
    house.take_in(a_row(iban=NEW))

    house.play(days=7)

    assert len(house.taken) == 2
    assert TaskKind.MEND_MESSAGE in {task.kind for task in house.tasks()}


def test_a_person_who_saw_it_may_let_it_go(house):
    house.load(MAILS, organisation=with_account(NEW))
    house.play(days=7)
    (task,) = [one for one in house.tasks() if one.kind is TaskKind.MEND_MESSAGE]

    house.steer(lambda act: act.finish_task(task.id, "solved"))
    house.play(days=5)

    assert NEW in house.taken[-1].message.text.body.replace("\N{NO-BREAK SPACE}", "").replace(" ", "")


def after(*texts, former=()):
    """Say what the rule finds in the last of some texts about one case, a day apart."""
    *before, last = [
        replace(
            a_contact(reference=f"R-{number}", outcome=Outcome.DELIVERED),
            at=a_contact().at + timedelta(days=number),
            said=said_in(text, accounts_in(text.lower()), [a_case()]),
        )
        for number, text in enumerate(texts)
    ]
    return [found.item for found in contradicts(last.said, last, before, former)]


OTHER = ["contradiction_account"]


@pytest.mark.parametrize(
    ("texts", "former", "found"),
    [
        ((f"Naar {OLD}.", f"Naar {OLD}."), (), []),
        ((f"Naar {OLD}.", f"Naar {NEW}."), (), OTHER),
        ((f"Naar {OLD}.", "Bel ons.", f"Naar {NEW}."), (), OTHER),
        ((f"Naar {OLD}.", "Naar NL20 INGB 0001 2345 67."), (), OTHER),
        ((f"Naar {OLD}.", f"Niet {OLD}, maar {NEW}."), (), OTHER),
        ((f"Naar {OLD}.", f"Niet {OLD}, maar {NEW}."), (OLD,), []),
        ((f"Naar {OLD}.", f"Niet {OLD}, maar {NEW}.", f"Naar {NEW}."), (OLD,), []),
        ((f"Naar {OLD}.", f"Niet {OLD}, maar {NEW}.", f"Naar {THIRD}."), (OLD,), OTHER),
        ((f"Naar {OLD}.", f"Naar {NEW}."), (OLD,), OTHER),
        ((f"Naar {OLD}.", f"Niet {OLD}, maar {NEW}."), (THIRD,), OTHER),
        (("Bel ons.", f"Naar {NEW}."), (), []),
        ((f"Naar {OLD}.", "Bel ons."), (), []),
    ],
)
def test_an_account_is_compared_with_the_last_one_that_was_named(texts, former, found):
    assert after(*texts, former=former) == found


def test_a_message_about_another_case_or_one_that_never_came_says_nothing():
    said = [said_in(f"Naar {one}.", [one.lower()], [a_case()]) for one in (OLD, NEW)]
    other = a_contact(reference="R-0", case_ids=("C-9",), outcome=Outcome.DELIVERED, said=said[0])
    bounced = a_contact(reference="R-1", outcome=Outcome.BOUNCED, said=said[0])

    assert contradicts(said[1], a_contact(reference="R-2"), [other, bounced]) == ()

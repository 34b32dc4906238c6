"""Everything that one decision may depend on, put together once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.decide import decide
from engine.domain.campaign import Condition, Variant
from engine.domain.case import CaseStatus, Jurisdiction
from engine.domain.decision import Send, TaskKind, Wait
from engine.domain.errors import ConfigurationError, UnknownReference
from engine.domain.touchpoint import Outcome
from engine.gather import gather, move_of
from engine.policy.house_rules import RULE_PACK
from preferences.channel import ChannelKind
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
    a_representative,
    a_step,
    an_agency,
    an_organisation,
    days_ago,
)
from tests.engine.stand_ins import EVERY_CHANNEL, a_desk, a_file

EMAIL, LETTER = ChannelKind.EMAIL, ChannelKind.LETTER
SECOND_CASE = {"C-1": a_position("C-1"), "C-2": a_position("C-2")}


def gathered(file, desk=None, case_id="C-1", now=NOW):
    case = next(case for case in file.cases if case.id == case_id)
    return gather(file, case, desk or a_desk(), now)


def test_takes_everything_over_from_the_file_of_the_debtor():
    contact, pause, wish = a_contact(), a_pause(), a_preference(order=(LETTER,))
    file = a_file(contacts=(contact,), pauses=(pause,), preference=wish, whatsapp_inbound_at=days_ago(1))

    found = gathered(file)

    assert (found.now, found.debtor, found.case) == (NOW, file.debtor, file.cases[0])
    assert (found.contacts, found.pauses, found.preference) == ((contact,), (pause,), wish)
    assert (found.position, found.started_at) == (a_position(), a_position().started_at)
    assert found.whatsapp_inbound_at == days_ago(1)
    assert (found.creditor.id, found.agency) == ("woonstad", an_agency())


@pytest.mark.parametrize("stopped", [True, False])
def test_knows_whether_the_house_was_stopped(stopped):
    desk = a_desk()
    desk.house_stopped = stopped

    assert gathered(a_file(), desk).house_stopped is stopped


@pytest.mark.parametrize("jurisdiction", Jurisdiction)
def test_counts_with_the_calendar_of_the_law_that_holds(jurisdiction):
    file = a_file(cases=(a_case(jurisdiction=jurisdiction),))

    assert gathered(file).calendar.jurisdiction is jurisdiction


# Campaigns


def test_a_running_case_keeps_the_version_that_it_began_with():
    old, new = a_campaign(version="oud"), a_campaign(version="nieuw", steps=(a_step("anders"),))
    file = a_file(positions={"C-1": a_position(version="oud")})

    found = gathered(file, a_desk(old, new))

    assert found.campaign is old
    assert found.move.step == old.steps[0]


def test_a_version_that_nobody_kept_is_an_error():
    with pytest.raises(UnknownReference, match="huur-vriendelijk"):
        gathered(a_file(positions={"C-1": a_position(version="weg")}))


def test_a_creditor_that_nobody_knows_is_an_error_that_names_the_case_and_the_creditor():
    with pytest.raises(ConfigurationError, match=r"case C-1: organisation.yaml has no creditor 'niemand'"):
        gathered(a_file(cases=(a_case(creditor="niemand"),)))


def test_asks_the_writer_in_which_channels_the_template_has_a_text():
    desk = a_desk(channels={"vriendelijke_herinnering": frozenset({LETTER})})

    assert gathered(a_file(), desk).template_channels == {LETTER}


def test_a_step_for_people_asks_for_no_text():
    call = a_step(template=None, channels=(), task=TaskKind.CALL)

    assert gathered(a_file(), a_desk(a_campaign(steps=(call,)))).template_channels == frozenset()


@pytest.mark.parametrize(("share", "template"), [(100, "sociaal"), (0, "vriendelijke_herinnering")])
def test_a_variant_gives_the_debtor_other_words_in_the_channels_that_they_have(share, template):
    variants = (
        Variant(step="eerste-bericht", name="a", template="sociaal", share=share),
        Variant(step="eerste-bericht", name="b", template="vriendelijke_herinnering", share=100 - share),
    )
    desk = a_desk(a_campaign(variants=variants), channels={"sociaal": frozenset({EMAIL})})

    found = gathered(a_file(), desk)

    assert found.move.step is not None
    assert found.move.step.template == template
    assert found.template_channels == ({EMAIL} if template == "sociaal" else EVERY_CHANNEL)


def test_a_step_for_people_has_no_variants():
    call = a_step(template=None, channels=(), task=TaskKind.CALL)
    variants = (Variant(step="tweede-bericht", name="a", template="sociaal", share=100),)
    file = a_file()

    move = move_of(file, file.cases[0], a_desk(a_campaign(steps=(call,), variants=variants)), NOW)

    assert move.step == call


# Caps


def test_all_caps_hold_together_those_of_house_creditor_and_every_campaign_that_runs():
    house, creditors = a_cap(owner="house"), a_cap(owner="creditor woonstad")
    organisation = an_organisation(
        agency=an_agency(cap=house), creditors=(a_creditor(cap=creditors), a_creditor("stroom"))
    )
    here = a_campaign(cap=a_cap(owner="campaign huur"))
    there = a_campaign(name="energie", version="ffff", cap=a_cap(owner="campaign energie"))
    file = a_file(
        cases=(a_case("C-1"), a_case("C-2", creditor="stroom")),
        positions={"C-1": a_position("C-1"), "C-2": a_position("C-2", campaign="energie", version="ffff")},
    )

    found = gathered(file, a_desk(here, there, organisation=organisation))

    owners = {"house", "creditor woonstad", "campaign huur", "campaign energie"}
    assert {cap.owner for cap in found.caps} == owners


def test_a_cap_of_another_creditor_does_not_bind_this_one():
    organisation = an_organisation(
        creditors=(a_creditor(), a_creditor("stroom", cap=a_cap(owner="creditor stroom")))
    )
    file = a_file(cases=(a_case("C-1"), a_case("C-2", creditor="stroom")), positions=SECOND_CASE)

    owners = {cap.owner for cap in gathered(file, a_desk(organisation=organisation)).caps}

    assert "creditor stroom" not in owners


def test_a_campaign_that_runs_for_two_cases_is_one_cap():
    file = a_file(cases=(a_case("C-1"), a_case("C-2")), positions=SECOND_CASE)

    assert len(gathered(file).caps) == 1


def test_the_campaign_of_a_case_that_is_closed_runs_no_more():
    strict = a_campaign(
        name="streng", version="ffff", cap=a_cap(contacts=1, days=90, owner="campaign streng")
    )
    file = a_file(
        cases=(a_case("C-1"), a_case("C-2", status=CaseStatus.PAID)),
        positions={"C-1": a_position("C-1"), "C-2": a_position("C-2", campaign="streng", version="ffff")},
    )

    owners = {cap.owner for cap in gathered(file, a_desk(a_campaign(), strict)).caps}

    assert owners == {"campaign huur-vriendelijk"}


def test_a_case_that_waits_for_a_campaign_brings_no_cap():
    waiting = a_position("C-2", campaign="", version="")
    file = a_file(cases=(a_case("C-1"), a_case("C-2")), positions={"C-1": a_position("C-1"), "C-2": waiting})

    assert len(gathered(file).caps) == 1


def test_a_contact_does_not_count_against_itself():
    own = a_contact("R-OWN", at=NOW, outcome=Outcome.PLANNED)
    other = a_contact("R-OTHER", case_ids=("C-9",), at=days_ago(2), outcome=Outcome.DELIVERED)
    file = a_file(contacts=(other, own))

    counted, left_out = gathered(file), gathered(file.without("R-OWN"))

    assert isinstance(decide(counted), Wait)
    assert isinstance(decide(left_out), Send)
    assert left_out.contacts == (other,)


# What the campaign may ask about


@pytest.mark.parametrize(
    ("others", "count"),
    [
        ((), 0),
        ((a_case("C-2"),), 1),
        ((a_case("C-2"), a_case("C-3", creditor="stroom")), 2),
        ((a_case("C-2", status=CaseStatus.PAID), a_case("C-3", status=CaseStatus.CLOSED)), 0),
    ],
)
def test_other_arrears_are_the_other_cases_that_are_open(others, count):
    campaign = a_campaign(steps=(a_step(when=Condition(other_arrears=True)), a_step("daarna")))
    file = a_file(cases=(a_case(), *others))

    found = gathered(file, a_desk(campaign))

    assert found.move.step_index == (0 if count else 1)


@pytest.mark.parametrize(("until", "step_index"), [(None, 0), (date(2026, 3, 10), 0), (date(2026, 3, 9), 1)])
def test_a_debtor_is_represented_up_to_and_including_the_last_day(until, step_index):
    campaign = a_campaign(steps=(a_step(when=Condition(represented=True)), a_step("daarna")))
    file = a_file(debtor=a_debtor(representative=a_representative(until=until)))

    assert gathered(file, a_desk(campaign)).move.step_index == step_index


def test_just_after_midnight_the_representative_of_yesterday_is_gone():
    campaign = a_campaign(steps=(a_step(when=Condition(represented=True)), a_step("daarna")))
    file = a_file(debtor=a_debtor(representative=a_representative(until=date(2026, 3, 10))))
    half_past_twelve = NOW.replace(hour=23, minute=30)  # on 11 March in Amsterdam

    assert gathered(file, a_desk(campaign), now=half_past_twelve).move.step_index == 1


@pytest.mark.parametrize(("case_id", "step_index"), [("C-1", 0), ("C-2", 1)])
def test_a_reaction_counts_for_the_case_that_it_was_about(case_id, step_index):
    campaign = a_campaign(steps=(a_step(when=Condition(replied=True)), a_step("daarna")))
    file = a_file(
        cases=(a_case("C-1"), a_case("C-2")),
        positions=SECOND_CASE,
        reacted_at={"C-1": days_ago(0.5)},
    )

    assert gathered(file, a_desk(campaign), case_id).move.step_index == step_index


# The file itself, and the stamp


def test_the_stamp_names_every_version_and_the_local_time():
    desk = a_desk()
    found = gathered(a_file(), desk)

    assert desk.stamp_of(found) == {
        "campaign": "huur-vriendelijk",
        "campaign_version": "0123456789ab",
        "organisation_version": "ba9876543210",
        "calendar": found.calendar.version,
        "rules": RULE_PACK,
        "local_time": "2026-03-10T11:00:00+01:00",
    }


def test_the_local_time_of_the_stamp_keeps_the_two_copies_of_an_hour_apart():
    desk, night = a_desk(), NOW.replace(month=10, day=25, hour=0, minute=30)

    copies = [desk.stamp_of(gathered(a_file(), desk, now=night + timedelta(hours=gone))) for gone in (0, 1)]

    assert [copy["local_time"] for copy in copies] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]


def test_news_about_a_contact_takes_the_place_of_what_was_known():
    planned, other = a_contact("R-1", at=days_ago(2)), a_contact("R-2", at=days_ago(3))
    delivered = replace(planned, outcome=Outcome.DELIVERED)

    assert a_file(contacts=(other, planned)).with_contact(delivered).contacts == (other, delivered)


def test_news_about_an_older_contact_leaves_the_oldest_first():
    first, second = a_contact("R-1", at=days_ago(3)), a_contact("R-2", at=days_ago(2))
    delivered = replace(first, outcome=Outcome.DELIVERED)

    assert a_file(contacts=(first, second)).with_contact(delivered).contacts == (delivered, second)

"""Which channel may carry what: legal roles, senders, and the guard on WhatsApp."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.domain.campaign import LegalRole
from engine.domain.case import CollectorRole
from engine.domain.organisation import Sender, WhatsAppPolicy
from engine.domain.people import PointState
from engine.policy.carriers import reason_against
from preferences.channel import ChannelKind
from tests.builders import NOW, a_case, a_creditor, a_mobile, a_postal_point, a_preference, a_step, an_email
from tests.facts import an_attempt, facts

POINTS = {
    ChannelKind.SMS: a_mobile(state=PointState.CONFIRMED),
    ChannelKind.WHATSAPP: a_mobile(state=PointState.CONFIRMED),
    ChannelKind.EMAIL: an_email(state=PointState.CONFIRMED),
    ChannelKind.LETTER: a_postal_point(state=PointState.CONFIRMED),
}
EVERY_ROLE_ON_PAPER = [role for role in LegalRole if role is not LegalRole.NONE]

SWITCHED_ON = WhatsAppPolicy(
    enabled=True,
    reason="eigen vordering, akkoord van de directie",
    decided_by="b.bakker",
    decided_on=date(2026, 1, 5),
    approved_templates=(("vriendelijke_herinnering", "HX-1"),),
)
SENDER = Sender(sms="Woonstad", email="post@woonstad.example", whatsapp="+31880000000")


def facts_of(role=LegalRole.NONE, **changes):
    return facts(move=an_attempt(a_step(legal_role=role)), **changes)


def on_whatsapp(policy=SWITCHED_ON, sender=SENDER, role=CollectorRole.CREDITOR, **changes):
    """Facts in which WhatsApp may be used, but for the changes."""
    defaults = {
        "case": a_case(collector_role=role),
        "creditor": a_creditor(whatsapp=policy, sender=sender),
        "preference": a_preference(whatsapp_opt_in=True),
    }
    return facts(**defaults | changes)


def whatsapp(asked):
    return reason_against(asked, ChannelKind.WHATSAPP, POINTS[ChannelKind.WHATSAPP])


@pytest.mark.parametrize("role", EVERY_ROLE_ON_PAPER)
@pytest.mark.parametrize(
    ("channel", "may"),
    [
        (ChannelKind.LETTER, True),
        (ChannelKind.EMAIL, True),
        (ChannelKind.SMS, False),
        (ChannelKind.WHATSAPP, False),
    ],
)
def test_a_legal_role_goes_by_letter_or_email_only(role, channel, may):
    asked = replace(on_whatsapp(), move=an_attempt(a_step(legal_role=role)))

    against = reason_against(asked, channel, POINTS[channel])

    assert against == ("" if may else f"may not carry a {role} (law.md NL-35, BE-03)")


@pytest.mark.parametrize("channel", ChannelKind)
def test_a_friendly_message_goes_by_any_channel(channel):
    assert reason_against(on_whatsapp(), channel, POINTS[channel]) == ""


@pytest.mark.parametrize(
    ("role", "point", "may"),
    [
        (LegalRole.FOURTEEN_DAY_LETTER, an_email(state=PointState.UNVERIFIED), False),
        (LegalRole.FOURTEEN_DAY_LETTER, an_email(state=PointState.CONFIRMED), True),
        (LegalRole.CLAIM_DESCRIPTION, an_email(state=PointState.UNVERIFIED), True),
        (LegalRole.NONE, an_email(state=PointState.UNVERIFIED), True),
    ],
)
def test_a_14_day_letter_by_email_asks_for_a_confirmed_address(role, point, may):
    against = reason_against(facts_of(role), ChannelKind.EMAIL, point)

    assert against == (
        "" if may else "a 14-day letter by e-mail asks for a confirmed address (law.md NL-35, S)"
    )


def test_a_14_day_letter_on_paper_goes_to_an_address_that_nobody_confirmed():
    asked = facts_of(LegalRole.FOURTEEN_DAY_LETTER)

    assert reason_against(asked, ChannelKind.LETTER, a_postal_point(state=PointState.UNVERIFIED)) == ""


@pytest.mark.parametrize(
    ("channel", "sender"),
    [
        (ChannelKind.SMS, replace(SENDER, sms="")),
        (ChannelKind.EMAIL, replace(SENDER, email="")),
        (ChannelKind.WHATSAPP, replace(SENDER, whatsapp="")),
    ],
)
def test_nobody_writes_without_a_sender(channel, sender):
    against = reason_against(on_whatsapp(sender=sender), channel, POINTS[channel])

    assert against == "organisation.yaml names no sender for it"


def test_a_letter_asks_for_no_sender():
    assert reason_against(on_whatsapp(sender=Sender()), ChannelKind.LETTER, POINTS[ChannelKind.LETTER]) == ""


@pytest.mark.parametrize(
    "policy",
    [
        WhatsAppPolicy(),
        replace(SWITCHED_ON, enabled=False),
        replace(SWITCHED_ON, reason=""),
        replace(SWITCHED_ON, decided_by=""),
        replace(SWITCHED_ON, decided_on=None),
    ],
    ids=["by default", "switched off", "no reason", "nobody decided", "no day"],
)
def test_whatsapp_is_off_until_somebody_decided_with_a_reason(policy):
    assert whatsapp(on_whatsapp(policy=policy)) == "WhatsApp is off for this creditor"


@pytest.mark.parametrize("role", [CollectorRole.COLLECTOR, CollectorRole.BAILIFF])
def test_whatsapp_never_collects_for_others(role):
    assert whatsapp(on_whatsapp(role=role)) == "WhatsApp may not be used to collect for others (law.md 3, S)"


def test_whatsapp_asks_for_the_debtors_consent():
    asked = on_whatsapp(preference=a_preference(order=(ChannelKind.WHATSAPP,)))

    assert whatsapp(asked) == "the debtor did not agree to WhatsApp"


@pytest.mark.parametrize(
    ("hours_ago", "may"),
    [(None, False), (0, True), (23.9, True), (24, False), (48, False)],
)
def test_free_text_goes_by_whatsapp_for_a_day_after_the_debtors_own_message(hours_ago, may):
    asked = on_whatsapp(
        policy=replace(SWITCHED_ON, approved_templates=(("aanbod_hulp", "HX-2"),)),
        whatsapp_inbound_at=None if hours_ago is None else NOW - timedelta(hours=hours_ago),
    )

    assert whatsapp(asked) == ("" if may else "no approved template, and no open 24-hour window")


def test_an_approved_template_goes_by_whatsapp_at_any_time():
    assert whatsapp(on_whatsapp(whatsapp_inbound_at=None)) == ""

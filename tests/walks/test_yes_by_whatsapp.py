"""The question about help by WhatsApp, and its yes or no: only where a creditor may use it, within a day."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from engine.domain.case import CollectorRole
from engine.domain.organisation import Sender, WhatsAppPolicy
from engine.domain.partner import PartnerKind
from engine.domain.referral import ReferralState
from engine.referral.wording import WARM_REFERRAL_SMS, newest
from tests.builders import a_campaign, a_creditor
from tests.walks.answering import Walk
from tests.walks.house import a_row, the_organisation
from tests.walks.on_loopback import a_loopback
from tests.walks.partners import TOWN, a_town
from tests.walks.test_yes_by_reply import ASKS, CONFIRMED, HELP, POSTCODES, because, body, referrals
from tests.webhooks.inbound import NUMBER, choices, doors_of, pauses

APP = f"whatsapp:{NUMBER}"
#: a creditor of its own claims that decided to use WhatsApp, and may
ALLOWED = a_creditor(
    collector_role=CollectorRole.CREDITOR,
    sender=Sender(sms="Woonstad", email="post@woonstad.example", whatsapp="+3197010200000"),
    whatsapp=WhatsAppPolicy(
        enabled=True, reason="huurders vroegen erom", decided_by="directie", decided_on=date(2026, 1, 2)
    ),
)


@pytest.fixture
def walk_of(a_house, url, fake):
    """Open a house of a creditor on each database; its debtor agreed to WhatsApp and got one mail."""

    @contextmanager
    def opened(creditor=ALLOWED, town=None, **cells):
        with a_loopback(fake.url) as loopback:
            organisation = the_organisation(creditor, partners=(town or a_town(),))
            house = a_house(a_campaign(), url=url, channels=loopback.by_kind, organisation=organisation)
            loopback.clock = house.clock
            row = {"prefers": "email", "whatsapp_opt_in": "yes 2026-01", **cells}
            house.take_in(a_row(**row))
            house.decide()
            assert house.send() == {"accepted": 1}
            with doors_of(house, is_its_own_address=True) as doors:
                yield Walk(house, fake, doors, POSTCODES)

    return opened


def test_the_question_is_asked_in_exact_words_and_answered_with_yes(walk_of):
    with walk_of() as walk:
        walk.text(HELP, APP)
        assert walk.sent() == [("whatsapp", ASKS)]
        version, wording = newest(WARM_REFERRAL_SMS, "uw gemeente")
        assert wording in body(walk)
        for telling in ("Rivierstad", "120,50", "schuld", "NL02"):
            assert telling not in body(walk)

        walk.text("Ja graag", APP)

        (made,) = referrals(walk)
        assert (made.state, made.wording_version) == (ReferralState.ASKED, version)
        assert ("help_consent", f"yes {TOWN} {version}", "reply") in choices(walk.house)
        line = next(one for one in walk.house.lines() if one.public.get("consent") == "yes")
        assert walk.house.content(line) == {"wording": wording, "words": "Ja graag"}
        assert "warm_referral" in pauses(walk.house)
        assert walk.sent() == [("email", CONFIRMED)]


def test_a_no_is_written_down_and_begins_nothing(walk_of):
    with walk_of() as walk:
        walk.text(HELP, APP)
        assert walk.sent() == [("whatsapp", ASKS)]
        walk.text("nee bedankt", APP)

        assert referrals(walk) == []
        assert any(value.startswith(f"no {TOWN}") for _, value, _ in choices(walk.house))


@pytest.mark.parametrize("words", ["ja maar wat kost dat", "oke"])
def test_more_than_a_yes_goes_to_a_person(walk_of, words):
    with walk_of() as walk:
        walk.text(HELP, APP)
        assert walk.sent() == [("whatsapp", ASKS)]
        walk.text(words, APP)

        assert referrals(walk) == []
        assert any("more than yes or no" in one for one in because(walk))


@pytest.mark.parametrize(
    ("creditor", "cells"),
    [
        pytest.param(replace(ALLOWED, whatsapp=WhatsAppPolicy()), {}, id="the switch is off"),
        pytest.param(
            replace(ALLOWED, whatsapp=replace(ALLOWED.whatsapp, decided_by="")), {}, id="nobody decided"
        ),
        pytest.param(
            replace(ALLOWED, collector_role=CollectorRole.COLLECTOR), {}, id="collecting for others"
        ),
        pytest.param(ALLOWED, {"whatsapp_opt_in": None}, id="not agreed to"),
    ],
)
def test_where_whatsapp_may_not_be_used_the_question_comes_another_way(walk_of, creditor, cells):
    with walk_of(creditor, **cells) as walk:
        walk.text(HELP, APP)

        ((channel, template),) = walk.sent()
        assert (channel, template) == ("email", ASKS)


def test_after_a_day_the_question_comes_another_way(walk_of):
    with walk_of() as walk:
        walk.text(HELP, APP)
        walk.house.let_pass(hours=24)

        assert walk.sent() == [("email", ASKS)]


def test_a_partner_whose_name_tells_too_much_is_only_pointed_to(walk_of):
    coach = a_town(kind=PartnerKind.BUDGET_COACH, name="Budgetcoach Rivierstad")
    with walk_of(town=coach) as walk:
        walk.text(HELP, APP)
        assert walk.sent() == [("whatsapp", ASKS)]
        assert "Budgetcoach" not in body(walk)
        assert "JA of NEE" not in body(walk)
        walk.text("ja", APP)

        assert referrals(walk) == []
        assert any("the message did not ask it" in one for one in because(walk))


def test_an_answer_by_another_channel_than_the_question_goes_to_a_person(walk_of):
    with walk_of() as walk:
        walk.text(HELP, APP)
        assert walk.sent() == [("whatsapp", ASKS)]
        walk.text("ja graag")

        assert referrals(walk) == []
        assert any("the question went by whatsapp" in one for one in because(walk))

"""The content rules at dispatch: what fails never leaves, and one bad case does not spoil the next."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from engine.domain.campaign import CostsPolicy
from engine.domain.case import ChargeKind
from engine.domain.errors import TextRefused
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from tests.rendering.orders import CAMPAIGN, CREDITOR, DEBTOR, ORGANISATION, a_case, a_line, an_order

SHIPPED = Path(__file__).parents[2] / "templates" / "nl_b1"
OURS = replace(ORGANISATION, creditors=(replace(CREDITOR, portal_page="mijn.rivierhoek.example"),))
STATUTORY = replace(CAMPAIGN, costs=CostsPolicy.STATUTORY)
CLAIM, LETTER, SMS = "vorderingsoverzicht", "veertiendagenbrief", "vriendelijke_herinnering"


@pytest.fixture(scope="module")
def writer():
    return open_writer(SHIPPED)


def order(template, channel=ChannelKind.LETTER, **changes):
    return an_order(channel, template, **({"organisation": OURS, "campaign": STATUTORY} | changes))


def refused(writer, one):
    with pytest.raises(TextRefused) as refusal:
        writer.write(one)
    return str(refusal.value)


@pytest.mark.parametrize("template", [CLAIM, LETTER])
def test_lets_a_whole_text_through(writer, template):
    assert writer.write(order(template)).body


@pytest.mark.parametrize("channel", [ChannelKind.EMAIL, ChannelKind.LETTER])
def test_a_reference_that_looks_like_an_account_by_chance_refuses_no_text(channel):
    by_chance = "260310-ES53GCKPUVGWL72I"
    sorry = order("verkeerde_persoon", channel, reference=by_chance)

    assert by_chance in open_writer(SHIPPED).write(sorry).body


def test_refuses_a_description_that_threatens_and_still_writes_to_the_next(writer):
    bad = order(LETTER, cases=(a_case(a_line("huur, anders komt de deurwaarder")),))

    assert "content-NL-25.threat" in refused(writer, bad)
    assert writer.write(order(LETTER)).body


def test_refuses_a_charge_that_the_law_does_not_know(writer):
    bad = order(CLAIM, cases=(a_case(a_line("huur van mei"), a_line("administratiekosten", "15.00")),))

    assert "content-NL-40.unknown_charge" in refused(writer, bad)


def test_lets_sending_costs_of_an_order_through(writer):
    assert writer.write(order(CLAIM, cases=(a_case(a_line("boeken"), a_line("verzendkosten", "3.95")),))).body


def test_asks_for_rate_and_period_of_interest(writer):
    without = a_case(a_line(), a_line("Rente", "1.31", ChargeKind.INTEREST))
    basis = "3% per jaar, van 2 mei 2026 tot en met 8 juni 2026"
    with_both = a_case(a_line(), a_line(basis, "1.31", ChargeKind.INTEREST))

    assert "content-NL-21.interest_basis" in refused(writer, order(CLAIM, cases=(without,)))
    assert writer.write(order(CLAIM, cases=(with_both,))).body


def test_refuses_a_claim_description_without_the_address_of_the_debtor(writer):
    nowhere = replace(DEBTOR, points=tuple(one for one in DEBTOR.points if one.address is None))

    told = refused(writer, order(CLAIM, ChannelKind.EMAIL, debtor=nowhere))

    assert "content-NL-20.a_debtor_address" in told


def test_refuses_an_sms_that_names_the_creditor_in_its_link(writer):
    told = refused(writer, order(SMS, ChannelKind.SMS, organisation=replace(ORGANISATION, version="1" * 12)))

    assert "content-NL-72.creditor_name" in told


def test_refuses_a_letter_about_costs_in_a_campaign_without_costs(writer):
    assert "content-NL-30.cost_amount" in refused(writer, order(LETTER, campaign=CAMPAIGN))


def test_never_sends_a_14_day_letter_without_the_safe_sentence(tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "nl_b1"))
    letter = folder / LETTER / "letter.txt"
    text = letter.read_text(encoding="utf-8")
    letter.write_text(
        text.replace("binnen veertien dagen vanaf", "binnen tien dagen vanaf"), encoding="utf-8"
    )

    told = refused(open_writer(folder), order(LETTER))

    assert "content-NL-33.term_sentence" in told
    assert "content-NL-33.other_term" in told


def test_says_that_vat_cannot_be_deducted_where_it_is_added(writer):
    creditor = replace(OURS.creditors[0], can_deduct_vat=False, declares_vat=True)

    body = writer.write(
        order(LETTER, organisation=replace(OURS, creditors=(creditor,), version="2" * 12))
    ).body

    assert "btw (21%)" in body
    assert "kan deze btw niet terugkrijgen" in body


def test_an_sms_asks_for_an_answer_only_where_one_can_come(writer):
    numbered = replace(OURS.creditors[0], sender=replace(CREDITOR.sender, sms="+31 97 0000 0001"))
    organisation = replace(OURS, creditors=(numbered,), version="3" * 12)

    assert "STOP" not in writer.write(order(SMS, ChannelKind.SMS)).body
    assert "STOP" in writer.write(order(SMS, ChannelKind.SMS, organisation=organisation)).body

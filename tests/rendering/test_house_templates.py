"""The templates that ship: every one of them loads, and can be written and read in every branch."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.domain.campaign import CostsPolicy, LegalRole
from engine.domain.case import ChargeKind, CollectorRole
from engine.domain.people import Representative
from engine.domain.told import Appointment, Plan, PlannedPayment, Question, Told
from engine.policy.content.motivation import Motive, missing_motives, motives_in
from engine.referral.wording import WARM_REFERRAL, WARM_REFERRAL_SMS, newest
from engine.rendering.b1.finding import Level
from engine.rendering.content_proof import judge_template
from engine.rendering.samples import scenes
from engine.rendering.template import WITH_SUBJECT
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from tests.rendering.orders import CAMPAIGN, CREDITOR, DEBTOR, NOW, ORGANISATION, a_case, a_line, an_order

WRITER = open_writer(Path(__file__).parents[2] / "templates" / "nl_b1")
TEXTS = [text for template in WRITER.shelf.templates.values() for text in template.texts.values()]
IDS = [f"{text.template}-{text.channel}" for text in TEXTS]

INTEREST = "4% per jaar, van 2 mei 2026 tot en met 8 juni 2026"
RICH = a_case(
    a_line(), a_line(INTEREST, "1.50", ChargeKind.INTEREST), a_line("Kosten", "5.00", ChargeKind.COSTS)
)
SENT_BY = {
    LegalRole.CLAIM_DESCRIPTION: CollectorRole.COLLECTOR,
    LegalRole.BE_FORMAL_NOTICE: CollectorRole.COLLECTOR,
    LegalRole.BE_FIRST_REMINDER: CollectorRole.CREDITOR,
}
#: a collector's messages point to its own pages: the creditor's would tell who it is about
AGENCY_PAGES = replace(ORGANISATION, creditors=(replace(CREDITOR, portal_page="mijn.rivierhoek.example"),))
TOLD = Told(
    plan=Plan(
        payments=(
            PlannedPayment(date(2026, 7, 1), Decimal(300)),
            PlannedPayment(date(2026, 8, 1), Decimal("312.40")),
        )
    ),
    appointment=Appointment(at=NOW, how="bellen"),
    quiet_until=date(2026, 8, 1),
    partner="Gemeente Voorbeeldstad",
    partner_phone="010 000 00 03",
    explanation="Wij hebben het nagekeken. Het bedrag klopt.",
    question=Question(
        subject=WARM_REFERRAL,
        about="gemeente-voorbeeldstad",
        text=newest(WARM_REFERRAL, "Gemeente Voorbeeldstad")[1],
        version="1",
        short=newest(WARM_REFERRAL_SMS, "uw gemeente")[1],
        short_version="1",
    ),
)
#: what the law knows only together with costs
ABOUT_COSTS = {LegalRole.FOURTEEN_DAY_LETTER}
HELPED = replace(DEBTOR, representative=Representative(name="T. de Wit", kind="helper", points=DEBTOR.points))
STATUTORY = replace(CAMPAIGN, costs=CostsPolicy.STATUTORY)
ORDERS: dict[str, dict[str, Any]] = {
    "one case": {},
    "own claim": {"cases": (a_case(collector_role=CollectorRole.CREDITOR),)},
    "several cases with costs": {"cases": (RICH, replace(RICH, id="D-1002")), "campaign": STATUTORY},
    "helped": {"debtor": HELPED},
}


def fitting(order, about):
    """Make an order fit a template: its country, who sends it, and costs where it is about costs."""
    country = min(about.jurisdictions, key=lambda one: one is not order.cases[0].jurisdiction)
    role = SENT_BY.get(about.legal_role, order.cases[0].collector_role)
    role = CollectorRole.CREDITOR if order.channel is ChannelKind.WHATSAPP else role
    cases = tuple(replace(case, jurisdiction=country, collector_role=role) for case in order.cases)
    campaign = STATUTORY if about.legal_role in ABOUT_COSTS else order.campaign
    return replace(order, cases=cases, campaign=campaign, organisation=AGENCY_PAGES, told=TOLD)


@pytest.mark.parametrize("text", TEXTS, ids=IDS)
def test_says_what_the_law_asks_in_every_branch(text):
    assert [str(finding) for finding in judge_template(text)] == []


@pytest.mark.parametrize(
    "text",
    [text for text in TEXTS if text.channel in WITH_SUBJECT],
    ids=lambda text: f"{text.template}-{text.channel}",
)
def test_helps_people_to_act(text):
    order = fitting(an_order(text.channel, text.template), text.about)

    assert list(missing_motives(WRITER.write(order).body)) == []


@pytest.mark.parametrize(
    "text",
    [text for text in TEXTS if text.channel not in WITH_SUBJECT],
    ids=lambda text: f"{text.template}-{text.channel}",
)
def test_a_short_text_gives_a_way_to_act(text):
    order = fitting(an_order(text.channel, text.template), text.about)

    assert Motive.WAY_TO_ACT in motives_in(WRITER.write(order).body)


@pytest.mark.parametrize("text", TEXTS, ids=IDS)
def test_can_be_read_in_every_branch(text):
    failed = [str(one) for one in WRITER.proofreader.proof(text).reading.findings if one.level is Level.FAIL]

    assert failed == []


@pytest.mark.parametrize("text", TEXTS, ids=IDS)
def test_asks_for_nothing_that_a_case_may_lack(text):
    for words in scenes(text):
        assert text.compiled.render(words).strip()


@pytest.mark.parametrize("changes", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("template", sorted(WRITER.shelf.templates))
def test_is_written_in_each_channel(template, changes):
    shelved = WRITER.shelf.template(template)
    for channel in shelved.texts:
        assert WRITER.write(fitting(an_order(channel, template, **changes), shelved.about)).body


def test_fits_an_sms_in_two_parts():
    orders = [
        fitting(an_order(text.channel, text.template), text.about)
        for text in TEXTS
        if text.channel is ChannelKind.SMS
    ]

    assert orders
    assert max(WRITER.write(order).sms_parts for order in orders) <= 2

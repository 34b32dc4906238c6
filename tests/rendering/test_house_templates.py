"""The templates that ship: every one of them loads, and can be written and read in every branch."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.domain.campaign import CostsPolicy
from engine.domain.case import ChargeKind, CollectorRole
from engine.domain.errors import TextRefused
from engine.domain.people import Representative
from engine.rendering.b1.finding import Level
from engine.rendering.samples import scenes
from engine.rendering.writing import open_writer
from preferences.channel import ChannelKind
from tests.rendering.orders import CAMPAIGN, DEBTOR, a_case, a_line, an_order

WRITER = open_writer(Path(__file__).parents[2] / "templates" / "nl_b1")
TEXTS = [text for template in WRITER.shelf.templates.values() for text in template.texts.values()]
IDS = [f"{text.template}-{text.channel}" for text in TEXTS]

RICH = a_case(
    a_line(), a_line("Rente", "1.50", ChargeKind.INTEREST), a_line("Herinnering", "5.00", ChargeKind.COSTS)
)
HELPED = replace(DEBTOR, representative=Representative(name="T. de Wit", kind="helper", points=DEBTOR.points))
STATUTORY = replace(CAMPAIGN, costs=CostsPolicy.STATUTORY)
ORDERS = {
    "one case": {},
    "own claim": {"cases": (a_case(collector_role=CollectorRole.CREDITOR),)},
    "several cases with costs": {"cases": (RICH, replace(RICH, id="D-1002")), "campaign": STATUTORY},
    "helped": {"debtor": HELPED},
}


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
    for channel, text in WRITER.shelf.template(template).texts.items():
        order = an_order(channel, template, **changes)
        if "regeling" in text.words and "regeling" not in text.asked:
            with pytest.raises(TextRefused, match="missing-word"):
                WRITER.write(order)
        else:
            assert WRITER.write(order).body


def test_fits_an_sms_in_two_parts():
    orders = [an_order(text.channel, text.template) for text in TEXTS if text.channel is ChannelKind.SMS]

    assert orders
    assert max(WRITER.write(order).sms_parts for order in orders) <= 2

"""Messages of one case that contradict each other, or announce what will not come."""

import pytest

from engine.domain.case import CollectorRole, Jurisdiction
from engine.policy.content.announced import Announced, announced_in
from engine.policy.content.content import Content, ContentKind
from engine.policy.content.contradiction import accounts_in, contradictions, told_by
from engine.policy.content.judge import judge
from preferences.channel import ChannelKind

FIRST = (
    "Rekening: € 80,00. Totaal: € 80,00. De vervaldag was 1 mei 2026. "
    "Maak het over naar NL91 ABNA 0417 1643 00."
)


@pytest.mark.parametrize(
    ("second", "items"),
    [
        pytest.param(FIRST, [], id="the same"),
        pytest.param("Rekening: € 80,00. Rente: € 1,20. Totaal: € 81,20", [], id="grown by what it names"),
        pytest.param("Rekening: € 80,00. Totaal: € 95,00", ["total"], id="grown by nothing"),
        pytest.param("Rekening: € 85,00. Totaal: € 85,00", ["principal", "total"], id="another principal"),
        pytest.param(
            "Rekening: € 80,00. U heeft al betaald: € 30,00. Totaal: € 50,00", [], id="after a payment"
        ),
        pytest.param("Totaal: € 60,00", ["total"], id="less without a reason"),
        pytest.param("De vervaldag was 4 mei 2026.", ["due_date"], id="another due date"),
        pytest.param("Betaal op NL20 INGB 0001 2345 67.", ["account"], id="another account"),
    ],
)
def test_compares_the_messages_of_one_case(second, items):
    found = contradictions([told_by("the first", FIRST), told_by("the second", second)])

    assert [finding.item.removeprefix("contradiction_") for finding in found] == items


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Dan bellen wij u volgende week.", {Announced.CALL}),
        ("Wij kunnen u daarna weer schrijven of bellen.", {Announced.CALL, Announced.MESSAGE}),
        ("Wilt u dat wij u bellen? Kies het op onze pagina.", set()),
        ("Onze medewerker komt bij u langs.", {Announced.VISIT}),
        ("Dan moet u ook incassokosten betalen.", {Announced.COSTS}),
        ("Er komen geen kosten bij.", set()),
        ("Wij geven uw zaak uit handen.", {Announced.HANDOVER}),
        ("U krijgt geen herinnering.", set()),
    ],
)
def test_sees_which_steps_a_text_announces(text, steps):
    assert announced_in(text) == steps


def test_finds_a_step_that_will_not_come():
    content = Content(
        text="Klopt er iets niet? Betalen in delen mag. Anders komen wij bij u langs.",
        kind=ContentKind.MESSAGE,
        jurisdiction=Jurisdiction.NL,
        collector_role=CollectorRole.CREDITOR,
        channel=ChannelKind.LETTER,
        facts={"steps": "call,message"},
    )

    assert [finding.code for finding in judge(content)] == ["forbidden:NL-25.announced_visit"]


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("naar be68 5390 0754 7034 op naam van de woonstede.", {"be68539007547034"}),
        ("nl91abna0417164300 voor 3 mei", {"nl91abna0417164300"}),
        (
            "rekening nl91 abna 0417 1643 00 of be68 5390 0754 7034",
            {"nl91abna0417164300", "be68539007547034"},
        ),
        ("kenmerk 260309-cp42gqixl2hccao7", set()),
        ("woonstede.example/u/nl91abna0417164300", set()),
        ("nl91 abna 0417 1643 01", set()),
    ],
)
def test_reads_accounts_and_neither_references_nor_links_nor_the_words_after_them(text, accounts):
    assert accounts_in(text) == accounts

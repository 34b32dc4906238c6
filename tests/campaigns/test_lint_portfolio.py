"""A campaign that no case of the portfolio comes to."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from engine.campaigns.finding import Level
from engine.campaigns.lint.portfolio import summarise
from engine.domain.case import CollectorRole, Jurisdiction
from tests.builders import NOW, a_case, a_claim_line, a_debtor
from tests.campaigns.yaml_files import SMALL, edited, linted

TODAY = NOW.date()
SEGMENT = "{creditor: woonstede, jurisdiction: nl, amount: 10-500}"


def some_case(amount="120.50", days=10, **changes):
    line = a_claim_line(amount, due_on=TODAY - timedelta(days=days))
    known = {"creditor": "woonstede", "collector_role": CollectorRole.CREDITOR, "lines": (line,)}
    return replace(a_case(), **(known | changes))


@pytest.mark.parametrize(
    ("segment", "fits"),
    [
        (SEGMENT, True),
        ("{creditor: winkel}", False),
        ("{creditor: [winkel, woonstede]}", True),
        ("{creditor: woonstede, jurisdiction: be}", False),
        ("{creditor: woonstede, collector_role: collector}", False),
        ("{creditor: woonstede, debtor: business}", False),
        ("{sector: energy}", False),
        ("{amount: 10-50}", False),
        ('{amount: ">= 120.51"}', False),
        ('{amount: ">= 120.50"}', True),
        ('{amount: "<= 120.50"}', True),
        ('{days_overdue: "<= 10"}', True),
        # they will be: days come by themselves
        ('{days_overdue: ">= 60"}', True),
        ('{days_overdue: "<= 5"}', False),
    ],
)
def test_warns_when_no_case_will_ever_fit(tmp_path, segment, fits):
    portfolio = summarise([(some_case(), a_debtor())], TODAY)

    found = [
        one for one in linted(tmp_path, edited(SEGMENT, segment), portfolio=portfolio)
        if one.message == "no case fits: none of the 1 in the portfolio"
    ]  # fmt: skip

    assert [(one.key, one.level) for one in found] == (
        [] if fits else [("campaigns.huur.for", Level.WARNING)]
    )


def test_counts_cases_by_kind_and_keeps_from_where_to_where_they_run():
    cases = [
        some_case(),
        some_case("80", days=40),
        some_case("200", days=3),
        some_case(jurisdiction=Jurisdiction.BE),
    ]

    summary = summarise([(one, a_debtor()) for one in cases], TODAY)

    spreads = {kind.jurisdiction: spread for kind, spread in summary.groups}
    assert summary.cases == 4
    assert spreads[Jurisdiction.NL].cases == 3
    assert spreads[Jurisdiction.NL].days_overdue == (3, 40)
    assert spreads[Jurisdiction.NL].amount == (Decimal(80), Decimal(200))


def test_is_silent_about_a_campaign_whose_cases_have_all_ended(tmp_path):
    elsewhere = [(some_case(creditor="winkel"), a_debtor())]

    assert linted(tmp_path, SMALL, portfolio=summarise(elsewhere, TODAY, frozenset({"huur"}))) == ()


def test_names_the_creditors_that_the_portfolio_has(tmp_path):
    portfolio = summarise([(some_case(creditor="winkel"), a_debtor())], TODAY)

    (finding,) = linted(tmp_path, SMALL, portfolio=portfolio)

    assert finding.fix == "compare it with the portfolio, which has cases of: winkel"


def test_does_not_ask_without_a_portfolio(tmp_path):
    assert linted(tmp_path, SMALL) == ()

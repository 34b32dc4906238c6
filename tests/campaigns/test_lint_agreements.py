"""A campaign that breaks what was agreed does not load; a text announces only what comes."""

from dataclasses import replace
from datetime import date

import pytest

from engine.campaigns.lint.campaigns import lint_campaigns
from engine.campaigns.loading import load_campaigns
from engine.domain.organisation import PartnerAgreement
from engine.policy.content.announced import Announced
from tests.campaigns.shipped import CAMPAIGNS, the_knowledge

EARLY = "a letter about costs comes on day 14, and"
SIGNED = date(2026, 1, 15)


def found(agreement=None, announced=None):
    knowledge = the_knowledge()
    organisation = knowledge.organisation
    creditors = tuple(
        replace(one, agreement=agreement) if one.id == "bloemenshop" else one
        for one in organisation.creditors
    )
    knowledge = replace(
        knowledge,
        organisation=replace(organisation, creditors=creditors),
        templates=replace(knowledge.templates, announced=announced or {}),
    )
    return [(one.key, one.message, one.fix) for one in lint_campaigns(load_campaigns(CAMPAIGNS), knowledge)]


@pytest.mark.parametrize(
    ("agreement", "expected"),
    [
        pytest.param(PartnerAgreement(signed_on=SIGNED, amicable_days=14), [], id="two friendly weeks"),
        pytest.param(
            PartnerAgreement(signed_on=SIGNED, amicable_days=21),
            [
                (
                    "campaigns.bloemenshop.steps.veertiendagenbrief.after",
                    f"{EARLY} 21 friendly days were agreed with bloemenshop on 2026-01-15",
                    'wait 7 days longer: raise "after" here or in a step before it',
                )
            ],
            id="three friendly weeks",
        ),
        pytest.param(
            PartnerAgreement(signed_on=SIGNED, no_costs=True),
            [
                (
                    "campaigns.bloemenshop.costs",
                    "a track without costs was agreed with bloemenshop on 2026-01-15",
                    'write "costs: none"',
                )
            ],
            id="no costs",
        ),
    ],
)
def test_holds_a_campaign_to_the_agreement(agreement, expected):
    assert found(agreement) == expected


def test_finds_a_text_that_announces_a_visit_that_never_comes():
    announced = {"tweede_herinnering": frozenset({Announced.VISIT, Announced.COSTS})}

    keys = {key for key, message, _ in found(announced=announced) if "announces a visit" in message}

    assert "campaigns.bloemenshop.steps.tweede-herinnering.template" in keys

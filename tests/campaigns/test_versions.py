"""A version changes with the content of a campaign and with nothing else, and can be read back."""

import json

import pytest

from engine.campaigns.loading import load_campaigns
from engine.campaigns.versions import (
    campaign_as_json,
    campaign_from_json,
    version_of,
)
from engine.domain.campaign import Delay, Unit
from tests.campaigns.shipped import CAMPAIGNS
from tests.campaigns.yaml_files import SMALL, edited, loaded


def version(tmp_path, text):
    (campaign,) = loaded(tmp_path, text).campaigns
    return campaign.version


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("costs: none", "costs: none   # schulden zonder kosten"),
        ("campaigns:\n", "\n\n# what follows is for tenants\ncampaigns:\n"),
        ("{contacts: 2, per: 7 days}", "{per: 7 days, contacts: 2}"),
        ("{contacts: 2, per: 7 days}", "{contacts: 2, per: 7 days, gap: 24 hours}"),
        ('{mon-fri: "08:00-19:45"}', '{mon-thu: ["08:00-12:00", "12:00-19:45"], fri: "08:00-19:45"}'),
        ("amount: 10-500", 'amount: "10.00 - 500.00"'),
        (
            "{creditor: woonstede, jurisdiction: nl, amount: 10-500}",
            "{amount: 10-500, jurisdiction: 'nl', creditor: [woonstede]}",
        ),
        ("zakelijk: herinnering, warm: andere_toon", "warm: andere_toon, zakelijk: herinnering"),
        ("    steps:", "    max_duration: 90 days\n    timezone: Europe/Amsterdam\n    steps:"),
        ("    steps:", "    ends: {review: before_handover}\n    costs: none\n    steps:"),
        ("when: [bounced]", "when: bounced"),
    ],
)
def test_stays_the_same_when_the_same_is_said_otherwise(tmp_path, old, new):
    assert version(tmp_path, edited(old, new)) == version(tmp_path, SMALL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("costs: none", "costs: statutory"),
        ("contacts: 2", "contacts: 3"),
        ("08:00-19:45", "08:00-19:44"),
        ("amount: 10-500", "amount: 10-501"),
        ("after: 14 days", "after: 14 working days"),
        (
            "template: herinnering\n        channels: [preferred",
            "template: overzicht\n        channels: [preferred",
        ),
        ("[preferred, email]", "[email, preferred]"),
        ("replied: false", "replied: true"),
        ("split: 50/50", "split: 49/51"),
        ("  huur:", "  verhuur:"),
        # the cap of the house is not the same as an equal cap of one's own
        ("    steps:", "    cap: {contacts: 2, per: 7 days}\n    steps:"),
    ],
)
def test_changes_with_the_content(tmp_path, old, new):
    assert version(tmp_path, edited(old, new)) != version(tmp_path, SMALL)


def test_changes_for_the_campaigns_that_take_a_default_and_for_no_other(tmp_path):
    own_hours = SMALL.split("campaigns:\n")[1].replace("huur:", "ander:")
    own_hours = edited("    steps:", '    hours: {mon: "09:00-17:00"}\n    steps:', own_hours)
    before = loaded(tmp_path, SMALL + own_hours).campaigns

    after = loaded(tmp_path, edited("08:00-19:45", "08:00-18:00") + own_hours).campaigns

    assert [old.version == new.version for old, new in zip(before, after, strict=True)] == [False, True]


@pytest.mark.parametrize("campaign", load_campaigns(CAMPAIGNS).campaigns, ids=lambda one: one.name)
def test_reads_a_campaign_back_as_it_was(campaign):
    assert campaign_from_json(campaign_as_json(campaign)) == campaign


def test_is_the_start_of_the_hash_of_the_canonical_text(tmp_path):
    (campaign,) = loaded(tmp_path, SMALL).campaigns
    text = campaign_as_json(campaign)

    assert campaign.version == version_of(text)
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_keeps_the_version_of_a_text_that_was_written_before_a_field_existed(tmp_path):
    (campaign,) = loaded(tmp_path, SMALL).campaigns
    old = json.loads(campaign_as_json(campaign))
    del old["steps"][0]["fallback"]
    old_text = json.dumps(old, sort_keys=True, separators=(",", ":"))

    kept = campaign_from_json(old_text)

    assert kept.version == version_of(old_text)
    assert kept.steps[0].fallback is None
    assert kept.steps[1].after == Delay(5, Unit.WORKING_DAYS)

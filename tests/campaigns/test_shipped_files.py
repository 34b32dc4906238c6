"""The files that come with the project: without mistakes, and showing everything that a campaign can do."""

from datetime import date

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from engine.campaigns.lint.campaigns import lint_campaigns
from engine.campaigns.lint.organisation import lint_organisation
from engine.campaigns.loading import load_campaigns, load_organisation
from engine.campaigns.schema import json_schema_campaigns, json_schema_organisation, write_schemas
from engine.domain.campaign import CostsPolicy, LegalRole, Trigger, Unit
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import TaskKind
from preferences.channel import ChannelKind
from tests.campaigns.shipped import CAMPAIGNS, DOCS, EXAMPLES, ORGANISATION, the_knowledge, the_shelf

GOOD_EXAMPLES = sorted(file for file in EXAMPLES.glob("*.yaml") if file.name != "mistakes.yaml")


def as_an_editor_sees_it(file):
    """Read YAML 1.2 with its own types; only dates stay text, as editors leave them."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor(
        "tag:yaml.org,2002:timestamp", lambda _, node: node.value
    )  # fmt: skip
    return yaml.load(file)


@pytest.mark.parametrize("file", [CAMPAIGNS, *GOOD_EXAMPLES], ids=lambda file: file.name)
def test_the_campaigns_have_no_mistakes(file):
    campaigns = load_campaigns(file)

    assert campaigns.findings == ()
    assert lint_campaigns(campaigns, the_knowledge()) == ()


def test_the_organisation_has_no_mistakes():
    organisation = load_organisation(ORGANISATION)

    assert organisation.findings == ()
    assert lint_organisation(organisation, the_shelf(), date(2026, 6, 9)) == ()


def test_the_first_template_is_a_key():
    lines = CAMPAIGNS.read_text(encoding="utf-8").splitlines()

    first = next(line for line in lines if "template:" in line)

    assert first.strip() == "template: vriendelijke_herinnering"


def test_the_campaigns_show_everything_that_a_campaign_can_do():
    campaigns = load_campaigns(CAMPAIGNS).campaigns
    steps = [step for campaign in campaigns for step in campaign.steps]
    fallbacks = [step.fallback for step in steps if step.fallback]

    assert {trigger for one in fallbacks for trigger in one.when} == set(Trigger)
    assert {step.after.unit for step in steps} | {one.after.unit for one in fallbacks} == set(Unit)
    assert {step.legal_role for step in steps} == set(LegalRole) - {LegalRole.CONFIRMATION}
    assert {step.task for step in steps} == {None, TaskKind.CALL, TaskKind.VISIT, TaskKind.WORK}
    assert {step.offer for step in steps} == {None, "arrangement", "conversation", "help", "mediation"}
    assert {one.costs for one in campaigns} == set(CostsPolicy)
    assert {one.segment.jurisdiction for one in campaigns} == set(Jurisdiction)
    assert {one.review_at_end for one in campaigns} == {True, False}
    assert {one.cap.owner for one in campaigns} == {"house", "campaign gemeente"}
    assert any(None in step.channels for step in steps)
    assert any(one.variants for one in campaigns)


def test_only_one_creditor_uses_whatsapp_and_says_why():
    organisation = load_organisation(ORGANISATION).draft

    (creditor,) = [one for one in getattr(organisation, "creditors", ()) if one.whatsapp.enabled]

    assert creditor.collector_role is CollectorRole.CREDITOR
    assert creditor.whatsapp.reason
    assert creditor.whatsapp.decided_by
    assert creditor.whatsapp.decided_on
    templates = dict(creditor.whatsapp.approved_templates)
    shelf = the_shelf()
    assert all(ChannelKind.WHATSAPP in shelf.channels[name] for name in templates)


def test_nothing_points_to_a_real_place():
    text = CAMPAIGNS.read_text(encoding="utf-8") + ORGANISATION.read_text(encoding="utf-8")
    words = [word.strip('",{}') for word in text.split()]

    pages = [word for word in words if word.startswith(("https://", "www.")) or "@" in word]

    assert pages
    assert all(page.split("/")[2 if "//" in page else 0].endswith(".example") for page in pages)


def test_every_mistake_of_the_example_is_found():
    campaigns = load_campaigns(EXAMPLES / "mistakes.yaml")

    findings = (*campaigns.findings, *lint_campaigns(campaigns, the_knowledge()))

    lines = (EXAMPLES / "mistakes.yaml").read_text(encoding="utf-8").splitlines()
    commented = {number for number, line in enumerate(lines, 1) if "   # " in line}
    assert campaigns.campaigns == ()
    assert {one.line for one in findings} >= commented


@pytest.mark.parametrize("name", ["campaigns.schema.json", "organisation.schema.json"])
def test_the_schemas_in_docs_are_up_to_date(tmp_path, name):
    write_schemas(tmp_path)

    fresh = (tmp_path / name).read_text(encoding="utf-8")

    how = "engine.campaigns.schema.write_schemas(Path('docs'))"
    assert (DOCS / name).read_text(encoding="utf-8") == fresh, f"write it again with {how}"


@pytest.mark.parametrize(
    ("schema", "file"),
    [(json_schema_campaigns, CAMPAIGNS), (json_schema_organisation, ORGANISATION)]
    + [(json_schema_campaigns, file) for file in GOOD_EXAMPLES],
    ids=lambda value: getattr(value, "name", ""),
)
def test_an_editor_finds_no_fault_in_them_either(schema, file):
    Draft202012Validator.check_schema(schema())

    faults = list(Draft202012Validator(schema()).iter_errors(as_an_editor_sees_it(file)))

    assert faults == []
    assert (
        f"docs/{schema.__name__.removeprefix('json_schema_')}.schema.json" in file.read_text().splitlines()[0]
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("max_duration: 90 days", "max_duration: 90 dagen"),
        ("costs: none", "costs: non"),
        ("channels: [preferred, email, sms, letter]", "channels: [preferred, post]"),
        ("template: vriendelijke_herinnering\n", "tempalte: vriendelijke_herinnering\n"),
        ("        after: 5 working days\n        task: call", "        task: call"),
        ("version: 1", "version: 2"),
        ("review: before_handover", "review:"),
    ],
)
def test_an_editor_sees_common_mistakes(tmp_path, old, new):
    file = tmp_path / "campaigns.yaml"
    text = CAMPAIGNS.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert not Draft202012Validator(json_schema_campaigns()).is_valid(as_an_editor_sees_it(file))
    assert load_campaigns(file).campaigns == ()

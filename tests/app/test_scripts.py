"""Conversation scripts: shown with the task, and as plain as what debtors read."""

import json
import re
import shutil

import pytest

from app.scripts import read_script, script_of
from app.settings import ROOT
from engine.domain.errors import UnknownReference
from engine.rendering.b1.finding import Level
from engine.rendering.b1.reader import load_reader
from tests.app.command import done, minnelijk

TEMPLATES = ROOT / "templates" / "nl_b1"
SCRIPTS = sorted(path.stem for path in (TEMPLATES / "_scripts").glob("*.md"))
READER = load_reader()
CAMPAIGN = """version: 1
campaigns:
  bellen:
    for: {{creditor: {creditor}, jurisdiction: {country}}}
    costs: none
    steps:
      - id: gesprek
        after: 3 days
        task: call
        script: {script}
"""


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_as_plain_as_a_letter(name):
    reading = read_script(READER, script_of(TEMPLATES, name))

    assert [str(one) for one in reading.findings if one.level is Level.FAIL] == []
    assert (reading.score or 0) < -2


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_asks_listens_and_offers_a_way_out(name):
    text = script_of(TEMPLATES, name).lower()

    for words in ("luister", "klopt", "hulp", "112", "schrijf op", "> "):
        assert words in text


@pytest.fixture
def own_scripts(tmp_path, monkeypatch, few_templates):
    """Lend templates whose scripts may be changed, and a way to check campaigns with one step of them."""
    folder = tmp_path / "own" / "nl_b1"
    shutil.copytree(few_templates, folder)
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(folder))
    # a demo that somebody played here is not what is checked
    monkeypatch.setenv("MINNELIJK_FOLDER", str(tmp_path / "var"))
    return folder


def check_call(folder, script, country="nl", creditor="bloemenshop"):
    """Let the command check a campaign that phones with a script; gives code and findings."""
    file = folder.parent / "campaigns.yaml"
    said = CAMPAIGN.format(script=script, country=country, creditor=creditor)
    file.write_text(said, encoding="utf-8")
    answer = minnelijk("check", file, "--json")
    return answer.code, [json.loads(line) for line in answer.out.splitlines()]


def of_scripts(findings):
    return [one for one in findings if "/_scripts/" in one["file"] or "script" in one["message"]]


def test_check_reads_the_scripts_that_a_campaign_names(own_scripts):
    file = own_scripts / "_scripts" / "gesprek_regeling.md"
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("> "))
    lines[at] = "> Gelieve het verschuldigde bedrag onverwijld te voldoen."
    file.write_text("\n".join(lines), encoding="utf-8")

    _, quiet = check_call(own_scripts, "huisbezoek")
    code, findings = check_call(own_scripts, "gesprek_regeling")

    assert of_scripts(quiet) == []
    assert code == 1
    found = {(one["file"], one["line"], one["key"], one["level"]) for one in of_scripts(findings)}
    assert (str(file), at + 1, "jargon", "error") in found
    assert all(one["fix"] and "bellen/gesprek" in one["message"] for one in of_scripts(findings))


def test_check_names_the_script_that_is_meant(own_scripts):
    code, findings = check_call(own_scripts, "gesprek_regelin")

    assert code == 1
    (found,) = of_scripts(findings)
    assert found["key"] == "campaigns.bellen.steps.gesprek.script"
    assert "gesprek_regeling" in found["fix"]
    assert found["file"].endswith("campaigns.yaml")


def test_every_shipped_script_that_is_named_passes(own_scripts):
    assert of_scripts([json.loads(line) for line in minnelijk("check", "--json").out.splitlines()]) == []


def test_names_the_scripts_that_there_are():
    with pytest.raises(UnknownReference, match="there are: gesprek_regeling"):
        script_of(TEMPLATES, "gesprek")


def test_shows_the_script_with_the_task(demo):
    tasks = done("tasks", "list", "--json").json_lines
    call = next(one for one in tasks if one["script"])

    shown = done("tasks", "show", call["id"][:8]).out

    assert re.search(rf"what +{call['kind']}\n +case +{call['case_id']}\n", shown)
    assert script_of(TEMPLATES, call["script"]).strip() in shown


def test_refuses_a_task_that_is_not_there(demo):
    answer = minnelijk("tasks", "show", "zzzz")

    assert answer.code == 1
    assert "0 open tasks begin with zzzz" in answer.err

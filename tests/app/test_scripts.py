"""Conversation scripts: shown with the task, and as plain as what debtors read."""

import re

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

"""Templates from draft to published: what a person approves, and what no provider gets before."""

import re
import shutil
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from preferences.channel import ChannelKind
from tests.app.command import done, minnelijk
from tests.app.conftest import at
from tests.rendering.orders import an_order

NAME = "vriendelijke_herinnering"
MORNING = at("2026-06-09T10:30:00+02:00")


@pytest.fixture
def writable(house, few_templates, tmp_path, monkeypatch):
    """Lend a house whose templates may be changed."""
    folder = tmp_path / "own" / "nl_b1"
    shutil.copytree(few_templates, folder)
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(folder))
    return folder


def change(folder, old, new, file=f"{NAME}/email.txt"):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def life(name=NAME):
    return done("template", "show", name, "--json").json


def test_goes_from_checked_to_published_when_a_person_approves_it(house):
    before = life()

    said = done("template", "approve", NAME, "--as", "anna", "--note", "alles gelezen").out

    after = life()
    assert (before["state"], after["state"]) == ("checked", "published")
    assert "approved by anna; B1-toets (indicatie):" in said
    (approval,) = after["approvals"]
    assert approval["by"] == "anna"
    assert approval["note"] == "alles gelezen"
    assert approval["version"] == after["version"]
    assert re.fullmatch(r"6-[0-9a-f]{12}", approval["checker"])
    assert "vriendelijke_herinnering" in done("template", "list").out


def test_writes_an_approval_in_the_ledger_of_the_house(house):
    done("template", "approve", NAME, "--as", "anna", "--note", "alles gelezen")

    (approval,) = life()["approvals"]
    with house.open().store.read() as books:
        (line,) = [one.public for one in books.lines("house") if "approved" in one.public]
    assert line["approved"] == NAME
    assert line["by"] == "anna"
    assert line["version"] == approval["version"]
    assert line["checker"] == approval["checker"]
    assert line["note_sha256"] == sha256(b"alles gelezen").hexdigest()
    assert "alles gelezen" not in str(line)


def test_another_version_needs_another_approval(writable):
    done("template", "approve", NAME, "--as", "anna")

    change(writable, "Dat kan gebeuren.", "Dat kan iedereen gebeuren.")

    diff = done("template", "diff", NAME).out
    assert life()["state"] == "checked"
    assert "+Misschien heeft u iets over het hoofd gezien. Dat kan iedereen gebeuren." in diff
    assert "2 lines differ" in diff
    done("template", "approve", NAME, "--as", "dewi")
    assert [one["by"] for one in life()["approvals"]] == ["anna", "dewi"]


def test_nobody_can_approve_what_the_check_refuses(writable):
    change(writable, "Dat kan gebeuren.", "Gelieve dit te voldoen.")

    answer = minnelijk("template", "approve", NAME, "--as", "anna")

    assert answer.code == 1
    assert "fails the check, so nobody can approve it: email: fail jargon" in answer.err
    assert life()["state"] == "draft"


@pytest.mark.parametrize("who", ["bram", "chris", "nobody"])
def test_only_a_lead_or_an_editor_approves(house, who):
    assert minnelijk("template", "approve", NAME, "--as", who).code == 1


def test_says_who_uses_a_template(house):
    assert {one["campaign"] for one in done("template", "uses", NAME, "--json").json_lines}
    assert minnelijk("template", "uses", "vriendelijk").code == 1


def test_a_real_provider_gets_nothing_that_was_not_approved(house, monkeypatch):
    monkeypatch.setenv("MINNELIJK_EMAIL", "smtp")
    opened = house.open(lambda: MORNING)
    opened.tick().run(MORNING)

    handed = opened.dispatch().run()

    tasks = [one["because"] for one in done("tasks", "list", "--json").json_lines]
    assert {outcome.value for outcome in handed.outcomes} == {"refused"}
    assert any(
        "was not approved by a person; read it and run `minnelijk template approve" in one for one in tasks
    )
    opened.store.close()


def test_the_gate_opens_for_an_approved_version_without_a_new_start(house, monkeypatch):
    monkeypatch.setenv("MINNELIJK_EMAIL", "sendgrid")
    opened = house.open()
    order = an_order(ChannelKind.EMAIL, NAME)
    with pytest.raises(Exception, match="was not approved by a person"):
        opened.gate.write(order)

    done("template", "approve", NAME, "--as", "anna")

    assert opened.gate.write(order).body == opened.writer.write(order).body
    assert opened.gate.write(an_order(ChannelKind.LETTER, "betaling_bedankt")).body
    opened.store.close()


def test_check_says_what_no_provider_will_get(house, monkeypatch):
    quiet = minnelijk("check").out
    monkeypatch.setenv("MINNELIJK_SMS", "twilio")

    loud = minnelijk("check").out

    assert "nobody approved" not in quiet
    assert f"nobody approved version {life()['version']}" in loud


class Outline(HTMLParser):
    """Collects the tags of a page, and everything that it would load."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.loads = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.loads += [value for name, value in attrs if name in {"src", "href", "action"}]


def test_writes_a_page_with_all_channels_that_loads_nothing(house, tmp_path):
    done("preview", NAME, "--html", tmp_path / "page.html")

    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    outline = Outline(text)
    assert outline.loads == []
    assert "url(" not in text.split("</style>")[0]
    assert not {"script", "link", "img"}.intersection(outline.tags)
    assert outline.tags.count("section") == 4
    assert outline.tags.count("h1") == 1
    assert '<html lang="nl">' in text
    assert "B1-toets (indicatie)" in text

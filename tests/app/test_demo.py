"""The demo: what it prints, what it leaves behind, and what it never touches."""

import json

import pytest

from app.cli.storytelling import RULES as WORDS
from app.demo.before import differences, read_before
from app.demo.report import FATES
from app.settings import Settings
from engine.domain.touchpoint import Outcome
from engine.policy.house_rules import RULES
from tests.app.command import CAMPAIGNS, done, edited, minnelijk, shipped


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Play a very small demo and keep what was said, as text and as JSON, with its folder."""
    folder = tmp_path_factory.mktemp("told")
    portfolio = shipped(folder / "portfolio.csv", "D-1001", "D-1003", "D-1010", "D-1013", "D-1018")
    words = "demo", "--days", 9, "--portfolio", portfolio
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("MINNELIJK_FOLDER", str(folder))
        text = done(*words)
        mine = folder / "demo" / "notes-of-my-own.txt"
        mine.write_text("keep me")
        (folder / "demo" / "outbox" / "sms" / "old.txt").write_text("from the demo before")
        figures = done(*words, "--json")
    return text, figures, folder / "demo"


def test_tells_what_happened_in_short_tables(told):
    text, _, _ = told

    titles = [line for line in text.lines if line and not line.startswith(" ")]
    assert titles[0] == "4 cases, 9 days: from 02 March 2026 to 11 March 2026"
    assert [line for line in titles if line in {"Cases", "Messages", "Work for people", "Waits and stops"}]
    assert "channel   sent  bounced" in text.lines
    assert "wait  outside the hours of the campaign or the debtor  hours" in text.out


def test_says_who_was_never_reached_and_why(told):
    text, figures, _ = told

    assert "Never reached: 2 people" in text.lines
    assert figures.json["named"] == [
        {
            "cases": "D-1003",
            "because": "no channel is left: "
            "email: no contact point; sms: no contact point; letter: no contact point",
        },
        {"cases": "D-1013", "because": "came in with nothing left to pay"},
    ]


def test_says_where_to_look(told):
    text, _, folder = told

    assert f"{folder.name}/outbox/" in text.out
    assert "1 rows that did not come in" in text.out
    assert any("minnelijk why D-1001" in line for line in text.lines)
    assert max(map(len, text.lines)) < 160


def test_keeps_progress_out_of_the_answer(told):
    text, figures, _ = told

    assert "playing" in text.err
    assert "playing" not in text.out
    assert len(figures.lines) == 1


def test_counts_as_many_messages_as_there_are_files(told):
    _, figures, folder = told

    sent = {kind: fates["sent"] for kind, fates in figures.json["messages"].items()}
    files = {path.name: len(list(path.iterdir())) for path in (folder / "outbox").iterdir()}
    assert sent == files
    assert figures.json["messages"]["email"]["bounced"] == 1


def test_begins_afresh_and_leaves_alone_what_it_did_not_make(told):
    *_, folder = told

    assert not (folder / "outbox" / "sms" / "old.txt").exists()
    assert (folder / "notes-of-my-own.txt").read_text() == "keep me"
    assert "D-1018" not in (folder / "rejects.csv").read_text()
    assert "onbekend" in (folder / "rejects.csv").read_text()


def test_remembers_the_moment_at_which_it_ended(monkeypatch, told):
    *_, folder = told
    monkeypatch.setenv("MINNELIJK_FOLDER", str(folder))
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", f"sqlite:///{folder / 'demo.db'}")

    answer = done("outlook", "--json")

    assert answer.json["from"] == "2026-03-11T07:00:00+00:00"


def test_is_used_by_other_commands_while_there_is_no_database_of_our_own(monkeypatch, told):
    *_, folder = told
    monkeypatch.chdir(folder)
    monkeypatch.delenv("MINNELIJK_DATABASE_URL", raising=False)
    monkeypatch.setenv("MINNELIJK_FOLDER", str(folder.parent))
    own = Settings().database_file
    if own is not None and own.is_file():
        pytest.skip("this desk has a database of its own")

    answer = done("people", "list", "--json")

    assert answer.json["anna"] == "team_lead"
    assert answer.err == "(the demo database; set MINNELIJK_DATABASE_URL for your own)\n"


def test_says_what_is_wrong_in_campaigns_and_keeps_the_demo_before(monkeypatch, own_demo):
    wrong = edited(
        own_demo.folder / "wrong.yaml",
        CAMPAIGNS,
        ("template: water_herinnering", "tempalte: water_herinnering"),
    )
    before = (own_demo.folder / "demo.db").read_bytes()
    monkeypatch.setenv("MINNELIJK_FOLDER", str(own_demo.folder.parent))
    monkeypatch.setenv("MINNELIJK_CAMPAIGNS", str(wrong))

    answer = minnelijk("demo")

    assert answer.code == 2
    assert answer.out == ""
    assert 'the key "tempalte" is not known here; did you mean "template"?' in answer.err
    assert "wrong.yaml:" in answer.err
    assert (own_demo.folder / "demo.db").read_bytes() == before


def test_refuses_a_template_that_is_not_there_before_it_plays(monkeypatch, bare_desk):
    wrong = edited(
        bare_desk.folder / "wrong.yaml",
        CAMPAIGNS,
        ("template: water_herinnering", "template: waterherinnering"),
    )
    monkeypatch.setenv("MINNELIJK_CAMPAIGNS", str(wrong))

    answer = minnelijk("demo")

    assert answer.code == 2
    assert answer.err.startswith("error: 2 mistakes to mend first; `minnelijk check` shows all:\n")
    assert "water_herinnering" in answer.err


def test_refuses_what_is_no_portfolio_and_keeps_the_demo_before(monkeypatch, own_demo):
    monkeypatch.setenv("MINNELIJK_FOLDER", str(own_demo.folder.parent))

    answer = minnelijk("demo", "--portfolio", "nowhere.csv")

    assert answer.code == 2
    assert answer.err.startswith("error: nowhere.csv")
    assert (own_demo.folder / "demo.db").is_file()


def test_plays_a_portfolio_of_nobody(bare_desk):
    portfolio = shipped(bare_desk.folder / "nobody.csv")

    answer = done("demo", "--days", 1, "--portfolio", portfolio, "--json")

    assert answer.json["never_reached"] == 0
    assert answer.json["messages"] == {}


def test_every_rule_has_words_for_people():
    names = {import_rule.__globals__["RULE"] for import_rule in RULES}

    assert names == WORDS.keys() - {""}


def test_every_outcome_has_one_place_in_the_report():
    placed = [outcome for outcomes in FATES.values() for outcome in outcomes]

    assert sorted(placed) == sorted(Outcome)


def test_a_json_answer_has_no_spaces_between_its_parts(told):
    _, figures, _ = told

    assert figures.out == json.dumps(figures.json, ensure_ascii=False, separators=(",", ":")) + "\n"


def test_a_second_demo_says_what_is_different_now(monkeypatch, bare_desk):
    campaigns = edited(bare_desk.folder / "campaigns.yaml", CAMPAIGNS)
    words = ("demo", "--days", 2, "--portfolio", shipped(bare_desk.folder / "p.csv", "D-1002", "D-1006"))
    first = done(*words).out
    same = done(*words).out

    edited(campaigns, CAMPAIGNS, ("channels: [preferred, email, sms, letter]", "channels: [letter]"))
    monkeypatch.setenv("MINNELIJK_CAMPAIGNS", str(campaigns))
    changed = done(*words).out

    assert "the demo before" not in first
    assert "Nothing differs from the demo before." in same
    assert "Different from the demo before" in changed
    assert [line.split() for line in changed.splitlines() if "messages letter sent" in line] == [
        ["messages", "letter", "sent", "0", "1"]
    ]
    assert done(*words, "--json").json["messages"]["letter"]["sent"] == 1


@pytest.mark.parametrize("content", ["", "[]", "{", "{}"])
def test_a_story_that_nobody_can_read_is_no_story(tmp_path, content):
    (tmp_path / "story.json").write_text(content)

    assert not read_before(tmp_path)
    assert differences({"cases": {"open": 3}}, {"cases": {"open": 1, "paid": 2}}) == [
        ("cases open", 3, 1),
        ("cases paid", 0, 2),
    ]

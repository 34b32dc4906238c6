"""Commands that look: why, ledger, tasks list and preview."""

import sqlite3
from importlib import import_module

import pytest

from engine.policy.house_rules import RULES
from preferences.channel import ChannelKind
from tests.app.command import done, minnelijk

EVERY_RULE = {import_module(rule.__module__).RULE for rule in RULES}


@pytest.fixture(autouse=True)
def quick(monkeypatch, few_templates):
    """Read no more templates than are asked for."""
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))


def rules_in(trace):
    return [verdict["rule"] for verdict in trace]


def test_why_names_the_verdict_of_every_rule(demo):
    answer = done("why", "D-1002")

    named = [line.split()[1] for line in answer.lines if line.startswith(("  allow", "  wait", "  task"))]
    assert len(named) == len(set(named)) == len(RULES)
    assert set(named) == EVERY_RULE


def test_why_answers_in_one_line_of_json(demo):
    answer = done("why", "D-1002", "--json")

    assert answer.json["case"] == "D-1002"
    assert answer.json["decision"] == "wait"
    assert len(set(rules_in(answer.json["trace"]))) == len(RULES)
    assert all(verdict["because"] and verdict["source"] for verdict in answer.json["trace"])
    assert " " not in answer.out.partition('"trace"')[0]


def test_why_decides_as_if_it_were_another_moment(demo):
    night = done("why", "D-1017", "--at", "2026-04-13T05:00", "--json").json
    morning = done("why", "D-1017", "--at", "2026-04-13T09:00+02:00", "--json").json

    assert night["at"] == "2026-04-13T05:00:00+02:00"
    assert (night["decision"], morning["decision"]) == ("wait", "send")
    assert night["until"].startswith("2026-04-13T")


def test_why_says_when_no_campaign_is_for_a_case(demo):
    assert "no campaign is for this case yet" in done("why", "D-1013").out


def test_ledger_tells_what_happened_to_a_case_from_the_first_line_to_the_last(demo):
    answer = done("ledger", "D-1001")

    told = [line.strip().split("  ")[2] for line in answer.lines if " Mar 2026 " in line]
    assert told[:4] == [
        "import new, by anna",
        "decision wait: hours: closed now: debtor mon-fri 18:00-21:00",
        "intended whatsapp: vriendelijke_herinnering; whatsapp chosen: the debtor likes it",
        "accepted whatsapp",
    ]
    assert answer.lines[-1] == "both chains hold"


def test_ledger_shows_what_the_debtor_chose_beside_what_happened_to_the_case(demo):
    answer = done("ledger", "D-1001")

    assert "debtor:P-1001: 3 lines" in answer.lines
    assert "preference hours through import" in answer.out


def test_ledger_holds_for_somebody_who_never_chose_anything(demo):
    assert done("ledger", "D-1003").lines[-1] == "the chain holds"


def test_ledger_prints_each_line_as_json(demo):
    lines = done("ledger", "D-1001", "--json").json_lines

    chain = [line for line in lines if line["subject"] == "case:D-1001"]
    assert [line["seq"] for line in chain] == list(range(1, len(chain) + 1))
    assert [line["previous"] for line in chain[1:]] == [line["hash"] for line in chain[:-1]]


def test_ledger_holds_no_text_and_no_name(demo):
    answer = done("ledger", "D-1001", "--json")

    assert not any(word in answer.out for word in ("Bakker", "s.bakker", "12340001", "Wasmachine"))


def flip_first_byte_of_a_content(database):
    """Change one byte of a content in the file itself, past all guards of the database."""
    query = (
        "SELECT c.sealed FROM content c JOIN touchpoint t ON t.id = c.line WHERE t.subject = 'case:D-1001'"
    )
    with sqlite3.connect(database) as connection:
        sealed = connection.execute(query).fetchone()[0]
    connection.close()
    written = database.read_bytes()
    place = written.index(sealed[:32])
    database.write_bytes(written[:place] + bytes([written[place] ^ 1]) + written[place + 1 :])


def test_ledger_notices_one_flipped_byte_of_a_content(own_demo):
    flip_first_byte_of_a_content(own_demo.folder / "demo.db")

    answer = minnelijk("ledger", "D-1001")

    assert answer.code == 1
    assert "the chain is broken: case:D-1001 line 1" in answer.err
    assert "chain holds" not in answer.out


def change_a_line(database, change):
    """Take the guard away and change the public part of a line."""
    with sqlite3.connect(database) as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'touchpoint'"
        for (name,) in connection.execute(names).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        line = "subject = 'case:D-1001' AND seq = 2"
        connection.execute(f"UPDATE touchpoint SET public = CAST(? AS BLOB) WHERE {line}", (change,))  # noqa: S608 - our own words
    connection.close()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("{}", id="another decision"),
        pytest.param("{", id="no JSON any more"),
    ],
)
def test_ledger_notices_a_line_that_was_changed(own_demo, change):
    change_a_line(own_demo.folder / "demo.db", change)

    answer = minnelijk("ledger", "D-1001", "--json")

    assert answer.code == 1
    assert "the chain is broken: case:D-1001 line 2" in answer.err


def test_tasks_lists_the_open_work_the_oldest_first(demo):
    answer = done("tasks", "list")
    listed = done("tasks", "list", "--json").json_lines

    assert answer.lines[0] == f"{len(listed)} open tasks"
    assert [task["opened_at"] for task in listed] == sorted(task["opened_at"] for task in listed)
    agree = next(line for line in answer.lines if "D-1004" in line)
    assert "agree_channel" in agree
    assert "email: the debtor refused it" in agree


def test_tasks_says_so_when_there_is_no_work(desk):
    assert done("tasks", "list").lines == ["0 open tasks"]


def test_preview_shows_every_channel_with_its_reading_and_sms_parts(demo):
    answer = done("preview", "vriendelijke_herinnering", "--case", "D-1001")

    assert all(f"{kind}: B1-toets (indicatie)" in answer.out for kind in ChannelKind)
    assert "2 SMS parts" in answer.out or "1 SMS parts" in answer.out
    assert "Flesch-Douma" in answer.out
    assert "De Witgoedwinkel" in answer.out


def test_preview_answers_one_json_object_for_each_channel(demo):
    previews = done("preview", "veertiendagenbrief", "--json").json_lines

    assert {one["channel"] for one in previews} == {"email", "letter"}
    assert all(one["reading"] in {"pass", "warn"} and one["body"] for one in previews)


def test_preview_shows_a_template_that_no_campaign_uses(demo):
    assert "Onderwerp: " in done("preview", "betaling_bedankt").out


def test_preview_names_the_nearest_template(demo):
    answer = minnelijk("preview", "vriendelijke_herinering")

    assert answer.code == 1
    assert "vriendelijke_herinnering" in answer.err


def test_the_record_of_the_house_tells_what_was_done_to_all_at_once(house):
    done("stop", "--all", "--as", "anna")
    done("resume", "--as", "anna")
    done("db", "restored", "--as", "anna")

    told = done("ledger", "--house")

    *lines, _, end = told.lines
    assert [line.split("house ")[-1].split("  #")[0] for line in lines[-3:]] == [
        "stopped, by anna",
        "resumed, by anna",
        "stopped: a backup was put back, by anna",
    ]
    assert end == "the chain holds"


@pytest.mark.parametrize("words", [(), ("D-1002", "--house")])
def test_the_record_is_of_a_case_or_of_the_house(house, words):
    answer = minnelijk("ledger", *words)

    assert (answer.code, answer.err) == (2, "error: say which record: CASE, or --house\n")

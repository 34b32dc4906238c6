"""`minnelijk understand`: replies in on stdin, readings out on stdout, without a database."""

import json

from typer.testing import CliRunner

from app.cli.main import app
from tests.app.command import done, minnelijk


def understood(*lines):
    result = CliRunner().invoke(app, ["understand", "--jsonl"], input="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def reply(text, **changes):
    row = {"id": "1", "channel": "sms", "text": text, "received_at": "2026-11-23T09:00:00+01:00"}
    return json.dumps(row | changes)


def test_each_reply_gets_its_reading():
    (answer,) = understood(reply("ik betaal vrijdag"))

    assert list(answer) == ["id", "labels", "entities", "sure", "because", "actions"]
    assert (answer["id"], answer["labels"], answer["sure"]) == ("1", ["will_pay"], True)
    assert answer["entities"] == {"date": "2026-11-27"}
    assert answer["because"][0]["words"].startswith("betaal vrijdag")
    assert answer["actions"] == ["promise", "answer:bericht_ontvangen"]


def test_a_bad_line_is_named_and_the_rest_goes_on():
    answers = understood("geen json", reply("x", channel="duif"), '{"id": "3"}', reply("STOP", id="4"))

    assert answers[0]["error"].startswith("line 1: no JSON")
    assert answers[1]["error"].startswith("line 2: channel 'duif' is none of")
    assert answers[2]["error"] == "line 3: channel, text, received_at: a text is wanted here"
    assert (answers[3]["id"], answers[3]["labels"]) == ("4", ["stop_channel"])


def test_bytes_that_are_no_text_and_lines_without_an_end_hold_nothing_up():
    lines = b"\xff\xfe{\n" + b"[" * 100_000 + b"\n" + reply("STOP", id="4").encode() + b"\n"

    result = CliRunner().invoke(app, ["understand", "--jsonl"], input=lines)

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [one.get("line") for one in answers] == [1, 2, None]
    assert answers[2]["labels"] == ["stop_channel"]


def test_one_reply_can_be_asked_about():
    answer = done("understand", "--text", "ik heb een bewindvoerder", "--on", "2026-11-23T09:00:00+01:00")

    assert answer.lines[0] == "labels   represented"
    assert "because  represented: 'bewindvoerder'" in answer.out


def test_it_says_what_is_missing():
    assert minnelijk("understand").code == 2
    assert "--on" in minnelijk("understand", "--text", "hallo").err

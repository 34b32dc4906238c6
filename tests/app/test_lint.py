"""`minnelijk lint`: a text in, findings out; no database."""

import json

import pytest
from typer.testing import CliRunner

from app.cli.main import app

SMS = ("--kind", "sms_nudge", "--jurisdiction", "nl", "--collector-role", "collector", "--channel", "sms")
SUBJECT = (
    "--kind",
    "email_subject",
    "--jurisdiction",
    "nl",
    "--collector-role",
    "collector",
    "--channel",
    "email",
)
LETTER = ("--kind", "message", "--jurisdiction", "nl", "--collector-role", "creditor", "--channel", "letter")


def lint(*arguments, text=None):
    return CliRunner().invoke(app, ["lint", *map(str, arguments)], input=text)


def test_says_on_one_line_which_rule_a_text_breaks():
    answer = lint("-", *SUBJECT, "--json", text="Bericht over € 613,71")

    [line] = answer.stdout.splitlines()
    told = json.loads(line)
    assert answer.exit_code == 1
    assert told["ok"] is False
    assert told["expected"] == "forbidden:NL-72.amount"
    assert told["expected_rules"] == "NL-72"
    assert told["findings"][0]["status"] == "U"


def test_is_content_with_a_neutral_subject():
    answer = lint("-", *SUBJECT, "--json", text="Er staat een bericht voor u klaar")

    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == {
        "ok": True,
        "expected": "ok",
        "expected_rules": "ok",
        "findings": [],
        "motivation": {},
    }


@pytest.mark.parametrize(
    "context",
    [
        "registered_name=Voorbeeld|registration_mark=REG-1|phone=010-0000001",
        "registered_name=Voorbeeld\nregistration_mark=REG-1\nphone=010-0000001",
        '{"registered_name": "Voorbeeld", "registration_mark": "REG-1", "phone": "010-0000001"}',
    ],
)
def test_compares_a_text_with_the_true_facts(context, tmp_path):
    (tmp_path / "facts").write_text(context, encoding="utf-8")
    (tmp_path / "sms.txt").write_text(
        "Bel 010 000 00 01. Hulp: voorbeeld.example/hulp. Voorbeeld", encoding="utf-8"
    )

    answer = lint(tmp_path / "sms.txt", *SMS, "--context", tmp_path / "facts")

    assert answer.exit_code == 1
    assert "missing:NL-03.registration_mark" in answer.stdout
    assert "1 findings" in answer.stdout


def test_finds_what_contradicts_an_earlier_message(tmp_path):
    (tmp_path / "first.txt").write_text("Betaal vóór 12 juni 2026. Totaal: € 100,00", encoding="utf-8")
    rights = "Klopt er iets niet? Bel ons. In delen betalen mag."
    (tmp_path / "second.txt").write_text(
        f"Betaal vóór 2 juni 2026. Totaal: € 140,00. {rights}", encoding="utf-8"
    )

    answer = lint(tmp_path / "second.txt", *LETTER, "--earlier", tmp_path / "first.txt", "--json")

    assert json.loads(answer.stdout)["expected"] == (
        "forbidden:NL-23.contradiction_total;forbidden:NL-23.contradiction_term"
    )


def test_names_the_file_that_is_not_there():
    answer = lint("nowhere.txt", *SUBJECT)

    assert answer.exit_code == 2
    assert "nowhere.txt" in answer.stderr


def test_refuses_a_kind_that_it_does_not_know():
    assert lint("-", "--kind", "poem", *SUBJECT[2:], text="x").exit_code == 2


def test_advises_what_would_help_people_to_act():
    text = "Klopt er iets niet? Meld het. Betalen in delen mag."

    answer = lint("-", *LETTER, "--json", text=text)

    assert answer.exit_code == 0
    assert {"way_to_act", "social"} <= set(json.loads(answer.stdout)["motivation"])

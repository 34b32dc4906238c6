"""`minnelijk readability`: files, standard input and lines of JSON, without a house or a database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [str(Path(sys.executable).with_name("minnelijk")), "readability"]
HARD = "Indien u niet betaalt, volgen er kosten.\n"
PLAIN = "Beste heer,\n\nU heeft een rekening nog niet betaald. Bel ons gerust.\n"


def readability(*words, given="", folder=None):
    return subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, *words], input=given.encode(), capture_output=True, check=False, cwd=folder
    )


def lines(*given):
    answer = readability("--jsonl", given="\n".join(given))
    return answer.returncode, [json.loads(line) for line in answer.stdout.splitlines()]


def line(**values):
    return json.dumps({"id": "a", "kind": "letter", "jurisdiction": "nl", "text": PLAIN} | values)


def test_says_what_it_found_in_a_file_and_where(tmp_path):
    (tmp_path / "hard.txt").write_text(HARD, encoding="utf-8")

    answer = readability("hard.txt", "--kind", "email", folder=tmp_path)

    assert answer.returncode == 1
    assert "hard.txt: B1-toets (indicatie): fail, too short for a score" in answer.stdout.decode()
    assert "fail jargon 1:1 'Indien' → als" in answer.stdout.decode()


def test_gives_each_file_as_one_object(tmp_path):
    (tmp_path / "a.txt").write_text(PLAIN, encoding="utf-8")

    answer = readability("a.txt", "--json", folder=tmp_path)

    found = json.loads(answer.stdout)
    assert answer.returncode == 0
    assert found["verdict"] == "pass"
    assert found["flesch_douma"] > 50
    assert found["checker"].startswith("6-")


def test_reads_standard_input():
    assert readability(given=PLAIN).returncode == 0
    assert readability(given=HARD).returncode == 1


def test_answers_each_line_with_what_was_asked():
    code, answers = lines(line(), line(id="b", text=HARD), line(id="c", kind="sms", text="Bel ons vandaag."))

    assert code == 0
    assert [one["id"] for one in answers] == ["a", "b", "c"]
    assert [one["verdict"] for one in answers] == ["pass", "fail", "pass"]
    assert set(answers[1]) == {"id", "verdict", "score", "findings"}
    assert answers[1]["findings"][0] == {
        "rule": "jargon",
        "level": "fail",
        "line": 1,
        "column": 1,
        "text": "Indien",
        "alternative": "als",
    }


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "this is no JSON"),
        ("[1]", "this is no object"),
        (line(kind="fax"), "kind:"),
        (line(jurisdiction="fr"), "jurisdiction:"),
        (line(text=5), "text:"),
        ('{"id": "x"}', "kind:"),
        (line(text="x" * 300_000), "text:"),
    ],
)
def test_names_a_bad_line_and_goes_on(bad, said):
    code, answers = lines(line(), "", bad, line(id="z"))

    assert code == 1
    assert answers[1]["error"].startswith(f"line 3: {said}")
    assert [one.get("verdict") for one in answers] == ["pass", None, "pass"]


@pytest.mark.parametrize("words", [("nowhere.txt",), ("--kind", "fax"), ("--country", "fr")])
def test_refuses_wrong_use(words, tmp_path):
    assert readability(*words, folder=tmp_path).returncode == 2


def test_starts_without_the_house():
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import app.cli.reading"],
        capture_output=True,
        check=True,
        text=True,
    ).stderr

    assert not any(name in loaded for name in ("sqlalchemy", "fastapi", "textstat", "twilio", "typst"))

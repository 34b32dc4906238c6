"""The work list: show, take, note and finish a task."""

import pytest

from tests.app.command import done, minnelijk
from tests.app.test_reply import CASE, case, noted  # noqa: F401 - the fixture that runs on both databases


@pytest.fixture
def task(case):  # noqa: F811 - the fixture itself
    noted(case, "bel me morgen terug")
    (one,) = [line for line in done("tasks", "list", "--json").json_lines if line["kind"] == "call"]
    return one


def test_a_task_tells_by_when_and_what_is_known(task):
    shown = done("tasks", "show", task["id"][:8]).out
    known = done("tasks", "show", task["id"], "--json").json["known"]

    assert "taken by  nobody yet" in shown
    assert "as soon as possible" not in shown
    assert known["owed"].split()[1] == "euro"


def test_a_task_is_taken_by_one_person(task):
    done("tasks", "take", task["id"], "--as", "bram")

    refused = minnelijk("tasks", "take", task["id"], "--as", "anna")

    assert refused.err.startswith("error: bram has this task")
    assert [one["taken_by"] for one in done("tasks", "list", "--json").json_lines] == ["bram"]


def test_a_note_leaves_a_line_and_the_task_open(task):
    done("tasks", "note", task["id"], "niet thuis", "--as", "bram")

    line = done("ledger", CASE, "--json").json_lines[-1]
    assert (line["public"]["noted"], "niet thuis" in str(line["public"])) == (True, False)
    assert len(done("tasks", "list", "--json").json_lines) == 1


def test_the_record_tells_of_a_task_that_was_taken_and_noted_about(task):
    done("tasks", "take", task["id"], "--as", "bram")
    done("tasks", "note", task["id"], "niet thuis", "--as", "bram")

    told = done("ledger", CASE).out

    assert "task call was taken, by bram" in told
    assert "task call got a note, by bram" in told


def test_only_a_review_has_an_outcome_and_only_going_back_a_step(task):
    ended = minnelijk("tasks", "finish", task["id"], "x", "--as", "anna", "--outcome", "closed")
    stepped = minnelijk("tasks", "finish", task["id"], "x", "--as", "anna", "--step", "eerste-bericht")

    assert (ended.code, stepped.code) == (1, 2)
    assert ended.err == "error: only a review that is open has an outcome; leave --outcome away\n"
    assert "--step goes with --outcome back" in stepped.err
    assert len(done("tasks", "list", "--json").json_lines) == 1


def test_a_call_that_was_made_is_a_contact(task):
    done("tasks", "finish", task["id"], "reached", "--as", "bram")

    lines = done("ledger", CASE, "--json").json_lines
    contact = next(one for one in lines if one["kind"] == "contact" and one["outcome"] == "delivered")
    assert contact["public"]["channel"] == "call"
    assert done("tasks", "list", "--json").json_lines == []

"""The work list: show, take, note and finish a task."""

from datetime import timedelta

import pytest

from app.metrics import metrics_of
from app.wiring import real_clock
from engine.domain.reply import Reply
from preferences.channel import ChannelKind
from tests.app.command import done, minnelijk, shipped
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


HELPED = "D-1002"


@pytest.fixture
def talk(case):  # noqa: F811 - the fixture itself
    noted(HELPED, "bel me morgen terug")
    (one,) = [line for line in done("tasks", "list", "--json").json_lines if line["kind"] == "call"]
    return one["id"]


def spoken(consent, talk, *options, version="2026-1", result="reached"):
    words = ("--consent", consent, "--version", version, "--words", "ja, laat ze maar bellen")
    return minnelijk("tasks", "finish", talk, result, "--as", "bram", *words, *options)


def referred():
    return done("referral", "list", "--json").json_lines


def test_a_talk_shows_the_question_about_help_word_for_word(talk):
    shown = done("tasks", "show", talk).out
    asked = done("tasks", "show", talk, "--json").json["ask"]

    assert "Mag Gemeente Rivierstad, team Geldzaken u bellen" in shown
    assert (asked["partner"], asked["version"]) == ("gemeente-rivierstad", "2026-1")


def test_a_yes_during_a_talk_begins_the_referral(talk):
    said = spoken("yes", talk, "--reason", "cannot_pay")

    assert said.code == 0, said.err
    assert "they phone at latest on" in said.out
    (made,) = referred()
    assert (made["state"], made["reason"], made["way"]) == ("asked", "cannot_pay", "warm")
    assert made["id"] in said.out
    assert "call" not in {one["kind"] for one in done("tasks", "list", "--json").json_lines}
    lines = done("ledger", HELPED, "--json").json_lines
    (line,) = [one for one in lines if one["public"].get("consent") == "yes"]
    assert (line["public"]["version"], line["public"]["through"]) == ("2026-1", "agent")


def test_a_no_during_a_talk_is_not_asked_again_for_half_a_year(talk):
    assert "no help, written down" in spoken("no", talk).out

    noted(HELPED, "bel me nog een keer")
    (again,) = [one for one in done("tasks", "list", "--json").json_lines if one["kind"] == "call"]
    shown = done("tasks", "show", again["id"]).out
    assert "said no to help: ask again on" in shown
    assert "word for word" not in shown
    assert referred() == []


@pytest.mark.parametrize(
    ("consent", "more", "because"),
    [
        ("yes", {"version": "2025-9"}, "today's wording is version 2026-1: ask that question"),
        ("misschien", {}, "--consent misschien is no answer; write yes or no"),
        ("yes", {"result": "not_reached"}, "nobody was reached"),
    ],
)
def test_a_consent_that_is_none_leaves_the_task_open(talk, consent, more, because):
    refused = spoken(consent, talk, **more)

    assert because in refused.err
    assert referred() == []
    assert [one["kind"] for one in done("tasks", "list", "--json").json_lines] == ["call"]


def test_words_without_a_consent_are_refused(talk):
    refused = minnelijk("tasks", "finish", talk, "reached", "--as", "bram", "--words", "ja")

    assert refused.code == 2
    assert "go with --consent" in refused.err


def test_who_gave_no_words_gave_no_consent(talk):
    words = ("--consent", "yes", "--version", "2026-1")
    refused = minnelijk("tasks", "finish", talk, "reached", "--as", "bram", *words)

    assert "word for word" in refused.err
    assert referred() == []


def test_a_call_that_somebody_asked_for_comes_with_a_script(task):
    shown = done("tasks", "show", task["id"], "--json").json

    assert task["script"] is None
    assert shown["script"].startswith("# ")


def test_what_a_portfolio_tells_unclearly_is_asked_about_once_and_holds_nothing_up(any_desk):
    rows = shipped(any_desk.folder / "portfolio.csv", "D-1002", mobile="06 12", email="m(at)post.example")

    for _ in range(2):
        minnelijk("import", rows, "--as", "anna")

    (one,) = done("tasks", "list", "--json").json_lines
    assert (one["kind"], one["case_id"]) == ("unclear_import", "D-1002")
    assert one["due_on"] is not None
    assert "mobile: is no phone number" in one["because"]
    assert "06 12" not in one["because"]
    assert "m(at)post" not in one["because"]
    assert done("why", "D-1002", "--json").json["decision"] in {"send", "wait"}


@pytest.fixture
def neglected(any_house):
    """Let a cry for help come in three weeks ago, on each database; nobody read it."""
    then = real_clock() - timedelta(days=21)
    house = any_house.open(lambda: then)
    words = Reply(case_id=HELPED, channel=ChannelKind.SMS, text="ik heb geen geld", received_at=then)
    with house.store.begin() as books:
        house.taking_in(books, "bram").take_in(words)
    house.store.close()
    return any_house


def told_of(desk, *names):
    house = desk.open()
    try:
        told = metrics_of(house)().decode().splitlines()
    finally:
        house.store.close()
    return [one for one in told if one.startswith(names)]


def figures(desk):
    return told_of(desk, "minnelijk_late_tasks", "minnelijk_keeping_tasks")


def test_what_nobody_read_is_late_in_the_list_rings_and_is_named_as_the_reason(neglected):
    (told,) = done("tasks", "list", "--json").json_lines
    listed = done("tasks", "list").out
    why = done("why", HELPED).out
    pauses = done("pauses", HELPED, "--json").json_lines

    assert (told["kind"], told["late"], told["keeps_quiet"]) == ("answer_reply", True, True)
    assert " LATE " in listed
    assert "1 of these keep somebody quiet past the day" in listed
    assert f"paused until a task is done: answer_reply {told['id'][:8]} of {HELPED}" in why
    assert "its moment is over; it ends when task answer_reply" in why
    assert [one["stands"] for one in pauses] == [True]
    assert figures(neglected) == [
        'minnelijk_late_tasks{kind="answer_reply"} 1.0',
        "minnelijk_keeping_tasks 1.0",
    ]

    done("tasks", "finish", told["id"], "gebeld", "--as", "bram")

    assert figures(neglected) == ["minnelijk_keeping_tasks 0.0"]
    assert "no pause stands" in done("why", HELPED).out
    assert [one["stands"] for one in done("pauses", HELPED, "--json").json_lines] == [False]

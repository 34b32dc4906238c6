"""Who may be in danger is for people who are trained; in need somebody else acts, and says why."""

import shutil
from datetime import timedelta

import pytest

from app.wiring import real_clock
from engine.domain.reply import Reply
from preferences.channel import ChannelKind
from tests.app.command import ORGANISATION, ROOT, done, minnelijk
from tests.app.test_reply import noted
from tests.app.test_tasks import HELPED, told_of


@pytest.fixture
def danger(any_house):
    """Let somebody cry for help; of the house only anna is trained for that."""
    noted(HELPED, "ik wil niet meer leven")
    (one,) = [
        line for line in done("tasks", "list", "--json").json_lines if line["kind"] == "care_for_somebody"
    ]
    return one["id"]


def care():
    (one,) = [one for one in done("tasks", "list", "--json").json_lines if one["kind"] == "care_for_somebody"]
    return one


def test_who_may_be_in_danger_is_for_who_is_trained(danger):
    assert " for anna " in done("tasks", "list").out
    assert "anna, who are trained for it" in done("tasks", "show", danger).out

    taken = minnelijk("tasks", "take", danger, "--as", "bram")
    finished = minnelijk("tasks", "finish", danger, "gebeld", "--as", "bram")

    assert (taken.code, finished.code) == (1, 1)
    assert "bram is not trained for that: get anna now" in taken.err
    assert "anna finishes this task" in finished.err
    assert care()["taken_by"] == ""
    done("tasks", "take", danger, "--as", "anna")
    done("tasks", "finish", danger, "gebeld", "--as", "anna")
    assert [one for one in done("tasks", "list", "--json").json_lines if one["id"] == danger] == []


def test_where_nobody_trained_can_be_reached_somebody_acts_and_says_why(danger):
    empty = minnelijk("tasks", "take", danger, "--as", "bram", "--because", "  ")
    because = "anna neemt niet op, 112 is gebeld"
    done("tasks", "take", danger, "--as", "bram", "--because", because)
    done("tasks", "note", danger, "de buren zijn bij haar", "--as", "bram")
    finished = minnelijk("tasks", "finish", danger, "solved", "--as", "bram")

    assert (empty.code, finished.code) == (1, 1)
    assert care()["taken_by"] == "bram"
    (line,) = [one for one in done("ledger", HELPED, "--json").json_lines if one["public"].get("taken")]
    assert (line["public"]["by"], line["public"]["untrained"]) == ("bram", True)
    assert because not in str(line["public"])
    assert minnelijk("tasks", "take", danger, "--as", "chris").code == 1
    # who is trained takes over, and only they say that it is over
    done("tasks", "take", danger, "--as", "anna")
    assert care()["taken_by"] == "anna"
    assert "anna has this task" in minnelijk("tasks", "take", danger, "--as", "bram", "--because", "x").err
    done("tasks", "finish", danger, "gesproken", "--as", "anna")


def edit_organisation(desk, monkeypatch, old, new):
    file = desk.folder / "organisation.yaml"
    text = ORGANISATION.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    (desk.folder / "examples").mkdir(exist_ok=True)
    shutil.copy(ROOT / "examples" / "postcodes.csv", desk.folder / "examples")
    monkeypatch.setenv("MINNELIJK_ORGANISATION", str(file))
    return file


TRAINED = "in_danger: {trained: [anna], take_within: 15 minutes}"


def test_where_nobody_is_named_whoever_works_on_cases_acts(any_house, danger, monkeypatch):
    edit_organisation(any_house, monkeypatch, TRAINED, "")

    assert minnelijk("tasks", "take", danger, "--as", "chris").code == 1
    done("tasks", "take", danger, "--as", "bram")
    done("tasks", "finish", danger, "gebeld", "--as", "bram")


def waits(desk):
    return {
        name: value for name, _, value in (one.partition(" ") for one in told_of(desk, "minnelijk_danger"))
    }


def test_it_rings_until_who_is_trained_took_it_within_the_time_of_the_house(any_house, monkeypatch):
    then = real_clock() - timedelta(minutes=20)
    house = any_house.open(lambda: then)
    words = Reply(case_id=HELPED, channel=ChannelKind.SMS, text="ik wil niet meer leven", received_at=then)
    with house.store.begin() as books:
        house.taking_in(books, "bram").take_in(words)
    house.store.close()
    task = care()

    assert float(waits(any_house)["minnelijk_danger_untaken_seconds"]) >= 1200
    assert waits(any_house)["minnelijk_danger_take_within_seconds"] == "900.0"
    assert (task["late"], " LATE " in done("tasks", "list").out) == (True, True)

    done("tasks", "take", task["id"], "--as", "bram", "--because", "112 is gebeld")
    assert care()["late"] is True
    assert float(waits(any_house)["minnelijk_danger_untaken_seconds"]) >= 1200

    done("tasks", "take", task["id"], "--as", "anna")
    assert care()["late"] is False
    assert waits(any_house)["minnelijk_danger_untaken_seconds"] == "0.0"

    edit_organisation(any_house, monkeypatch, TRAINED, "in_danger: {trained: [dirk], take_within: 2 hours}")
    assert waits(any_house)["minnelijk_danger_take_within_seconds"] == "7200.0"
    assert care()["late"] is False
    assert float(waits(any_house)["minnelijk_danger_untaken_seconds"]) >= 1200


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("", "agency: nobody is trained for who may be in danger"),
        ("in_danger: {trained: [dirk]}", "trained: dirk is nobody of ours, and cannot take a task"),
        ("in_danger: {trained: [anna, chris]}", "trained: chris is compliance, and cannot take a task"),
    ],
    ids=["nobody", "a stranger", "somebody who may not"],
)
def test_check_warns_where_nobody_is_trained_and_refuses_where_messages_really_leave(
    any_house, monkeypatch, new, said
):
    file = edit_organisation(any_house, monkeypatch, TRAINED, new)
    warned = done("check", file)
    monkeypatch.setenv("MINNELIJK_EMAIL", "smtp")
    refused = minnelijk("check", file)

    assert "warning: agency" in warned.out
    assert said in warned.out
    assert (refused.code, said in refused.out) == (1, True)


def test_a_time_that_is_none_is_told_with_its_place(any_house, monkeypatch):
    new = "in_danger: {trained: [anna], take_within: 2 days}"
    file = edit_organisation(any_house, monkeypatch, TRAINED, new)

    refused = minnelijk("check", file)

    assert refused.code == 1
    assert 'agency.in_danger.take_within: "days" is not a unit here' in refused.out

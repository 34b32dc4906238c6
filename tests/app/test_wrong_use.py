"""What people type wrong: told in one line that says what to do, and nothing is changed by it."""

from datetime import timedelta

import pytest

from app.cli.doors import misspelt
from app.wiring import real_clock
from tests.app.command import done, minnelijk

BRAM, ANNA = ("--as", "bram"), ("--as", "anna")
PAID = ("payment", "D-1002", "10", *BRAM)


def in_days(days):
    return str(real_clock().date() + timedelta(days=days))


def plan(first):
    return ("arrangement", "propose", "D-1002", "--amount", "50", "--first", first, *BRAM)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((*PAID, "--reference", " "), 2, "--reference is empty"),
        ((*PAID, "--reference", "r", "--on", in_days(2)), 2, "is still to come"),
        ((*PAID, "--reference", "r", "--on", "1826-01-01"), 2, "no moment of our time; look at the year"),
        (("case", "close", "D-1002", "--because", " ", *BRAM), 2, "--because is empty"),
        (("pause", "D-1002", "--until", "9999-12-31", *BRAM), 2, "no moment of our time"),
        (("why", "D-1002", "--at", "9999-12-31T23:59"), 2, "no moment of our time"),
        (("why", "D-1002", "--at", "0001-01-01"), 2, "no moment of our time"),
        (plan(in_days(-2)), 2, "has passed; write a day that is still to come"),
        (plan(in_days(400)), 2, "is more than a year away"),
        (plan("9999-12-01"), 2, "is more than a year away"),
        (("people", "add", "", "collector", *ANNA), 1, "'' is no name to act under"),
        (("people", "add", "x; y", "collector", *ANNA), 1, "'x; y' is no name to act under"),
        (("preview", "vriendelijke_herinering"), 1, "did you mean 'vriendelijke_herinnering'?"),
        (("preview", "xqz"), 1, " more"),
        (("campaigns", "diff", "none.yaml", "none.yaml"), 2, "(1 mistake; see"),
        (("stop", "--all", *BRAM), 1, "bram is collector; who may do this: admin or team_lead"),
    ],
)
def test_is_told_in_one_line_and_changes_nothing(house, words, code, said):
    before = done("ledger", "D-1002").out

    answer = minnelijk(*words)

    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
    assert done("ledger", "D-1002").out == before


def test_a_name_may_hold_a_space_and_an_address(house):
    assert done("people", "add", "Jan de Boer", "collector", *ANNA).lines == ["Jan de Boer is collector now"]
    assert done("people", "add", "j.boer@firm.example", "collector", *ANNA).code == 0


@pytest.mark.parametrize(
    "name",
    ["Anna", "ánna", "an na", "a\u0146na", "\u00c5NNA"],
    ids=["capital", "accent", "space", "hook", "ring and capitals"],
)
def test_nobody_gets_a_name_that_looks_like_that_of_another(house, name):
    answer = minnelijk("people", "add", name, "team_lead", *ANNA)

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"error: {name!r} looks like 'anna', who works here already")
    assert name not in done("people", "list", "--json").json


@pytest.mark.parametrize(
    ("name", "strange"),
    [("\u0430nna", "\u0430"), ("\uff41nna", "\uff41"), ("\u0251nna", "\u0251"), ("anna\u0661", "\u0661")],
    ids=["cyrillic", "wide", "phonetic", "other digits"],
)
def test_a_name_is_written_in_latin_letters(house, name, strange):
    answer = minnelijk("people", "add", name, "team_lead", *ANNA)

    assert (answer.code, answer.out) == (1, "")
    assert f"{strange!r} is no Latin letter or digit" in answer.err
    assert name not in done("people", "list", "--json").json


def test_a_name_may_have_accents_and_somebody_keeps_theirs_in_another_role(house):
    for name in ("Y\u0131lmaz", "Zo\u00eb d'Hondt", "\u0141ukasz", "Nguy\u1ec5n"):
        done("people", "add", name, "collector", *ANNA)
        done("people", "add", name, "team_lead", *ANNA)


def test_more_than_was_asked_is_said_to_who_takes_it_in(house):
    answer = done("payment", "D-1002", "9999", *BRAM, "--reference", "r")

    assert "euro more than was asked: look at it, and pay it back, paid" in answer.out


def test_stopping_and_resuming_twice_is_said_and_leaves_one_line(house):
    first, second = done("stop", "--all", *ANNA), done("stop", "--all", *ANNA)
    third, fourth = done("resume", *ANNA), done("resume", *ANNA)

    assert first.out.startswith("everything is stopped;")
    assert second.out.startswith("everything was stopped already;")
    assert third.lines == ["messages may leave again"]
    assert fourth.lines == ["nothing was stopped; messages may leave"]
    opened = house.open()
    with opened.store.read() as books:
        turns = [line.public["stopped"] for line in books.lines("house") if "stopped" in line.public]
    opened.store.close()
    assert turns == [True, False]


def test_a_file_that_cannot_be_written_is_named(house, tmp_path):
    answer = minnelijk("dossier", "D-1002", "--pdf", str(tmp_path))

    assert answer.code == 2
    assert answer.err == f"error: {tmp_path} cannot be read or written: Is a directory\n"


def test_the_file_of_a_case_can_be_printed_at_any_moment(house, tmp_path):
    """The real clock has microseconds; the time machine has none."""
    file = tmp_path / "case.pdf"

    done("dossier", "D-1002", "--pdf", str(file))

    assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("content", "said"), [(b"short", "it holds 5 bytes and must hold 32"), (None, "is no file")]
)
def test_a_key_that_is_none_is_named_with_its_file(house, monkeypatch, tmp_path, content, said):
    key = tmp_path / "house.key"
    if content is None:
        key.mkdir()
    else:
        key.write_bytes(content)
    monkeypatch.setenv("MINNELIJK_KEY_FILE", str(key))

    answer = minnelijk("ledger", "D-1002")

    assert answer.code == 2
    assert str(key) in answer.err
    assert said in answer.err


@pytest.mark.parametrize("words", [("ledger", "D-1002"), ("db", "upgrade")])
def test_no_new_key_is_made_beside_contents_of_an_old_one(house, monkeypatch, tmp_path, words):
    key = tmp_path / "lost.key"
    monkeypatch.setenv("MINNELIJK_KEY_FILE", str(key))

    answer = minnelijk(*words)

    assert answer.code == 2
    assert f"{key}, the key of the house, is not there" in answer.err
    assert "put its copy back" in answer.err
    assert not key.exists()


def test_no_new_key_is_kept_while_the_database_does_not_answer(house, monkeypatch, tmp_path):
    key = tmp_path / "lost.key"
    monkeypatch.setenv("MINNELIJK_KEY_FILE", str(key))
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", "postgresql://me@127.0.0.1:1/nothing")

    answer = minnelijk("people", "list")

    assert (answer.code, key.exists()) == (1, False)
    assert "it does not answer" in answer.err


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("MINNELIJK_EMIAL", "MINNELIJK_EMAIL"),
        ("MINNELIJK_SENDGRID_APIKEY", "MINNELIJK_SENDGRID_API_KEY"),
        ("MINNELIJK_DATABASE", "MINNELIJK_DATABASE_URL"),
    ],
)
def test_a_setting_that_nobody_reads_is_told_with_the_one_that_was_meant(house, monkeypatch, name, meant):
    monkeypatch.setenv(name, "x")

    answer = done("people", "list")

    assert answer.err == f"({name} is no setting and changes nothing; did you mean {meant}?)\n"


def test_variables_of_others_are_left_alone():
    assert list(misspelt(["MINNELIJK_CI", "MINNELIJK_PICTURES", "MINNELIJK_EMAIL", "PATH"])) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2030-06-10", "2030-06-10T00:00:00+02:00"),
        ("2030-01-10T18:00", "2030-01-10T18:00:00+01:00"),
        ("2030-06-10T18:00:00+00:00", "2030-06-10T18:00:00+00:00"),
    ],
)
def test_quiet_is_asked_for_until_a_day_as_people_write_it(house, typed, kept):
    done("preference", "set", "D-1006", "quiet_until", typed, *BRAM)

    (choice,) = done("preference", "show", "D-1006", "--json").json_lines
    assert choice["value"] == kept


def test_a_wish_that_is_taken_back_is_said_so(house):
    answer = done("preference", "set", "D-1006", "channel_order", "", *BRAM)

    assert answer.lines == ["D-1006: channel_order has no wish any more, for all cases of this debtor"]

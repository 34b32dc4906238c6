"""Every foreseen error is one clear line on stderr with an exit code, and never a traceback."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.cli.start import run
from app.keys import house_key
from engine.store.vault import KEY_LENGTH
from tests.app.command import done, minnelijk, shipped

ONE_CASE = {
    "why": ("why", "D-9"),
    "ledger": ("ledger", "D-9"),
    "a preference set": ("preference", "set", "D-9", "language", "nl", "--as", "anna"),
    "a preference shown": ("preference", "show", "D-9"),
    "a pause": ("pause", "D-9", "--as", "anna"),
    "a payment": ("payment", "D-9", "10", "--as", "anna", "--reference", "r"),
    "closing": ("case", "close", "D-9", "--as", "anna", "--because", "x"),
    "a preview": ("preview", "vriendelijke_herinnering", "--case", "D-9"),
}


@pytest.mark.parametrize("words", ONE_CASE.values(), ids=ONE_CASE)
def test_a_case_that_is_not_there_is_said_in_one_line(house, words):
    answer = minnelijk(*words)

    assert (answer.code, answer.out, answer.err) == (1, "", "error: there is no case D-9\n")


def test_a_moment_that_is_none_is_wrong_use(house):
    answer = minnelijk("why", "D-1002", "--at", "2026-13-01")

    assert answer.code == 2
    assert answer.err == "error: '2026-13-01' is no moment; write 2026-03-10T19:30\n"


def test_a_task_that_is_not_there_is_said_in_one_line(house):
    answer = minnelijk("tasks", "done", "abc", "reached", "--as", "anna")

    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "error: 0 open tasks begin with abc; see `minnelijk tasks list`\n"


def test_without_a_database_it_says_how_to_make_one(bare_desk):
    answer = minnelijk("tasks", "list")

    assert answer.code == 2
    file = bare_desk.folder / "minnelijk.db"
    assert answer.err == f"error: there is no database yet at {file}: run `minnelijk db upgrade`\n"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("MINNELIJK_SMS", "pigeon", "error: MINNELIJK_SMS: Input should be 'outbox' or 'twilio'\n"),
        ("MINNELIJK_SMTP_PORT", "many", "error: MINNELIJK_SMTP_PORT: Input should be a valid integer"),
        ("MINNELIJK_DATABASE_URL", "mysql://me:geheim@host/db", "no database for the address 'mysql'"),
        ("MINNELIJK_CAMPAIGNS", "none.yaml", "none.yaml:1: error: cannot be read"),
    ],
)
def test_a_setting_that_is_wrong_is_named(monkeypatch, house, variable, value, said):
    monkeypatch.setenv(variable, value)

    answer = minnelijk("why", "D-1002")

    assert answer.code == 2
    assert said in answer.err
    assert "geheim" not in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ("db", "backup", "nowhere/copy"),
        ("record", "bundle", "nowhere/copy"),
        ("record", "checkpoint", "--out", "nowhere/copy"),
        ("dossier", "D-1002", "--file", "nowhere/copy"),
        ("dossier", "D-1002", "--pdf", "nowhere/copy"),
    ],
)
def test_a_file_that_cannot_be_written_is_named(house, words):
    answer = minnelijk(*words)

    assert answer.code == 2
    assert answer.err.startswith("error: nowhere/copy")
    assert answer.err.endswith(" cannot be read or written: No such file or directory\n")


def test_a_kept_checkpoint_that_is_none_is_refused_in_one_line(house, tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_bytes(bytes(range(256)))

    answer = minnelijk("record", "bundle", tmp_path / "b.zip", "--case", "D-1002", "--earlier", kept)

    assert answer.code == 1
    assert answer.err.startswith("error: it is no signed note")


@pytest.mark.parametrize("entry", ["9" * 30, "²"])
def test_an_entry_that_no_record_can_have_is_not_found(house, entry):
    done("record", "checkpoint")

    assert f"no line of '{entry}'" in minnelijk("record", "prove", entry).err


def test_a_database_that_does_not_answer_is_said_in_one_line(monkeypatch, bare_desk):
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", "postgresql+psycopg://me:geheim@127.0.0.1:1/nothing")

    answer = minnelijk("tasks", "list")

    assert answer.code == 1
    assert answer.err.startswith("error: the database nothing cannot be used: ")
    assert "geheim" not in answer.err


def test_a_database_without_tables_says_what_to_run(bare_desk):
    (bare_desk.folder / "minnelijk.db").touch()

    answer = minnelijk("tasks", "list")

    assert answer.code == 1
    assert "run `minnelijk db upgrade`" in answer.err


def test_a_house_with_the_key_of_another_cannot_write_and_says_why(house):
    (house.folder / "wrapping.key").write_bytes(bytes(32))

    answer = minnelijk("case", "close", "D-1002", "--as", "anna", "--because", "x")

    assert answer.code == 2
    assert "was not made with this key of the house" in answer.err


def test_a_machine_with_a_key_of_its_own_takes_nobody_in(house, tmp_path):
    (house.folder / "wrapping.key").write_bytes(bytes(32))
    before = done("tasks", "list").out

    answer = minnelijk("import", shipped(tmp_path / "more.csv", "D-2000"), "--as", "anna")

    assert answer.code == 2
    assert "was not made with this key of the house" in answer.err
    assert done("tasks", "list").out == before


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_machine_with_a_key_of_its_own_does_not_begin(house, command):
    (house.folder / "wrapping.key").write_bytes(bytes(32))

    answer = minnelijk(command)

    assert answer.code == 2
    assert "was not made with this key of the house" in answer.err


def test_many_that_make_the_key_at_once_get_the_same_one(tmp_path):
    start = Barrier(8)

    def key():
        start.wait()
        return house_key(tmp_path / "new" / "wrapping.key")

    with ThreadPoolExecutor(8) as threads:
        keys = {one.result() for one in [threads.submit(key) for _ in range(8)]}

    assert {len(one) for one in keys} == {KEY_LENGTH}
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["wrapping.key"]


def test_upgrading_twice_does_no_harm(desk):
    before = done("people", "list").out

    assert done("db", "upgrade").out.startswith("the database is at the newest version: sqlite:///")
    assert done("people", "list").out == before


def test_upgrading_makes_a_database_of_our_own_also_beside_a_demo(monkeypatch, own_demo):
    own = own_demo.folder.parent / "own.db"
    monkeypatch.setenv("MINNELIJK_FOLDER", str(own_demo.folder.parent))
    monkeypatch.setenv("MINNELIJK_DATABASE_URL", f"sqlite:///{own}")

    done("db", "upgrade")

    assert own.is_file()
    assert done("people", "list").lines == ["0 people"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("wy", "D-1002"), id="a misspelt command"),
        pytest.param(("why",), id="no case"),
        pytest.param(("people", "add", "x", "boss"), id="no such role"),
        pytest.param(("preference", "set", "D-1002", "colour", "red", "--as", "anna"), id="no such field"),
        pytest.param(("demo", "--days", "0"), id="no days"),
        pytest.param(("serve", "--port", "99999"), id="no such port"),
    ],
)
def test_wrong_use_says_so_on_stderr(house, words):
    answer = minnelijk(*words)

    assert (answer.code, answer.out) == (2, "")
    assert "Try 'minnelijk" in answer.err


def test_a_misspelt_command_gets_the_right_one(house):
    assert "Did you mean 'outlook'?" in minnelijk("outlok").err


def test_help_groups_the_commands_and_names_the_exit_codes():
    answer = done("--help")

    assert all(panel in answer.out for panel in ("Begin", "Look, and change nothing", "Steer", "Run"))
    assert "Exit codes: 0 fine, 1 the answer is no, 2 wrong use." in answer.out


@pytest.mark.parametrize(
    ("words", "code"),
    [(("ledger", "D-9"), 1), (("stop", "--as", "anna"), 2), (("tasks", "list"), 0), (("--help",), 0)],
)
def test_the_installed_command_ends_with_the_same_exit_code(monkeypatch, house, capsys, words, code):
    monkeypatch.setattr(sys, "argv", ["minnelijk", *words])

    with pytest.raises(SystemExit) as ended:
        run()

    assert ended.value.code == code
    assert "Traceback" not in capsys.readouterr().err

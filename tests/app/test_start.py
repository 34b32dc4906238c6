"""A command loads what it needs and nothing else, and says the same as among all the others."""

import subprocess
import sys

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from app.cli.commands import PLACES
from app.cli.main import app
from app.cli.start import only

#: what takes long to load, and only some commands need
HEAVY = ("twilio.rest", "httpx", "fastapi", "uvicorn", "procrastinate", "textstat", "wordfreq", "apscheduler")


def whole(command_line):
    """Give a command line as the group of commands that it is."""
    found = typer.main.get_command(command_line)
    assert isinstance(found, TyperGroup)
    return found.commands


def leaves(command):
    """List what is run, by its words: of a group its commands, of a command itself."""
    below = command.commands if isinstance(command, TyperGroup) else {"": command}
    return {name: getattr(part.callback, "__qualname__", "") for name, part in below.items()}


@pytest.mark.parametrize("word", PLACES)
def test_a_command_that_is_loaded_alone_is_the_same_command(word):
    alone = whole(only(word))[word]

    assert leaves(alone) == leaves(whole(app)[word])


@pytest.mark.parametrize(
    "words", [("why", "D-9"), ("why",), ("tasks", "list", "--nothing"), ("people", "add", "x", "boss")]
)
def test_a_command_that_is_loaded_alone_says_what_is_wrong_in_the_same_words(house, words):
    alone = CliRunner().invoke(only(words[0]), words, prog_name="minnelijk")

    together = CliRunner().invoke(app, words, prog_name="minnelijk")
    assert alone.exit_code > 0
    assert (alone.exit_code, alone.stdout, alone.stderr) == (
        together.exit_code,
        together.stdout,
        together.stderr,
    )


@pytest.mark.parametrize("module", ["playing", "looking", "tasking", "steering"])
def test_looking_and_steering_load_no_client_of_a_provider_and_no_list_of_words(module):
    asked = f"import sys, app.cli.{module}; print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)  # noqa: S603 - our own Python

    assert set(HEAVY) & set(loaded.stdout.split()) == set()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "campaigns.yaml",
            "".join(f"k{one + 1}: &k{one + 1} [{f'*k{one}, ' * 9}]\n" for one in range(9)),
            "the alias",
        ),
        ("organisation.yaml", "version: 1\n# " + "x" * 10_000_000, "larger than 1,000 kB: not read"),
        ("organisation.yaml", "a: " + "[" * 100_000, "levels deep"),
        ("campaigns.yaml", "version: 1\nversion: 1\n", 'the key "version" stands here twice'),
    ],
    ids=["alias bomb", "10 MB", "deep", "twice"],
)
def test_a_file_that_cannot_be_read_is_told_before_templates_and_database_are_loaded(
    bare_desk, name, text, said
):
    (bare_desk.folder / name).write_text(text, encoding="utf-8")
    asked = (
        "import sys; from app.cli.start import only;"
        f"only('check')(['check', {str(bare_desk.folder / name)!r}], standalone_mode=False);"
        "print(*sys.modules)"
    )

    ran = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)  # noqa: S603 - our own Python

    *findings, _, modules = ran.stdout.splitlines()
    assert any(said in one for one in findings)
    assert {"sqlalchemy", "jinja2", "typst", *HEAVY} & set(modules.split()) == set()

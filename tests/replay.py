"""
Plays the commands that a paper quotes, in a place of their own, and compares or renews what they print.

A paper quotes a play in blocks marked `console`: lines that begin with `$ ` are typed, the others were
printed. `python -m tests.replay` writes what the commands print today into the papers.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner

from app.cli.main import app

ROOT = Path(__file__).resolve().parents[1]
PLAYED = tuple(ROOT / name for name in ("README.md", "docs/guide-team.md", "docs/guide-reviewer.md"))
#: what a reader has at hand where the commands are typed
AT_HAND = ("campaigns.yaml", "organisation.yaml", "examples")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: said beside the answer: where we are, and how far a play has come
ASIDE = re.compile(r"^\(the demo database;|━|^\d+ rows \d+:\d\d:\d\d$")
#: what differs from one play to the next: ids, references, hashes
DRAWN = re.compile(r"\b[0-9a-f]{32}\b|(?<=#)[0-9a-f]{10}\b|^[0-9a-f]{8}\b|\b\d{6}-[A-Z2-7]{16}\b", re.MULTILINE)
#: a play that several papers begin with, and that is long
LONG = "minnelijk demo --days 7"


@dataclass(frozen=True, slots=True)
class Quote:
    """A command with what it printed, as a paper has it."""

    command: str
    printed: str

    def __str__(self) -> str:
        return f"$ {self.command}\n{self.printed}"


@dataclass(slots=True)
class Desk:
    """A folder in which commands are typed, with the variables that they set."""

    folder: Path
    #: the papers' ids -> the ids of this play
    drawn: dict[str, str] = field(default_factory=dict)

    def type(self, quote: Quote) -> str:
        """Give what a command prints, with the ids of the paper where only those differ."""
        command = DRAWN.sub(lambda found: self.drawn.get(found[0], found[0]), quote.command)
        # an id is often typed by how it begins, anywhere in the line
        for old, new in self.drawn.items():
            command = command.replace(old, new)
        printed = self._run(command)
        old, new = DRAWN.findall(quote.printed), DRAWN.findall(printed)
        if len(old) == len(new):
            self.drawn.update(zip(old, new, strict=True))
        return quote.printed if DRAWN.sub("-", quote.printed) == DRAWN.sub("-", printed) else printed

    def _run(self, command: str) -> str:
        if command.startswith(("export ", "unset ")):
            return self._variables(command)
        first, _, rest = command.partition(" | ")
        if not first.startswith("minnelijk "):
            return _shell(command, "")
        return _shell(rest, _minnelijk(first)) if rest else _minnelijk(first)

    def _variables(self, command: str) -> str:
        verb, *words = shlex.split(command)
        for word in words:
            name, _, value = word.partition("=")
            os.environ.pop(name, None)
            if verb == "export":
                os.environ[name] = value
        return ""


def quotes_in(block: str) -> list[Quote]:
    """Part a block into its commands, each with what it printed."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [Quote(*part.partition("\n")[::2]) for part in parts]


def renewed(paper: Path, room: Path) -> str:
    """Play all commands of a paper in order; gives its text with what they print today."""
    with sitting_in(room) as desk:
        return BLOCK.sub(
            lambda block: "```console\n" + "".join(_again(desk, one) for one in quotes_in(block[1])) + "```",
            paper.read_text(encoding="utf-8"),
        )


def _again(desk: Desk, quote: Quote) -> str:
    blank = "\n" if quote.printed.endswith("\n\n") else ""
    printed = desk.type(Quote(quote.command, quote.printed.rstrip("\n") + "\n" if quote.printed.strip() else ""))
    return str(Quote(quote.command, printed)) + blank


@contextmanager
def sitting_in(room: Path) -> Iterator[Desk]:
    """Sit down in an empty folder with what a reader has at hand, whatever this machine has set."""
    for name in AT_HAND:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, room / name)
    (room / "var").mkdir()
    before, here = dict(os.environ), Path.cwd()
    try:
        for name in [name for name in os.environ if name.startswith("MINNELIJK_")]:
            del os.environ[name]
        os.environ["MINNELIJK_FOLDER"] = "var"
        os.environ["MINNELIJK_CAMPAIGNS"], os.environ["MINNELIJK_ORGANISATION"] = AT_HAND[:2]
        os.environ["MINNELIJK_DATABASE_URL"] = "sqlite:///var/demo/demo.db"
        os.chdir(room)
        yield Desk(room)
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


def _minnelijk(command: str) -> str:
    """Run a command in this process; an error that nobody foresaw comes out as it is."""
    result = CliRunner().invoke(app, shlex.split(command)[1:], prog_name="minnelijk")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    lines = [line for line in result.output.splitlines() if not ASIDE.search(line)]
    return "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n"


def _shell(command: str, given: str) -> str:
    """Let the shell do the rest: `head`, `grep`, `sed`."""
    return subprocess.run(
        ["bash", "-c", command], input=given, capture_output=True, text=True, check=False
    ).stdout


if __name__ == "__main__":
    for paper in PLAYED:
        with tempfile.TemporaryDirectory() as room:
            text = renewed(paper, Path(room))
        if text != paper.read_text(encoding="utf-8"):
            paper.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{paper.relative_to(ROOT)}: renewed\n")

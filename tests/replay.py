"""
Plays the commands that a paper quotes, in a place of their own, and says what they print today.

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
#: the papers that quote a play
PLAYED = tuple(
    ROOT / name
    for name in ("README.md", "docs/guide-team.md", "docs/guide-reviewer.md", "docs/guide-supervisor.md")
)
#: what a reader has at hand where the commands are typed
AT_HAND = ("campaigns.yaml", "organisation.yaml", "examples")
#: the demo's own places; another database may be named on the way
SETTINGS = {
    "MINNELIJK_FOLDER": "var",
    "MINNELIJK_DATABASE_URL": "sqlite:///var/demo/demo.db",
    "MINNELIJK_KEY_FILE": "var/demo/wrapping.key",
    "MINNELIJK_RECORD_KEY_FILE": "var/demo/record.key",
    "MINNELIJK_CAMPAIGNS": "campaigns.yaml",
    "MINNELIJK_ORGANISATION": "organisation.yaml",
}
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: how far long work has come, told beside the answer
PROGRESS = re.compile(r"━|^\d+ rows \d+:\d\d:\d\d$")
#: what differs from one play to the next: ids, references and hashes
DRAWN = re.compile(
    r"\b[0-9a-f]{32}\b|\b[0-9a-f]{64}\b|(?<=#)[0-9a-f]{10}\b|^[0-9a-f]{8}\b|\b\d{6}-[A-Z2-7]{16}\b",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A command with what it printed, as a paper has it, and the empty lines after it."""

    command: str
    printed: str
    after: str

    def __str__(self) -> str:
        return f"$ {self.command}{self.printed}{self.after}"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where commands are typed; knows which ids this play drew for those in the paper."""

    drawn: dict[str, str] = field(default_factory=dict)

    def type(self, quote: Quote) -> str:
        """Give what a command prints, with the ids of the paper on the lines that it has already."""
        printed = _printed_by(_with(self.drawn, quote.command))
        new = printed.splitlines()
        for line in quote.printed.splitlines():
            twin = next((one for one in new if DRAWN.sub("-", one) == DRAWN.sub("-", line)), None)
            if twin is not None:
                new.remove(twin)
                self.drawn.update(zip(DRAWN.findall(line), DRAWN.findall(twin), strict=True))
        return _with({here: in_paper for in_paper, here in self.drawn.items()}, printed)


def quotes_in(text: str) -> list[Quote]:
    """List the commands that a text quotes, in order."""
    return [quote for block in BLOCK.findall(text) for quote in _quotes(block)]


def renewed(paper: Path) -> str:
    """Play all commands of a paper in order; gives its text with what they print today."""
    with sitting_down() as desk:
        return BLOCK.sub(
            lambda block: f"```console\n{''.join(_again(desk, quote) for quote in _quotes(block[1]))}```",
            paper.read_text(encoding="utf-8"),
        )


@contextmanager
def sitting_down() -> Iterator[Desk]:
    """Sit down in a folder with what a reader has at hand, whatever this machine has set."""
    before, here = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        for thing in AT_HAND:
            copy = shutil.copytree if (ROOT / thing).is_dir() else shutil.copy
            copy(ROOT / thing, room / thing)
        (room / "var").mkdir()
        try:
            _set(
                {name: value for name, value in before.items() if not name.startswith("MINNELIJK_")}
                | SETTINGS
            )
            os.chdir(room)
            yield Desk()
        finally:
            os.chdir(here)
            _set(before)


def _quotes(block: str) -> list[Quote]:
    return [_quote(part) for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]


def _quote(part: str) -> Quote:
    command, _, rest = part.partition("\n")
    printed = rest.rstrip("\n")
    printed = f"\n{printed}" if printed else ""
    return Quote(command, printed, part[len(command) + len(printed) :])


def _with(ids: dict[str, str], text: str) -> str:
    for one, other in ids.items():
        text = text.replace(one, other)
    return text


def _again(desk: Desk, quote: Quote) -> str:
    return str(Quote(quote.command, desk.type(quote), quote.after))


def _printed_by(command: str) -> str:
    """Type a command: ours in this process, `export` for those after it, all else in the shell."""
    verb, _, rest = command.partition(" ")
    if verb == "export":
        name, _, value = rest.partition("=")
        os.environ[name] = value
        return ""
    ours, _, piped = command.partition(" | ") if verb == "minnelijk" else ("", "", command)
    printed = _minnelijk(ours) if ours else ""
    printed = _shell(piped, printed) if piped else printed
    return f"\n{printed}".rstrip("\n")


def _minnelijk(command: str) -> str:
    """Run a command of ours; an error that nobody foresaw comes out as it is."""
    result = CliRunner().invoke(app, shlex.split(command)[1:], prog_name="minnelijk")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return "".join(f"{line}\n" for line in result.output.splitlines() if not PROGRESS.search(line))


def _shell(command: str, given: str) -> str:
    said = subprocess.run(  # noqa: S603 - only what stands in our own papers
        ["/bin/bash", "-c", command], input=given, capture_output=True, text=True, check=False
    )
    return said.stdout


def _set(variables: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)


if __name__ == "__main__":
    for paper in PLAYED:
        text = renewed(paper)
        if text != paper.read_text(encoding="utf-8"):
            paper.write_text(text, encoding="utf-8")
            sys.stdout.write(f"renewed {paper.relative_to(ROOT)}\n")

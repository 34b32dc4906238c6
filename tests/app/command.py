"""The command as people type it, run in this process, and the files that they give it."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from app.cli.commands import PLACES
from app.cli.main import app
from app.cli.start import only

ROOT = Path(__file__).resolve().parents[2]
PORTFOLIO = ROOT / "examples" / "portfolio.csv"
CAMPAIGNS = ROOT / "campaigns.yaml"
ORGANISATION = ROOT / "organisation.yaml"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered: its exit code, its words, and what it said beside them on stderr."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()

    @property
    def json(self):
        """Read the one object that stands on the one line of the answer."""
        (line,) = self.lines
        return json.loads(line)

    @property
    def json_lines(self):
        """Read the object on each line of the answer."""
        return [json.loads(line) for line in self.lines]


def minnelijk(*words) -> Answer:
    """Run a command as `minnelijk` does, alone; an error that nobody foresaw comes out as it is."""
    line = only(words[0]) if words and words[0] in PLACES else app
    result = CliRunner().invoke(line, [str(word) for word in words], prog_name="minnelijk")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(code=result.exit_code, out=result.stdout, err=result.stderr)


def done(*words) -> Answer:
    """Run a command that must succeed."""
    answer = minnelijk(*words)
    assert answer.code == 0, answer.err or answer.out
    return answer


def shipped(path: Path, *case_ids, **changes) -> Path:
    """Write a portfolio with these rows of the shipped one, all with the same changes."""
    with PORTFOLIO.open(encoding="utf-8", newline="") as file:
        rows = {row["case_id"]: row for row in csv.DictReader(file)}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, next(iter(rows.values())))
        writer.writeheader()
        writer.writerows(rows[case_id] | changes for case_id in case_ids)
    return path


def edited(path: Path, source: Path, *changes: tuple[str, str]) -> Path:
    """Write a copy of a file with some of its words replaced; each of them must be there."""
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path

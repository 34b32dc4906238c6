"""The command that reads any text as a check: files, standard input, or many texts as lines of JSON."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import say, say_json
from app.reading import STDIN, ReadingRoom, plain_finding, text_of
from engine.domain.errors import ConfigurationError
from engine.rendering.b1.finding import Level, Reading
from engine.rendering.b1.flesch import FleschMeter
from preferences.channel import ChannelKind

Files = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE ...]", help="Texts; none or -: from stdin.")
]
Kind = Annotated[
    ChannelKind, typer.Option(help="What kind of message it is; SMS and WhatsApp are read stricter.")
]
Country = Annotated[
    str, typer.Option(help="nl or be: words that are plain in one country only.", metavar="nl|be")
]


def readability(
    files: Files = None,
    kind: Kind = ChannelKind.LETTER,
    country: Country = "nl",
    jsonl: Annotated[  # noqa: FBT002 - an option of a command
        bool,
        typer.Option("--jsonl", help="Read {id, kind, jurisdiction, text} a line from stdin; answer alike."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print compact JSON, one object on one line.")] = False,  # noqa: FBT002
) -> None:
    """Check texts: the B1-toets (indicatie), with each finding, its place and plainer words."""
    if country not in {"nl", "be"}:
        raise ConfigurationError(f"--country: {country!r} is not known; write nl or be")
    room = ReadingRoom()
    failed = _lines(room) if jsonl else _files(room, files or [Path(STDIN)], (kind, country), as_json=json)
    if failed:
        raise typer.Exit(1)


def _lines(room: ReadingRoom) -> bool:
    """Answer lines as they come; only a line that could not be read makes the answer no."""
    failed = False
    for answer in room.lines(sys.stdin.buffer):
        failed |= "error" in answer
        say_json(answer)
    return failed


def _files(room: ReadingRoom, files: list[Path], how: tuple[ChannelKind, str], *, as_json: bool) -> bool:
    meter, worst = FleschMeter(), Level.PASS
    for file in files:
        text = sys.stdin.read() if str(file) == STDIN else text_of(file)
        reading = room.read(text, *how)
        worst = max(worst, reading.level)
        flesch = meter(text)
        if as_json:
            say_json(_plain(room, file, reading, flesch) | {"kind": how[0]})
        else:
            _show(file, reading, flesch)
    return worst is Level.FAIL


def _plain(room: ReadingRoom, file: Path, reading: Reading, flesch: float) -> dict[str, object]:
    return {
        "file": str(file),
        "verdict": str(reading.level),
        "score": reading.score,
        "flesch_douma": flesch,
        "checker": room.reader.version,
        "findings": [plain_finding(one) for one in reading.findings],
    }


def _show(file: Path, reading: Reading, flesch: float) -> None:
    score = f", score {reading.score:.1f}" if reading.score is not None else ", too short for a score"
    say(f"{file}: B1-toets (indicatie): {reading.level}{score}, Flesch-Douma {flesch:.0f} (reference only)")
    for finding in reading.findings:
        say(f"  {finding}")

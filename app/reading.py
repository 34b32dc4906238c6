"""Texts from files and lines, read by the check; without a house or a database, so that it starts at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.domain.errors import ConfigurationError
from engine.rendering.b1.finding import Finding, Reading
from engine.rendering.b1.reader import Reader, load_reader
from preferences.channel import ChannelKind

#: no message is longer; a longer text is refused before it costs time
LONGEST_TEXT = 200_000
STDIN = "-"

Answer = dict[str, object]


class TextLine(BaseModel):
    """One line of `--jsonl`: a text with what kind of message it is and for which country."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str | int | None = None
    kind: Literal["sms", "email", "whatsapp", "letter"]
    jurisdiction: Literal["nl", "be"] = "nl"
    text: str = Field(max_length=LONGEST_TEXT)


@dataclass(frozen=True)
class ReadingRoom:
    """Reads texts one after the other; keeps none of them."""

    @cached_property
    def reader(self) -> Reader:
        """Load the lists."""
        return load_reader()

    def read(self, text: str, kind: ChannelKind, country: str = "") -> Reading:
        """Check one text."""
        return self.reader.judge(text.replace("\r\n", "\n"), kind, country=country)

    def lines(self, lines: Iterable[bytes]) -> Iterator[Answer]:
        """Answer every line that holds something; a bad one gets an error that names it, the rest go on."""
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield self._line(number, line)

    def _line(self, number: int, line: bytes) -> Answer:
        try:
            found: object = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            return {"error": f"line {number}: this is no JSON ({error}); write one object on a line"}
        if not isinstance(found, dict):
            return {"error": f"line {number}: this is no object; write {{id, kind, jurisdiction, text}}"}
        known = {"id": found["id"]} if isinstance(found.get("id"), (str, int)) else {}
        try:
            asked = TextLine.model_validate(found)
        except ValidationError as error:
            return known | {"error": f"line {number}: {_said(error)}"}
        reading = self.read(asked.text, ChannelKind(asked.kind), asked.jurisdiction)
        return {"id": asked.id} | verdict(reading)


def verdict(reading: Reading) -> Answer:
    """Give a reading as plain values."""
    return {
        "verdict": str(reading.level),
        "score": reading.score,
        "findings": [plain_finding(one) for one in reading.findings],
    }


def plain_finding(finding: Finding) -> Answer:
    """Give a finding as plain values."""
    return {
        "rule": finding.rule,
        "level": str(finding.level),
        "line": finding.line,
        "column": finding.column,
        "text": finding.text,
        "alternative": finding.alternative,
    }


def text_of(file: Path) -> str:
    """Read a file of text; raises ConfigurationError with what is wrong with it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{file}: this is no text in UTF-8; save it as UTF-8") from None
    if len(text) > LONGEST_TEXT:
        raise ConfigurationError(
            f"{file}: longer than {LONGEST_TEXT} characters; check one message at a time"
        )
    return text


def _said(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(map(str, first["loc"]))
    return f"{name}: {first['msg'][0].lower()}{first['msg'][1:]}"

"""The command that judges the content of a text: what the law asks for and forbids in it."""

import json as json_of
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import say, say_json
from app.cli.doors import Json
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.errors import ConfigurationError
from engine.policy.content.content import OUTSIDE, Content, ContentKind
from engine.policy.content.contradiction import contradictions, told_by
from engine.policy.content.finding import ContentFinding
from engine.policy.content.judge import judge
from engine.policy.content.motivation import missing_motives
from engine.policy.content.row import codes, facts_of, rules
from preferences.channel import ChannelKind

STANDARD_INPUT = "-"


def lint(  # noqa: PLR0913, PLR0917 - each option is one fact about the text
    file: Annotated[str, typer.Argument(help="A text file; - reads what comes in.")],
    kind: Annotated[ContentKind, typer.Option(help="What the text is.")],
    jurisdiction: Annotated[Jurisdiction, typer.Option(help="Whose law: nl or be.")],
    collector_role: Annotated[CollectorRole, typer.Option(help="Who writes.")],
    channel: Annotated[ChannelKind, typer.Option(help="How it goes.")],
    context: Annotated[
        Path | None,
        typer.Option(
            help="A file with the true facts: key=value with | or a line end between them, or JSON."
        ),
    ] = None,
    earlier: Annotated[
        list[Path] | None, typer.Option(help="An earlier message of the same case, the oldest first.")
    ] = None,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Judge what a text says and shows by the content rules; exit 1 with findings."""
    content = Content(
        text=_read(file),
        kind=kind,
        jurisdiction=jurisdiction,
        collector_role=collector_role,
        channel=channel,
        facts=_facts(context) if context else {},
    )
    findings = (*judge(content), *_contradictions(file, content.text, earlier or []))
    if json:
        say_json(
            {
                "ok": not findings,
                "expected": codes(findings),
                "expected_rules": rules(findings),
                "findings": list(map(_as_json, findings)),
                "motivation": _motivation(content),
            }
        )
    else:
        for finding in findings:
            say(str(finding))
        for motive, advice in _motivation(content).items():
            say(f"advice {motive} → {advice}")
        say(f"{len(findings)} findings")
    if findings:
        raise typer.Exit(1)


def _read(file: str) -> str:
    """Read a text; raises ConfigurationError with the fix."""
    try:
        content = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise ConfigurationError(
            f"{file}: {error.strerror}; name a text file, or - for what comes in"
        ) from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{file}: this is no text in UTF-8; save it as UTF-8") from None


def _facts(file: Path) -> dict[str, str]:
    """Read the true facts; raises ConfigurationError with the fix."""
    text = _read(str(file)).strip()
    if not text.startswith("{"):
        return facts_of(text)
    try:
        found = json_of.loads(text)
    except ValueError as error:
        raise ConfigurationError(f"{file}: {error}; write one JSON object, or key=value|key=value") from None
    return {str(key): str(value) for key, value in found.items()}


def _contradictions(file: str, text: str, earlier: list[Path]) -> Iterator[ContentFinding]:
    before = [told_by(path.name, _read(str(path))) for path in earlier]
    return contradictions([*before, told_by(Path(file).name, text)])


def _motivation(content: Content) -> dict[str, str]:
    """Say what a letter or e-mail lacks that would help people to act: advice, no finding."""
    if content.kind in OUTSIDE:
        return {}
    return {motive.value: advice for motive, advice in missing_motives(content.text)}


def _as_json(finding: ContentFinding) -> dict[str, str]:
    return {
        "code": finding.code,
        "fault": finding.fault.value,
        "rule": finding.rule,
        "item": finding.item,
        "source": finding.source.ref,
        "status": finding.source.status,
        "text": finding.text,
        "advice": finding.advice,
    }

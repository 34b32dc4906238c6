"""The command that reads replies and says what they mean; it needs no database."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Any

import typer

from app.cli.answers import HERE, say, say_json
from engine.domain.errors import ConfigurationError
from engine.replies.effects import actions_of
from engine.replies.understand import Reading, understand
from preferences.channel import ChannelKind

CHANNELS = frozenset(ChannelKind)


def read_replies(
    jsonl: Annotated[  # noqa: FBT002 - an option of a command
        bool, typer.Option("--jsonl", help="Read lines {id, channel, text, received_at} from stdin.")
    ] = False,
    text: Annotated[str, typer.Option(help="One reply, instead of lines from stdin.")] = "",
    channel: Annotated[ChannelKind, typer.Option(help="The channel of --text.")] = ChannelKind.SMS,
    on: Annotated[str, typer.Option(help="When --text came in: 2026-11-23T09:00:00+01:00.")] = "",
) -> None:
    """Say what replies mean: labels, what they name, which words say so, and what follows."""
    if jsonl == bool(text):
        raise ConfigurationError("say either --jsonl, with lines on stdin, or --text with one reply")
    if jsonl:
        for answer in answers(sys.stdin.buffer):
            say_json(answer)
            sys.stdout.flush()
        return
    if not on:
        raise ConfigurationError("say with --on when the reply came in: words like 'vrijdag' depend on it")
    reading = understand(channel, text, _moment(on))
    say(f"labels   {', '.join(reading.labels)}{'' if reading.sure else '  (a person must look)'}")
    say(f"named    {json.dumps(dict(reading.entities))}")
    for reason in reading.because:
        say(f"because  {reason.label}: '{reason.words}'")
    say(f"actions  {', '.join(actions_of(reading.labels, sure=reading.sure)) or 'none'}")


def answers(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Answer each line with an object; a line that cannot be read gives an error that names it."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _answer(json.loads(line))
        except (ValueError, RecursionError, ConfigurationError) as fault:
            yield {"error": f"line {number}: {_said(fault)}", "line": number}


def _answer(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ConfigurationError("an object {id, channel, text, received_at} is wanted")
    missing = [key for key in ("id", "channel", "text", "received_at") if not isinstance(row.get(key), str)]
    if missing:
        raise ConfigurationError(f"{', '.join(missing)}: a text is wanted here")
    if row["channel"] not in CHANNELS:
        raise ConfigurationError(f"channel {row['channel']!r} is none of {', '.join(sorted(CHANNELS))}")
    return said(row["id"], understand(row["channel"], row["text"], _moment(row["received_at"])))


def said(reply_id: str, reading: Reading) -> dict[str, Any]:
    """Write a reading as plain values."""
    return {
        "id": reply_id,
        "labels": list(map(str, reading.labels)),
        "entities": dict(reading.entities),
        "sure": reading.sure,
        "because": [
            {"label": one.label, "words": one.words, "pattern": one.pattern} for one in reading.because
        ],
        "actions": actions_of(reading.labels, sure=reading.sure),
    }


def _moment(text: str) -> date:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(
            f"received_at {text!r} is no moment; write it as 2026-11-23T09:00:00+01:00"
        ) from None
    return (moment.astimezone(HERE) if moment.tzinfo else moment).date()


def _said(fault: Exception) -> str:
    """Say what is wrong with a line: it may be no JSON, no UTF-8, or nested without an end."""
    no_json = isinstance(fault, json.JSONDecodeError | UnicodeDecodeError | RecursionError)
    return f"no JSON ({fault})" if no_json else str(fault)

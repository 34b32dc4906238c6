"""
The log: one line for each thing that happened, and nothing in it that says who somebody is.

A key that is not on the list does not come through, and what a library says is shortened to who said it: a
trace or an address of theirs may hold a name or a number.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from app.settings import LogAs
from engine.domain.decision import TaskKind
from engine.domain.raw_call import EventFate
from engine.domain.touchpoint import Outcome
from engine.doubts import Way

#: what may stand in a line; a word more needs a look at what it can hold
KEYS = frozenset(
    {
        *("event", "level", "timestamp"),
        *("answer", "because", "by", "calls", "cases", "contacts", "count", "error", "file", "job", "lines"),
        *("logger", "unreadable"),
        *("send", "wait", "task", "stop"),
        *(outcome.value for outcome in Outcome),
        *(kind.value for kind in TaskKind),
        *(fate.value for fate in EventFate),
        *(way.value for way in Way),
    }
)
LEFT_OUT = "left_out"

Line = MutableMapping[str, Any]


def configure(look: LogAs) -> None:
    """Let everything of this process go to stderr in one form."""
    plain = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    shown = structlog.processors.JSONRenderer() if look is LogAs.JSON else plain
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            only_known,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S" if look is LogAs.TEXT else "iso"),
            shown,
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    logging.basicConfig(handlers=[Libraries()], level=logging.WARNING, force=True)


def only_known(_: object, __: str, line: Line) -> Line:
    """Take out what is not on the list, and name only how many that were."""
    known: Line = {key: value for key, value in line.items() if key in KEYS}
    if len(known) < len(line):
        known[LEFT_OUT] = len(line) - len(known)
    return known


class Libraries(logging.Handler):
    """What libraries say: who, how bad, and which kind of error; their words may hold anything."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        said = {"logger": record.name, "error": error} if error else {"logger": record.name}
        speak = (
            structlog.get_logger().warning if record.levelno < logging.ERROR else structlog.get_logger().error
        )
        speak("a library said something", **said)

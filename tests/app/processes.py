"""Commands that keep going, as processes of their own."""

import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from threading import Timer
from typing import IO

import httpx

from app.wiring import real_clock
from engine.brake import HERE
from engine.domain.case import Jurisdiction
from engine.policy.calendars import calendar_for
from tests.patience import PATIENCE

COMMAND = Path(sys.executable).with_name("minnelijk")
AHEAD_OF_TIME = Path(__file__).with_name("ahead_of_time.py")
#: seconds after which a process that does not come to its end is killed: a whole test may be its time
LONGEST = 5 * PATIENCE
#: ports that the system gives to nobody by itself: not to who calls, and not to who listens anywhere
OF_NOBODY = range(20_000, 32_768)


@dataclass
class Running:
    """A command that runs, and what it said on stderr so far."""

    process: subprocess.Popen[str]
    stderr: IO[str]
    said: list[str] = field(default_factory=list)

    def wait_for(self, words):
        """Read what it says until these words come by, and give that line."""
        for line in self.stderr:
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"it ended without '{words}': {''.join(self.said)}")

    def end(self, number=signal.SIGTERM):
        """Ask it to end, read what it still says, and give its exit code."""
        self.process.send_signal(number)
        self.said += self.stderr.readlines()
        return self.process.wait()


def days_to_open():
    """Count the days until neither that day nor the next one is a Dutch holiday; nearly always 0."""
    today, calendar = real_clock().astimezone(HERE).date(), calendar_for(Jurisdiction.NL)
    free = (
        day
        for day in count()
        if not any(calendar.is_holiday(today + timedelta(days=day + n)) for n in (0, 1))
    )
    return next(free)


@contextmanager
def started(*words, ahead=0, before=()):
    """
    Start a command, if asked on a clock that is some days ahead; it is gone at the end.

    `before` is a command that begins it, such as one that takes rights away.
    """
    command = [sys.executable, "-P", str(AHEAD_OF_TIME), str(ahead)] if ahead else [str(COMMAND)]
    line = [*before, *command, *map(str, words)]
    with subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:  # noqa: S603 - our own command
        assert process.stderr is not None
        guard = Timer(LONGEST, process.kill)
        guard.start()
        try:
            yield Running(process, process.stderr)
        finally:
            guard.cancel()
            process.kill()


def a_free_port():
    """
    Find a port for a process that has still to begin.

    One that the system chooses may be anybody's before that process listens: every call of a test beside us
    takes one of those.
    """
    while True:
        port = secrets.choice(OF_NOBODY)
        with suppress(OSError), socket.socket() as one:
            one.bind(("127.0.0.1", port))
            return port


def wait_until(condition):
    """Wait until something that another process does is so."""
    deadline = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


def answer_of(url):
    """Ask a server that is still starting until it answers."""
    answers = []

    def answers_now():
        with suppress(httpx.ConnectError):
            answers.append(httpx.get(url, timeout=PATIENCE))
        return answers

    wait_until(answers_now)
    return answers[0]

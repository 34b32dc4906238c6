"""Commands that keep going, as processes of their own."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import IO

import httpx

COMMAND = Path(sys.executable).with_name("minnelijk")
#: seconds after which a process that says nothing is killed
PATIENCE = 240


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


@contextmanager
def started(*words):
    """Start a command; it is gone at the end, whatever happens."""
    line = [str(COMMAND), *map(str, words)]
    with subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:  # noqa: S603 - our own command
        assert process.stderr is not None
        guard = Timer(PATIENCE, process.kill)
        guard.start()
        try:
            yield Running(process, process.stderr)
        finally:
            guard.cancel()
            process.kill()


def a_free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_until(condition):
    """Wait until something that another process does is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


def answer_of(url):
    """Ask a server that is still starting until it answers."""
    answers = []

    def answers_now():
        with suppress(httpx.ConnectError):
            answers.append(httpx.get(url))
        return answers

    wait_until(answers_now)
    return answers[0]

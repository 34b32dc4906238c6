"""
Posting straight over kept connections: Python's own HTTP, for the one call that is made most.

A client for everything that may be asked costs three times as much for each request.
It raises the errors of httpx, so that everybody names a failure in the same way.
"""

import select
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

#: a connection for each sender of a channel, as many as the settings allow
MOST_CONNECTIONS = 64


class Door(NamedTuple):
    """Where connections lead to."""

    is_encrypted: bool
    #: a name or a number
    host: str
    port: int | None


class Answer(NamedTuple):
    """What came back, whole."""

    status_code: int
    #: names in small letters
    headers: Mapping[str, str]
    content: bytes

    @property
    def is_success(self) -> bool:
        """Say whether it was taken."""
        return HTTPStatus.OK <= self.status_code < HTTPStatus.MULTIPLE_CHOICES

    @property
    def is_client_error(self) -> bool:
        """Say whether the request is at fault."""
        return HTTPStatus.BAD_REQUEST <= self.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


@dataclass(frozen=True)
class Lines:
    """Connections that are kept open, one for each thread that calls at the same time."""

    #: seconds for a connection, and for each sign of life after that
    connect: float
    read: float
    #: those on which nobody calls now; taking one and putting it back is one step each
    _free: dict[Door, list[HTTPConnection]] = field(default_factory=dict)

    def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """Post once; raises httpx.RequestError without a whole answer, and never tries again."""
        door, target = _parted(url)
        line = self._line(door)
        try:
            answer = _asked(line, target, content, headers)
        except BaseException:
            line.close()
            raise
        self._free.setdefault(door, []).append(line)
        return answer

    def close(self) -> None:
        """Close every line that nobody calls on."""
        while self._free:
            _, lines = self._free.popitem()
            for line in lines:
                line.close()

    def _line(self, door: Door) -> HTTPConnection:
        """Take a free line that is still up, or open one; whatever goes wrong, nothing has left."""
        free = self._free.setdefault(door, [])
        while free:
            with suppress(IndexError):
                line = free.pop()
                if _is_up(line):
                    return line
                line.close()
        return self._opened(door)

    def _opened(self, door: Door) -> HTTPConnection:
        line = (
            HTTPSConnection(door.host, door.port, timeout=self.connect, context=self._trusted)
            if door.is_encrypted
            else HTTPConnection(door.host, door.port, timeout=self.connect)
        )
        try:
            line.connect()
        except OSError as error:
            line.close()
            name = httpx.ConnectTimeout if isinstance(error, TimeoutError) else httpx.ConnectError
            raise name(type(error).__name__) from error
        line.sock.settimeout(self.read)
        return line

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """Read once whom we trust: it takes longer than a call."""
        return httpx.create_ssl_context(trust_env=False)


@lru_cache(maxsize=MOST_CONNECTIONS)
def _parted(url: str) -> tuple[Door, str]:
    """Tell where an address leads to, and what is asked for there; it may hold nothing about a person."""
    parts = urlsplit(url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        return Door(parts.scheme == "https", parts.hostname or "", parts.port), target
    except ValueError as error:
        raise httpx.LocalProtocolError("no port that there can be") from error


def _is_up(line: HTTPConnection) -> bool:
    """Say whether a line can be used: on one where nobody was asked anything, only an end can be heard."""
    if line.sock is None:
        return False
    ear = select.poll()
    ear.register(line.sock, select.POLLIN)
    return not ear.poll(0)


def _asked(line: HTTPConnection, target: str, content: bytes, headers: Mapping[str, str]) -> Answer:
    try:
        # whoever hangs up while we still speak may have answered before
        with suppress(BrokenPipeError):
            line.request("POST", target, content, dict(headers))
        return _answer(line)
    except HTTPException as error:
        raise httpx.RemoteProtocolError(type(error).__name__) from error
    except ValueError as error:
        raise httpx.LocalProtocolError(type(error).__name__) from error
    except TimeoutError as error:
        raise httpx.ReadTimeout(type(error).__name__) from error
    except OSError as error:
        raise httpx.ReadError(type(error).__name__) from error


def _answer(line: HTTPConnection) -> Answer:
    """Read an answer to its end; one that says no length may have been broken off half-way."""
    answer = line.getresponse()
    if answer.length is None and not answer.chunked:
        raise HTTPException("an answer without a length")
    content = answer.read()
    return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, content)

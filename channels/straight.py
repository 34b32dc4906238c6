"""
Posting straight over kept connections: a socket and a parser in C, for the one call that is made most.

A client for everything that may be asked costs five times as much for each request, and Python's own
`http.client` twice as much. It raises the errors of httpx, so that everybody names a failure in the same way.
"""

import re
import select
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from http import HTTPStatus
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

import httptools
import httpx

from engine.domain.leaving import may_leave

#: a connection for each sender of a channel, as many as the settings allow
MOST_CONNECTIONS = 64
#: bytes of one answer, head and all; no provider tells more about one message
MOST_OF_AN_ANSWER = 1 << 20
#: times the patience with one sign of life: so long an answer may take altogether
LONGEST_ANSWER = 3
AT_A_TIME = 1 << 16
#: what may stand in a header or behind the name of a host (RFC 9110, 5.5): nothing that begins another line
ONE_LINE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
#: two headers of a request that say the same a thousand times are written once
MOST_HEADS = 64


class Door(NamedTuple):
    """Where connections lead to."""

    is_encrypted: bool
    #: a name or a number
    host: str
    port: int | None

    @property
    def usual_port(self) -> int:
        """Give the port that need not be named."""
        return 443 if self.is_encrypted else 80

    @property
    def named(self) -> str:
        """Write it as a header does."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port in {None, self.usual_port} else f"{host}:{self.port}"


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


class StoodStill(httpx.ConnectError):
    """Too much time passed before a message was written: nothing of it, or half a request, has left."""


#: what httpx is at when it writes: a request without its body is no message yet
WRITES = ("http11.send_request_headers.started", "http11.send_request_body.started")


def refuse_late(event: str = WRITES[0], _: object = None) -> None:
    """Raise StoodStill just before a request, or its body, is written that may leave no more."""
    if event in WRITES and not may_leave():
        raise StoodStill("it stood still for too long before it wrote")


@dataclass(frozen=True)
class Lines:
    """Connections that are kept open, one for each thread that calls at the same time."""

    #: seconds for a connection, and for each sign of life after that
    connect: float
    read: float
    #: those on which nobody calls now; taking one and putting it back is one step each
    _free: dict[Door, list[socket.socket]] = field(default_factory=dict)

    def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """Post once; raises httpx.RequestError without a whole answer, and never tries again."""
        door, target = _parted(url)
        head = _head(door, target, tuple(headers.items()))
        line = self._line(door)
        try:
            heard = _asked(
                line, b"%b%d\r\n\r\n%b" % (head, len(content), content), self.read * LONGEST_ANSWER
            )
        except BaseException:
            line.close()
            raise
        if heard.may_stay_open:
            self._free.setdefault(door, []).append(line)
        else:
            line.close()
        return heard.answer()

    def close(self) -> None:
        """Close every line that nobody calls on."""
        while self._free:
            _, lines = self._free.popitem()
            for line in lines:
                line.close()

    def _line(self, door: Door) -> socket.socket:
        """Take a free line that is still up, or open one; whatever goes wrong, nothing has left."""
        free = self._free.setdefault(door, [])
        while free:
            with suppress(IndexError):
                line = free.pop()
                if _is_up(line):
                    return line
                line.close()
        return self._opened(door)

    def _opened(self, door: Door) -> socket.socket:
        try:
            line = socket.create_connection((door.host, door.port or door.usual_port), self.connect)
        except OSError as error:
            raise _unconnected(error) from error
        try:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if door.is_encrypted:
                line = self._trusted.wrap_socket(line, server_hostname=door.host)
        except OSError as error:
            line.close()
            raise _unconnected(error) from error
        line.settimeout(self.read)
        return line

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """Read once whom we trust: it takes longer than a call."""
        return httpx.create_ssl_context(trust_env=False)


def _unconnected(error: OSError) -> httpx.RequestError:
    name = httpx.ConnectTimeout if isinstance(error, TimeoutError) else httpx.ConnectError
    return name(type(error).__name__)


@lru_cache(maxsize=MOST_CONNECTIONS)
def _parted(url: str) -> tuple[Door, str]:
    """Tell where an address leads to, and what is asked for there; it may hold nothing about a person."""
    parts = urlsplit(url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        return Door(parts.scheme == "https", parts.hostname or "", parts.port), target
    except ValueError as error:
        raise httpx.LocalProtocolError("no port that there can be") from error


@lru_cache(maxsize=MOST_HEADS)
def _head(door: Door, target: str, headers: tuple[tuple[str, str], ...]) -> bytes:
    """Write the head of a request up to its length, which differs for each."""
    told = [("Host", door.named), ("Accept-Encoding", "identity"), *headers]
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in told)]
    if " " in target or not all(map(ONE_LINE.fullmatch, lines)):
        raise httpx.LocalProtocolError("a header or an address that breaks off its line")
    return "\r\n".join([*lines, "Content-Length: "]).encode("latin-1")


def _is_up(line: socket.socket) -> bool:
    """Say whether a line can be used: on one where nobody was asked anything, only an end can be heard."""
    ear = select.poll()
    ear.register(line, select.POLLIN)
    return not ear.poll(0)


class Heard:
    """What a line tells, piece by piece; the parser calls these by their names."""

    def __init__(self) -> None:
        self.is_whole = False
        #: may something else be asked on this line?
        self.may_stay_open = False
        self._status = 0
        self._parser = httptools.HttpResponseParser(self)
        self._headers: dict[str, str] = {}
        self._content = b""

    def answer(self) -> Answer:
        """Give the whole answer; nothing can be read after that."""
        # it knows us as we know it: so both can go at once
        del self._parser
        return Answer(self._status, self._headers, self._content)

    def take(self, part: bytes) -> None:
        """Read on; raises httpx.RemoteProtocolError for what is no HTTP."""
        try:
            self._parser.feed_data(part)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            if not self.is_whole:
                raise httpx.RemoteProtocolError(type(error).__name__) from error
            self.may_stay_open = False

    def on_message_begin(self) -> None:
        """Begin an answer; where one follows that nobody asked for, nothing more is asked."""
        self.may_stay_open = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header."""
        if not self.is_whole:
            self._headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_body(self, part: bytes) -> None:
        """Keep a part of the content."""
        if not self.is_whole:
            self._content += part

    def on_message_complete(self) -> None:
        """End an answer; a first word that the other side listens is none."""
        if self.is_whole:
            return
        self._status = self._parser.get_status_code()
        if self._status < HTTPStatus.OK:
            self._headers, self._content = {}, b""
        else:
            self.is_whole, self.may_stay_open = True, self._parser.should_keep_alive()


def _asked(line: socket.socket, request: bytes, longest: float) -> Heard:
    """
    Ask once, and read until the answer is whole; one that says no length may have been broken off.

    Who tells it word by word is not listened to for longer than so many seconds.
    """
    heard, read, until = Heard(), 0, monotonic() + longest
    refuse_late()
    try:
        # whoever hangs up while we still speak may have answered before
        with suppress(BrokenPipeError):
            line.sendall(request)
        while not heard.is_whole:
            if monotonic() > until:
                raise httpx.ReadTimeout("an answer word by word")
            part = line.recv(AT_A_TIME)
            read += len(part)
            if not part or read > MOST_OF_AN_ANSWER:
                raise httpx.RemoteProtocolError("half an answer" if not part else "an answer without an end")
            heard.take(part)
    except TimeoutError as error:
        raise httpx.ReadTimeout(type(error).__name__) from error
    except OSError as error:
        raise httpx.ReadError(type(error).__name__) from error
    return heard

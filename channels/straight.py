"""
Posting straight over kept connections: the standard library's client, for the one call that is made most.

A general client costs three to four times as much for each request: addresses, cookies, redirects, events.
It raises the errors of httpx, so that everybody names a failure in the same way.
"""

import http.client
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from http import HTTPStatus
from select import POLLIN, poll
from ssl import SSLContext
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

PORTS = {"http": 80, "https": 443}


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


class Origin(NamedTuple):
    """Who is called."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True)
class Lines:
    """Connections that are kept open, one for each thread that calls at the same time."""

    #: seconds for a connection, and for each sign of life after that
    connect: float
    read: float

    @cached_property
    def _kept(self) -> defaultdict[Origin, deque[http.client.HTTPConnection]]:
        return defaultdict(deque)

    @cached_property
    def _trust(self) -> SSLContext:
        """Read once whom we trust: it takes longer than a call."""
        return httpx.create_ssl_context(trust_env=False)

    def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """Post once; raises httpx.RequestError without a whole answer, and never tries again."""
        origin, path = _parted(url)
        line = self._line(origin)
        try:
            _ask(line, path, content, headers)
            answer = _read(line)
        except BaseException:
            line.close()
            raise
        # it closed the line itself when the other side wants that
        if line.sock is not None:
            self._kept[origin].append(line)
        return answer

    def close(self) -> None:
        """Close every line that nobody calls on."""
        for lines in self._kept.values():
            while lines:
                lines.pop().close()

    def _line(self, origin: Origin) -> http.client.HTTPConnection:
        """Take a kept line, or open one."""
        lines = self._kept[origin]
        while lines:
            try:
                line = lines.pop()
            except IndexError:
                # another thread took the last one
                break
            if _is_quiet(line):
                return line
            line.close()
        return self._opened(origin)

    def _opened(self, origin: Origin) -> http.client.HTTPConnection:
        scheme, host, port = origin
        if scheme == "https":
            line: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=self.connect, context=self._trust
            )
        else:
            line = http.client.HTTPConnection(host, port, timeout=self.connect)
        try:
            line.connect()
        except TimeoutError as error:
            raise httpx.ConnectTimeout(type(error).__name__) from error
        except (OSError, ValueError) as error:
            raise httpx.ConnectError(type(error).__name__) from error
        line.sock.settimeout(self.read)
        return line


@cache
def _parted(url: str) -> tuple[Origin, str]:
    """Take an address apart; there are few of them."""
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return Origin(parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)), path


def _is_quiet(line: http.client.HTTPConnection) -> bool:
    """Say whether a kept line can be used: one that has something to say was closed by the other side."""
    ears = poll()
    ears.register(line.sock, POLLIN)
    return not ears.poll(0)


def _ask(line: http.client.HTTPConnection, path: str, content: bytes, headers: Mapping[str, str]) -> None:
    try:
        line.request("POST", path, content, headers)
    except TimeoutError as error:
        raise httpx.WriteTimeout(type(error).__name__) from error
    except (ValueError, http.client.HTTPException) as error:
        raise httpx.LocalProtocolError(type(error).__name__) from error
    except OSError:
        # whoever hangs up while we still speak may have answered before: that is read, or shows what broke
        return


def _read(line: http.client.HTTPConnection) -> Answer:
    try:
        answer = line.getresponse()
        if answer.length is None and not answer.chunked:
            # it would end where the line ends, also when that broke half-way
            raise http.client.IncompleteRead(b"")
        content = answer.read()
    except TimeoutError as error:
        raise httpx.ReadTimeout(type(error).__name__) from error
    except http.client.HTTPException as error:
        raise httpx.RemoteProtocolError(type(error).__name__) from error
    except OSError as error:
        raise httpx.ReadError(type(error).__name__) from error
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(answer.status, headers, content)

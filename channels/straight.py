"""
Posting straight over kept connections: urllib3, for the one call that is made most.

A client for everything that may be asked costs more than twice as much for each request.
It raises the errors of httpx, so that everybody names a failure in the same way.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import NamedTuple

import httpx
import urllib3
from urllib3 import exceptions

#: a connection for each sender of a channel, as many as the settings allow
MOST_CONNECTIONS = 64

#: what went wrong, in the order of asking; what comes first is certain that nothing has left
NAMES: tuple[tuple[type[exceptions.HTTPError], type[httpx.RequestError]], ...] = (
    (exceptions.NewConnectionError, httpx.ConnectError),
    (exceptions.ConnectTimeoutError, httpx.ConnectTimeout),
    (exceptions.ReadTimeoutError, httpx.ReadTimeout),
    (exceptions.ProtocolError, httpx.RemoteProtocolError),
)


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

    @cached_property
    def _kept(self) -> urllib3.PoolManager:
        return urllib3.PoolManager(
            maxsize=MOST_CONNECTIONS,
            retries=False,
            timeout=urllib3.Timeout(connect=self.connect, read=self.read),
            # read once whom we trust: it takes longer than a call
            ssl_context=httpx.create_ssl_context(trust_env=False),
        )

    def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """Post once; raises httpx.RequestError without a whole answer, and never tries again."""
        try:
            answer = self._kept.urlopen(
                "POST", url, body=content, headers=headers, redirect=False, preload_content=False
            )
            return _whole(answer)
        except exceptions.HTTPError as error:
            raise _named(error)(type(error).__name__) from error
        except ValueError as error:
            raise httpx.LocalProtocolError(type(error).__name__) from error

    def close(self) -> None:
        """Close every line that nobody calls on."""
        self._kept.clear()


def _whole(answer: urllib3.BaseHTTPResponse) -> Answer:
    """Read an answer to its end; one that says no length may have been broken off half-way."""
    if answer.length_remaining is None and "chunked" not in answer.headers.get("transfer-encoding", ""):
        answer.close()
        raise exceptions.ProtocolError("an answer without a length")
    content = answer.read()
    answer.release_conn()
    return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, content)


def _named(error: exceptions.HTTPError) -> type[httpx.RequestError]:
    """Name a failure as httpx does; only what certainly came before the first byte is a failed connection."""
    cause = error.args[0] if isinstance(error, exceptions.SSLError) and error.args else None
    if isinstance(cause, ssl.SSLCertVerificationError):
        return httpx.ConnectError
    return next((name for kind, name in NAMES if isinstance(error, kind)), httpx.ReadError)

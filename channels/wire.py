"""What providers over HTTP have in common: a pooled client, our own time-outs, and what a failure means."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx

from channels.straight import MOST_CONNECTIONS, Answer, Lines, refuse_late
from engine.domain.errors import AnswerLost, ConfigurationError, MessageRefused, ProviderBusy, SendError
from preferences.channel import ChannelKind

#: these write URLs (with phone numbers), headers (with keys) or payloads to their log below WARNING
TALKATIVE = ("httpx", "urllib3.connectionpool", "twilio.http_client", "python_http_client.client")
#: the connection did not come about, so not one byte of the message has left
NOTHING_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long we wait, in seconds: for a connection, and for each sign of life after that."""

    connect: float = 3.0
    read: float = 10.0


ORDINARY = Timeouts()


class StraightClient(httpx.Client):
    """Can also hand over straight: a client for everything that may be asked costs most of a call."""

    def __init__(
        self, timeouts: Timeouts, proxy: str | None = None, transport: httpx.BaseTransport | None = None
    ) -> None:
        timeout = httpx.Timeout(timeouts.read, connect=timeouts.connect, pool=timeouts.connect)
        limits = httpx.Limits(max_connections=MOST_CONNECTIONS, max_keepalive_connections=MOST_CONNECTIONS)
        super().__init__(
            transport=transport or httpx.HTTPTransport(trust_env=False, limits=limits, proxy=proxy),
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
        )
        self._is_straight = transport is None and proxy is None
        self._lines = Lines(timeouts.connect, timeouts.read)

    def hand_over(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """Post once over a kept connection; raises httpx.RequestError without a whole answer."""
        if self._is_straight:
            return self._lines.post(url, content, headers)
        answer = self.post(url, content=content, headers=headers, extensions={"trace": refuse_late})
        told = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, told, answer.content)

    def close(self) -> None:
        """Close everything."""
        super().close()
        self._lines.close()

    def __exit__(self, *error: Any) -> None:
        """Close everything."""
        super().__exit__(*error)
        self._lines.close()


def open_http(
    timeouts: Timeouts = ORDINARY, *, proxy: str | None = None, transport: httpx.BaseTransport | None = None
) -> StraightClient:
    """
    Open a pooled client that never retries, follows no redirect and logs no address; the caller closes it.

    The proxy comes from the settings only: an environment variable must not decide who reads our messages.
    """
    for name in TALKATIVE:
        logging.getLogger(name).addFilter(worth_telling)
    return StraightClient(timeouts, proxy, transport)


def worth_telling(line: logging.LogRecord) -> bool:
    """Say whether a library's log line may be kept: a warning or worse, whatever level somebody set."""
    return line.levelno >= logging.WARNING


def checked_base(url: str, *, setting: str) -> str:
    """Give an absolute http(s) address without a slash at the end; raises ConfigurationError."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ConfigurationError(f"{setting}: {url!r} is no address; write it like https://contact.example")
    if "_" in parts.hostname:
        raise ConfigurationError(
            f"{setting}: {url!r} has an underscore in its host name, which providers refuse"
        )
    return url.rstrip("/")


def without_answer(error: httpx.RequestError, *, provider: str, channel: ChannelKind) -> SendError:
    """Name a request that got no answer: busy when nothing left, else in doubt."""
    what = type(error).__name__
    if isinstance(error, NOTHING_LEFT):
        return ProviderBusy(f"{provider} could not be reached ({what}); nothing was sent", channel=channel)
    return AnswerLost(
        f"{provider} gave no answer ({what}); perhaps it took the message", channel=channel, code=what
    )


def by_status(status: int) -> type[SendError]:
    """
    Name the error of an HTTP status; without a clear no, the message may have gone.

    No clear no: where to look instead (3xx), and a 408 of something on the way that did wait for an answer.
    """
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ProviderBusy
    is_no = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return MessageRefused if is_no and status != HTTPStatus.REQUEST_TIMEOUT else AnswerLost


def retry_after(headers: Mapping[str, str]) -> float | None:
    """
    Read how many seconds a provider asks us to wait; None when it does not say so in seconds.

    `headers` does not mind capitals, or has names in small letters.
    """
    asked = headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdigit() else None

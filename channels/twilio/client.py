"""The official Twilio client over our own HTTP client, because its own has no time-out."""

import logging
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import httpx
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from channels.wire import StraightClient, checked_base, retry_after

API = "https://api.twilio.com"
FORM = "application/x-www-form-urlencoded"


class Throttled(Exception):
    """Twilio asks us to slow down; it says of such a request that it was never taken (error 20429)."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("Twilio asks us to slow down")
        #: how long it asks us to wait, when it says so
        self.seconds = seconds


class HttpxForTwilio(HttpClient):  # type: ignore[misc]  # twilio has no types
    """Carries the requests of the official client, always to one base address."""

    def __init__(self, http: StraightClient, base: str) -> None:
        super().__init__(logging.getLogger("twilio.http_client"), is_async=False)
        self.http = http
        self.base = urlsplit(checked_base(base, setting="twilio base address"))

    def request(self, method: str, uri: str, **asked: Any) -> Response:
        """
        Carry one request; raises httpx.RequestError without an answer, and Throttled on 429.

        The official client also names a time-out and redirects; ours were set when it was opened.
        """
        url = urlunsplit(urlsplit(uri)._replace(scheme=self.base.scheme, netloc=self.base.netloc))
        if method == "POST" and not asked.get("params"):
            return self._hand_over(url, asked)
        carried: dict[str, Any] = {name: asked.get(name) for name in ("params", "data", "headers", "auth")}
        answer = self.http.request(method, url, **carried)
        return _response(answer.status_code, answer.content, answer.headers)

    def _hand_over(self, url: str, asked: Mapping[str, Any]) -> Response:
        """Post a form in one piece: who is suspended half-way must not send the rest when it wakes up."""
        content = urlencode(asked.get("data") or {}, doseq=True).encode()
        headers = {**(asked.get("headers") or {}), "Content-Type": FORM}
        if login := asked.get("auth"):
            headers["Authorization"] = "Basic " + b64encode(":".join(login).encode()).decode()
        answer = self.http.hand_over(url, content, headers)
        return _response(answer.status_code, answer.content, answer.headers)


def _response(status: int, content: bytes, headers: Mapping[str, str]) -> Response:
    if status == httpx.codes.TOO_MANY_REQUESTS:
        raise Throttled(retry_after(headers))
    return Response(status, content.decode(errors="replace"), headers)


def connect(account_sid: str, token: str, http: StraightClient, *, base: str = API) -> Client:
    """
    Make the official client for one account.

    `base` is a regional address (https://api.dublin.ie1.twilio.com) or our own fake; the client itself
    can only reach twilio.com.
    """
    return Client(account_sid, token, http_client=HttpxForTwilio(http, base))

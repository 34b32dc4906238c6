"""The official Twilio client over our own HTTP client, because its own has no time-out."""

import logging
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from channels.straight import refuse_late
from channels.wire import checked_base, retry_after

API = "https://api.twilio.com"


class Throttled(Exception):
    """Twilio asks us to slow down; it says of such a request that it was never taken (error 20429)."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("Twilio asks us to slow down")
        #: how long it asks us to wait, when it says so
        self.seconds = seconds


class HttpxForTwilio(HttpClient):  # type: ignore[misc]  # twilio has no types
    """Carries the requests of the official client, always to one base address."""

    def __init__(self, http: httpx.Client, base: str) -> None:
        super().__init__(logging.getLogger("twilio.http_client"), is_async=False)
        self.http = http
        self.base = urlsplit(checked_base(base, setting="twilio base address"))

    def request(self, method: str, uri: str, **asked: Any) -> Response:
        """
        Carry one request; raises httpx.RequestError without an answer, and Throttled on 429.

        The official client also names a time-out and redirects; ours were set when it was opened.
        """
        carried: dict[str, Any] = {name: asked.get(name) for name in ("params", "data", "headers", "auth")}
        url = urlunsplit(urlsplit(uri)._replace(scheme=self.base.scheme, netloc=self.base.netloc))
        answer = self.http.request(method, url, **carried, extensions={"trace": refuse_late})
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise Throttled(retry_after(answer.headers))
        return Response(answer.status_code, answer.text, answer.headers)


def connect(account_sid: str, token: str, http: httpx.Client, *, base: str = API) -> Client:
    """
    Make the official client for one account.

    `base` is a regional address (https://api.dublin.ie1.twilio.com) or our own fake; the client itself
    can only reach twilio.com.
    """
    return Client(account_sid, token, http_client=HttpxForTwilio(http, base))

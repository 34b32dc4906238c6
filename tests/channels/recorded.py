"""An HTTP client without a network, which answers as told and keeps the requests."""

from contextlib import contextmanager

import httpx

from channels.wire import open_http


class Recorded:
    def __init__(self, http, requests):
        self.http = http
        self.requests = requests

    @property
    def only(self):
        assert len(self.requests) == 1
        return self.requests[0]


@contextmanager
def answering(status=200, **answer):
    """Answer every request in the same way; `raises` is raised instead."""
    requests = []

    def play(request):
        requests.append(request)
        if error := answer.get("raises"):
            raise error
        return httpx.Response(status, **answer)

    with open_http(transport=httpx.MockTransport(play)) as http:
        yield Recorded(http, requests)

"""What the tests here share: one set of fake providers, a client, and a receiver of reports."""

import pytest

from channels.wire import open_http
from tests.channels.loopback import served_fake
from tests.channels.rehearsed_http import rehearsed


@pytest.fixture(scope="session")
def served():
    with served_fake() as fake:
        yield fake


@pytest.fixture
def fake(served):
    served.reset()
    return served


@pytest.fixture
def http():
    with open_http() as client:
        yield client


@pytest.fixture
def house():
    """A receiver of reports: what stands at our public address."""
    with rehearsed(status=204) as receiver:
        yield receiver

"""One set of fake providers for all tests here."""

import pytest

from tests.channels.loopback import served_fake


@pytest.fixture(scope="session")
def served():
    with served_fake() as fake:
        yield fake


@pytest.fixture
def fake(served):
    served.reset()
    return served

"""The fake providers on loopback."""

from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from random import Random

import uvicorn

from channels.fakes.app import create_app
from channels.fakes.settings import FakeSettings
from engine.domain.errors import ConfigurationError


def serve(
    settings: FakeSettings,
    *,
    now: Callable[[], datetime],
    rng: Random,
    host: str = "127.0.0.1",
    port: int = 4010,
) -> None:
    """
    Serve the fake providers until somebody stops them.

    Only on loopback, and without an access log: they keep and show every number that comes in.
    """
    if not _is_loopback(host):
        raise ConfigurationError(f"fake providers: {host!r} is not this machine; use 127.0.0.1")
    uvicorn.run(create_app(settings, now, rng), host=host, port=port, access_log=False, log_level="warning")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""Whom to trust in TLS, read once a process: every HTTP client reads it anew, and that outlasts its test."""

import ssl
from functools import lru_cache

from channels.wire import open_http

#: as Python itself makes it, every time
MADE_ANEW = ssl.create_default_context


def read_trust_once() -> None:
    """Let all clients that ask in the same words share what is read now; nothing here leaves loopback."""
    if ssl.create_default_context is MADE_ANEW:
        setattr(ssl, "create_default_context", lru_cache(MADE_ANEW))  # noqa: B010 - for mypy it is another kind
        open_http().close()

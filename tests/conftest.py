"""What every test may ask for."""

import os
from collections.abc import Iterator

import pytest

from tests.postgres import Postgres, PostgresUnavailable, running

#: here everything must run: what a desk may skip is a failure
IN_CI = bool(os.environ.get("CI") or os.environ.get("MINNELIJK_CI"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Lend one PostgreSQL server to all tests of this session (with pytest-xdist: of this worker)."""
    try:
        with running() as server:
            yield server
    except PostgresUnavailable as error:
        give_up = pytest.fail if IN_CI else pytest.skip
        give_up(f"PostgreSQL does not run on this machine: {error}")


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """Lend a fresh, empty PostgreSQL database to one test, as an SQLAlchemy URL."""
    with postgres.database() as url:
        yield url

"""What every test may ask for."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.chromium import axe_finds, chromium  # noqa: F401 - fixtures
from tests.postgres import Postgres, PostgresUnavailable, running

# the same examples every time: what fails here fails everywhere
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

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

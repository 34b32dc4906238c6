"""What every test may ask for."""

import gc
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from engine.store.database import open_database
from engine.store.upgrade import upgrade
from engine.store.vault import KEY_LENGTH, Vault
from tests.chromium import axe_finds, chromium  # noqa: F401 - fixtures
from tests.postgres import Postgres, PostgresUnavailable, running
from tests.trust import read_trust_once

# the same examples every time: what fails here fails everywhere
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
read_trust_once()

#: here everything must run: what a desk may skip is a failure
IN_CI = bool(os.environ.get("CI") or os.environ.get("MINNELIJK_CI"))
HERE = Path(__file__).parent
#: what waits for processes and takes longest: begun last, it would keep one worker busy and the others idle
LONGEST = (
    "walks/test_never_twice.py",
    "proof/test_small.py",
    "app/test_machines.py",
    "app/test_processes.py",
    "test_papers.py",
    "walks/test_two_workers.py",
    "rendering/test_email_in_a_browser.py",
    "app/test_reconciling.py",
    "store/test_turns.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each worker begin with some of the longest tests: at first each gets an equal part, in order."""
    longest: dict[str, list[pytest.Item]] = {name: [] for name in LONGEST}
    others: list[pytest.Item] = []
    for item in items:
        longest.get(os.path.relpath(item.path, HERE), others).append(item)
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    left, ordered = len(items), []
    for worker in range(workers):
        part = [one for name in LONGEST[worker::workers] for one in longest[name]]
        more = max(0, left // (workers - worker) - len(part))
        ordered += part + others[:more]
        del others[:more]
        left = len(items) - len(ordered)
    items[:] = ordered + others


def pytest_collection_finish() -> None:
    """Let Python's garbage collection pass by what lives to the end: tests, modules and lists of words."""
    gc.collect()
    gc.freeze()


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


def migrate(url: str) -> None:
    """Make the tables; nothing in them knows the key yet, so that any house can move in."""
    with closing(open_database(url, Vault(bytes(KEY_LENGTH), os.urandom))) as database:
        upgrade(database)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty migrated SQLite file once; a test gets a copy."""
    file = tmp_path_factory.mktemp("migrated") / "empty.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> Iterator[str]:
    """Make an empty migrated PostgreSQL database once; a test gets a copy."""
    with postgres.database() as url:
        migrate(url)
        yield url

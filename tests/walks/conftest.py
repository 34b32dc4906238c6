"""A migrated database of each kind, and a small house over it."""

import pytest

from tests.channels.loopback import served_fake
from tests.walks.house import SmallHouse


@pytest.fixture
def sqlite_url(migrated_file, tmp_path):
    file = tmp_path / "house.db"
    file.write_bytes(migrated_file.read_bytes())
    return f"sqlite:///{file}"


@pytest.fixture
def postgres_house_url(postgres, migrated_postgres):
    with postgres.database(like=migrated_postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """Lend a migrated database of each kind."""
    return request.getfixturevalue(
        {"sqlite": "sqlite_url", "postgresql": "postgres_house_url"}[request.param]
    )


@pytest.fixture
def a_house(sqlite_url):
    """Build houses over one SQLite database; most walks do not depend on the kind."""
    built = []

    def build(*campaigns, url=sqlite_url, **changes):
        built.append(SmallHouse(url, *campaigns, **changes))
        return built[-1]

    yield build
    for house in built:
        house.close()


@pytest.fixture(scope="session")
def served():
    """Serve the product's fake providers on loopback."""
    with served_fake() as fake:
        yield fake


@pytest.fixture
def fake(served):
    served.reset()
    return served

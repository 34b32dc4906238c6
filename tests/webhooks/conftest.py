"""Houses to take calls in."""

from tests.walks.conftest import (  # noqa: F401 - fixtures
    a_house,
    migrated_file,
    migrated_postgres,
    postgres_house_url,
    sqlite_url,
    url,
)

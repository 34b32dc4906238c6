"""Houses to take calls in."""

from tests.walks.conftest import (  # noqa: F401 - fixtures
    a_house,
    fake,
    postgres_house_url,
    served,
    sqlite_url,
    url,
)

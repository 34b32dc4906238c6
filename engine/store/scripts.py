"""Scripts of others that make tables of theirs in our database, each run once; only on PostgreSQL."""

from collections.abc import Mapping

import orjson

from engine.store.database import Database
from engine.store.house_book import GET, SET
from engine.store.sql import translated
from engine.store.upgrade import LOCK


def ran(database: Database, key: str) -> frozenset[str]:
    """List the scripts that were run, by the switch of the house that remembers them."""
    with database.read() as books:
        return frozenset(orjson.loads(books.house(key) or "[]"))


def run_scripts(database: Database, key: str, whole: str, changes: Mapping[str, str]) -> None:
    """Run what is missing in one transaction: at first the `whole`, later each change that is new."""
    with database.connection() as connection:
        connection.exec_driver_sql(LOCK)
        kept = connection.exec_driver_sql(translated(GET, "postgresql"), (key,)).scalar()
        known = set(orjson.loads(kept)) if kept else None
        missing = [text for name, text in changes.items() if known is not None and name not in known]
        plain = connection.execution_options(no_parameters=True)
        for text in [whole] if known is None else missing:
            plain.exec_driver_sql(text)
        names = orjson.dumps(sorted(changes)).decode()
        connection.exec_driver_sql(translated(SET, "postgresql"), (key, names))

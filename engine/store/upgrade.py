"""Bringing a database to the newest tables."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config

from engine.store.database import Database
from engine.store.revision import refuse_newer_tables

#: any number that nothing else here locks: on PostgreSQL two upgrades at once would meet halfway
LOCK = "SELECT pg_advisory_xact_lock(7315)"


def upgrade(database: Database) -> None:
    """
    Make or change the tables until they are the newest; all or nothing, and harmless when they are.

    Raises StoreUnavailable for tables of a newer program.
    """
    refuse_newer_tables(database)
    with as_file(files("engine.store").joinpath("migrations")) as folder, database.connection() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(LOCK)
        config = _config(str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config(folder: str) -> Config:
    config = Config()
    # a percent sign in a path would be read as the beginning of a variable
    config.set_main_option("script_location", folder.replace("%", "%%"))
    return config

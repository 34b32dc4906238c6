"""Databases of earlier programs."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

FOLDER = str(files("engine.store").joinpath("migrations"))


def a_config():
    config = Config()
    config.set_main_option("script_location", FOLDER)
    return config


REVISIONS = [one.revision for one in reversed(list(ScriptDirectory.from_config(a_config()).walk_revisions()))]


def go_to(database, revision):
    """Bring the tables to what they were at a revision."""
    with database.connection() as connection:
        config = a_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def mark_as(database, revision):
    """Let a database say that another program made its tables."""
    with database.connection() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})

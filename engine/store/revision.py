"""Whether the tables of a database are those of this program; asked without loading what makes them."""

from functools import cache
from importlib.resources import files

from engine.domain.errors import StoreUnavailable
from engine.store.database import Database

REVISION = "SELECT version_num FROM alembic_version"
ANY_KEY = "SELECT 1 FROM subject_key LIMIT 1"
#: what brings older tables up
UPGRADE = "minnelijk db upgrade"


@cache
def known_revisions() -> tuple[str, ...]:
    """List the revisions of this program, the newest last: the names of their files begin with them."""
    folder = files("engine.store").joinpath("migrations", "versions")
    names = (one.name.partition("_") for one in folder.iterdir())
    return tuple(sorted(number for number, _, _ in names if number.isdigit()))


def is_current(database: Database) -> bool:
    """Say whether the tables are the newest."""
    return _revision_of(database) == known_revisions()[-1]


def refuse_other_tables(database: Database, fix: str = UPGRADE) -> None:
    """
    Raise StoreUnavailable unless the tables are those of this program; `fix` is the command that renews them.

    Asked once, when a house is opened: without it the first statement that names a new column would fail.
    """
    found, newest = _revision_of(database), known_revisions()[-1]
    if found == newest:
        return
    _refuse_newer(database.name, found)
    older = f"has the tables of an older version ({found}, and this program needs {newest})"
    raise StoreUnavailable(
        f"the database {database.name} {older if found else 'has no tables yet'}: run `{fix}`"
    )


def refuse_newer_tables(database: Database) -> None:
    """Raise StoreUnavailable for tables that a program made which knows more than this one."""
    _refuse_newer(database.name, _revision_of(database))


def keeps_contents(database: Database) -> bool:
    """Say whether somebody's contents were locked here already, with the key of then."""
    with database.reading() as connection:
        if not connection.dialect.has_table(connection, "subject_key"):
            return False
        return connection.exec_driver_sql(ANY_KEY).first() is not None


def _refuse_newer(name: str, found: str) -> None:
    if found and found not in known_revisions():
        raise StoreUnavailable(
            f"the database {name} has the tables of a newer version ({found}, and this program knows"
            f" {known_revisions()[-1]}): install the minnelijk that made them"
        )


def _revision_of(database: Database) -> str:
    """Read how far the tables are; empty when nobody made any."""
    with database.reading() as connection:
        if not connection.dialect.has_table(connection, "alembic_version"):
            return ""
        return connection.exec_driver_sql(REVISION).scalar() or ""

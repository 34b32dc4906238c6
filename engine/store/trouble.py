"""What went wrong with the database, in words that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from engine.domain.errors import HouseMoved, StoreUnavailable

#: by SQLite's name of an error, or PostgreSQL's SQLSTATE
KNOWN = {
    "SQLITE_FULL": "the disk is full: nothing was written; make room and start again",
    "SQLITE_BUSY": "another program is writing in it and did not stop in time: end that program or try again",
    "SQLITE_READONLY": "it may not be written: check the rights on the file and its folder",
    "SQLITE_CANTOPEN": "the file cannot be opened: check that its folder exists and may be written",
    "SQLITE_NOTADB": "the file is no SQLite database: check the address",
    "SQLITE_CORRUPT": "the file is damaged: put back the last backup",
    "53100": "the disk is full: nothing was written; make room and start again",
    "55P03": "somebody else holds a lock for too long: try again",
    "40P01": "two transactions waited for each other: try again",
    "40001": "two transactions wrote the same: try again",
    "53300": "it has too many connections: end some programs or raise max_connections",
}
#: what a database says that refuses every write (engine.store.closing)
MOVED_TO = "this house moved to "
NOT_MADE = "a table is missing: run `minnelijk db upgrade`"
OTHERWISE = "it does not answer: check the address and that it runs"


@contextmanager
def saying_what_is_wrong(url: URL) -> Iterator[None]:
    """Turn the errors that come from the database's surroundings into StoreUnavailable."""
    try:
        yield
    except DBAPIError as error:
        _, moved, where = str(error.orig).partition(MOVED_TO)
        if moved:
            raise HouseMoved(moved + where.splitlines()[0]) from error
        because = _because(error)
        if because is None:
            raise
        raise StoreUnavailable(f"the database {name_of(url)} cannot be used: {because}") from error


def _because(error: DBAPIError) -> str | None:
    """Explain an error; None: the statement itself is wrong, and that is a fault of ours."""
    said = str(error.orig)
    if "no such table" in said or getattr(error.orig, "sqlstate", None) == "42P01":
        return NOT_MADE
    code = str(getattr(error.orig, "sqlite_errorname", "") or getattr(error.orig, "sqlstate", ""))
    known = next((words for name, words in KNOWN.items() if code.startswith(name)), None)
    silent = isinstance(error, OperationalError) and code != "SQLITE_ERROR"
    return known or (OTHERWISE if silent else None)


def name_of(url: URL) -> str:
    """Name a database without its password."""
    return url.database or url.render_as_string(hide_password=True)

"""Moving a house to another database, and copying one that is in use."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path

from app.job_tables import prepare
from app.settings import Settings
from app.wiring import House, open_as_it_is, open_store
from app.worker import alone
from engine.domain.errors import ConfigurationError, StoreUnavailable
from engine.restored import freeze
from engine.store.closing import reopen
from engine.store.database import Database
from engine.store.moving import Watch, finish, move_everything
from engine.store.upgrade import upgrade


def move_house(house: House, to: str, watch: Watch) -> dict[str, int]:
    """
    Move everything to the database at an address, check it there, and close the house here.

    A move that was broken off in its very last moment is finished. Any other that fails leaves the house
    here as it was.
    """
    if to == house.settings.database_url:
        raise ConfigurationError("that is the database that the house has now")
    target = open_store(house.settings.model_copy(update={"database_url": to}))
    try:
        with alone(house):
            if counts := finish(house.store, target):
                return counts
            upgrade(target)
            prepare(target)
            return move_everything(house.store, target, watch)
    finally:
        target.close()


def reopen_house(house: House, actor: str) -> None:
    """
    Work on in a database that the house had moved out of: what happened in the other one is not in it.

    So nothing leaves before the providers were asked, as after a backup that came back. Raises NotAllowed
    where no house moved out, or when this person may not.
    """
    with house.store.connection() as connection:
        reopen(connection)
        with house.store.books_on(connection) as books:
            house.steering(books, actor).house.may_keep_house()
            freeze(books, "it was opened again after a move", house.clock(), actor)


def back_up(settings: Settings, to: Path, now: datetime) -> str:
    """
    Copy the database as it is at one moment, also while it is in use; the key is not in it.

    Gives why the house could not write down that there is a backup of now; empty when it did.

    SQLite's own online backup makes a file that can be put in place; for PostgreSQL its pg_dump makes an
    archive for pg_restore. Its tables may be those of an older program: a backup comes before the upgrade.
    """
    if to.exists():
        raise ConfigurationError(f"{to} is there already: name a new file")
    partly = to.with_name(f"{to.name}.partly")
    store = open_as_it_is(settings)
    with closing(store):
        _copy(store, settings.database_file, partly)
        partly.chmod(0o600)
        partly.rename(to)
        return _note(store, now)


def _copy(store: Database, file: Path | None, partly: Path) -> None:
    if file is not None:
        # made by us, so that a folder that is not there is named
        partly.write_bytes(b"")
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(partly)) as copy:
            source.backup(copy)
    else:
        _dump(*store.for_programs, partly)


def _note(store: Database, now: datetime) -> str:
    """Write down which moment a backup holds, in the database that it was made of; a failure is only told."""
    try:
        with store.begin() as books:
            books.note_backup(now, now)
    except StoreUnavailable as error:
        return str(error)
    return ""


def _dump(address: str, password: str, to: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise ConfigurationError("pg_dump is not there: apt-get install postgresql-client")
    # everybody on a machine may read the words of a command, so the password is not among them
    environment = {**os.environ, "PGPASSWORD": password} if password else {**os.environ}
    made = subprocess.run(  # noqa: S603 - PostgreSQL's own program, with our own words
        [program, "--format=custom", "--no-owner", f"--file={to}", f"--dbname={address}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        to.unlink(missing_ok=True)
        raise ConfigurationError(f"pg_dump says: {made.stderr.strip()}")

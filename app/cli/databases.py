"""Commands about the database: make it, move it, copy it."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import say, say_json, warn
from app.cli.doors import As, Json, own_settings, the_house
from app.cli.reconciling import from_when
from app.erasing import ErasedList, list_is_missing
from app.job_tables import prepare
from app.moments import read_moment
from app.moving import back_up, move_house, reopen_house
from app.wiring import open_store, real_clock
from engine.brake import HERE
from engine.domain.errors import ConfigurationError
from engine.restored import freeze
from engine.store.upgrade import upgrade

database = typer.Typer(no_args_is_help=True, help="The database.")


@database.command("upgrade")
def database_upgrade() -> None:
    """Make the database, or bring it to the newest tables; never the demo's, which is always fresh."""
    settings = own_settings()
    if settings.database_file is not None:
        settings.database_file.parent.mkdir(parents=True, exist_ok=True)
    store = open_store(settings)
    upgrade(store)
    prepare(store)
    store.close()
    say(f"the database is at the newest version: {store.engine.url.render_as_string()}")


@database.command("move")
def database_move(
    to: Annotated[str, typer.Option(help="Where to: postgresql://USER@HOST/NAME or sqlite:///FILE, empty.")],
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Move everything to another, empty database; every count and every chain of the record is checked."""
    with the_house(own_settings(), moved_too=True) as house:
        counts = move_house(house, to, lambda said: warn(f"{said} ..."))
    if json:
        say_json(counts)
        return
    say(f"{sum(counts.values())} rows in {len(counts)} tables moved; every chain of the record holds there")
    say("set MINNELIJK_DATABASE_URL to the new address; the old one takes nothing in any more")


@database.command("reopen")
def database_reopen(actor: As) -> None:
    """Work on in the old database after a move, when the new one is given up: nothing leaves at first."""
    with the_house(own_settings(), moved_too=True) as house:
        reopen_house(house, actor)
    say("this is the house again; what happened in the other database is not in it: use that no more")
    say("nothing leaves before `minnelijk reconcile` has asked the providers")


@database.command("backup")
def database_backup(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; keep the key apart from it.")],
) -> None:
    """Copy the database as it is now, also while it is in use."""
    unnoted = back_up(own_settings(), to, real_clock())
    if unnoted:
        warn(f"the backup stands, but the house does not know of it, so its alarm will ring: {unnoted}")
    say(f"the database stands in {to}; the key of the house is not in it")


@database.command("backed-up")
def database_backed_up(
    at: Annotated[str, typer.Option(help="Which moment it holds: 2026-03-10T21:30; without: now.")] = "",
) -> None:
    """Say that a backup was made without this program (a snapshot, pg_basebackup): its age is watched."""
    with the_house(own_settings()) as house:
        now = house.clock()
        holds = read_moment(at, HERE) if at else now
        if holds > now:
            raise ConfigurationError(f"{at} has not come yet: a backup holds what was")
        with house.store.begin() as books:
            books.note_backup(holds, now)
    say(f"there is a backup of {holds.astimezone(HERE):%Y-%m-%d %H:%M}")


@database.command("restored")
def database_restored(actor: As) -> None:
    """Say that the database came back from a backup: nothing leaves before `minnelijk reconcile`."""
    with the_house() as house:
        with house.store.begin() as books:
            house.steering(books, actor).house.may_keep_house()
            freeze(books, "a backup was put back", house.clock(), actor)
        erased = ErasedList(house.settings.erased_path)
        if list_is_missing(house.store, erased):
            warn(f"{erased.path} is not there: what was erased after the backup is back; put the list there")
        say("nothing leaves before `minnelijk reconcile` has asked the providers")
        if when := from_when(house):
            say(f"ask them from {when}: sooner their lists may lack what left last, and nothing leaves yet")

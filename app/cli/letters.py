"""Commands about letters on paper."""

from pathlib import Path
from typing import Annotated

import typer

from app.address_results import ResultsFile
from app.cli.answers import HERE, say, say_json
from app.cli.doors import As, Json, must_be, the_house
from app.post_room import PostRoom
from app.returns import ReturnsFile
from channels.post.address_file import AddressFile
from engine.acting import CASE_WORKERS
from engine.address_checks import AddressChecks

letters = typer.Typer(no_args_is_help=True, help="Letters for the print house.")


@letters.command("close")
def letters_close() -> None:
    """Hand the letters so far to the print house now; `run` does it by itself at 17:30."""
    with the_house() as house:
        post_room = PostRoom(house)
        post_room.compare_folder()
        files = post_room.close()
    for file in files:
        say(str(file))
    say(f"{len(files)} batches for the print house")


@letters.command("addresses")
def letters_addresses(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the register takes files away.")],
    actor: As,
) -> None:
    """Write the addresses that a letter waits for as a file for a register, whole or not at all."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        with house.store.read() as books:
            asked = AddressChecks(books, actor, house.clock(), house.new_id).asked()
        file = AddressFile(folder).ask(asked, house.clock())
    say(f"{len(asked)} addresses wait for a check" + (f": {file}" if file else ""))


@letters.command("checked")
def letters_checked(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The CSV of the register.")],
    actor: As,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Take in what a register says of addresses; exit 1 when rows were refused."""
    with the_house() as house:
        must_be(actor, CASE_WORKERS, house)
        taken = ResultsFile(house).take_in(file)
    if json:
        say_json(taken)
    else:
        say(f"{taken.news} addresses checked, {taken.known} rows were known, {len(taken.refused)} refused")
        for one in taken.refused:
            say(f"  {one}")
    if taken.refused:
        raise typer.Exit(1)


@letters.command("returns")
def letters_returns(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The CSV of the print house, or a folder of them.")
    ],
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Take in what the print house tells: printed, posted, returned; exit 1 when rows were refused."""
    with the_house() as house:
        taken = ReturnsFile(house, HERE).take_in(file)
    if json:
        say_json(taken)
    else:
        say(f"{taken.news} letters changed, {taken.known} rows were known, {len(taken.refused)} refused")
        for one in taken.refused:
            say(f"  {one}")
    if taken.refused:
        raise typer.Exit(1)

"""Commands about letters on paper."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import HERE, say, say_json
from app.cli.doors import Json, the_house
from app.post_room import PostRoom
from app.returns import ReturnsFile

letters = typer.Typer(no_args_is_help=True, help="Letters for the print house.")


@letters.command("close")
def letters_close() -> None:
    """Hand the letters so far to the print house now; `run` does it by itself at 17:30."""
    with the_house() as house:
        files = PostRoom(house).close()
    for file in files:
        say(str(file))
    say(f"{len(files)} batches for the print house")


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

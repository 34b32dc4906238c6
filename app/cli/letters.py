"""Commands about letters on paper."""

import typer

from app.cli.answers import say
from app.cli.doors import the_house
from app.post_room import PostRoom

letters = typer.Typer(no_args_is_help=True, help="Letters for the print house.")


@letters.command("close")
def letters_close() -> None:
    """Hand the letters so far to the print house now; `run` does it by itself at 17:30."""
    with the_house() as house:
        files = PostRoom(house).close()
    for file in files:
        say(str(file))
    say(f"{len(files)} batches for the print house")

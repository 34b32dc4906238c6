"""The command by which two people let a held release go."""

from typing import Annotated

import typer

from app.cli.answers import listing, say, say_json, warn
from app.cli.doors import Json, the_house
from app.releases import held_now, missing_now
from engine.domain.errors import ConfigurationError
from engine.domain.release import read_release

Which = Annotated[
    str,
    typer.Argument(metavar="[DAY/CREDITOR/CHANNEL/ROLE]", help="As it is shown; empty: list what is held."),
]
Actor = Annotated[str, typer.Option("--as", help="Who acts: a name from `minnelijk people list`.")]


def release(which: Which = "", actor: Actor = "", json: Json = False) -> None:  # noqa: FBT002 - an option
    """Let a day's messages go that a brake holds, or will hold; two different people must say so."""
    if which:
        _sign(which, actor)
        return
    with the_house() as house:
        held, short = held_now(house), missing_now(house)
    for one, because in short:
        warn(f"too few: {one}: {because}")
    if json:
        for state in held:
            say_json({"release": str(state.release), "because": state.because, "first_by": state.first_by})
        return
    rows = [(state.release, state.planned, state.because, state.first_by or "nobody yet") for state in held]
    listing("releases are held", ("release", "contacts", "why", "released by"), rows)


def _sign(which: str, actor: str) -> None:
    if not actor:
        raise ConfigurationError("say who releases it: --as NAME")
    with the_house() as house, house.store.begin() as books:
        state = house.releasing(books, actor).release(read_release(which))
    if state.released_by:
        say(f"{state.release}: released by {state.first_by} and {state.released_by}; it leaves now")
    else:
        say(f"{state.release}: {state.first_by} released it; a second person must do the same")

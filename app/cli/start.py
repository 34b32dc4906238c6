"""Where the command begins: what is asked for is loaded, and nothing else."""

import sys
from importlib import import_module

import typer

from app.cli.commands import PLACES, Commands


def run() -> None:
    """Run the command; a word that has no place of its own, and `--help`, load all commands."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    if word not in PLACES:
        import_module("app.cli.main").run()
    else:
        only(word)()


def only(word: str) -> typer.Typer:
    """Make the command line with one command, or one group of commands, in it."""
    module, name = PLACES[word].split(":")
    found = getattr(import_module(f"app.cli.{module}"), name)
    one = typer.Typer(cls=Commands, add_completion=False, pretty_exceptions_enable=False)
    one.callback()(_nothing_more)
    if isinstance(found, typer.Typer):
        one.add_typer(found, name=word)
    else:
        one.command(word)(found)
    return one


def _nothing_more() -> None:
    """Keep a single command under its own word; without this it would lose it."""

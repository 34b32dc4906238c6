"""Where the command begins: some load nothing but what they need, all others the whole house."""

import sys
from collections.abc import Callable

import typer

from engine.domain.errors import ConfigurationError

WRONG_USE = 2


def run() -> None:
    """Run the command."""
    command = LIGHT.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if command:
        light = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        light.command()(command())
        try:
            light(sys.argv[2:], prog_name=f"minnelijk {sys.argv[1]}")
        except ConfigurationError as error:
            typer.echo(f"error: {error}", err=True)
            sys.exit(WRONG_USE)
    from app.cli.main import run as run_all  # noqa: PLC0415

    run_all()


def _verify() -> Callable[..., None]:
    from app.cli.verifying import verify  # noqa: PLC0415 - an auditor has no database and no providers

    return verify


def _readability() -> Callable[..., None]:
    from app.cli.reading import readability  # noqa: PLC0415 - an editor reads text after text

    return readability


LIGHT = {"verify": _verify, "readability": _readability}

"""Where the command begins: `verify` alone loads nothing but what it needs, all others the whole house."""

import sys

import typer


def run() -> None:
    """Run the command."""
    if sys.argv[1:2] == ["verify"]:
        from app.cli.verifying import verify  # noqa: PLC0415 - an auditor has no database and no providers

        light = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        light.command()(verify)
        light(sys.argv[2:], prog_name="minnelijk verify")
    from app.cli.main import run as run_all  # noqa: PLC0415

    run_all()

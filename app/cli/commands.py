"""Where each command lives, and how errors are shown; loads nothing of the house."""

from collections.abc import Mapping
from typing import Any

import typer
from typer.core import TyperGroup

from engine.domain.errors import ConfigurationError, ContactError, HouseMoved

WRONG_USE = 2
NO = 1
#: a first word -> its module in app.cli and its name there, so that it can be loaded alone
PLACES: Mapping[str, str] = {
    "demo": "playing:demo",
    "check": "checking:check",
    "preview": "previewing:preview",
    "readability": "reading:readability",
    "why": "looking:why",
    "ledger": "looking:ledger",
    "pauses": "pausing:pauses",
    "lint": "linting:lint",
    "dossier": "dossiers:dossier",
    "outlook": "simulating:outlook",
    "simulate": "simulating:simulate",
    "understand": "understanding:read_replies",
    "verify": "verifying:verify",
    "import": "importing:import_portfolio",
    "payment": "steering:payment",
    "payments": "importing:import_payments",
    "pause": "steering:pause",
    "stop": "steering:stop",
    "resume": "steering:resume",
    "release": "releasing:release",
    "run": "running:run",
    "worker": "running:worker",
    "serve": "running:serve",
    "reconcile": "reconciling:reconcile",
    "fake-providers": "running:fake_providers",
    "tasks": "tasking:work",
    "law": "law:law",
    "reply": "replying:reply",
    "preference": "choosing:preference",
    "arrangement": "arranging:arrangement",
    "case": "steering:case",
    "template": "templating:templates",
    "campaigns": "campaigning:campaigns",
    "record": "recording:record",
    "letters": "letters:letters",
    "people": "steering:people",
    "calls": "calling:calls",
    "db": "databases:database",
}


class Commands(TyperGroup):
    """All commands; an error that was foreseen is one clear line, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run one command."""
        try:
            return super().invoke(ctx)
        except ContactError as error:
            typer.echo(f"error: {error}", err=True)
            wrong = isinstance(error, ConfigurationError | HouseMoved)
            raise typer.Exit(WRONG_USE if wrong else NO) from None
        except OSError as error:
            # a file that somebody named: a folder that is not there, one that we may not write, a full disk
            if error.filename is None:
                raise
            typer.echo(f"error: {error.filename} cannot be read or written: {error.strerror}", err=True)
            raise typer.Exit(WRONG_USE) from None

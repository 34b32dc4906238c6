"""The command `minnelijk`: which commands there are, and how errors are shown."""

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from app.cli import (
    arranging,
    calling,
    campaigning,
    checking,
    databases,
    dossiers,
    importing,
    law,
    letters,
    linting,
    looking,
    pausing,
    previewing,
    reading,
    reconciling,
    recording,
    releasing,
    replying,
    running,
    simulating,
    steering,
    tasking,
    templating,
    understanding,
    verifying,
)
from app.cli.answers import warn
from engine.domain.errors import ConfigurationError, ContactError

WRONG_USE = 2
NO = 1

BEGIN = "Begin"
LOOK = "Look, and change nothing"
STEER = "Steer, each with --as"
RUN = "Run"


class Commands(TyperGroup):
    """All commands; an error that was foreseen is one clear line, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run one command."""
        try:
            return super().invoke(ctx)
        except ContactError as error:
            warn(f"error: {error}")
            raise typer.Exit(WRONG_USE if isinstance(error, ConfigurationError) else NO) from None


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Contact people with a payment arrears in the way that suits them; a reason for every message.",
    epilog="Exit codes: 0 fine, 1 the answer is no, 2 wrong use. Most commands take --json.",
)

COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    BEGIN: {
        "demo": running.demo,
        "check": checking.check,
        "preview": previewing.preview,
        "readability": reading.readability,
    },
    LOOK: {
        "why": looking.why,
        "ledger": looking.ledger,
        "pauses": pausing.pauses,
        "lint": linting.lint,
        "dossier": dossiers.dossier,
        "outlook": simulating.outlook,
        "simulate": simulating.simulate,
        "understand": understanding.read_replies,
        "verify": verifying.verify,
    },
    STEER: {
        "import": importing.import_portfolio,
        "payment": steering.payment,
        "payments": importing.import_payments,
        "pause": steering.pause,
        "stop": steering.stop,
        "resume": steering.resume,
        "release": releasing.release,
    },
    RUN: {
        "run": running.run,
        "worker": running.worker,
        "serve": running.serve,
        "reconcile": reconciling.reconcile,
        "fake-providers": running.fake_providers,
    },
}
for panel, commands in COMMANDS.items():
    for name, command in commands.items():
        app.command(name, rich_help_panel=panel)(command)

tasks = typer.Typer(no_args_is_help=True, help="The work of people.")
tasks.command("list")(looking.tasks)
tasks.command("show")(looking.task_show)
tasks.command("done")(steering.task_done)
tasks.command("show")(tasking.show)
tasks.command("take")(tasking.take)
tasks.command("note")(tasking.note)
tasks.command("finish")(steering.task_done)
tasks.command("done", hidden=True)(steering.task_done)
app.add_typer(tasks, name="tasks", rich_help_panel=STEER)
app.add_typer(law.law, name="law", rich_help_panel=LOOK)
app.add_typer(replying.reply, name="reply", rich_help_panel=STEER)
app.add_typer(steering.preference, name="preference", rich_help_panel=STEER)
app.add_typer(arranging.arrangement, name="arrangement", rich_help_panel=STEER)
app.add_typer(steering.case, name="case", rich_help_panel=STEER)
app.add_typer(templating.templates, name="template", rich_help_panel=STEER)
app.add_typer(campaigning.campaigns, name="campaigns", rich_help_panel=STEER)
app.add_typer(recording.record, name="record", rich_help_panel=RUN)
app.add_typer(letters.letters, name="letters", rich_help_panel=RUN)
app.add_typer(steering.people, name="people", rich_help_panel=RUN)
app.add_typer(calling.calls, name="calls", rich_help_panel=RUN)
app.add_typer(databases.database, name="db", rich_help_panel=RUN)


def run() -> None:
    """Run the command."""
    app()

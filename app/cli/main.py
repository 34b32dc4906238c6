"""The command `minnelijk`: which commands there are, and how errors are shown."""

import sys

import typer

from app.cli import campaigning, checking, importing, looking, previewing, running, simulating, steering
from app.cli.answers import warn
from engine.domain.errors import ConfigurationError, ContactError

WRONG_USE = 2
NO = 1

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Contact people with a payment arrears in the way that suits them; a reason for every message.",
)

for command in (
    running.demo,
    running.run,
    running.serve,
    checking.check,
    looking.why,
    looking.ledger,
    previewing.preview,
    simulating.simulate,
    simulating.outlook,
    steering.pause,
    steering.payment,
    steering.stop,
    steering.resume,
):
    app.command()(command)
app.command("import")(importing.import_portfolio)
app.command("fake-providers")(running.fake_providers)

tasks = typer.Typer(no_args_is_help=True, help="The work of people.")
tasks.command("list")(looking.tasks)
tasks.command("done")(steering.task_done)
app.add_typer(tasks, name="tasks")
app.add_typer(steering.preference, name="preference")
app.add_typer(steering.case, name="case")
app.add_typer(steering.people, name="people")
app.add_typer(campaigning.campaigns, name="campaigns")
app.add_typer(running.database, name="db")


def run() -> None:
    """Run the command; a foreseen error is one clear line, never a traceback."""
    try:
        app()
    except ConfigurationError as error:
        warn(f"error: {error}")
        sys.exit(WRONG_USE)
    except ContactError as error:
        warn(f"error: {error}")
        sys.exit(NO)

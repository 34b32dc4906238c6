"""The command `minnelijk`: all commands together, by panel."""

from collections.abc import Callable

import typer

from app.cli import (
    arranging,
    calling,
    campaigning,
    checking,
    choosing,
    databases,
    dossiers,
    guiding,
    importing,
    law,
    letters,
    linting,
    looking,
    partnering,
    pausing,
    playing,
    previewing,
    reading,
    reconciling,
    recording,
    referring,
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
from app.cli.commands import Commands

BEGIN = "Begin"
LOOK = "Look, and change nothing"
STEER = "Steer, each with --as"
RUN = "Run"


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
        "demo": playing.demo,
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

app.add_typer(tasking.work, name="tasks", rich_help_panel=STEER)
app.add_typer(law.law, name="law", rich_help_panel=LOOK)
app.add_typer(replying.reply, name="reply", rich_help_panel=STEER)
app.add_typer(choosing.preference, name="preference", rich_help_panel=STEER)
app.add_typer(arranging.arrangement, name="arrangement", rich_help_panel=STEER)
app.add_typer(referring.referral, name="referral", rich_help_panel=STEER)
app.add_typer(partnering.partner, name="partner", rich_help_panel=STEER)
app.add_typer(guiding.guidance, name="guidance", rich_help_panel=STEER)
app.add_typer(guiding.arrears, name="arrears", rich_help_panel=STEER)
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

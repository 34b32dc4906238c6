"""Commands that run: demo, run, serve, fake-providers, db upgrade."""

from datetime import datetime
from typing import Annotated

import structlog
import typer
import uvicorn
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from app.cli.answers import say, warn
from app.cli.doors import the_house, the_settings
from app.cli.storytelling import print_story, print_where_to_look
from app.demo.place import DEMO
from app.demo.play import Demo
from app.demo.report import tell
from app.health import StoreHealth
from app.settings import Settings
from app.wiring import SIMULATED_NOW, chance, open_store, real_clock
from app.worker import Worker
from channels.fakes.server import serve as serve_fakes
from channels.fakes.settings import FakeSettings
from engine.domain.errors import ConfigurationError
from engine.store.upgrade import upgrade
from web.site import make_site

database = typer.Typer(no_args_is_help=True, help="The database.")

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.")]


def demo() -> None:
    """Play the example portfolio over 90 days with a fresh database; messages become files."""
    play = Demo(DEMO, Settings())
    say(f"minnelijk demo: {DEMO.days} days from {DEMO.start:%d %B %Y}, messages become files")
    house, clock, imported, rejects = play.prepare()
    say(f"portfolio: {imported.added} cases came in, {imported.rows_rejected} rows were refused")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("day {task.completed:.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("playing", total=DEMO.days)

        def watch(now: datetime) -> None:
            progress.update(bar, completed=(now - DEMO.start).days)

        end = play.play(house, clock, watch)
    say(f"it is now {end:%d %B %Y} in the demo")
    say()
    with house.store.read() as books:
        story = tell(books)
    print_story(story)
    print_where_to_look(DEMO.folder, rejects, imported.rows_rejected)


def run() -> None:
    """Keep going on the real clock: decide what is due and hand it over, until SIGTERM."""
    house = the_house()
    with house.store.read() as books:
        if books.house(SIMULATED_NOW):
            raise ConfigurationError("this is the demo's database; set MINNELIJK_DATABASE_URL to your own")
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=typer.get_text_stream("stderr")))
    Worker(house).run()


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the doors over HTTP; for now only /livez and /readyz."""
    house = the_house()
    uvicorn.run(make_site(StoreHealth(house.store)), host=host, port=port, log_level="warning")


def fake_providers(host: Host = "127.0.0.1", port: Port = 8010) -> None:
    """Serve stateful fakes of Twilio and SendGrid on loopback, to try the real adapters."""
    warn(f"set MINNELIJK_TWILIO_BASE_URL and MINNELIJK_SENDGRID_BASE_URL to http://{host}:{port}")
    serve_fakes(FakeSettings(), now=real_clock, rng=chance(), host=host, port=port)


@database.command("upgrade")
def database_upgrade() -> None:
    """Make the database, or bring it to the newest tables."""
    settings = the_settings()
    if settings.database_file is not None:
        settings.database_file.parent.mkdir(parents=True, exist_ok=True)
    upgrade(open_store(settings))
    say("the database is at the newest version")

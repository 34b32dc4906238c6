"""Commands that keep running: run, serve, worker, fake-providers."""

from typing import Annotated

import typer

from app.checks import refuse_mistakes
from app.cli.answers import warn
from app.cli.doors import the_house
from app.crew import CrewWorker
from app.logs import configure
from app.serving import serve_site
from app.template_life import not_approved
from app.wiring import SIMULATED_NOW, chance, real_clock
from app.worker import Worker
from channels.fakes.server import serve as serve_fakes
from channels.fakes.settings import FakeSettings
from engine.domain.errors import ConfigurationError

#: what a house needs in its .env to send to the fakes
TRY_FAKES = """\
Put this into .env to send to the fakes (nothing leaves this machine):
MINNELIJK_SMS=twilio
MINNELIJK_WHATSAPP=twilio
MINNELIJK_EMAIL=sendgrid
MINNELIJK_PUBLIC_URL=https://contact.example
MINNELIJK_TWILIO_BASE_URL={url}
MINNELIJK_TWILIO_ACCOUNT_SID={fakes.account_sid}
MINNELIJK_TWILIO_AUTH_TOKEN={fakes.auth_token}
MINNELIJK_SENDGRID_BASE_URL={url}
MINNELIJK_SENDGRID_API_KEY={fakes.sendgrid_key}"""

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65_535)]


def run() -> None:
    """Keep going on the real clock: decide what is due and hand it over, until SIGTERM."""
    _keep_going(Worker)


def worker() -> None:
    """Work as one of many on PostgreSQL, on as many machines as you like, until SIGTERM."""
    _keep_going(CrewWorker)


def _keep_going(kind: type[Worker]) -> None:
    with the_house() as house:
        with house.store.read() as books:
            books.prove_key()
            if books.house(SIMULATED_NOW):
                raise ConfigurationError(
                    "this is the demo's database; set MINNELIJK_DATABASE_URL to your own"
                )
        refuse_mistakes(house.settings)
        for finding in not_approved(house):
            warn(str(finding))
        configure(house.settings.log)
        kind(house).run()


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the doors over HTTP: calls of providers are checked and kept here, health and figures shown."""
    with the_house() as house:
        with house.store.read() as books:
            books.prove_key()
        configure(house.settings.log)
        warn(f"serving on http://{host}:{port}; Ctrl-C ends it")
        serve_site(house, host, port)


def fake_providers(host: Host = "127.0.0.1", port: Port = 8010) -> None:
    """Serve stateful fakes of Twilio and SendGrid on loopback, to try the real adapters; Ctrl-C ends it."""
    fakes = FakeSettings()
    warn(TRY_FAKES.format(url=f"http://{host}:{port}", fakes=fakes))
    serve_fakes(fakes, now=real_clock, rng=chance(), host=host, port=port)

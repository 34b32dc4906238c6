"""What every command shares: the house that it works in, who acts, and JSON."""

from typing import Annotated

import typer

from app.cli.answers import warn
from app.demo.place import DEMO
from app.settings import Settings
from app.wiring import House, open_house

Json = Annotated[bool, typer.Option("--json", help="Print compact JSON, one object on one line.")]
As = Annotated[str, typer.Option("--as", help="Who acts: a name from `minnelijk people list`.")]


def the_settings() -> Settings:
    """Read the settings; without a database of one's own the demo's database is used, and that is said."""
    settings = Settings()
    own = "database_url" in settings.model_fields_set or "folder" in settings.model_fields_set
    file = settings.database_file
    demo = DEMO.settings(settings)
    if own or (file is not None and file.is_file()) or not DEMO.is_there:
        return settings
    warn("(the demo database; set MINNELIJK_DATABASE_URL for your own)")
    return demo


def the_house() -> House:
    """Open the house that the settings name."""
    return open_house(the_settings())

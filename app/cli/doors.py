"""What every command shares: the house that it works in, who acts, and JSON."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError
from pydantic_settings import DotEnvSettingsSource

from app.cli.answers import warn
from app.demo.place import DEMO_AGAIN, demo_place, is_demo
from app.settings import SendGridSettings, Settings, SmtpSettings, TwilioSettings
from engine.domain.errors import ConfigurationError, NotAllowed
from engine.domain.staff import StaffRole

if TYPE_CHECKING:
    from app.wiring import House

Json = Annotated[bool, typer.Option("--json", help="Print compact JSON, one object on one line.")]
As = Annotated[str, typer.Option("--as", help="Who acts: a name from `minnelijk people list`.")]
CaseId = Annotated[str, typer.Argument(metavar="CASE", help="The number of a case, such as D-1001.")]

#: by the name of its class: how the variables of a group of settings begin
GROUPS = (Settings, TwilioSettings, SendGridSettings, SmtpSettings)
PREFIXES = {group.__name__: group.model_config["env_prefix"] for group in GROUPS}
#: how alike the names of two variables must be (0-100), before one is taken for a typing error
ALIKE = 75


def own_settings() -> Settings:
    """Read the settings; raises ConfigurationError with the name of the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as fault:
        prefix = PREFIXES[fault.title]
        wrong = [f"{prefix}{one['loc'][0]}".upper() + f": {one['msg']}" for one in fault.errors()]
        raise ConfigurationError("; ".join(wrong)) from None


def misspelt(names: Iterable[str]) -> Iterator[str]:
    """Find variables that were meant for us and that nobody reads, each with the one that was meant."""
    known = {f"{PREFIXES[one.__name__]}{name}".upper() for one in GROUPS for name in one.model_fields}
    ours = PREFIXES[Settings.__name__]
    meant = [one.removeprefix(ours) for one in known if f"{one}_" not in PREFIXES.values()]
    for name in sorted(one for one in names if one.startswith(ours) and one not in known):
        from rapidfuzz import process  # noqa: PLC0415 - most have no typing error

        found, alike, _ = process.extractOne(name.removeprefix(ours), meant)
        if alike >= ALIKE:
            yield f"{name} is no setting and changes nothing; did you mean {ours}{found}?"


def the_settings() -> Settings:
    """Read the settings; without a database of one's own the demo's database is used, and that is said."""
    settings = own_settings()
    written = map(str.upper, DotEnvSettingsSource(Settings).env_vars)
    for said in misspelt({*os.environ, *written}):
        warn(f"({said})")
    file, place = settings.database_file, demo_place(settings)
    own = "database_url" in settings.model_fields_set or (file is not None and file.is_file())
    if own or not place.is_there:
        return settings
    warn("(the demo database; set MINNELIJK_DATABASE_URL for your own)")
    return place.settings(settings)


@contextmanager
def the_house(settings: Settings | None = None, *, moved_too: bool = False) -> Iterator["House"]:
    """Open the house that the settings name; one that moved elsewhere only when it is wanted `moved_too`."""
    from app.wiring import open_house  # noqa: PLC0415 - what opens no house need not load it

    found = settings or the_settings()
    house = open_house(found, renew=DEMO_AGAIN if is_demo(found) else "", moved_too=moved_too)
    try:
        yield house
    finally:
        house.store.close()


def must_be(actor: str, roles: frozenset[StaffRole], house: "House") -> None:
    """Raise NotAllowed unless somebody works here as one of these."""
    with house.store.read() as books:
        role = books.staff().get(actor)
    if role is None:
        raise NotAllowed(f"nobody here is called '{actor}': add them with `minnelijk people add`")
    if role not in roles:
        wanted = " or ".join(sorted(roles))
        raise NotAllowed(f"{actor} is {role}; who may do this: {wanted}")

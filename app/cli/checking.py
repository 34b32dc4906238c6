"""The command that checks campaigns.yaml and organisation.yaml."""

from pathlib import Path
from typing import Annotated

import typer

from app.checks import Checks, content_of, partner_texts_of, stored_portfolio
from app.cli.answers import say, say_json, warn
from app.cli.doors import Json, own_settings, the_house, the_settings
from app.gate import real_channels
from app.template_life import not_approved
from engine.campaigns.finding import Finding
from engine.campaigns.lint.portfolio import PortfolioSummary
from engine.domain.errors import ContactError

ORGANISATION = "organisation"


def check(
    file: Annotated[
        Path | None, typer.Argument(help="campaigns.yaml or organisation.yaml; empty: both.")
    ] = None,
    portfolio: Annotated[
        Path | None,
        typer.Option(help="A portfolio file; empty: the database. Warns about a campaign that no case fits."),
    ] = None,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Find every mistake in one go, each with file, line, key and the fix; exit 1 with errors."""
    settings = own_settings()
    checks = Checks(settings)
    if file is not None and ORGANISATION in file.name:
        findings = checks.organisation(file)
    else:
        cases = checks.portfolio_file(portfolio) if portfolio else _stored()
        campaigns = file or settings.campaigns
        findings = (*checks.campaigns(campaigns, cases), *checks.scripts(campaigns))
        if file is None:
            texts = (*content_of(settings.templates), *partner_texts_of(settings.templates))
            others = (*texts, *_unapproved())
            findings = (*checks.organisation(settings.organisation), *findings, *others)
    for finding in findings:
        if json:
            say_json(finding)
        else:
            say(str(finding))
    errors = sum(finding.is_error for finding in findings)
    if not json:
        say(f"{_counted(errors, 'error')}, {_counted(len(findings) - errors, 'warning')}")
    if errors:
        raise typer.Exit(1)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _unapproved() -> tuple[Finding, ...]:
    """Say which templates no provider will get; without a database nobody approved anything yet."""
    settings = the_settings()
    file = settings.database_file
    if not real_channels(settings) or (file is not None and not file.is_file()):
        return ()
    try:
        with the_house(settings) as house:
            return tuple(not_approved(house))
    except ContactError:
        return ()  # the files have mistakes, which are told already


def _stored() -> PortfolioSummary | None:
    """Look at the cases of the database, when there is one; files can be checked without."""
    settings = the_settings()
    file = settings.database_file
    if file is not None and not file.is_file():
        return None
    try:
        with the_house(settings) as house:
            return stored_portfolio(house)
    except ContactError as error:
        warn(f"(no portfolio to compare with: {error})")
        return None

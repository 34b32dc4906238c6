"""The command that checks campaigns.yaml and organisation.yaml."""

from pathlib import Path
from typing import Annotated

import typer

from app.checks import check_campaigns_file, check_organisation_file
from app.cli.answers import say, say_json
from app.cli.doors import Json, the_settings
from engine.campaigns.finding import Level

ORGANISATION = "organisation"


def check(
    file: Annotated[
        Path | None, typer.Argument(help="campaigns.yaml or organisation.yaml; empty: both.")
    ] = None,
    portfolio: Annotated[
        Path | None, typer.Option(help="A portfolio: warns about a campaign that no case of it matches.")
    ] = None,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Find every mistake in one go, each with file, line, key and the fix; exit 1 with findings."""
    settings = the_settings()
    if file is not None and ORGANISATION in file.name:
        findings = check_organisation_file(file, settings)
    elif file is not None:
        findings = check_campaigns_file(file, settings, portfolio)
    else:
        findings = (
            *check_organisation_file(settings.organisation, settings),
            *check_campaigns_file(settings.campaigns, settings, portfolio),
        )
    for finding in findings:
        if json:
            say_json(finding)
        else:
            say(str(finding))
    errors = sum(finding.level is Level.ERROR for finding in findings)
    if not json:
        say(f"{errors} errors, {len(findings) - errors} warnings")
    if errors:
        raise typer.Exit(1)

"""The command that checks campaigns.yaml and organisation.yaml."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import say, say_json
from app.cli.doors import Json, own_settings
from app.settings import Settings
from engine.campaigns.finding import Finding
from engine.campaigns.loading import load_campaigns, load_organisation

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
    findings = _unreadable(settings, file) or _found(settings, file, portfolio)
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


def _unreadable(settings: Settings, file: Path | None) -> tuple[Finding, ...]:
    """Say at once what is wrong with a file of which nothing can be read, before anything else is loaded."""
    if file is not None and _is_organisation(file):
        organisation = load_organisation(file)
        return () if organisation.draft else organisation.findings
    loaded = load_campaigns(file or settings.campaigns)
    if loaded.drafts:
        return ()
    beside = () if file else load_organisation(settings.organisation).findings
    return (*beside, *loaded.findings)


def _found(settings: Settings, file: Path | None, portfolio: Path | None) -> tuple[Finding, ...]:
    """Look at everything that can be looked at."""
    from app.cli import full_check  # noqa: PLC0415 - templates and database take a second to load

    if file is None:
        return full_check.all_findings(settings, portfolio)
    if _is_organisation(file):
        return full_check.organisation_findings(settings, file)
    return full_check.campaign_findings(settings, file, portfolio)


def _is_organisation(file: Path) -> bool:
    return ORGANISATION in file.name

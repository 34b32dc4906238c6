"""All that `minnelijk check` looks at in files that can be read: it takes a second to load."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from app.checks import Checks, content_of, partner_texts_of, stored_portfolio
from app.cli.answers import warn
from app.cli.doors import the_house, the_settings
from app.gate import real_channels
from app.settings import Settings
from app.template_life import not_approved
from app.trained import nobody_trained
from engine.campaigns.finding import Finding
from engine.campaigns.lint.portfolio import PortfolioSummary
from engine.domain.errors import ContactError


def organisation_findings(
    settings: Settings, file: Path, stored: Settings | None = None
) -> tuple[Finding, ...]:
    """Find every mistake in one organisation.yaml, and whether somebody is there for who is in danger."""
    return (*Checks(settings).organisation(file), *nobody_trained(settings, file, partial(_staff, stored)))


def campaign_findings(
    settings: Settings, file: Path, portfolio: Path | None, stored: Settings | None = None
) -> tuple[Finding, ...]:
    """Find every mistake in one campaigns.yaml, beside `portfolio`, else beside the database of `stored`."""
    checks = Checks(settings)
    cases = partial(checks.portfolio_file, portfolio) if portfolio else partial(_stored, stored)
    return (*checks.campaigns(file, cases), *checks.scripts(file))


def all_findings(settings: Settings, portfolio: Path | None) -> tuple[Finding, ...]:
    """Find every mistake in both files, in the templates and in the mails to partners."""
    stored = the_settings()
    return (
        *organisation_findings(settings, settings.organisation, stored),
        *campaign_findings(settings, settings.campaigns, portfolio, stored),
        *content_of(settings.templates),
        *partner_texts_of(settings.templates),
        *_unapproved(stored),
    )


def _staff(found: Settings | None) -> Mapping[str, str] | None:
    """List our people; None without a database."""
    settings = found or the_settings()
    file = settings.database_file
    if file is not None and not file.is_file():
        return None
    try:
        with the_house(settings) as house, house.store.read() as books:
            return books.staff()
    except ContactError:
        return None  # it is told elsewhere what is wrong with the database


def _unapproved(settings: Settings) -> tuple[Finding, ...]:
    """Say which templates no provider will get; without a database nobody approved anything yet."""
    file = settings.database_file
    if not real_channels(settings) or (file is not None and not file.is_file()):
        return ()
    try:
        with the_house(settings) as house:
            return tuple(not_approved(house))
    except ContactError:
        return ()  # the files have mistakes, which are told already


def _stored(found: Settings | None) -> PortfolioSummary | None:
    """Look at the cases of the database, when there is one; files can be checked without."""
    settings = found or the_settings()
    file = settings.database_file
    if file is not None and not file.is_file():
        return None
    try:
        with the_house(settings) as house:
            return stored_portfolio(house)
    except ContactError as error:
        warn(f"(no portfolio to compare with: {error})")
        return None

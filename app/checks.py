"""What `minnelijk check` knows: templates, scripts, the law's hours, the organisation, a portfolio."""

from collections.abc import Iterator
from pathlib import Path

from app.settings import Settings
from app.wiring import real_clock
from engine.campaigns.finding import Finding, Level
from engine.campaigns.lint.campaigns import lint_campaigns
from engine.campaigns.lint.look import Knowledge, TemplateShelf
from engine.campaigns.lint.organisation import lint_organisation
from engine.campaigns.lint.portfolio import PortfolioSummary, summarise
from engine.campaigns.loading import load_campaigns, load_organisation
from engine.domain.case import Case, Jurisdiction
from engine.domain.organisation import Organisation
from engine.domain.people import Debtor
from engine.policy.calendars import calendar_for, missing_rows
from engine.policy.law_window import law_hours
from engine.portfolio.read import read_rows
from engine.portfolio.row import RowReader
from engine.rendering.shelf import load_shelf


def check_organisation_file(file: Path, settings: Settings) -> tuple[Finding, ...]:
    """Find every mistake in organisation.yaml."""
    loaded = load_organisation(file)
    return (*loaded.findings, *lint_organisation(loaded, templates_of(settings.templates)))


def check_campaigns_file(file: Path, settings: Settings, portfolio: Path | None) -> tuple[Finding, ...]:
    """Find every mistake in campaigns.yaml, with all that is known around it; raises ConfigurationError."""
    loaded = load_campaigns(file)
    organisation = load_organisation(settings.organisation).draft
    knowledge = Knowledge(
        templates=templates_of(settings.templates),
        scripts=scripts_of(settings.templates),
        law_hours=law_hours,
        organisation=organisation,
        portfolio=_summary(portfolio, organisation) if portfolio and organisation else None,
    )
    return (*loaded.findings, *lint_campaigns(loaded, knowledge), *_calendar_alarms(file))


def templates_of(folder: Path) -> TemplateShelf:
    """Say of each template which channels it has, what it is in law, and where it fits."""
    templates = load_shelf(folder).templates
    return TemplateShelf(
        channels={name: frozenset(one.texts) for name, one in templates.items()},
        legal_roles={name: one.about.legal_role for name, one in templates.items()},
        jurisdictions={name: frozenset(one.about.jurisdictions) for name, one in templates.items()},
    )


def scripts_of(folder: Path) -> frozenset[str]:
    """List the conversation scripts."""
    return frozenset(path.stem for path in (folder / "_scripts").glob("*.md"))


def _summary(portfolio: Path, organisation: Organisation) -> PortfolioSummary:
    return summarise(_records(portfolio, organisation), real_clock().date())


def _records(portfolio: Path, organisation: Organisation) -> Iterator[tuple[Case, Debtor]]:
    reader = RowReader(organisation=organisation, now=real_clock())
    for line, row in read_rows(portfolio):
        record, _ = reader.read(row, line)
        if record is not None:
            yield record.case, record.debtor


def _calendar_alarms(file: Path) -> Iterator[Finding]:
    """Warn when a calendar has no rows for next year: then the law's closed days are not known."""
    year = real_clock().year + 1
    for jurisdiction in Jurisdiction:
        for missing in missing_rows(calendar_for(jurisdiction), year):
            yield Finding(
                file=str(file),
                line=1,
                key="",
                level=Level.WARNING,
                message=f"calendar {jurisdiction}: {missing}",
                fix=f"add the rows to engine/policy/{jurisdiction}/calendar.py",
            )

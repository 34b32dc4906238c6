"""What `minnelijk check` knows: templates, scripts, the law's hours, the organisation, a portfolio."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.everyone import all_files
from app.scripts import FOLDER, read_script, script_of
from app.settings import Settings
from app.wiring import House, real_clock
from engine.brake import HERE
from engine.campaigns.finding import Finding, Level, counted
from engine.campaigns.lint.campaigns import lint_campaigns
from engine.campaigns.lint.look import Knowledge, TemplateShelf
from engine.campaigns.lint.organisation import lint_organisation
from engine.campaigns.lint.portfolio import PortfolioSummary, summarise
from engine.campaigns.loading import Draft, load_campaigns, load_organisation
from engine.campaigns.postcodes import load_postcodes
from engine.domain.case import Case, CaseStatus, Jurisdiction
from engine.domain.errors import ConfigurationError
from engine.domain.organisation import Organisation
from engine.domain.people import Debtor
from engine.policy.calendars import calendar_for, missing_rows
from engine.policy.law_window import law_window
from engine.portfolio.read import read_rows
from engine.portfolio.row import RowReader
from engine.rendering.b1.finding import Level as Reads
from engine.rendering.b1.reader import load_reader
from engine.rendering.content_proof import announced_by, judge_template
from engine.rendering.partner_proof import judge_partner_texts
from engine.rendering.shelf import load_shelf

#: mistakes that are shown when they stand in the way of something else
MOST_SHOWN = 5


@dataclass(frozen=True)
class Checks:
    """Knows what files may refer to; the templates are read once."""

    settings: Settings

    @cached_property
    def templates(self) -> TemplateShelf:
        """Read which templates there are."""
        return templates_of(self.settings.templates)

    def everything(self) -> tuple[Finding, ...]:
        """Find every mistake in the files that the settings name."""
        settings = self.settings
        return (*self.organisation(settings.organisation), *self.campaigns(settings.campaigns))

    def organisation(self, file: Path) -> tuple[Finding, ...]:
        """Find every mistake in organisation.yaml."""
        loaded = load_organisation(file)
        if loaded.draft is None:
            return loaded.findings
        postcodes = load_postcodes(file, loaded.draft).findings
        linted = lint_organisation(loaded, self.templates, real_clock().astimezone(HERE).date())
        return (*loaded.findings, *linted, *postcodes)

    def campaigns(
        self, file: Path, portfolio: Callable[[], PortfolioSummary | None] = lambda: None
    ) -> tuple[Finding, ...]:
        """Find every mistake in campaigns.yaml, with all that is known around it; `portfolio` reads one."""
        loaded = load_campaigns(file)
        if not loaded.drafts:
            # nothing of it can be read: all that is known around it is of no use, and takes time to load
            return loaded.findings
        organisation = load_organisation(self.settings.organisation)
        knowledge = Knowledge(
            templates=self.templates,
            scripts=scripts_of(self.settings.templates),
            law_window=law_window,
            organisation=organisation.draft,
            faulty=organisation.faulty,
            portfolio=portfolio(),
        )
        return (*loaded.findings, *lint_campaigns(loaded, knowledge), *_calendar_alarms(file))

    def scripts(self, file: Path) -> Iterator[Finding]:
        """Judge every script that a campaign names, for the country where it is said."""
        folder, named_scripts = self.settings.templates, _script_uses(load_campaigns(file).drafts)
        reader = load_reader() if named_scripts else None
        for name, uses in named_scripts.items():
            if reader is None or name not in scripts_of(folder):
                continue
            text = script_of(folder, name)
            named = ", ".join(sorted(where for _, where in uses))
            found = {
                (one.line, one.column, one.rule): one
                for country in sorted({country for country, _ in uses})
                for one in read_script(reader, text, country).findings
            }
            for one in found.values():
                yield Finding(
                    file=str(folder / FOLDER / f"{name}.md"),
                    line=one.line,
                    key=one.rule,
                    level=Level.ERROR if one.level is Reads.FAIL else Level.WARNING,
                    message=f"{one.text} (script of {named})",
                    fix=one.alternative,
                )

    def portfolio_file(self, file: Path) -> PortfolioSummary | None:
        """Count the cases of a portfolio file; raises ConfigurationError. None without an organisation."""
        organisation = load_organisation(self.settings.organisation).draft
        if organisation is None:
            return None
        return summarise(_records(file, organisation), real_clock().astimezone(HERE).date())


def refuse_mistakes(settings: Settings) -> None:
    """Raise ConfigurationError with the first mistakes of campaigns.yaml and organisation.yaml."""
    errors = [one for one in Checks(settings).everything() if one.is_error]
    if errors:
        shown = "\n".join(map(str, errors[:MOST_SHOWN]))
        said = f"{counted(len(errors))} to mend first; `minnelijk check` shows all"
        raise ConfigurationError(f"{said}:\n{shown}")


def stored_portfolio(house: House) -> PortfolioSummary | None:
    """Count the open cases of the database, and name where any case walked; None when none is open."""
    still_open: list[tuple[Case, Debtor]] = []
    walked: set[str] = set()
    with house.store.read() as books:
        for file in all_files(books):
            walked |= {position.campaign for position in file.positions.values()}
            still_open += ((case, file.debtor) for case in file.cases if case.status is CaseStatus.OPEN)
    summary = summarise(still_open, house.clock().astimezone(HERE).date(), frozenset(walked))
    return summary if summary.cases else None


def content_of(folder: Path) -> Iterator[Finding]:
    """Judge every branch of every template by the content rules."""
    for name, template in load_shelf(folder).templates.items():
        for channel, text in template.texts.items():
            for found in judge_template(text):
                yield Finding(
                    file=str(folder / name / f"{channel}.txt"),
                    line=1,
                    key=found.code,
                    level=Level.ERROR,
                    message=f"{found.text or 'this is missing'} (law.md {found.source})",
                    fix=found.advice,
                )


def partner_texts_of(folder: Path) -> Iterator[Finding]:
    """Judge every branch of the mails to partners by the reading check; a warning is for the author."""
    for file, found in judge_partner_texts(load_reader(), folder):
        yield Finding(
            file=str(file),
            line=found.line,
            key=found.rule,
            level=Level.ERROR if found.level is Reads.FAIL else Level.WARNING,
            message=found.text,
            fix=found.alternative,
        )


def templates_of(folder: Path) -> TemplateShelf:
    """Say of each template which channels it has, what it is in law, where it fits and what it announces."""
    templates = load_shelf(folder).templates
    return TemplateShelf(
        channels={name: frozenset(one.texts) for name, one in templates.items()},
        legal_roles={name: one.about.legal_role for name, one in templates.items()},
        jurisdictions={name: frozenset(one.about.jurisdictions) for name, one in templates.items()},
        announced={
            name: frozenset().union(*map(announced_by, one.texts.values())) for name, one in templates.items()
        },
    )


def scripts_of(folder: Path) -> frozenset[str]:
    """List the conversation scripts."""
    return frozenset(path.stem for path in (folder / FOLDER).glob("*.md"))


def _script_uses(drafts: Iterable[Draft]) -> dict[str, set[tuple[str, str]]]:
    """List for each script that is named: in which country it is said, and by which campaign and step."""
    found: dict[str, set[tuple[str, str]]] = {}
    for draft in drafts:
        campaign = draft.campaign
        country = campaign.segment.jurisdiction or Jurisdiction.NL
        for step in campaign.steps:
            if step.script:
                found.setdefault(step.script, set()).add((country.value, f"{campaign.name}/{step.id}"))
    return found


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
                message=missing,
                fix=f"add the rows to engine/policy/{jurisdiction}/calendar.py",
            )

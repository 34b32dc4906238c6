"""To a person: every choice that is written down of them, on paper or in a mail."""

from collections.abc import Sequence

from engine.domain.organisation import Agency
from engine.rendering.report.blocks import Report
from engine.rendering.report.choices import Told

TITLE = "Wat u koos"
WHY = "U vroeg wat wij van uw keuzes weten. Hier staat alles. Het nieuwste staat boven."
NOW, BEFORE, NOTHING = "Dit geldt nu", "Dit gold eerder", "U koos nog niets."
OTHERWISE = "Wilt u iets veranderen? Gebruik de link in ons bericht, antwoord op ons bericht, of bel ons."


def add_told(report: Report, choices: Sequence[Told], level: int = 2) -> None:
    """Add choices in plain words: first what holds, then what held before; under headings of a level."""
    holding, before = [one for one in choices if one.holds], [one for one in choices if not one.holds]
    if not holding:
        report.paragraph(NOTHING)
    for heading, some in ((NOW, holding), (BEFORE, before)):
        if some:
            report.heading(heading, level)
            report.table(("Wat", "Hoe wij dit weten"), [(one.what, one.how) for one in some])


def report_of_choices(name: str, choices: Sequence[Told], agency: Agency) -> Report:
    """Write to a person what they chose."""
    report = Report(TITLE, agency.firm.name)
    report.paragraph(WHY)
    report.facts([("Naam", name)])
    add_told(report, choices)
    report.paragraph(OTHERWISE)
    report.facts([("Bel", agency.firm.phone), ("Mail", agency.firm.email)])
    return report


def text_of_choices(name: str, choices: Sequence[Told], agency: Agency) -> str:
    """Write the same as plain text, for a mail or a screen."""
    holding, before = [one for one in choices if one.holds], [one for one in choices if not one.holds]
    lines = [f"{TITLE} - {name}", "", WHY, "", NOW, *(map(_line, holding) if holding else [NOTHING])]
    if before:
        lines += ["", BEFORE, *map(_line, before)]
    contact = " of ".join(filter(None, (agency.firm.phone, agency.firm.email)))
    return "\n".join([*lines, "", OTHERWISE, f"{agency.firm.name}: {contact}"])


def _line(one: Told) -> str:
    return f"- {one.what}\n  {one.how}"

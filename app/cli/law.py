"""Commands about the law: which rules there are, and what they answer to tables of scenarios."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.answers import HERE, listing, say, say_json, warn
from app.cli.doors import Json, the_house
from app.moments import read_euro, read_moment
from engine.domain.case import Jurisdiction
from engine.domain.errors import ConfigurationError, NotAllowed
from engine.domain.rule_card import RuleCard
from engine.law_report import LawReport, report_on
from engine.policy.house_rules import RULE_PACK
from engine.policy.law_book import cards
from engine.policy.statutory_interest import RATES, InterestPart, NoRate, Rate, gaps, interest_over, total_of
from engine.scenarios.checking import Checked, check, open_tables

law = typer.Typer(no_args_is_help=True, help="The rules of the law: which there are, and what they answer.")

WRONG_USE = 2
#: how a row comes into the table of rates
ADD_ROW = "read the source and put the row into the table of rates (docs/guide-reviewer.md tells how)"


@law.command("check")
def law_check(
    folder: Annotated[Path, typer.Argument(help="A folder with tables of scenarios, as CSV.")],
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Answer tables of scenarios with the real rules and compare; exit 1 when a row is not right."""
    found = open_tables(folder)
    rows = [row for opened in found.tables for row in check(opened)]
    for row in rows:
        if json:
            say_json(row.as_json())
        elif not row.ok and not row.fault:
            say(f"{row.table} {row.id} ({row.status}): expected {_told(row.expected)}; got {_told(row.got)}")
    faults = (*found.faults, *(row.fault for row in rows if row.fault))
    for said in (*found.passed_over, *faults):
        warn(said)
    if not json:
        _summary(rows)
    if faults:
        raise typer.Exit(WRONG_USE)
    if not all(row.ok for row in rows):
        raise typer.Exit(1)


def _told(cells: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value or '-'}" for name, value in cells.items())


def _summary(rows: list[Checked]) -> None:
    """Count per table and per status: a miss on a V row breaks a text that was read."""
    asked = Counter((row.table, row.status) for row in rows)
    right = Counter((row.table, row.status) for row in rows if row.ok)
    listing(
        "counts of rows that are right",
        ("table", "status", "right", "of"),
        [(table, status, right[table, status], count) for (table, status), count in sorted(asked.items())],
    )
    say(f"{sum(right.values())} of {len(rows)} rows are right")


@law.command("list")
def law_list(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List every rule with its source, its status (V read, S secondary, U unverified) and its switch."""
    found = cards()
    if json:
        for card in found:
            say_json(_as_json(card))
        return
    listing(
        f"rules, pack {RULE_PACK}",
        ("rule", "st", "law.md", "where", "since", "severity", "switch", "says"),
        [
            (
                card.name,
                card.status or "-",
                ", ".join(source.ref for source in card.sources),
                card.jurisdiction.upper() if card.jurisdiction else "NL BE",
                card.since or "-",
                card.severity,
                card.switch or "-",
                card.says,
            )
            for card in found
        ],
    )
    say("V: the text was read; S: a secondary source; U: unverified, so a policy, careful by default")


def _as_json(card: RuleCard) -> dict[str, object]:
    return {
        "rule": card.name,
        "status": card.status,
        "sources": [{"ref": source.ref, "status": source.status} for source in card.sources],
        "address": card.address,
        "since": card.since,
        "severity": card.severity.value,
        "heading": card.heading.value,
        "jurisdictions": [card.jurisdiction.value] if card.jurisdiction else ["nl", "be"],
        "collector_roles": sorted(card.roles),
        "debtor_kinds": sorted(card.debtor_kinds),
        "switch": card.switch,
        "says": card.says,
        "pack": RULE_PACK,
    }


@law.command("interest")
def law_interest(
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="The principal, in euro: 1000.00.")],
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day that counts.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day that does not.")],
    jurisdiction: Annotated[Jurisdiction, typer.Option(help="Whose law.")] = Jurisdiction.NL,
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Compute statutory interest from the dated table; exit 1 when a day has no confirmed rate."""
    if until <= since:
        raise ConfigurationError("--until comes after --since")
    period = since.date(), until.date()
    found = interest_over(read_euro(amount), period, jurisdiction)
    if isinstance(found, NoRate):
        raise NotAllowed(f"nothing is computed: {found.because}; {ADD_ROW}")
    if json:
        for part in found:
            say_json(_part(part))
        return
    listing(
        f"periods, together {total_of(found)} euro",
        ("from", "up to", "rate", "amount", "source"),
        [(one.since, one.until, f"{one.rate.percent}%", one.amount, one.rate.source) for one in found],
    )


def _part(part: InterestPart) -> dict[str, object]:
    return {
        "since": part.since,
        "until": part.until,
        "percent": part.rate.percent,
        "amount": part.amount,
        "source": str(part.rate.source),
    }


@law.command("rates")
def law_rates(json: Json = False) -> None:  # noqa: FBT002 - an option of a command
    """List the rates of statutory interest with their source, and from which days nothing is computed."""
    missing = [(jurisdiction, gap) for jurisdiction in Jurisdiction for gap in gaps(jurisdiction)]
    if json:
        for rate in RATES:
            say_json(_rate(rate))
        for jurisdiction, gap in missing:
            say_json({"jurisdiction": jurisdiction, "nothing_from": gap.since, "because": gap.because})
        return
    listing(
        "rates",
        ("country", "from", "up to", "rate", "source"),
        [
            (one.jurisdiction.upper(), one.since, one.until or "-", f"{one.percent}%", one.source)
            for one in RATES
        ],
    )
    for _, gap in missing:
        say(f"nothing is computed from {gap.since}: {gap.because}")


def _rate(rate: Rate) -> dict[str, object]:
    return {
        "jurisdiction": rate.jurisdiction,
        "since": rate.since,
        "until": rate.until,
        "percent": rate.percent,
        "source": str(rate.source),
    }


@law.command("report")
def law_report(
    start: Annotated[str, typer.Option("--from", help="The first day: 2026-01-01.")],
    end: Annotated[str, typer.Option("--to", help="The first day after it.")],
    json: Json = False,  # noqa: FBT002 - an option of a command
) -> None:
    """Count per rule how often it allowed, delayed and stopped, under the supervisor's headings."""
    first, last = read_moment(start, HERE), read_moment(end, HERE)
    if last <= first:
        raise ConfigurationError("--to comes after --from")
    with the_house() as house, house.store.read() as books:
        report = report_on(books.lines_between(first, last))
    if json:
        say_json(
            {
                "from": first,
                "to": last,
                "asked": report.asked,
                "rules": report.rows(),
                "headings": {heading.value: dict(count) for heading, count in report.by_heading().items()},
                "exceptions": report.exceptions,
            }
        )
        return
    _show_report(report)


def _show_report(report: LawReport) -> None:
    say(f"the rules were asked {report.asked} times")
    columns = ("heading", "rule", "status", "allowed", "delayed", "asked_person", "stopped")
    listing("rules", columns, [tuple(row[name] for name in columns) for row in report.rows()])
    silent = [heading.value for heading, count in report.by_heading().items() if not count]
    if silent:
        say(f"no rule was asked under: {', '.join(silent)}")
    listing(
        "exceptions",
        ("when", "about", "contact", "what"),
        [(one["at"], one["subject"], one["reference"] or "-", one["what"]) for one in report.exceptions],
    )

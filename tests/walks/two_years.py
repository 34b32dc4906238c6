"""Months of the example portfolio, a part of it each month: what the ledger says in the end."""

import csv
import json
import sqlite3
from datetime import UTC, date, datetime, timedelta

from app.demo.place import DemoPlace
from app.demo.play import EXAMPLES, Demo
from app.demo.world import read_happenings
from app.play import paper_channels, time_machine
from app.settings import Settings
from engine.domain.pause import PauseKind
from engine.portfolio.importing import PortfolioImport
from engine.portfolio.read import read_rows
from engine.time_machine import Happening
from tests.walks.law_checker import Line, Who

MONTH = timedelta(days=30)
DATES = ("opened_on", "invoice_date", "due_on")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def shifted(row, month):
    """Let a row of the portfolio come in some months later, as old as it was."""
    moved = {name: (date.fromisoformat(row[name]) + month * MONTH).isoformat() for name in DATES if row[name]}
    return row | moved


def portfolios(folder, months):
    """Write the example portfolio as one file a month; cases of one person stay together."""
    with (EXAMPLES / "portfolio.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = {debtor: number for number, debtor in enumerate(dict.fromkeys(row["debtor_id"] for row in rows))}
    for month in range(months):
        path = folder / f"month-{month}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            for row in rows:
                if people[row["debtor_id"]] % months == month:
                    try:
                        writer.writerow(shifted(row, month))
                    except ValueError:
                        writer.writerow(row)  # a row that is wrong on purpose
        yield path


def imports(house, paths, start):
    def take_in(path):
        def happen(now):
            PortfolioImport(store=house.store, organisation=house.organisation, now=now, actor="anna").run(
                read_rows(path)
            )

        return happen

    for month, path in enumerate(paths):
        yield Happening(start + month * MONTH, take_in(path))


def pauses(house, start, days):
    """Pause a case each fortnight, for another reason each time, a few days after it came in."""
    kinds = list(PauseKind)

    def begin(number):
        def happen(_):
            with house.store.begin() as books:
                cases = sorted(books.case_ids())
                case_id = cases[-1 - number % len(cases)] if cases else None
                if case_id and books.case(case_id).status == "open":
                    steering = house.steering(books, "anna")
                    steering.pause(case_id, kinds[number % len(kinds)], None, whole_debtor=True)

        return happen

    for number in range(days // 14):
        yield Happening(start + timedelta(days=14 * number + 3, hours=6), begin(number))


def play(folder, months, days):
    """Play so long; gives the lines of all cases and what the tables say of each."""
    paths = list(portfolios(folder, months))
    place = DemoPlace(folder / "demo", days=days)
    house, clock, _ = Demo(place, Settings(folder=folder), paths[0]).prepare()
    world = [
        *imports(house, paths[1:], place.start + MONTH),
        *pauses(house, place.start, days),
        *read_happenings(EXAMPLES / "happenings.csv", house, place.start),
    ]
    time_machine(house, clock, paper_channels()).play(place.start, place.end, world)
    people = who_is_who(paths, house.organisation)
    house.store.close()
    return lines_of(place.database), people


def who_is_who(paths, organisation):
    found = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                creditor = organisation.creditor(row["creditor"])
                if creditor is not None:
                    found[row["case_id"]] = Who(
                        row["debtor_id"],
                        row["jurisdiction"] or row["country"].lower() or creditor.jurisdiction.value,
                        row["collector_role"] or creditor.collector_role.value,
                        row["debtor_kind"] in {"", "person"},
                        creditor.id,
                        bool(row.get("described_on")),
                        row["earlier_letter_on"] not in {"", "none"}
                        or (not row["earlier_letter_on"] and creditor.first_reminder_proven),
                    )
    return found


def lines_of(database):
    """Read the lines of all cases as they stand in the table of the ledger."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT subject, at, kind, outcome, reference, public FROM touchpoint"
            " WHERE subject LIKE 'case:%' ORDER BY id"
        ).fetchall()
    connection.close()
    return [
        Line(
            subject.removeprefix("case:"),
            EPOCH + timedelta(microseconds=at),
            kind,
            outcome,
            reference,
            json.loads(public),
        )
        for subject, at, kind, outcome, reference, public in rows
    ]

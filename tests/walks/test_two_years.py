"""
Two years of the example portfolio, a part of it each month, judged by an independent checker.

`make test` plays the first eight months of it; `make proof` plays it whole (`PROOF=1`).
"""

import csv
import json
import os
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.demo.place import DemoPlace
from app.demo.play import EXAMPLES, Demo
from app.demo.world import read_happenings
from app.play import paper_channels, time_machine
from app.settings import Settings
from engine.domain.pause import PauseKind
from engine.portfolio.importing import PortfolioImport
from engine.portfolio.read import read_rows
from engine.time_machine import Happening
from tests.walks.law_checker import (
    Line,
    Who,
    is_working_day,
    last_day_of_silence,
    left,
    most_costs,
    violations,
)

MONTH = timedelta(days=30)
MONTHS, DAYS = (24, 730) if os.environ.get("PROOF") else (8, 243)
DATES = ("opened_on", "invoice_date", "due_on")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def shifted(row, month):
    """Let a row of the portfolio come in some months later, as old as it was."""
    moved = {name: (date.fromisoformat(row[name]) + month * MONTH).isoformat() for name in DATES if row[name]}
    return row | moved


def portfolios(folder):
    """Write the example portfolio as one file a month; cases of one person stay together."""
    with (EXAMPLES / "portfolio.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = {debtor: number for number, debtor in enumerate(dict.fromkeys(row["debtor_id"] for row in rows))}
    for month in range(MONTHS):
        path = folder / f"month-{month}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            for row in rows:
                if people[row["debtor_id"]] % MONTHS == month:
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


def pauses(house, start):
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

    for number in range(DAYS // 14):
        yield Happening(start + timedelta(days=14 * number + 3, hours=6), begin(number))


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Play two years; gives the lines of all cases and what the tables say of each."""
    folder = tmp_path_factory.mktemp("two-years")
    paths = list(portfolios(folder))
    place = DemoPlace(folder / "demo", days=DAYS)
    house, clock, _ = Demo(place, Settings(folder=folder), paths[0]).prepare()
    world = [
        *imports(house, paths[1:], place.start + MONTH),
        *pauses(house, place.start),
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


def test_no_contact_is_outside_the_rules(played):
    lines, people = played

    assert list(violations(lines, people)) == []


def test_there_was_something_to_find(played):
    lines, people = played
    sent = left(lines)
    months = {line.at.strftime("%Y-%m") for line in sent}
    belgian = [line for line in sent if people[line.case_id].country == "be"]

    assert len({line.reference for line in sent}) > 300
    assert len(months) >= MONTHS
    assert {line.public["channel"] for line in sent} >= {"sms", "email", "letter"}
    assert any(people[line.case_id].role == "collector" for line in belgian)
    assert len([line for line in lines if line.kind == "pause"]) > DAYS // 25


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda line: replace(line, at=line.at - timedelta(days=line.at.isoweekday())), "at Sun"),
        (lambda line: replace(line, at=line.at.replace(hour=21)), ":"),
        (lambda line: replace(line, public=line.public | {"costs_cents": 1}), "make a total"),
        (lambda line: replace(line, public=line.public | {"outstanding_cents": 0, "paid_cents": 0}), "left"),
    ],
    ids=["sunday", "night", "parts", "paid"],
)
def test_the_checker_finds_a_contact_that_was_moved(played, change, said):
    lines, people = played
    chosen = next(
        line
        for line in left(lines)
        if people[line.case_id].role == "collector"
        and people[line.case_id].country == "nl"
        and people[line.case_id].is_person
        and line.public["channel"] != "letter"
    )

    found = list(violations([change(line) if line is chosen else line for line in lines], people))

    assert any(said in one for one in found)


def test_the_checker_finds_a_contact_before_or_in_the_silence(played):
    lines, people = played
    notice = next(line for line in left(lines) if line.public["legal_role"] == "be_formal_notice")
    sent = [line for line in left(lines) if line.case_id == notice.case_id]
    early = replace(notice, reference="R-1", public=notice.public | {"legal_role": "none"})

    before = violations([replace(early, at=notice.at - timedelta(days=1)), *sent], people)
    within = violations([replace(early, at=notice.at + timedelta(days=9)), *sent], people)

    assert any("before the formal notice" in one for one in before)
    assert any("in the silence" in one for one in within)


def test_the_checker_finds_a_contact_in_a_pause_and_one_too_many(played):
    lines, people = played
    chosen = left(lines)[0]
    pause = replace(
        chosen,
        kind="pause",
        outcome=None,
        at=chosen.at - timedelta(hours=1),
        public={"pause": "P", "why": "dispute", "until": ""},
    )
    more = [
        replace(chosen, reference=f"R-{number}", at=chosen.at + number * timedelta(days=1))
        for number in (1, 2)
    ]

    assert any("while paused for dispute" in one for one in violations([pause, chosen], people))
    assert any("3 contacts" in one for one in violations([chosen, *more], people))


def test_the_checker_lets_pass_what_is_owed_but_not_to_who_asked_for_quiet(played):
    lines, people = played
    chosen = left(lines)[0]
    owed = replace(chosen, public=chosen.public | {"notice": "N", "cause": "details P"})

    def paused(why, contact):
        public = {"pause": "P", "why": why, "until": ""}
        pause = replace(chosen, kind="pause", outcome=None, at=chosen.at - timedelta(hours=1), public=public)
        return [one for one in violations([pause, contact], people) if "while paused" in one]

    assert paused("details", owed) == []
    assert len(paused("own_wish", owed)) == 1
    assert len(paused("details", chosen)) == 1


def test_the_checker_finds_a_demand_before_the_claim_was_described(played):
    lines, people = played
    first = next(line for line in left(lines) if line.public["legal_role"] == "claim_description")
    bare = replace(first, public=first.public | {"legal_role": "none"})

    assert not [one for one in violations([first], people) if "described" in one]
    assert [one for one in violations([bare], people) if "before the claim was described" in one]


def test_the_checker_finds_costs_too_soon_and_too_high(played):
    lines, people = played
    chosen = next(line for line in left(lines) if not people[line.case_id].reminded)
    early = replace(chosen, public=chosen.public | {"costs_cents": 1})
    high = replace(chosen, public=chosen.public | {"principal_cents": 10_000, "costs_cents": 5_000})

    assert [one for one in violations([early], people) if "before a letter gave 14 days" in one]
    assert [one for one in violations([high], people) if "more than the scale" in one]
    assert most_costs(10_000, "nl") == 4_841
    assert [most_costs(cents, "be") for cents in (15_000, 30_000, 100_000)] == [2_001, 4_501, 9_001]


def test_the_checker_finds_two_letters_side_by_side(played):
    lines, people = played
    chosen = left(lines)[0]
    letter = replace(chosen, public=chosen.public | {"legal_role": "fourteen_day_letter"})
    second = replace(letter, reference="R-2", at=letter.at + timedelta(days=9))

    assert [one for one in violations([letter, second], people) if "two 14-day letters" in one]


def test_the_checker_finds_a_complaint_that_nobody_acknowledged(played):
    lines, people = played
    chosen = next(
        line
        for line in left(lines)
        if people[line.case_id].role == "collector" and people[line.case_id].country == "nl"
    )
    public = {"pause": "P", "why": "complaint", "until": ""}
    complaint = replace(chosen, kind="pause", outcome=None, public=public)
    answer = replace(chosen, at=chosen.at, public=chosen.public | {"notice": "N", "cause": "complaint P"})

    assert [one for one in violations([complaint], people) if "not acknowledged" in one]
    assert not [one for one in violations([complaint, answer], people) if "not acknowledged" in one]


def test_the_checker_finds_a_payment_that_nobody_thanked_for(played):
    lines, people = played
    chosen = left(lines)[0]
    paid = replace(chosen, kind="case", outcome=None, public={"status": "paid"})
    later = replace(chosen, kind="import", outcome=None, at=chosen.at + timedelta(days=30), public={})
    thanks = replace(chosen, public=chosen.public | {"notice": "N", "cause": "paid"})

    assert [one for one in violations([chosen, paid, later], people) if "nobody said so" in one]
    assert not [one for one in violations([chosen, paid, thanks, later], people) if "nobody said so" in one]


def test_the_checker_counts_as_the_law_does():
    assert last_day_of_silence(date(2026, 6, 15)) == date(2026, 7, 1)
    assert not is_working_day(date(2026, 5, 25), "be")

"""
Two years of the example portfolio, a part of it each month, judged by an independent checker.

`make test` plays the first eight months of it; `make proof` plays it whole.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.walks.law_checker import (
    is_working_day,
    last_day_of_silence,
    left,
    most_costs,
    violations,
)
from tests.walks.two_years import play

MONTHS, DAYS = 8, 243


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    return play(tmp_path_factory.mktemp("two-years"), MONTHS, DAYS)


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

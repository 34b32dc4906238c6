"""
In Belgium the formal notice comes first, then a term of silence (law.md BE-12, BE-14, 4a).

data/be_clocks.csv was made for this project; ../shared/data/law/README.md tells how.
"""

import csv
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from engine.domain.campaign import LegalRole
from engine.domain.case import CollectorRole, Jurisdiction
from engine.domain.decision import Ruling, Source
from engine.domain.touchpoint import Outcome
from engine.policy.be.calendar import be_calendar
from engine.policy.be.notice_first import formal_notice_comes_first
from engine.policy.be.term import last_day_of_term
from preferences.channel import ContactKind
from tests.builders import a_contact, a_step
from tests.policy.some_facts import at, some_facts

TABLE = Path(__file__).parent / "data" / "be_clocks.csv"
#: Monday; the term begins on Thursday 18-6 and ends on Wednesday 1-7
SENT = "2026-06-15T10:00"
FREE = "2026-07-02T00:00"


def posted_rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [row for row in rows if row["carrier"] == "letter" or row["kind"] == "formal_notice"]


def a_notice(sent=SENT, **changes):
    notice = a_contact(
        kind=ContactKind.LETTER, legal_role=LegalRole.BE_FORMAL_NOTICE, at=at(sent), outcome=Outcome.POSTED
    )
    return replace(notice, **changes)


def weigh(moment, *contacts, legal_role=LegalRole.NONE, **changes):
    facts = some_facts(moment, **{"jurisdiction": Jurisdiction.BE} | changes, contacts=contacts)
    return formal_notice_comes_first(
        replace(facts, move=replace(facts.move, step=a_step(legal_role=legal_role)))
    )


@pytest.mark.parametrize("row", posted_rows(), ids=lambda row: row["id"])
def test_the_term_ends_on_the_later_day_of_the_table(row):
    sent_on = datetime.fromisoformat(row["sent"]).date()

    assert last_day_of_term(sent_on, be_calendar()) == date.fromisoformat(row["alt_art17_last_day"])


@pytest.mark.parametrize("kind", ContactKind)
@pytest.mark.parametrize("role", [CollectorRole.COLLECTOR, CollectorRole.BAILIFF])
def test_nothing_goes_before_the_notice(kind, role):
    verdict = weigh(SENT, kind=kind, role=role)

    assert (verdict.ruling, verdict.source) == (Ruling.STOP, Source("BE-12", "V"))
    assert verdict.because == f"no {kind} before the formal notice was sent"


def test_the_notice_itself_may_go():
    assert weigh(SENT, legal_role=LegalRole.BE_FORMAL_NOTICE).ruling is Ruling.ALLOW


@pytest.mark.parametrize("legal_role", [LegalRole.NONE, LegalRole.BE_FORMAL_NOTICE])
@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-06-15T10:01", FREE),
        ("2026-06-18T00:00", FREE),
        ("2026-07-01T23:59:59", FREE),
        ("2026-07-02T00:00", None),
    ],
)
def test_waits_in_silence_while_the_term_runs(legal_role, moment, until):
    verdict = weigh(moment, a_notice(), legal_role=legal_role)

    assert verdict.ruling is (Ruling.WAIT if until else Ruling.ALLOW)
    assert verdict.until == (at(until) if until else None)
    assert verdict.source == Source("BE-14", "V")


def test_the_term_counts_from_the_latest_notice():
    verdict = weigh("2026-07-02T09:00", a_notice(), a_notice("2026-06-22T10:00", reference="R-2"))

    assert verdict.until == at("2026-07-09T00:00")


def test_the_day_of_sending_is_the_day_in_belgium():
    late = a_notice("2026-06-15T23:30")

    assert weigh("2026-06-20T12:00", late).until == at(FREE)


@pytest.mark.parametrize(
    "contact",
    [
        a_notice(outcome=Outcome.BOUNCED),
        a_notice(outcome=Outcome.CANCELLED),
        a_notice(outcome=Outcome.PLANNED),
        a_notice(case_ids=("C-2",)),
        a_notice(kind=ContactKind.SMS),
        a_notice(legal_role=LegalRole.BE_FIRST_REMINDER),
    ],
    ids=["bounced", "cancelled", "planned", "another case", "not durable", "another role"],
)
def test_what_was_no_notice_for_this_case_opens_nothing(contact):
    assert weigh("2026-09-01T12:00", contact).ruling is Ruling.STOP
    assert weigh("2026-09-01T12:00", contact, legal_role=LegalRole.BE_FORMAL_NOTICE).ruling is Ruling.ALLOW


@pytest.mark.parametrize(
    "changes",
    [{"jurisdiction": Jurisdiction.NL}, {"role": CollectorRole.CREDITOR}, {"kind": None}],
    ids=str,
)
def test_leaves_all_others_alone(changes):
    assert weigh(SENT, **changes).ruling is Ruling.ALLOW

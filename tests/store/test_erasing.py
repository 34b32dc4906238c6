"""Erasing empties what identifies somebody on both databases, and only what was decided."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from engine.domain.case import CaseStatus, Phase
from engine.domain.errors import NotAllowed
from engine.domain.touchpoint import LineKind
from engine.erasure import Ground, carry_out_erasure, decide_erasure
from engine.store.ledger_reading import ERASED
from tests.builders import NOW, a_case, a_change, a_debtor, an_entry
from tests.store.some_records import a_record, take_in

LATER = NOW + timedelta(days=800)
PEOPLE = ("anna", "chris")


@pytest.fixture
def closed(database):
    """Lend a database with two closed cases of one debtor, and one of another."""
    other = a_debtor("D-2", name="Bram Kok")
    take_in(
        database,
        a_record(a_case("C-1"), changes=(a_change(),)),
        a_record(a_case("C-2")),
        a_record(a_case("C-3", debtor_id="D-2"), other),
    )
    with database.begin() as books:
        books.put_staff("anna", "team_lead")
        books.put_staff("chris", "compliance")
        for case_id in ("C-1", "C-2", "C-3"):
            books.set_status(case_id, CaseStatus.CLOSED, Phase.CLOSED)
            ended = an_entry(
                f"case:{case_id}",
                kind=LineKind.CASE,
                public={"status": "closed"},
                content={"because": "Anna Jansen"},
            )
            books.append([ended, an_entry("debtor:D-1", content={"value": "sms"})])
    return database


def erase(database, case_id, at=LATER):
    with database.begin() as books:
        erasure = decide_erasure(books, case_id, PEOPLE, at, (Ground.RETENTION, 2))
        assert carry_out_erasure(books, erasure)
    return erasure


def rows(database, statement):
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_a_case_goes_and_what_is_about_others_stays(closed):
    erasure = erase(closed, "C-1")

    assert erasure.subjects == ("case:C-1",)
    with closed.read() as books:
        contents = {
            case_id: books.ledger.content(books.lines(f"case:{case_id}")[0])
            for case_id in ("C-1", "C-2", "C-3")
        }
        assert all(books.verify(subject) is None for subject in books.ledger.subjects())
    assert contents["C-1"] == ERASED
    assert contents["C-2"] == contents["C-3"] == {"because": "Anna Jansen"}
    assert rows(closed, "SELECT DISTINCT description FROM claim_line WHERE case_id = 'C-1'") == [("",)]
    assert rows(closed, "SELECT name FROM debtor WHERE id = 'D-1'") == [("Anna Jansen",)]
    assert len(rows(closed, "SELECT id FROM preference_change")) == 1


def test_a_person_goes_with_the_last_case(closed):
    erase(closed, "C-1")
    erasure = erase(closed, "C-2")

    assert erasure.subjects == ("case:C-2", "debtor:D-1")
    assert rows(closed, "SELECT name, birth_date FROM debtor WHERE id = 'D-1'") == [("", None)]
    assert rows(closed, "SELECT value FROM contact_point WHERE debtor_id = 'D-1'") == []
    assert rows(closed, "SELECT id FROM preference_change") == []
    assert rows(closed, "SELECT subject FROM subject_key ORDER BY 1") == [("case:C-3",)]
    assert rows(closed, "SELECT name FROM debtor WHERE id = 'D-2'") == [("Bram Kok",)]


def test_twice_is_once(closed):
    erasure = erase(closed, "C-1")

    with closed.begin() as books:
        assert not carry_out_erasure(books, erasure)
    with pytest.raises(NotAllowed, match="erased already"):
        erase(closed, "C-1")


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM preference_change",
        "UPDATE preference_change SET words = ''",
        "DELETE FROM erasure",
        "UPDATE erasure SET second = 'nobody'",
    ],
)
def test_the_database_refuses_to_take_more_than_was_decided(closed, change):
    erase(closed, "C-1")

    with pytest.raises(DatabaseError, match="append-only"), closed.connection() as connection:
        connection.execute(text(change))


def test_the_term_counts_from_the_last_end(closed):
    with closed.begin() as books:
        books.append(
            [
                an_entry(
                    "case:C-1", kind=LineKind.CASE, public={"status": "closed"}, at=NOW + timedelta(days=300)
                )
            ]
        )

    with pytest.raises(NotAllowed, match="is kept until 04 January 2029"):
        erase(closed, "C-1")

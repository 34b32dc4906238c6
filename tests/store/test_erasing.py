"""Erasing empties what identifies somebody on both databases, and only what was decided."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.erasing import ErasedList, apply_erased
from app.erasing import erase as erase_and_list
from engine.domain.case import CaseStatus, Phase
from engine.domain.errors import ConfigurationError, NotAllowed, StoreUnavailable
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


def erase_listed(database, erased, case_id):
    return erase_and_list(database, erased, case_id, PEOPLE, (LATER, Ground.RETENTION, 2))


def erased_cases(database):
    return {subject for (subject,) in rows(database, "SELECT subject FROM erasure") if "case:" in subject}


def test_an_erasure_that_dies_beside_another_one_is_not_lost(closed, tmp_path):
    erased = ErasedList(tmp_path / "erased.jsonl")

    class Dies(ErasedList):
        """Is ended right after it wrote its line."""

        def add(self, erasure):
            super().add(erasure)
            raise KeyboardInterrupt

    def die():
        with suppress(KeyboardInterrupt):
            erase_listed(closed, Dies(erased.path), "C-1")

    dying = Thread(target=die)

    class Beside(ErasedList):
        """Writes its line when the other one is dead, or waits for us."""

        def add(self, erasure):
            dying.start()
            dying.join(1)
            super().add(erasure)

    erase_listed(closed, Beside(erased.path), "C-3")
    dying.join()
    apply_erased(closed, erased)

    assert erased_cases(closed) == {"case:C-1", "case:C-3"}


def test_a_machine_with_a_list_of_its_own_erases_nothing(closed, tmp_path):
    shared, own = ErasedList(tmp_path / "shared.jsonl"), ErasedList(tmp_path / "own.jsonl")
    erase_listed(closed, shared, "C-1")

    with pytest.raises(ConfigurationError, match="machines that share a database share it too"):
        erase_listed(closed, own, "C-3")

    assert own.size == 0
    assert apply_erased(closed, shared) == 0
    assert erased_cases(closed) == {"case:C-1"}


def test_nothing_is_erased_when_the_list_cannot_be_written(closed):
    with pytest.raises(StoreUnavailable, match="No space left on device"):
        erase_listed(closed, ErasedList(Path("/dev/full")), "C-1")

    assert erased_cases(closed) == set()


def test_a_line_that_was_cut_off_is_named_with_the_fix(closed, tmp_path):
    erased = ErasedList(tmp_path / "erased.jsonl")
    erased.path.write_text('{"case_id":"C-1","deb')

    with pytest.raises(ConfigurationError, match="take the line out, and erase again"):
        apply_erased(closed, erased)

"""Erasing by command: two people, not before the term, nothing left but proof, also after a restore."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from app.wiring import SIMULATED_NOW
from engine.store.erasing import LEFT_ALONE
from engine.store.tables.schema import SCHEMA
from tests.app.command import done, minnelijk, shipped

#: of one debtor with one case in the demo, and its words
CASE, DEBTOR = "D-1001", "debtor"
LATER = "2028-07-01T10:00:00+00:00"


def rows(desk, statement, *values):
    with closing(sqlite3.connect(desk.folder / "demo.db")) as database:
        return database.execute(statement, values).fetchall()


def set_clock(desk, moment=LATER):
    with closing(sqlite3.connect(desk.folder / "demo.db")) as database, database:
        database.execute("UPDATE house SET value = ? WHERE key = ?", (moment, SIMULATED_NOW))


@pytest.fixture
def closed(own_demo):
    """Lend a demo in which one case was closed two years and more ago."""
    for name, role in {"anna": "team_lead", "chris": "compliance", "bram": "collector"}.items():
        done("people", "add", name, role, "--as", "anna")
    done("case", "close", CASE, "--as", "anna", "--because", "the claim was withdrawn by Bakker")
    set_clock(own_demo)
    return own_demo


def debtor_of(desk, case_id=CASE):
    ((debtor_id,),) = rows(desk, "SELECT debtor_id FROM case_ WHERE id = ?", case_id)
    return debtor_id


def what_identifies(desk):
    """List all that is known of the person: name, numbers, addresses."""
    debtor_id = debtor_of(desk)
    ((name, street),) = rows(
        desk,
        "SELECT d.name, (SELECT value FROM contact_point WHERE debtor_id = d.id AND kind = 'address')"
        " FROM debtor d WHERE d.id = ?",
        debtor_id,
    )
    points = [
        value for (value,) in rows(desk, "SELECT value FROM contact_point WHERE debtor_id = ?", debtor_id)
    ]
    words = [word for word in dict.fromkeys((name, street, *points)) if word]
    return [
        word.encode()
        for word in words
        # a house may be the address of two invented people
        if rows(desk, "SELECT count(*) FROM contact_point WHERE value = ?", word)[0][0] < 2
    ]


def what_was_said(desk):
    """List what each contact about the case named of the claim."""
    return rows(
        desk,
        "SELECT said FROM contact c JOIN contact_case x ON x.reference = c.reference WHERE x.case_id = ?",
        CASE,
    )


def erase(case_id=CASE, by="anna", second="chris"):
    return minnelijk("record", "erase", case_id, "--as", by, "--second", second)


def left_in_files(desk, words):
    """Look through every file of the house: the database, what SQLite has beside it, the outbox."""
    content = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file())
    return [word for word in words if word in content]


def test_nothing_is_left_but_what_proves(closed, tmp_path):
    words = what_identifies(closed)
    before = rows(closed, "SELECT hash FROM touchpoint ORDER BY id")
    files = len(list((closed.folder / "outbox").rglob("*.*")))
    its_own = len(what_was_said(closed))

    said = erase()

    assert said.code == 0, said.err
    assert words
    assert len(list((closed.folder / "outbox").rglob("*.*"))) == files - its_own
    assert set(what_was_said(closed)) == {("",)}
    assert left_in_files(closed, words) == []
    assert rows(closed, "SELECT * FROM subject_key WHERE subject = ?", f"case:{CASE}") == []
    assert rows(closed, "SELECT hash FROM touchpoint ORDER BY id")[: len(before)] == before
    assert done("ledger", CASE).lines[-1] in {"the chain holds", "both chains hold"}
    bundle = tmp_path / "bundle.zip"
    done("record", "bundle", bundle)
    assert "the record holds" in done("verify", bundle, "--key", closed.folder / "record.pub").out


def test_the_erasure_is_a_line_itself(closed):
    erase()

    lines = [line for line in done("ledger", CASE, "--json").json_lines if line["kind"] == "erasure"]

    assert lines[0]["subject"] == f"case:{CASE}"
    assert lines[0]["public"] == {"by": "anna", "ground": "retention", "second": "chris"}


@pytest.mark.parametrize(
    ("by", "second", "because"),
    [
        ("anna", "anna", "two people"),
        ("anna", "nobody", "nobody here is called"),
        ("bram", "chris", "bram is collector"),
        ("anna", "bram", "bram is collector"),
        ("chris", "anna", "chris is compliance"),
    ],
)
def test_takes_two_people_who_may(closed, by, second, because):
    said = erase(by=by, second=second)

    assert said.code == 1
    assert because in said.err
    assert not (closed.folder / "erased.jsonl").exists()


def test_not_before_the_term_has_ended(closed):
    set_clock(closed, "2028-03-31T10:00:00+00:00")
    early = erase()
    set_clock(closed, "2028-04-02T10:00:00+00:00")

    assert "is kept until 01 April 2028: 2 years after closing (NL-51)" in early.err
    assert erase().code == 0


def test_a_house_may_keep_longer_and_never_shorter(closed, monkeypatch):
    monkeypatch.setenv("MINNELIJK_RETENTION_YEARS", "5")
    assert "is kept until 01 April 2031" in erase().err

    monkeypatch.setenv("MINNELIJK_RETENTION_YEARS", "1")
    assert "greater than or equal to 2" in erase().err


def test_not_while_the_case_is_open_or_held_or_erased(closed):
    done("pause", CASE, "--as", "anna", "--why", "dispute")
    held = erase()
    open_case = erase("D-1002")
    done("people", "add", "dewi", "team_lead", "--as", "anna")
    for name in ("anna", "dewi"):  # what protects somebody is lifted by two people
        done("pause", CASE, "--as", name, "--end", held.err.split("pause ")[1].split()[0])
    first, again = erase(), erase()

    assert "is held by pause" in held.err
    assert "is open" in open_case.err
    assert (first.code, again.code) == (0, 1)
    assert "erased already" in again.err


def test_a_person_goes_with_the_last_case(closed):
    ((debtor_id,),) = rows(
        closed, "SELECT debtor_id FROM case_ GROUP BY debtor_id HAVING count(*) >= 2 LIMIT 1"
    )
    case_ids = [one for (one,) in rows(closed, "SELECT id FROM case_ WHERE debtor_id = ?", debtor_id)]
    set_clock(closed, "2026-04-01T07:00:00+00:00")
    for case_id in case_ids:
        minnelijk("case", "close", case_id, "--as", "anna", "--because", "withdrawn")
    set_clock(closed)

    for case_id in case_ids[:-1]:
        assert erase(case_id).code == 0
    ((name_between,),) = rows(closed, "SELECT name FROM debtor WHERE id = ?", debtor_id)
    said = erase(case_ids[-1])

    assert name_between
    assert "it was the last case" in said.out
    assert rows(closed, "SELECT name FROM debtor WHERE id = ?", debtor_id) == [("",)]
    assert rows(closed, "SELECT * FROM preference_change WHERE debtor_id = ?", debtor_id) == []


def test_a_restored_backup_is_erased_again_before_anything_else(closed):
    words = what_identifies(closed)
    backup = closed.folder.parent / "backup.db"
    shutil.copy(closed.folder / "demo.db", backup)
    erase()
    for path in closed.folder.glob("demo.db*"):
        path.unlink()
    shutil.copy(backup, closed.folder / "demo.db")

    out = done("ledger", CASE).out

    assert "erasure" in out
    assert left_in_files(closed, words) == []
    assert rows(closed, "SELECT count(*) FROM erasure") == [(2,)]


def test_an_erasure_that_was_killed_half_way_is_finished_at_the_next_start(closed):
    said = {
        "case_id": CASE,
        "debtor_id": None,
        "at": LATER,
        "by": "anna",
        "second": "chris",
        "ground": "retention",
    }
    (closed.folder / "erased.jsonl").write_text(json.dumps(said) + "\n", encoding="utf-8")

    done("tasks", "list")

    assert rows(closed, "SELECT subject FROM erasure") == [(f"case:{CASE}",)]


def test_an_import_does_not_bring_back_what_was_erased(closed, tmp_path):
    words = what_identifies(closed)
    erase()

    minnelijk("import", shipped(tmp_path / "again.csv", CASE), "--as", "anna")

    assert "this case was erased" in (tmp_path / "again.rejects.csv").read_text(encoding="utf-8")
    assert [word for word in words if word in (closed.folder / "demo.db").read_bytes()] == []


def test_refuses_to_start_when_erasures_are_missing_from_the_list(closed):
    erase()
    (closed.folder / "erased.jsonl").write_text("{}\n", encoding="utf-8")

    said = minnelijk("tasks", "list")

    assert said.code == 2
    assert "put back the whole list" in said.err


def test_who_puts_a_backup_back_hears_that_the_list_is_gone(closed):
    erase()
    (closed.folder / "erased.jsonl").unlink()

    assert "what was erased after the backup is back" in done("db", "restored", "--as", "anna").err


def test_every_table_was_thought_of():
    """A new table must say in engine/store/erasing.py what an erasure does to it."""
    from engine.store import erasing  # noqa: PLC0415

    statements = (*erasing.SUBJECT, *erasing.CASE, *erasing.DEBTOR)
    text = " ".join(statement.partition(" WHERE ")[0] + " " for statement in statements)
    emptied = {name for name in SCHEMA.tables if f" {name} " in text}

    assert emptied & LEFT_ALONE == set()
    assert emptied | LEFT_ALONE == set(SCHEMA.tables)

"""The ledger: nothing is changed, everything is found out, contents are for those with the key."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from engine.domain.errors import ConfigurationError, RecordBroken
from engine.domain.touchpoint import LineKind, Outcome
from engine.store.database import open_database
from engine.store.ledger_reading import ERASED
from engine.store.vault import Vault
from tests.builders import NOW, a_change, an_entry, days_ago
from tests.store.some_records import a_record, an_approval, take_in

SUBJECT = "case:C-1"
WORDS = {"body": "Beste Anna Jansen, wij helpen u graag.", "to": "+31612345678"}


def run(database, statement, **values):
    with database.connection() as connection:
        connection.execute(text(statement), values)


def unguarded(database, statement, **values):
    """Change what the triggers guard, as somebody with all rights on the database could."""
    with database.connection() as connection:
        if connection.dialect.name == "sqlite":
            triggers = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'touchpoint'"
            ).scalars()
            for name in list(triggers):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("ALTER TABLE touchpoint DISABLE TRIGGER touchpoint_append_only")
        connection.execute(text(statement), values)


@pytest.fixture
def written(database):
    """Write five lines about one case, the third with a content, and one about another."""
    lines = [an_entry(public={"number": number}) for number in range(1, 6)]
    lines[2] = an_entry(public={"number": 3}, content=WORDS)
    with database.begin() as books:
        books.append([*lines[:3], an_entry("case:C-2")])
        books.append(lines[3:])
    return database


def test_reads_lines_back_as_they_were_written(database):
    entries = [
        an_entry(at=days_ago(1.000001), kind=LineKind.CONTACT, reference="R-1", outcome=Outcome.PLANNED),
        an_entry(public={"trace": [{"rule": "hours", "ruling": "wait"}], "name": "Zoë", "cents": 12050}),
        an_entry(kind=LineKind.PREFERENCE, content=WORDS),
    ]
    with database.begin() as books:
        books.append(entries)

    with database.read() as books:
        lines = books.lines(SUBJECT)
    assert [line.seq for line in lines] == [1, 2, 3]
    for line, entry in zip(lines, entries, strict=True):
        assert (line.subject, line.kind, line.at, line.public) == (
            entry.subject,
            entry.kind,
            entry.at,
            entry.public,
        )
        assert (line.reference, line.outcome) == (entry.reference, entry.outcome)
    assert [line.content_hash is None for line in lines] == [True, True, False]
    assert lines[2].previous == lines[1].hash


def test_one_batch_may_hold_many_lines_of_one_chain_and_of_several(written):
    with written.read() as books:
        assert [line.public["number"] for line in books.lines(SUBJECT)] == [1, 2, 3, 4, 5]
        assert [line.seq for line in books.lines("case:C-2")] == [1]
        assert list(books.ledger.subjects()) == [SUBJECT, "case:C-2"]
        assert books.verify(SUBJECT) is None
        assert books.verify("case:C-2") is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE touchpoint SET outcome = 'bounced'",
        "UPDATE touchpoint SET at = at + 1 WHERE seq = 2",
        "DELETE FROM touchpoint",
        "DELETE FROM touchpoint WHERE subject = 'case:C-2'",
    ],
)
def test_the_database_refuses_every_change(written, change):
    with pytest.raises(DatabaseError, match="append-only"):
        run(written, change)

    with written.read() as books:
        assert len(books.lines(SUBJECT)) == 5


@pytest.mark.parametrize(
    "change",
    ["UPDATE preference_change SET value = 'sms'", "DELETE FROM preference_change WHERE id = 'W-1'"],
)
def test_the_database_refuses_to_change_what_a_debtor_chose(database, change):
    take_in(database, a_record(changes=(a_change(),)))

    with pytest.raises(DatabaseError, match="append-only"):
        run(database, change)


@pytest.mark.parametrize(
    "change", ["UPDATE template_approval SET by_name = 'bram'", "DELETE FROM template_approval"]
)
def test_the_database_refuses_to_change_what_was_approved(database, change):
    with database.begin() as books:
        assert books.put_approval(an_approval())
        assert not books.put_approval(an_approval(by="bram"))

    with pytest.raises(DatabaseError, match="append-only"):
        run(database, change)

    with database.read() as books:
        assert [one.by for one in books.approvals()] == ["anna"]


def test_sqlite_lets_an_approval_stand_when_somebody_replaces_it(sqlite_database):
    with sqlite_database.begin() as books:
        books.put_approval(an_approval())

    run(
        sqlite_database,
        "INSERT OR REPLACE INTO template_approval"
        " SELECT template, version, 'bram', approved_at, note, checker, verdict, files"
        " FROM template_approval",
    )

    with sqlite_database.read() as books:
        assert [one.by for one in books.approvals()] == ["anna"]


REPLACEMENT = """
INSERT OR REPLACE INTO touchpoint (id, subject, seq, kind, at, reference, outcome, public, previous, hash)
SELECT :number, subject, :seq, kind, at, reference, 'bounced', public, previous, hash FROM touchpoint
"""


@pytest.mark.parametrize(("number", "seq"), [(1, 99), (99, 1)])
def test_sqlite_refuses_to_replace_a_line(sqlite_database, number, seq):
    with sqlite_database.begin() as books:
        books.append([an_entry()])

    with pytest.raises(DatabaseError, match="append-only"):
        run(sqlite_database, REPLACEMENT, number=number, seq=seq)


def test_sqlite_lets_a_choice_stand_when_somebody_replaces_it(sqlite_database):
    take_in(sqlite_database, a_record(changes=(a_change(value="sms"),)))

    run(
        sqlite_database,
        "INSERT OR REPLACE INTO preference_change"
        " SELECT id, debtor_id, at, by, through, field, 'letter', words, proof FROM preference_change",
    )

    with sqlite_database.read() as books:
        assert [change.value for change in books.changes_of("D-1")] == ["sms"]


@pytest.mark.parametrize(
    "change",
    [
        "TRUNCATE touchpoint",
        "TRUNCATE preference_change",
        "TRUNCATE template_approval",
        "SET LOCAL session_replication_role = replica; DELETE FROM touchpoint",
        "INSERT INTO touchpoint SELECT * FROM touchpoint ON CONFLICT (id) DO UPDATE SET outcome = 'read'",
    ],
)
def test_postgresql_refuses_its_own_ways_of_changing_too(postgres_database, change):
    with postgres_database.begin() as books:
        books.append([an_entry()])

    with pytest.raises(DatabaseError, match="append-only"):
        run(postgres_database, change)


@pytest.mark.parametrize(
    ("harm", "seq"),
    [
        ("UPDATE touchpoint SET outcome = 'read' WHERE subject = 'case:C-1' AND seq = 2", 2),
        ("UPDATE touchpoint SET at = at + 1 WHERE subject = 'case:C-1' AND seq = 4", 4),
        ("UPDATE touchpoint SET kind = 'house' WHERE subject = 'case:C-1' AND seq = 5", 5),
        ("UPDATE touchpoint SET reference = 'R-9' WHERE subject = 'case:C-1' AND seq = 1", 1),
        ("UPDATE touchpoint SET content_hash = NULL WHERE subject = 'case:C-1' AND seq = 3", 3),
        ("DELETE FROM touchpoint WHERE subject = 'case:C-1' AND seq = 2", 2),
        ("DELETE FROM touchpoint WHERE subject = 'case:C-1' AND seq = 5", 5),
        ("DELETE FROM touchpoint WHERE subject = 'case:C-1'", 1),
        ("UPDATE chain_head SET seq = 4 WHERE subject = 'case:C-1'", 6),
        ("DELETE FROM chain_head WHERE subject = 'case:C-1'", 6),
    ],
)
def test_finds_what_was_changed_behind_the_back_of_the_database(written, harm, seq):
    unguarded(written, harm)

    with written.read() as books:
        assert books.verify(SUBJECT).seq == seq
        assert books.verify("case:C-2") is None


def test_finds_a_flipped_byte(written):
    with written.read() as books:
        line = books.lines(SUBJECT)[1]

    unguarded(
        written, "UPDATE touchpoint SET public = :public WHERE id = :id", public=b'{"number":3}', id=line.id
    )

    with written.read() as books:
        assert books.verify(SUBJECT).seq == 2


def test_finds_lines_that_changed_places(written):
    move = "UPDATE touchpoint SET seq = :new WHERE subject = 'case:C-1' AND seq = :old"
    for old, new in ((2, 12), (3, 2), (12, 3)):
        unguarded(written, move, old=old, new=new)

    with written.read() as books:
        assert books.verify(SUBJECT).seq == 2


class TestContents:
    def test_come_back_with_the_key(self, written):
        with written.read() as books:
            lines = books.lines(SUBJECT)

            assert books.ledger.content(lines[2]) == WORDS
            assert books.ledger.content(lines[0]) is None

    def test_are_not_readable_in_the_database(self, written):
        with written.connection() as connection:
            stored = connection.exec_driver_sql("SELECT sealed FROM content").scalars().all()

        assert len(stored) == 1
        assert b"Anna" not in stored[0]

    LOSSES = pytest.mark.parametrize("loss", ["DELETE FROM content", "DELETE FROM subject_key"])
    ERASURE = (
        "INSERT INTO erasure (subject, at, by, second, ground) VALUES (:subject, 1, 'a', 'b', 'retention')"
    )

    @LOSSES
    def test_may_be_erased_and_the_chain_still_holds(self, written, loss):
        run(written, self.ERASURE, subject=SUBJECT)
        run(written, loss)

        with written.read() as books:
            assert books.ledger.content(books.lines(SUBJECT)[2]) == ERASED
            assert books.verify(SUBJECT) is None

    @LOSSES
    def test_that_are_gone_without_an_erasure_are_missed(self, written, loss):
        run(written, loss)

        with written.read() as books:
            assert books.verify(SUBJECT).seq == 3
            assert "is gone, and no erasure took it" in str(books.verify(SUBJECT))

    def test_are_guarded_by_their_line(self, written):
        with written.begin() as books:
            books.append([an_entry(content={"body": "another"})])
            ids = [line.id for line in books.lines(SUBJECT) if line.content_hash]
        move = (
            "UPDATE content SET sealed = (SELECT sealed FROM content WHERE line = :other) WHERE line = :one"
        )
        run(written, move, one=ids[0], other=ids[1])

        with written.read() as books:
            lines = books.lines(SUBJECT)
            assert books.verify(SUBJECT).seq == 3
            with pytest.raises(RecordBroken, match="line 3"):
                books.ledger.content(lines[2])

    def test_of_one_text_look_different_for_each_case(self, database):
        with database.begin() as books:
            books.append([an_entry(content=WORDS), an_entry("case:C-2", content=WORDS)])

        with database.read() as books:
            hashes = {books.lines(subject)[0].content_hash for subject in (SUBJECT, "case:C-2")}
        assert len(hashes) == 2

    def test_do_not_open_with_the_key_of_another_house(self, written):
        url = written.engine.url.render_as_string(hide_password=False)
        stranger = open_database(url, Vault(bytes(32), bytes))

        with stranger.read() as books, pytest.raises(ConfigurationError, match="key of the house"):
            books.ledger.content(books.lines(SUBJECT)[2])
        stranger.close()


def test_a_key_of_the_wrong_length_is_refused():
    with pytest.raises(ConfigurationError, match="32 bytes"):
        Vault(b"short", bytes)


def test_a_transaction_that_fails_leaves_no_line_and_no_gap(database):
    with pytest.raises(ValueError, match="plain ASCII"), database.begin() as books:
        books.append([an_entry(), an_entry(public={"naïef": 1})])

    with database.begin() as books:
        books.append([an_entry(at=NOW)])

    with database.read() as books:
        assert [line.seq for line in books.lines(SUBJECT)] == [1]
        assert books.verify(SUBJECT) is None


def test_a_batch_that_is_refused_leaves_the_chain_as_it_was(database):
    with database.begin() as books:
        books.append([an_entry()])
        with pytest.raises(ValueError, match="plain ASCII"):
            books.append([an_entry(), an_entry(public={"naïef": 1})])

        books.append([an_entry()])

        assert [line.seq for line in books.lines(SUBJECT)] == [1, 2]
        assert books.verify(SUBJECT) is None


def test_a_line_number_is_given_once(database):
    with database.begin() as books:
        books.append([an_entry()])

    with pytest.raises(IntegrityError):
        run(
            database,
            "INSERT INTO touchpoint (id, subject, seq, kind, at, reference, outcome, public, previous, hash)"
            " SELECT 77, subject, seq, kind, at, reference, outcome, public, previous, hash FROM touchpoint",
        )

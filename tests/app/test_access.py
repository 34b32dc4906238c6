"""Who asks what is known of them gets all of it, and nothing of somebody else (GDPR 15)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest

from engine.domain.client_report import ClientReport, ReportState
from engine.domain.partner import ClientDetails
from engine.domain.touchpoint import Entry, LineKind
from engine.rendering.b1.finding import Level
from engine.rendering.b1.reader import load_reader
from engine.rendering.report.access_words import LABELS, PRINTED, READ_AS
from engine.rendering.report.person_reports import report_of_access
from engine.replies.label import Label
from engine.store.access import TOLD
from engine.store.columns import Day, Moment, micros
from engine.store.tables.schema import SCHEMA
from preferences.channel import ChannelKind
from tests.app.command import done
from tests.app.test_dossier import SCHEMA as FILE_SCHEMA

CASES = {"A": "D-2004", "B": "D-1001"}
PERSONS = {"A": "P-2004", "B": "P-1001"}
AT = datetime(2026, 3, 20, 12, tzinfo=UTC)
#: columns that only take a word of ours
WORDS: Mapping[str, dict[str, str | None]] = {
    "preference_change": {"field": "language", "through": "agent", "value": "en"},
    "pause": {"kind": "danger"},
    "reaction": {"channel": "email"},
    "person_task": {"kind": "answer_reply"},
    "claim_line": {"kind": "interest"},
    "contact_point": {"kind": "email", "state": "unverified", "address": None},
    "arrangement": {"status": "refused", "instalments": '[["2026-05-01", 100]]', "every": "month"},
    "notice": {"kind": "answer", "legal_role": "none", "channels": "", "told": "{}"},
    "referral": {"way": "warm", "reason": "asked_for_help", "state": "ended"},
    "partner_message": {"kind": "reminder", "route": "email", "outcome": "accepted"},
    "guidance": {"state": "refused", "step": None},
    "other_arrears": {"kind": "rent", "source": "debtor"},
    "contact": {"kind": "email", "legal_role": "none", "outcome": "accepted", "creditor": "x"},
    "send_queue": {"channel": "email", "state": "done"},
    "provider_event": {"outcome": "replied"},
    "raw_call": {"state": "worked"},
    "erasure": {"ground": "retention"},
}
#: rows of which there can be only one for each person or case: their free columns are written over
ONLY_ONE = {
    "debtor": ("id", ("name", "representative")),
    "case_": ("id", ("iban", "fingerprint")),
    "position": ("case_id", ("run",)),
}
#: made by the books, so that its contents are sealed
BY_THE_BOOKS = {"client_report"}


def canary(table, column, whose):
    return f"canary-{whose}-{table}-{column}"


def a_row(table, whose):
    """Make a row about somebody with a canary in every free word; a moment or number says nothing."""
    case, person = CASES[whose], PERSONS[whose]
    about = {
        "debtor_id": person,
        "case_id": case,
        "case_ids": json.dumps([case]),
        "subject": f"debtor:{person}",
        "rank": 99,
    }
    if table in {"contact_case", "send_queue", "portal_link"}:
        about["reference"] = canary("contact", "reference", whose)
    if table == "provider_event":
        about |= {"reference": case, "provider_ref": str(900 + ord(whose))}
    if table == "raw_call":
        about |= {"id": 900 + ord(whose), "digest": whose.encode(), "sealed": b"sealed"}
    row: dict[str, object] = {}
    for column in SCHEMA.tables[table].columns:
        if column.name in WORDS.get(table, {}):
            row[column.name] = WORDS[table][column.name]
        elif column.name in about:
            row[column.name] = about[column.name]
        elif table == "reaction" and column.name == "id":
            row["id"] = 900 + ord(whose)
        else:
            row[column.name] = a_value(column, table, whose)
    return row


def a_value(column, table, whose):
    if isinstance(column.type, Moment):
        return AT
    if isinstance(column.type, Day):
        return AT.date()
    kind = column.type.python_type
    return kind() if kind in {int, bool, bytes} else canary(table, column.name, whose)


def canaries(values):
    return {value for value in values if isinstance(value, str) and value.startswith("canary-")}


def hide_canaries(house, whose):
    """Put a canary into every place where a word about somebody can stand; gives them by table."""
    hidden = {}
    with house.store.connection() as connection:
        # a contact before what hangs on it, and a case before what is about it
        for table in [one.name for one in SCHEMA.sorted_tables if one.name in TOLD]:
            if table in BY_THE_BOOKS:
                continue
            if table in ONLY_ONE:
                key, columns = ONLY_ONE[table]
                owner = PERSONS[whose] if table == "debtor" else CASES[whose]
                words = {name: canary(table, name, whose) for name in columns}
                target = SCHEMA.tables[table]
                connection.execute(target.update().where(target.c[key] == owner).values(words))
                hidden[table] = set(words.values())
            else:
                row = a_row(table, whose)
                connection.execute(SCHEMA.tables[table].insert().values(row))
                hidden[table] = canaries(
                    value for name, value in row.items() if name not in TOLD[table].left_out
                )
    report = ClientReport(
        id=canary("client_report", "id", whose),
        partner="gemeente-rivierstad",
        reference=canary("client_report", "reference", whose),
        state=ReportState.WAITS,
        made_at=AT,
        debtor_id=PERSONS[whose],
        case_id=CASES[whose],
    )
    client = ClientDetails(
        name=canary("client_report", "name", whose), phone=canary("client", "phone", whose)
    )
    with house.store.begin() as books:
        books.put_report(report, client)
        for subject in (f"debtor:{PERSONS[whose]}", f"case:{CASES[whose]}"):
            content = {"words": canary("record", subject.split(":")[0], whose)}
            public = {"said": canary("public", subject.split(":")[0], whose)}
            line = Entry(subject=subject, kind=LineKind.REFERRAL, at=AT, public=public, content=content)
            books.append([line])
    hidden["client_report"] = {report.id, report.reference, client.name, client.phone}
    hidden["touchpoint"] = {canary("public", one, whose) for one in ("debtor", "case")}
    hidden["content"] = {canary("record", one, whose) for one in ("debtor", "case")}
    return hidden


def access_of(whose):
    return done("dossier", "--access", PERSONS[whose], "--json").json


def words_of(access, *, without_messages=False):
    """Give all words on the page; without the texts of messages: only what it says of itself."""
    blocks = report_of_access(access).blocks
    shown = [one for one in blocks if not (without_messages and one["kind"] == "quote")]
    return json.dumps(shown, ensure_ascii=False)


@pytest.fixture
def hidden(own_demo):
    house = own_demo.open()
    return {whose: hide_canaries(house, whose) for whose in "AB"}


def test_every_word_about_a_person_comes_out_and_none_of_another(hidden):
    for whose, other in ("AB", "BA"):
        access = access_of(whose)
        told = json.dumps(access)

        jsonschema.validate(access, FILE_SCHEMA)
        assert set(hidden[whose]) == {*TOLD, "touchpoint", "content"}
        for table, words in hidden[whose].items():
            assert {word for word in words if word not in told} == set(), table
            assert words or table == "reaction", table
        assert f"canary-{other}-" not in told


def test_the_page_tells_it_too(hidden, tmp_path):
    done("dossier", "--access", PERSONS["A"], "--pdf", tmp_path / "a.pdf")
    told = words_of(access_of("A"))

    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    for table in (*PRINTED, "touchpoint", "content"):
        assert {word for word in hidden["A"][table] if word not in told} == set(), table
    for table, column in (("person_task", "because"), ("payment", "reference"), ("arrangement", "agreed_by")):
        assert canary(table, column, "A") in told
    assert "canary-B-" not in told


def test_a_call_that_is_kept_says_until_when(hidden):
    (call,) = [one for one in access_of("A")["kept"]["raw_call"] if one["said"].startswith("canary")]

    assert call["is_kept"]
    assert datetime.fromisoformat(call["kept_until"]) == AT + timedelta(days=30)
    assert micros(AT) not in call.values()


def test_a_call_that_waits_for_a_person_has_no_last_day(own_demo, hidden):
    with own_demo.open().store.connection() as connection:
        connection.exec_driver_sql("UPDATE raw_call SET state = 'for_person'")

    (call,) = [one for one in access_of("A")["kept"]["raw_call"] if one["said"].startswith("canary")]

    assert (call["is_kept"], call["kept_until"]) == (True, None)


def test_after_an_erasure_it_says_what_is_gone(own_demo):
    done("case", "close", "D-2004", "--because", "klaar", "--as", "anna")
    with own_demo.open().store.connection() as connection:
        connection.exec_driver_sql("DELETE FROM content")
        connection.exec_driver_sql(
            "INSERT INTO erasure SELECT subject, 1, 'anna', 'emre', 'kept long enough' FROM chain_head"
        )

    access = access_of("A")

    jsonschema.validate(access, FILE_SCHEMA)
    assert {one["subject"] for one in access["kept"]["erasure"]} == {"case:D-2004", "debtor:P-2004"}
    told = words_of(access)
    assert "Wat wij hebben gewist" in told
    assert "(een deel is gewist)" in told
    assert "(gewist)" in told


def test_what_a_message_was_read_as_is_told_with_care(own_demo):
    words = "Ik zie het niet meer zitten, ik wil niet meer leven"
    done("reply", "note", "D-2004", "--channel", "sms", "--as", "anna", "--text", words)

    access = access_of("A")

    (reply,) = [one for one in access["cases"][0]["replies"] if one["words"] == words]
    assert "distress" in reply["labels"]
    told = words_of(access)
    assert "het gaat misschien niet goed met u" in told
    assert "artikel 9 van de AVG" in told
    assert "Bel 113" in told
    ours = words_of(access, without_messages=True).lower()
    assert not [word for word in ("distress", "gevaar", "danger") if word in ours]


def test_who_never_wrote_reads_nothing_about_hard_words(own_demo):
    told = words_of(done("dossier", "--access", "P-1006", "--json").json, without_messages=True)

    assert "Bel 113" not in told
    assert "Elke nacht maken wij een kopie" in told
    assert "Hier staat alles" not in told


@pytest.mark.parametrize("person", ["P-2004", "P-1006"])
def test_what_it_says_itself_is_plain_dutch(own_demo, person):
    blocks = report_of_access(done("dossier", "--access", person, "--json").json).blocks
    own = [one["text"] for one in blocks if one["kind"] == "paragraph"]
    own += [how for one in blocks if one.get("head") == ("Wat", "Hoe het zit") for _, how in one["rows"]]

    found = load_reader().judge("\n\n".join(own), ChannelKind.LETTER, ()).findings

    assert [str(one) for one in found if one.level is Level.FAIL] == []


def test_every_column_on_the_page_and_every_label_has_a_dutch_word():
    extra = {"client", "is_kept", "kept_until"}
    columns = {
        column.name
        for table in PRINTED
        for column in SCHEMA.tables[table].columns
        if column.name not in TOLD[table].left_out
    }

    assert (columns | extra) - LABELS.keys() == set()
    assert {one.value for one in Label} == READ_AS.keys()

"""The file of a case, of a debtor and of all that a person may see: whole, signed, and on paper."""

import json
from pathlib import Path

import jsonschema
import pikepdf
import pytest

from engine.domain.touchpoint import LineKind, Outcome
from engine.record.chain import line_hash
from engine.record.checkpoint import read_checkpoint
from engine.record.merkle import verify_inclusion
from engine.record.note import PublicKey
from tests.app.command import done, minnelijk

SCHEMA = json.loads(
    (Path(line_hash.__code__.co_filename).parents[1] / "dossier" / "dossier.schema.json").read_text()
)
CASE = "D-1001"


def debtor_of(case_id=CASE):
    return done("dossier", case_id, "--json").json["debtor"]["id"]


@pytest.fixture
def dossier(own_demo):
    return done("dossier", CASE, "--json").json


@pytest.mark.parametrize("case_id", ["D-1001", "D-1002", "D-1005", "D-1010", "D-1016", "D-2000"])
def test_every_file_keeps_to_its_schema(own_demo, case_id):
    case = done("dossier", case_id, "--json").json

    jsonschema.validate(case, SCHEMA)
    jsonschema.validate(done("dossier", "--debtor", case["debtor"]["id"], "--json").json, SCHEMA)
    jsonschema.validate(done("dossier", "--access", case["debtor"]["id"], "--json").json, SCHEMA)


def test_tells_of_every_contact_with_its_text_as_it_was_sent(own_demo, dossier):
    lines = [line for line in done("ledger", CASE, "--json").json_lines if line["kind"] == LineKind.CONTACT]

    assert {contact["reference"] for contact in dossier["contacts"]} == {line["reference"] for line in lines}
    sent = [contact for contact in dossier["contacts"] if contact["outcome"] == Outcome.ACCEPTED]
    assert sent
    for contact in sent:
        assert contact["text"]["body"]
        assert contact["text"]["to"] in {point["value"] for point in dossier["debtor"]["points"]}
        assert {verdict["rule"] for verdict in contact["why"]} >= {"hours", "frequency", "pauses"}


def test_holds_the_whole_record_and_proves_where_it_stands(own_demo, dossier):
    lines = done("ledger", CASE, "--json").json_lines
    key = PublicKey.read(dossier["proof"]["key"])
    newest = read_checkpoint(dossier["proof"]["checkpoint"], [key])

    assert [line["hash"] for line in dossier["record"]] == [line["hash"] for line in lines]
    ends = {line["subject"]: line["hash"] for line in dossier["record"]}
    assert {one["subject"]: one["hash"] for one in dossier["proof"]["chains"]} == ends
    for one in dossier["proof"]["chains"]:
        steps = [bytes.fromhex(step) for step in one["proof"]]
        assert verify_inclusion(one["entry"], newest.size, bytes.fromhex(one["hash"]), steps, newest.root)


def test_says_what_the_law_asks_and_what_is_missing(dossier):
    found = {one["id"]: one for one in dossier["law"]}

    assert set(found) == {"NL-50", "NL-51", "NL-52", "NL-53", "NL-54"}
    assert any("nothing was agreed" in said for said in found["NL-50"]["missing"])
    for one in dossier["law"]:
        assert all(place.split(".")[0].split("[")[0] in dossier for place in one["where"])


def test_an_arrangement_stands_in_the_file(own_demo):
    propose = (
        "arrangement",
        "propose",
        CASE,
        "--first",
        "2026-05-04",
        "--amount",
        "50",
        "--affordable",
        "60",
    )
    done(*propose, "--as", "anna")

    dossier = done("dossier", CASE, "--json").json

    (arrangement,) = dossier["arrangements"]
    amounts = [part["amount_cents"] for part in arrangement["instalments"]]
    assert amounts[0] == 5000
    assert sum(amounts) == arrangement["total_cents"] == dossier["claim"]["outstanding_cents"]
    assert not any("nothing was agreed" in said for said in dossier["law"][0]["missing"])
    jsonschema.validate(dossier, SCHEMA)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (lambda: (CASE,), f"Dossier {CASE}"),
        (lambda: ("--debtor", debtor_of()), "Overzicht van schuldenaar"),
        (lambda: ("--access", debtor_of()), "Wat wij van u weten"),
    ],
    ids=["case", "debtor", "access"],
)
def test_is_set_as_an_accessible_archive_pdf(own_demo, tmp_path, words, title):
    file = tmp_path / "file.pdf"

    done("dossier", *words(), "--pdf", file)

    with pikepdf.open(file) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang).startswith("nl")
        assert bool(pdf.Root.MarkInfo.Marked)
        assert title in meta["dc:title"]


def test_is_set_on_the_real_clock_too(house, tmp_path):
    debtor = done("dossier", "D-1002", "--json").json["debtor"]["id"]

    for number, words in enumerate((("D-1002",), ("--debtor", debtor), ("--access", debtor))):
        done("dossier", *words, "--pdf", tmp_path / f"{number}.pdf")
        assert (
            "was signed"
            in done("verify", tmp_path / f"{number}.pdf", "--key", house.folder / "record.pub").out
        )


def test_what_is_written_is_signed_beside_it(own_demo, tmp_path):
    pdf, file, key = tmp_path / "d.pdf", tmp_path / "d.json", own_demo.folder / "record.pub"
    done("dossier", CASE, "--pdf", pdf, "--file", file)

    assert "d.pdf is the dossier that was signed" in done("verify", pdf, "--key", key).out
    assert done("verify", file, "--key", key, "--json").json["holds"]
    jsonschema.validate(json.loads(file.read_text(encoding="utf-8")), SCHEMA)

    pdf.write_bytes(pdf.read_bytes() + b" ")
    said = minnelijk("verify", pdf, "--key", key)
    assert said.code == 1
    assert "it was changed" in said.err


def test_the_text_is_gone_and_the_rest_stands_after_an_erasure(own_demo):
    with own_demo.open().store.connection() as connection:
        connection.exec_driver_sql("DELETE FROM content")
        # as an erasure writes it, for every chain
        connection.exec_driver_sql(
            "INSERT INTO erasure SELECT subject, 1, 'anna', 'emre', 'kept long enough' FROM chain_head"
        )

    dossier = done("dossier", CASE, "--json").json

    assert (dossier["whole"], dossier["faults"]) == (True, [])
    assert all(contact["text"] is None and contact["text_erased"] for contact in dossier["contacts"])
    assert "De tekst is gewist" not in json.dumps(dossier)
    jsonschema.validate(dossier, SCHEMA)


def test_strange_signs_do_not_keep_a_file_from_being_made(own_demo, tmp_path):
    done("people", "add", "bram", "collector", "--as", "anna")
    done(
        "preference",
        "set",
        CASE,
        "large_print",
        "yes",
        "--as",
        "bram",
        "--words",
        "ik zie 字 slecht \u202e \x07",
    )

    done("dossier", CASE, "--pdf", tmp_path / "d.pdf")

    assert (tmp_path / "d.pdf").stat().st_size > 1000


@pytest.mark.parametrize(
    ("words", "code", "because"),
    [
        ((), 2, "say what it is about"),
        ((CASE, "--debtor", "P-1"), 2, "say what it is about"),
        (("D-9999",), 1, "there is no case"),
        (("--access", "P-9999"), 1, "there is no debtor"),
    ],
)
def test_says_what_is_wrong(own_demo, words, code, because):
    said = minnelijk("dossier", *words)

    assert (said.code, because in said.err) == (code, True)


def test_a_person_sees_their_own_words_and_every_partner_who_heard_of_them(own_demo, tmp_path):
    """What somebody asks for holds what they wrote to us; "nobody else got your data" must be true."""
    words = "Ik betaal in mei, want dan heb ik weer werk"
    done("reply", "note", "D-2004", "--channel", "sms", "--as", "anna", "--text", words)
    debtor = done("dossier", "D-2004", "--json").json["debtor"]["id"]

    access = done("dossier", "--access", debtor, "--json").json

    jsonschema.validate(access, SCHEMA)
    told = [reply["words"] for case in access["cases"] for reply in case["replies"]]
    assert words in told
    assert "partner:Gemeente Rivierstad, team Geldzaken" in access["recipients"]
    pdf = tmp_path / "access.pdf"
    done("dossier", "--access", debtor, "--pdf", pdf)
    assert pdf.read_bytes().startswith(b"%PDF")


def test_a_partner_who_heard_nothing_is_no_recipient(demo):
    access = done("dossier", "--access", done("dossier", "D-1001", "--json").json["debtor"]["id"], "--json")

    assert [one for one in access.json["recipients"] if one.startswith("partner:")] == []

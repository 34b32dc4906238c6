"""A file about a chain that somebody harmed: what can be read is in it, and what cannot is named in it."""

import json
import re

import jsonschema
import pytest

from app.clock import SimulatedClock
from engine.rendering.report.case_report import report_of_case
from engine.rendering.report.person_reports import report_of_access, report_of_debtor
from tests.app.command import done, minnelijk
from tests.app.conftest import at
from tests.app.test_dossier import SCHEMA

CASE, OTHER = "D-1002", "D-1006"
CHANGED = "its bytes are not the bytes that were hashed"
LOCKED = "its content cannot be opened any more"
#: what may stand between brackets in the statements below; `[7B7D]` are bytes
WORDS = {
    "[the case]": f"subject = 'case:{CASE}'",
    "[last]": "(SELECT max(seq) FROM touchpoint WHERE [the case])",
    "[contact]": "(SELECT min(seq) FROM touchpoint WHERE [the case] AND kind = 'contact')",
    "[with content]": "(SELECT min(id) FROM touchpoint WHERE [the case] AND content_hash IS NOT NULL)",
}
#: how bytes are written on SQLite and on PostgreSQL
BYTES = {"sqlite": r"X'\1'", "postgresql": r"'\\x\1'::bytea"}


def spelled(change, kind):
    """Write a statement as a database takes it."""
    for word in ("[last]", "[contact]", "[with content]", "[the case]"):
        change = change.replace(word, WORDS[word])
    return re.sub(r"\[([0-9A-F]+)\]", BYTES[kind], change)


@pytest.fixture
def harmed(any_house):
    """Send a message of each case, seal everything, and give what does harm past the program."""
    house = any_house.open(SimulatedClock(at("2030-03-12T10:00+01:00")))
    house.straight().run(house.clock())
    house.dispatch().run()
    done("payment", CASE, "10", "--as", "anna", "--reference", "B-1")
    done("record", "checkpoint")
    kind = house.store.engine.dialect.name

    def harm(change):
        with house.store.connection() as connection:
            for table in ("touchpoint", "content", "subject_key", "checkpoint"):
                if kind == "postgresql":
                    connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
                else:
                    for event in ("DELETE", "UPDATE"):
                        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
            assert connection.exec_driver_sql(spelled(change, kind)).rowcount > 0

    yield harm
    house.store.close()


UNKNOWN_KIND = "UPDATE touchpoint SET kind = 'nonsense' WHERE [the case] AND seq = 2"
#: a contact as no line of ours tells of it: {"channel":5}, and a role in law that there is not
OTHER_SHAPE = (
    "UPDATE touchpoint SET public = [7B226368616E6E656C223A357D] WHERE [the case] AND seq = [contact]"
)
OTHER_ROLE = (
    "UPDATE touchpoint SET public = [7B226C6567616C5F726F6C65223A2278222C227472616365223A226E6F6E65227D]"
    " WHERE [the case] AND seq = [contact]"
)
NO_LINE = "UPDATE touchpoint SET {} WHERE [the case] AND seq = 2"
NO_BYTES = "UPDATE content SET sealed = [{}] WHERE line = [with content]"
NO_KEY = "UPDATE subject_key SET wrapped = [{}] WHERE [the case]"

#: what somebody does, what the file says of it, and whether the line stands in it all the same
HARM = [
    pytest.param(UNKNOWN_KIND, "its kind is not known", False, id="unknown kind"),
    pytest.param(NO_LINE.format("outcome = 'x'"), "its outcome is not known", False, id="unknown outcome"),
    pytest.param(NO_LINE.format("public = [FF]"), "its words are no JSON", False, id="no JSON"),
    pytest.param(NO_LINE.format("public = [5B5D]"), "its words are no JSON", False, id="another JSON"),
    pytest.param(NO_LINE.format("at = 900000000000000000"), "its moment makes", False, id="no moment"),
    pytest.param(NO_LINE.format("hash = [78]"), "its hash is none", False, id="no hash"),
    pytest.param(NO_LINE.format("content_hash = [78]"), "the hash of its content", False, id="half a hash"),
    pytest.param(NO_LINE.format("public = [7B7D]"), CHANGED, True, id="other words"),
    pytest.param(OTHER_SHAPE, CHANGED, True, id="words of another shape"),
    pytest.param(OTHER_ROLE, CHANGED, True, id="an unknown role"),
    pytest.param("DELETE FROM touchpoint WHERE [the case] AND seq = 2", "it is missing; ", False, id="gone"),
    pytest.param(
        "DELETE FROM touchpoint WHERE [the case] AND seq = [last]",
        "it is missing, or the noted end",
        False,
        id="cut off",
    ),
    pytest.param(NO_LINE.format("previous = hash"), "does not hang on the line before", True, id="rehung"),
    pytest.param(NO_BYTES.format("00" * 40), LOCKED, True, id="another content"),
    pytest.param(NO_BYTES.format("00"), LOCKED, True, id="a piece of a content"),
    pytest.param("DELETE FROM content WHERE line = [with content]", "content is gone", True, id="no content"),
    pytest.param("DELETE FROM subject_key WHERE [the case]", "the key of its content", True, id="no key"),
    pytest.param(NO_KEY.format("00" * 60), LOCKED, True, id="another key"),
    pytest.param(NO_KEY.format("00"), LOCKED, True, id="a piece of a key"),
]


def made(folder, *about):
    """Make a file; gives the answer of the command, and what stands in the file."""
    answer = minnelijk("dossier", *about, "--file", folder / "d.json")
    assert "was signed on" in done("verify", folder / "d.json", "--key", folder / "var" / "record.pub").out
    said = json.loads((folder / "d.json").read_text(encoding="utf-8"))
    jsonschema.validate(said, SCHEMA)
    return answer, said


def words_of(blocks):
    return json.dumps(blocks, ensure_ascii=False)


#: all of it on SQLite, each third on PostgreSQL
EVERYWHERE = [
    pytest.param(kind, *one.values, id=f"{kind}-{one.id}")
    for kind, harms in (("house", HARM), ("postgres_house", HARM[::3]))
    for one in harms
]


@pytest.mark.parametrize(("any_house", "change", "because", "shown"), EVERYWHERE, indirect=["any_house"])
def test_a_file_is_made_and_says_what_does_not_hold(harmed, tmp_path, change, because, shown):
    debtor = done("dossier", CASE, "--json").json["debtor"]["id"]
    harmed(change)

    answer, said = made(tmp_path, CASE)
    seen, access = made(tmp_path, "--access", debtor)
    looked, overview = made(tmp_path, "--debtor", debtor)
    bundled = minnelijk("record", "bundle", tmp_path / "case.zip", "--case", CASE)

    assert {one.code for one in (answer, seen, looked)} == {1}
    # a bundle holds locked contents, and no key
    assert bundled.code == (0 if "wrapped" in change else 1)
    for one, told in ((answer, said), (seen, access), (looked, overview)):
        assert because in one.err
        assert "the file is not whole" in one.err
        assert not told["whole"]
        assert {fault["shown"] for fault in told["faults"] if because in fault["because"]} == {shown}
    assert said["record"]
    assert access["debtor"]["name"]
    assert_it_reads(report_of_case(said).blocks, "Bewijs")
    assert_it_reads(report_of_access(access).blocks)
    assert_it_reads(report_of_debtor(overview).blocks)


def assert_it_reads(blocks, again_under=""):
    """Look for the warning and its table on the front page, and once more under a heading."""
    front, words = blocks[:4], words_of(blocks)
    assert "Let op: " in words_of(front)
    assert "Wat er mis is" in words_of(front)
    assert "Hier staat alles." not in words
    # what is wrong is told in Dutch: what is not known would be quoted
    (table, *_) = [one for one in front if one["kind"] == "table"]
    assert not any(said.startswith("\u201c") for *_, said in table["rows"])
    if again_under:
        place = next(i for i, one in enumerate(blocks) if again_under in str(one.get("text")))
        assert table["rows"][0] in [row for one in blocks[place:] for row in one.get("rows", [])]


def test_a_harmed_file_is_set_on_paper(harmed, tmp_path):
    harmed(UNKNOWN_KIND)
    harmed(OTHER_SHAPE)
    debtor = minnelijk("dossier", CASE, "--json").json["debtor"]["id"]

    for about in ((CASE,), ("--access", debtor), ("--debtor", debtor)):
        file = tmp_path / f"{about[-1]}-{len(about)}.pdf"
        assert minnelijk("dossier", *about, "--pdf", file).code == 1
        assert "was signed on" in done("verify", file, "--key", tmp_path / "var" / "record.pub").out
        file.unlink()


def test_a_contact_says_which_of_its_lines_do_not_hold(harmed, tmp_path):
    harmed("UPDATE touchpoint SET at = at + 1 WHERE [the case] AND outcome = 'intended'")

    _, said = made(tmp_path, CASE)

    (contact,) = said["contacts"]
    (faulty,) = contact["faulty_lines"]
    assert [one["seq"] for one in said["record"] if CHANGED in one["faults"]] == [faulty]
    assert (contact["text"], contact["text_erased"], contact["text_lost"]) == (None, False, True)
    words = words_of(report_of_case(said).blocks)
    assert f"hier klopt iets niet, of het is niet meer te lezen. Regel: {faulty}." in words
    assert "De tekst van dit contact is niet te lezen" in words


def test_a_contact_whose_text_was_in_a_line_that_is_gone_says_so(harmed, tmp_path):
    harmed("UPDATE touchpoint SET kind = 'nonsense' WHERE [the case] AND outcome = 'intended'")

    _, said = made(tmp_path, CASE)

    (contact,) = said["contacts"]
    assert (contact["text"], contact["text_lost"], contact["faulty_lines"]) == (None, True, [])
    assert "De tekst van dit contact is niet te lezen" in words_of(report_of_case(said).blocks)


def test_lines_that_follow_one_another_share_a_row(harmed, tmp_path):
    harmed("DELETE FROM subject_key WHERE [the case]")
    harmed(NO_LINE.format("previous = hash"))

    _, said = made(tmp_path, CASE)

    report = report_of_case(said)
    table = next(one for one in report.blocks if one["kind"] == "table")
    rows = {(number, said) for _, number, _, said in table["rows"]}
    assert ("2", "sluit niet aan op de regel ervoor") in rows
    assert len(table["rows"]) < len(said["faults"])


def test_what_nobody_harmed_is_whole(harmed, tmp_path):
    harmed(UNKNOWN_KIND)

    answer, said = made(tmp_path, OTHER)

    assert (answer.code, said["whole"], said["faults"]) == (0, True, [])
    assert [one["text_lost"] for one in said["contacts"]] == [False] * len(said["contacts"])
    assert "Let op" not in words_of(report_of_case(said).blocks)


def test_a_checkpoint_that_became_nonsense_leaves_a_file_without_proof(harmed, tmp_path):
    harmed("UPDATE checkpoint SET note = 'nonsense'")

    answer, said = made(tmp_path, CASE)

    assert answer.code == 1
    assert (said["proof"]["checkpoint"], said["faults"][0]["subject"]) == (None, "record")
    assert "geen bewijs" in words_of(report_of_case(said).blocks)


@pytest.mark.parametrize("any_house", ["house"], indirect=True)
def test_a_line_whose_kind_is_no_text_is_there_all_the_same(harmed, tmp_path):
    """SQLite keeps bytes where somebody put them in the place of a word."""
    harmed(NO_LINE.format("kind = [00]"))

    _, said = made(tmp_path, CASE)

    told = [one["because"] for one in said["faults"] if one["line"] == 2]
    assert told == ["it cannot be read any more: its kind is not known"]

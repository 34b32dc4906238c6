"""Sealing by command, and what proves that a line stands in the record."""

import json

import pytest

from tests.app.command import done, minnelijk


def key_of(desk):
    return desk.folder / "record.pub"


def test_a_checkpoint_covers_all_lines_and_is_not_made_twice(house):
    first, again = done("record", "checkpoint"), done("record", "checkpoint")

    assert first.lines[0] == "a new checkpoint"
    assert again.lines[0] == "nothing is new; the newest checkpoint"
    assert again.lines[1] == first.lines[1]


def test_every_line_of_a_case_is_proven(house):
    done("record", "checkpoint")

    proofs = done("record", "prove", "D-1002", "--json").json_lines
    one = done("record", "prove", str(proofs[0]["entry"]), "--json").json

    lines = [line for line in done("ledger", "D-1002", "--json").json_lines if "case:" in line["subject"]]
    assert [proof["hash"] for proof in proofs] == [line["hash"] for line in lines]
    assert all(proof["holds"] for proof in proofs)
    assert one == proofs[0]


@pytest.mark.parametrize("what", ["D-9999", "99999"])
def test_says_that_there_is_nothing_to_prove(house, what):
    done("record", "checkpoint")

    assert "stands in a checkpoint" in minnelijk("record", "prove", what).err


def test_a_bundle_is_checked_with_the_public_key_alone(house, tmp_path):
    whole, case, kept = tmp_path / "whole.zip", tmp_path / "case.zip", tmp_path / "kept.txt"
    done("record", "checkpoint", "--out", kept)
    done("payment", "D-1002", "10", "--as", "anna", "--reference", "B-1")
    done("record", "bundle", whole)
    done("record", "bundle", case, "--case", "D-1002", "--earlier", kept)

    for file in (whole, case):
        said = done("verify", file, "--key", key_of(house), "--earlier", kept)
        assert "the record holds" in said.out
        assert "it continues 1 checkpoints that you kept" in said.out


def test_a_key_that_came_with_the_file_is_not_believed_in_silence(house, tmp_path):
    done("record", "bundle", tmp_path / "whole.zip")

    said = done("verify", tmp_path / "whole.zip")

    assert "that proves nothing until its fingerprint is that of your contract" in said.err


def test_a_record_that_was_rewritten_in_the_database_is_found(house, tmp_path):
    done("record", "checkpoint")
    with house.open().store.connection() as connection:
        connection.exec_driver_sql("DROP TRIGGER touchpoint_no_UPDATE")
        connection.exec_driver_sql("UPDATE touchpoint SET outcome = 'delivered' WHERE id = 2")
    done("record", "bundle", tmp_path / "whole.zip")

    said = minnelijk("verify", tmp_path / "whole.zip", "--key", key_of(house))

    assert said.code == 1
    assert said.out.startswith("the record does NOT hold: entry 1 (")


def test_a_line_that_was_taken_out_of_the_database_is_found(house, tmp_path):
    done("record", "checkpoint")
    with house.open().store.connection() as connection:
        connection.exec_driver_sql("DROP TRIGGER touchpoint_no_DELETE")
        connection.exec_driver_sql("DELETE FROM touchpoint WHERE id = 3")
    done("record", "bundle", tmp_path / "whole.zip")

    said = minnelijk("verify", tmp_path / "whole.zip", "--key", key_of(house), "--json")

    assert (said.code, said.json["first_bad"]["entry"]) == (1, 2)


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        pytest.param(
            "touchpoint",
            "DELETE FROM touchpoint WHERE subject = 'case:D-1002'"
            " AND seq = (SELECT max(seq) FROM touchpoint WHERE subject = 'case:D-1002')",
            "it is missing, or the noted end of the chain was changed",
            id="the end of a chain was cut off",
        ),
        pytest.param(
            "touchpoint",
            "UPDATE touchpoint SET public = X'7B7D' WHERE subject = 'case:D-1002' AND seq = 2",
            "its bytes are not the bytes that were hashed",
            id="a line says something else",
        ),
        pytest.param(
            "content",
            "DELETE FROM content WHERE line IN (SELECT id FROM touchpoint WHERE subject = 'case:D-1002')",
            "its content is gone, and no erasure took it",
            id="words were taken away",
        ),
        pytest.param(
            "subject_key",
            "DELETE FROM subject_key WHERE subject = 'case:D-1002'",
            "the key of its content is gone, and no erasure took it",
            id="a key was taken away",
        ),
    ],
)
def test_nothing_is_signed_about_a_case_whose_chain_does_not_hold(house, tmp_path, table, change, said):
    done("payment", "D-1002", "10", "--as", "anna", "--reference", "B-1")
    done("record", "checkpoint")
    with house.open().store.connection() as connection:
        for event in ("DELETE", "UPDATE"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
        assert connection.exec_driver_sql(change).rowcount > 0

    bundled = minnelijk("record", "bundle", tmp_path / "case.zip", "--case", "D-1002")
    proven = minnelijk("record", "prove", "D-1002")
    made = minnelijk("dossier", "D-1002", "--pdf", tmp_path / "d.pdf", "--file", tmp_path / "d.json")

    assert bundled.code == proven.code == made.code == 1
    assert all(said in told for told in (bundled.err, proven.err, made.err))
    assert not (tmp_path / "case.zip").exists()
    faults = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["faults"]
    assert any(said in one["because"] for one in faults)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE touchpoint SET public = '{}' WHERE subject = 'case:D-1002' AND seq = 1",
        "UPDATE touchpoint SET public = X'FF' WHERE subject = 'case:D-1002' AND seq = 1",
        "UPDATE touchpoint SET outcome = 'nonsense' WHERE subject = 'case:D-1002' AND seq = 1",
        "UPDATE touchpoint SET hash = 'x' WHERE subject = 'case:D-1002' AND seq = 1",
    ],
)
def test_a_line_that_became_nonsense_is_named_in_one_line(house, change, tmp_path):
    done("record", "checkpoint")
    with house.open().store.connection() as connection:
        connection.exec_driver_sql("DROP TRIGGER touchpoint_no_UPDATE")
        assert connection.exec_driver_sql(change).rowcount == 1
    done("record", "bundle", tmp_path / "whole.zip")

    looked = minnelijk("ledger", "D-1002")
    asked = minnelijk("dossier", "D-1002")
    checked = minnelijk("verify", tmp_path / "whole.zip", "--key", key_of(house))

    assert (looked.code, checked.code) == (1, 1)
    assert "the chain is broken: case:D-1002 line 1" in looked.err
    assert "case:D-1002" in asked.err
    assert checked.out.startswith("the record does NOT hold: entry ")


def lose_the_record_key(desk):
    """Take the key away that signs; gives the public one of before."""
    before = key_of(desk).read_text(encoding="utf-8")
    (desk.folder / "record.key").unlink()
    done("payment", "D-1002", "10", "--as", "anna", "--reference", "B-1")
    return before


def test_a_machine_with_a_key_of_its_own_signs_nothing(house):
    done("record", "checkpoint")
    lose_the_record_key(house)

    said = minnelijk("record", "checkpoint")

    assert said.code == 2
    assert "signed with another key than the one on this machine" in said.err


def test_two_people_let_another_key_take_over_and_who_has_both_can_check(house, tmp_path):
    done("people", "add", "emre", "admin", "--as", "anna")
    done("record", "checkpoint")
    before = lose_the_record_key(house)
    new = ("record", "checkpoint", "--new-key", "--as")

    alone = minnelijk(*new, "anna", "--second", "anna")
    stranger = minnelijk(*new, "anna", "--second", "bram")
    nobody = minnelijk("record", "checkpoint", "--new-key")
    done(*new, "anna", "--second", "emre")
    done("record", "bundle", tmp_path / "whole.zip")

    assert [one.code for one in (alone, stranger, nobody)] == [1, 1, 1]
    only_old, both = tmp_path / "old.pub", tmp_path / "both.pub"
    only_old.write_text(before)
    both.write_text(before + key_of(house).read_text(encoding="utf-8"))
    assert minnelijk("verify", tmp_path / "whole.zip", "--key", only_old).code == 1
    assert "the record holds" in done("verify", tmp_path / "whole.zip", "--key", both).out
    (told,) = [line for line in done("ledger", "--house").lines if "is signed with" in line]
    assert key_of(house).read_text(encoding="utf-8").strip() in told
    assert "from now on, with emre, by anna" in told

"""Whoever may write everything in the database, and has not the key, cannot take back what was signed."""

from tests.app.command import done


def test_a_record_that_was_rolled_back_with_its_checkpoints_says_so_itself(own_demo, tmp_path):
    database = own_demo.folder / "demo.db"
    before, public = database.read_bytes(), own_demo.folder / "record.pub"
    done("payment", "D-1002", "10", "--as", "anna", "--reference", "B-1")
    done("record", "checkpoint")
    for beside in own_demo.folder.glob("demo.db-*"):
        beside.unlink()
    database.write_bytes(before)

    done("payment", "D-1002", "20", "--as", "anna", "--reference", "B-2")
    said = done("record", "bundle", tmp_path / "whole.zip")
    done("record", "checkpoint")

    assert "this is not its continuation" in said.err
    told = [line for line in done("ledger", "--house").lines if "not its continuation" in line]
    assert len(told) == 1
    assert "the record holds" in done("verify", tmp_path / "whole.zip", "--key", public).out

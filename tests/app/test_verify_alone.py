"""`verify` needs nothing of the house; and no line tells who somebody is."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

from tests.app.command import ROOT, done

HEAVY = ("sqlalchemy", "sqlmodel", "twilio", "sendgrid", "fastapi", "typst", "apscheduler", "babel")
PROGRAM = f"""
import sys
from app.cli.start import run
try:
    run()
finally:
    print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""


def test_verify_runs_in_an_empty_place_and_loads_nothing_of_the_house(house, tmp_path):
    done("record", "bundle", tmp_path / "bundle.zip")
    key = tmp_path / "record.pub"
    key.write_bytes((house.folder / "record.pub").read_bytes())

    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PROGRAM, "verify", str(tmp_path / "bundle.zip"), "--key", str(key)],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith("the record holds")
    assert said.stderr.strip() == "[]"


def test_no_line_of_the_record_tells_who_somebody_is(demo):
    with closing(sqlite3.connect(demo.folder / "demo.db")) as database:
        known = database.execute(
            "SELECT name FROM debtor UNION SELECT value FROM contact_point"
            " UNION SELECT representative FROM debtor"
            # what a provider says of an address is no word of a debtor
            " UNION SELECT words FROM preference_change WHERE field <> 'address_failed'"
        ).fetchall()
        lines = database.execute("SELECT subject, reference, public FROM touchpoint").fetchall()
    said = "\n".join(f"{subject} {reference} {public.decode()}" for subject, reference, public in lines)

    assert len(known) > 50
    assert [word for (word,) in known if word and word in said] == []

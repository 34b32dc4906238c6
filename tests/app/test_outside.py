"""The commands about what comes from outside: calls, payments, letters returns."""

import pytest

from app.metrics import metrics_of
from engine.domain.raw_call import RawCall
from tests.app.command import done, minnelijk
from tests.app.test_reply import pauses
from tests.webhooks.inbound import a_mail

CASE = "D-1002"


def heard(desk, words="ik heb al betaald", sender="oom@post.example", number="<1>"):
    """Keep a mail and work it."""
    house = desk.open()
    try:
        call = RawCall(
            provider="sendgrid",
            kind="inbound",
            received_at=house.clock(),
            query="",
            content_type='multipart/form-data; boundary="xYzZY"',
            body=a_mail(words, sender, number),
        )
        with house.store.begin() as books:
            books.put_calls([call])
        house.intake().run(house.clock())
    finally:
        house.store.close()


def states():
    listed = done("calls", "list", "--json").json_lines
    return {one["id"]: one["state"] for one in listed if "state" in one}


def test_a_person_reads_a_message_of_nobody_and_gives_it_to_a_case(house):
    heard(house)

    refused = minnelijk("calls", "show", "1", "--as", "chris")
    shown = done("calls", "show", "1", "--as", "bram").out
    as_json = done("calls", "show", "1", "--as", "bram", "--json").json
    given = done("calls", "give", "1", CASE, "--as", "bram").out

    assert refused.code == 1
    assert "oom@post.example" in shown
    assert "ik heb al betaald" in shown
    assert as_json["text"] == "ik heb al betaald"
    assert given == f"{CASE}: call 1 is taken in as a reply\n"
    assert "payment_check" in pauses(CASE)
    assert states() == {1: "worked"}
    assert minnelijk("calls", "give", "1", CASE, "--as", "bram").code == 1


def test_a_call_that_was_dealt_with_waits_no_more(house):
    heard(house)

    assert "nobody that we know" in done("calls", "list").out
    done("calls", "again", "1", "--as", "bram")
    assert states() == {1: "new"}
    assert minnelijk("calls", "done", "1", "--as", "bram").code == 1
    done("reconcile")
    assert states() == {1: "for_person"}
    done("calls", "done", "1", "--as", "bram")

    assert states() == {1: "worked"}
    assert minnelijk("calls", "show", "9", "--as", "bram").code == 1


def rings(desk):
    house = desk.open()
    try:
        figures = metrics_of(house)().decode()
    finally:
        house.store.close()
    (line,) = [one for one in figures.splitlines() if one.startswith("minnelijk_danger_calls ")]
    return float(line.split()[1])


@pytest.mark.parametrize("deal", [("give", "2", CASE), ("done", "2")], ids=["give", "done"])
def test_who_may_be_in_danger_comes_first_and_rings_until_somebody_dealt_with_it(house, deal):
    heard(house)
    heard(house, "ik wil niet meer leven", number="<2>")

    listed = done("calls", "list").out.partition("calls that wait for a person")[2]
    assert listed.index("somebody may be in danger") < listed.index(" nobody that we know")
    assert rings(house) == 1
    assert "2 calls wait for a person" in done("tasks", "list").out

    done("calls", *deal, "--as", "bram")

    assert rings(house) == 0
    assert ("danger" in pauses(CASE)) is (deal[0] == "give")


def test_the_work_list_begins_with_who_may_be_in_danger(house):
    done("reply", "note", CASE, "--channel", "email", "--text", "bel me morgen", "--as", "bram")
    words = "ik wil niet meer leven"
    done("reply", "note", "D-1006", "--channel", "email", "--text", words, "--as", "bram")

    assert [one["kind"] for one in done("tasks", "list", "--json").json_lines] == [
        "care_for_somebody",
        "call",
    ]


@pytest.fixture
def payments_file(tmp_path):
    file = tmp_path / "bank.csv"
    file.write_text(
        "case_id;amount;paid_on;reference\n"
        f"{CASE};12,50;2026-03-09;BANK-1\n"
        "D-9999;10;2026-03-09;BANK-2\n"
        f"{CASE};nul;2026-03-09;BANK-3\n"
        f"{CASE};0;2026-03-09;BANK-4\n"
        f"{CASE};5;2999-01-01;BANK-5\n"
        f"{CASE};5\n",
        encoding="utf-8",
    )
    return file


def test_payments_come_from_a_file_each_once_and_bad_rows_stay_to_be_seen(house, payments_file):
    first = minnelijk("payments", payments_file, "--as", "anna", "--json")
    again = minnelijk("payments", payments_file, "--as", "anna", "--json")
    refused = payments_file.with_suffix(".rejects.csv").read_text(encoding="utf-8-sig").splitlines()

    assert (first.code, first.json["taken_in"], first.json["known"], first.json["refused"]) == (1, 1, 0, 5)
    assert (again.json["taken_in"], again.json["known"]) == (0, 1)
    assert [line.split(",")[0] for line in refused[1:]] == ["3", "4", "5", "6", "7"]
    assert "is no case that we know" in refused[1]
    assert minnelijk("payments", payments_file, "--as", "chris").code == 1


def test_a_file_that_is_no_list_of_payments_is_refused_as_a_whole(house, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("naam,bedrag\nA,1\n", encoding="utf-8")

    assert minnelijk("payments", file, "--as", "anna").code == 2
    assert minnelijk("payments", tmp_path / "none.csv", "--as", "anna").code == 2


def test_what_a_print_house_tells_of_letters_that_are_not_ours_stays_to_be_seen(house, tmp_path):
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "a.csv").write_text(
        "reference,on,outcome\n260310-ONBEKEND,2026-03-10,returned\n", encoding="utf-8"
    )

    refused = minnelijk("letters", "returns", folder)

    assert refused.code == 1
    assert "a.csv, line 2: reference '260310-ONBEKEND' is no letter in our books" in refused.out
    assert minnelijk("letters", "returns", tmp_path / "none.csv").code == 2

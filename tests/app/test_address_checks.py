"""Checks of addresses by command: a file for a register, its results, and what a person found out."""

import csv
from datetime import timedelta

import pytest

from app.wiring import real_clock
from engine.brake import HERE
from engine.domain.decision import TaskKind
from engine.domain.people import PointState
from engine.domain.person_task import PersonTask
from tests.app.command import done, minnelijk

CASE, OTHER = "D-1002", "D-1006"


@pytest.fixture
def waiting(house):
    """A house in which two letters wait for a check."""
    opened = house.open()
    with opened.store.begin() as books:
        books.open_tasks(
            [
                PersonTask(
                    id=opened.new_id(),
                    kind=TaskKind.CHECK_ADDRESS,
                    case_id=case_id,
                    debtor_id=books.case(case_id).debtor_id,
                    because="no channel is left: letter: nobody checked the address lately",
                    opened_at=opened.clock(),
                )
                for case_id in (CASE, OTHER)
            ]
        )
    return opened


def written(folder):
    said = done("letters", "addresses", folder, "--as", "bram").out
    (file,) = folder.glob("*.csv")
    assert str(file) in said.replace("\n", "")
    with file.open(encoding="utf-8", newline="") as rows:
        return file, list(csv.DictReader(rows))


def waits(kind="check_address"):
    return sorted(one["case_id"] for one in done("tasks", "list", "--json").json_lines if one["kind"] == kind)


def results(path, *rows):
    head = "check,outcome,on,street,house_number,addition,postcode,town,country\n"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return minnelijk("letters", "checked", path, "--as", "bram")


def address(opened, case_id=CASE):
    with opened.store.read() as books:
        debtor = books.files([books.case(case_id).debtor_id])[0].debtor
    return [(one.state, one.checked_on, one.address.street) for one in debtor.points if one.address]


def today():
    return real_clock().astimezone(HERE).date()


def test_a_register_gets_a_whole_file_with_no_more_than_it_needs(waiting, tmp_path):
    file, rows = written(tmp_path)

    assert [set(row) for row in rows] == [
        {
            *("check", "name", "birth_date", "street", "house_number"),
            *("addition", "postcode", "town", "country"),
        }
    ] * 2
    assert file.stat().st_mode & 0o077 == 0
    assert list(tmp_path.glob("*.part")) == []
    assert CASE not in file.read_text(encoding="utf-8")
    # the same list is the same file, however often it is asked for
    assert written(tmp_path)[0] == file


def test_results_are_taken_in_once_and_only_for_what_was_asked(waiting, tmp_path):
    _, rows = written(tmp_path / "out")
    lives, moved = rows[0]["check"], rows[1]["check"]
    told = (
        f"{lives},lives_there,{today()},,,,,,",
        f"{moved},moved,{today()},Kade,7,,5678 CD,Voorbeelddorp,NL",
    )

    assert results(tmp_path / "in.csv", *told).lines[0].startswith("2 addresses checked, 0 rows were known")
    assert results(tmp_path / "in.csv", *told).lines[0].startswith("0 addresses checked, 2 rows were known")

    assert waits() == []
    found = [*address(waiting, CASE), *address(waiting, OTHER)]
    assert [one for one in found if one[1] is not None and one[1] != today()] == []
    assert (PointState.UNVERIFIED, today(), "Kade") in found
    assert PointState.BOUNCED in [state for state, _, _ in found]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("nobody-12345678,lives_there,{today},,,,,,", "nobody asked for this check"),
        ("{check}x,lives_there,{today},,,,,,", "the address has changed since it was asked about"),
        ("{check},lives_there,{tomorrow},,,,,,", "is still to come"),
        ("{check},perhaps,{today},,,,,,", "is not one of: lives_there, moved, unknown"),
        ("{check},lives_there,{today},Kade,7,,5678 CD,Voorbeelddorp,NL", "goes with the outcome moved"),
        ("{check},moved,{today},Kade,7,,99,Voorbeelddorp,NL", "postcode"),
        (",lives_there,{today},,,,,,", "check"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line_and_changes_nothing(waiting, tmp_path, row, why):
    _, rows = written(tmp_path / "out")
    days = {"today": today(), "tomorrow": today() + timedelta(days=2)}

    answer = results(tmp_path / "in.csv", row.format(check=rows[0]["check"], **days))

    assert answer.code == 1
    assert "line 2" in answer.out
    assert why in answer.out.replace("\n", " ")
    assert waits() == [CASE, OTHER]


def test_a_person_checks_by_hand_with_outcome_and_day(waiting):
    task = next(one for one in done("tasks", "list", "--json").json_lines if one["case_id"] == CASE)
    day = today() - timedelta(days=1)

    refused = minnelijk("tasks", "finish", task["id"], "solved", "--as", "bram")
    assert "lives_there, moved, unknown" in refused.err
    done("tasks", "finish", task["id"], "lives_there", "--on", day.isoformat(), "--as", "bram")

    assert waits() == [OTHER]
    assert [(one[0], one[1]) for one in address(waiting)] == [(PointState.UNVERIFIED, day)]


def test_an_address_that_somebody_just_told_is_checked_with_that(waiting):
    done("case", "contact", CASE, "address", "Kade 7, 5678 CD Voorbeelddorp", "--as", "bram")

    assert waits() == [OTHER]
    assert ("Kade", today()) in [(street, day) for _, day, street in address(waiting)]


def test_nothing_to_ask_writes_no_file(house, tmp_path):
    assert "0 addresses" in done("letters", "addresses", tmp_path, "--as", "bram").out
    assert list(tmp_path.glob("*.csv")) == []

"""What a print house tells of letters, and what an erasure does to messages as they came in."""

from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.returns import ReturnsFile
from app.wiring import new_id
from engine.domain.people import PointState
from engine.domain.touchpoint import Outcome
from engine.erasure import Erasure, Ground
from engine.gather import Desk
from tests.chance import without_codes
from tests.walks.house import a_row
from tests.webhooks.inbound import a_text, doors_of, pauses, tasks, text, work


@pytest.fixture
def house(a_house, url):
    made = a_house(url=url)
    made.take_in(a_row(prefers="letter"))
    made.play(days=1)
    assert [one.kind.value for one in made.contacts()] == ["letter"]
    return made


def returned(house, file, *rows):
    file.write_text("\n".join(["reference,outcome,on,reason", *rows]), encoding="utf-8")
    desk: Any = SimpleNamespace(
        store=house.store,
        clock=house.clock,
        new_id=new_id,
        desk=lambda: Desk(house.catalogue, house.writer),
    )
    taken = ReturnsFile(desk, ZoneInfo("Europe/Amsterdam")).take_in(file)
    return taken.news, taken.known, taken.refused


def test_a_returned_letter_marks_its_address_and_the_same_file_again_changes_nothing(house, tmp_path):
    (letter,) = house.contacts()
    row = f"{letter.reference},returned,{house.clock():%Y-%m-%d},moved"

    first = returned(house, tmp_path / "a.csv", row)
    before = (house.told(), house.file().debtor.points)
    again = returned(house, tmp_path / "a.csv", row)

    assert (first, again) == ((1, 0, []), (0, 1, []))
    assert house.contacts()[0].outcome is Outcome.RETURNED
    assert PointState.BOUNCED in {one.state for one in house.file().debtor.points if one.value == letter.to}
    assert (house.told(), house.file().debtor.points) == before
    assert "returned" in house.told()


@pytest.mark.parametrize("reason", ["resident", "bewoner"])
def test_who_lives_there_and_sent_it_back_gets_one_letter_that_names_nobody(house, tmp_path, reason):
    (letter,) = house.contacts()
    row = f"{letter.reference},returned,{house.clock():%Y-%m-%d},{reason}"

    first = returned(house, tmp_path / "a.csv", row)
    again = returned(house, tmp_path / "a.csv", row)
    house.play(days=2)

    assert (first, again) == ((1, 0, []), (0, 1, []))
    states = {one.value: one.state for one in house.file().debtor.points}
    assert states[letter.to] is PointState.WRONG_PERSON
    assert ("check_person", "C-1") in tasks(house)
    assert pauses(house) == ["team"]
    sorry = house.contacts()[1:]
    assert [(one.kind.value, one.to) for one in sorry] == [("letter", letter.to)]
    assert sorry[0].outcome is Outcome.ACCEPTED, (house.reasons(), tasks(house))
    message = house.taken[-1].message
    assert message.to.name == message.text.letter["text"].to.name == "Aan de bewoner"
    told = without_codes(message.text.body)
    assert [word for word in ("Jansen", "Anna", "C-1", "Huur", "120,50") if word in told] == []


def test_printed_and_posted_come_in_any_order(house, tmp_path):
    (letter,) = house.contacts()
    day = f"{house.clock():%Y-%m-%d}"

    news = returned(
        house, tmp_path / "a.csv", f"{letter.reference},posted,{day},", f"{letter.reference},printed,{day},"
    )

    assert news == (1, 1, [])
    assert house.contacts()[0].outcome is Outcome.POSTED


def test_rows_that_cannot_be_used_are_named_with_place_and_reason(house, tmp_path):
    (letter,) = house.contacts()
    day = f"{house.clock():%Y-%m-%d}"
    rows = [
        f"{letter.reference},lost,{day},",
        f"{letter.reference},returned,gisteren,",
        f"{letter.reference},returned,2999-01-01,",
        f"{letter.reference},returned,{day},Jan is verhuisd naar Breda",
        f"260310-NIEMAND,returned,{day},",
        f",returned,{day},",
        "te weinig",
    ]

    news, known, refused = returned(house, tmp_path / "a.csv", *rows)

    assert (news, known, len(refused)) == (0, 0, 7)
    assert [one.split(":")[0] for one in refused] == [f"a.csv, line {line}" for line in range(2, 9)]
    assert house.contacts()[0].outcome is Outcome.ACCEPTED


def test_erasing_a_case_empties_the_messages_of_its_debtor_as_they_came(house):
    house.take_in(a_row("C-2", "D-2", mobile="06 12345602", email="piet@post.example"))
    with doors_of(house) as url:
        text(url, a_text("ik heb al betaald"))
        text(url, a_text("ik heb al betaald", sender="+31612345602"))
        work(house)
    gone = Erasure(
        case_id="C-1",
        debtor_id="D-1",
        at=house.clock(),
        by="anna",
        second="chris",
        ground=Ground.REQUEST,
    )

    with house.store.begin() as books:
        books.erase(gone)
        left = [books.raw_call(one.id) for one in reversed(books.latest_calls(9))]

    assert [one is None for one in left] == [True, False]
    assert b"31612345602" in left[1].body

"""The daily post: once a day after the cut-off, on open days only."""

from datetime import UTC, datetime
from functools import cached_property

import pytest

from app.clock import SimulatedClock
from app.post_room import PostRoom
from app.settings import LettersBy, Settings
from app.wiring import House, open_store
from engine.domain.errors import NotAllowed
from engine.domain.message import Message, Recipient, Text
from engine.store.upgrade import upgrade
from preferences.channel import ChannelKind

AFTERNOON = datetime(2026, 3, 10, 16, 31, tzinfo=UTC)  # a Tuesday, 17:31 in Amsterdam


PLAIN = b"%PDF-1.7\n1 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj 2 0 obj<</Type/Page>>endobj\n"


class PlainHouse(House):
    """A house that prints letters as a few bytes."""

    @cached_property
    def press(self):
        return lambda _: (
            b"%PDF-1.7\n1 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj 2 0 obj<</Type/Page>>endobj\n"
        )


@pytest.fixture
def room(tmp_path):
    def build(now):
        settings = Settings(
            database_url=f"sqlite:///{tmp_path / 'house.db'}", folder=tmp_path, letters=LettersBy.PRINT_HOUSE
        )
        store = open_store(settings)
        upgrade(store)
        return PostRoom(PlainHouse(settings, store, SimulatedClock(now)))

    return build


def put_letter(room, reference):
    text = Text(
        channel=ChannelKind.LETTER,
        body="Beste S. Bakker",
        letter={"country": "NL", "kix_code": ""},
    )
    to = Recipient(
        value="Lindelaan 12, 1234 AB Voorbeeldstad",
        name="S. Bakker",
        address_lines=("Lindelaan 12", "1234 AB  Voorbeeldstad", "NL"),
    )
    room.house.channels[ChannelKind.LETTER].send(
        Message(reference=reference, channel=ChannelKind.LETTER, to=to, sender="", sender_name="", text=text)
    )


def test_the_letters_of_a_day_leave_once_after_the_cut_off(room):
    house = room(AFTERNOON)
    put_letter(house, "260310-AAAAAAAA")

    first, second = house.close_when_due(), house.close_when_due()

    assert [path.suffix for path in first] == [".zip"]
    assert second == ()


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(datetime(2026, 3, 10, 16, 29, tzinfo=UTC), id="before the cut-off"),
        pytest.param(datetime(2026, 3, 8, 17, 0, tzinfo=UTC), id="on a Sunday"),
        pytest.param(datetime(2026, 4, 27, 17, 0, tzinfo=UTC), id="on King's Day"),
    ],
)
def test_no_post_leaves(room, now):
    house = room(now)
    put_letter(house, "260310-AAAAAAAA")

    assert house.close_when_due() == ()


def test_what_came_after_the_cut_off_leaves_the_next_day(room):
    house = room(AFTERNOON)
    house.close_when_due()
    put_letter(house, "260310-BBBBBBBB")

    house.house.clock.set(datetime(2026, 3, 11, 16, 30, tzinfo=UTC))

    assert len(house.close_when_due()) == 1


def stop(room, *, stopped):
    with room.house.store.begin() as books:
        books.stop_house(stopped=stopped)


def test_no_letter_goes_to_the_print_house_while_everything_is_stopped(room):
    """What was put into the batch before the stop is still in our hands."""
    house = room(AFTERNOON)
    put_letter(house, "260310-AAAAAAAA")
    stop(house, stopped=True)

    while_stopped = house.close_when_due()
    with pytest.raises(NotAllowed, match="everything is stopped"):
        house.close()
    stop(house, stopped=False)

    assert while_stopped == ()
    assert [path.suffix for path in house.close_when_due()] == [".zip"]


def test_no_letter_goes_to_the_print_house_before_the_providers_were_asked(room):
    house = room(AFTERNOON)
    put_letter(house, "260310-AAAAAAAA")
    with house.house.store.begin() as books:
        books.freeze("a backup was put back")

    assert house.close_when_due() == ()

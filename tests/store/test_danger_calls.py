"""Messages of who may be in danger ring until a person dealt with them, whatever else comes in."""

from engine.danger_calls import dealt_with, note_danger
from tests.builders import NOW


def ringing(database):
    with database.read() as books:
        return books.vital_signs(NOW).danger_calls


def test_each_rings_until_somebody_dealt_with_it(database):
    with database.begin() as books:
        note_danger(books, 1)
        note_danger(books, 12)
        note_danger(books, 12)
    assert ringing(database) == 2

    with database.begin() as books:
        dealt_with(books, 12)
        dealt_with(books, 3)

    assert ringing(database) == 1


def test_none_is_lost_when_two_come_at_the_same_moment(postgres_database):
    with postgres_database.begin() as first, postgres_database.begin() as second:
        note_danger(first, 1)
        note_danger(second, 2)

    assert ringing(postgres_database) == 2

"""How hours are written, and what is said about a mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preferences.hours import Hours, Span, always, hours_text, parse_hours, parse_hours_text
from preferences.week import DAY

MORNING = Span(8 * 60, 12 * 60)
AFTERNOON = Span(13 * 60, 19 * 60 + 45)


@st.composite
def a_day(draw):
    edges = sorted(draw(st.sets(st.integers(0, DAY), max_size=6)))
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


weeks = st.builds(lambda days: Hours(tuple(days)), st.lists(a_day(), min_size=7, max_size=7))


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({"mon": "08:00-12:00"}, {0: (MORNING,)}),
        ({"mon-wed": "08:00-12:00"}, {0: (MORNING,), 1: (MORNING,), 2: (MORNING,)}),
        ({"sat-mon": "08:00-12:00"}, {5: (MORNING,), 6: (MORNING,), 0: (MORNING,)}),
        ({"sat": "08:00-12:00, 13:00-19:45"}, {5: (MORNING, AFTERNOON)}),
        ({"sat": ["13:00-19:45", "08:00-12:00"]}, {5: (MORNING, AFTERNOON)}),
        ({"sat": "08:00-10:00,10:00-12:00"}, {5: (MORNING,)}),
        ({"fri": "00:00-24:00", "sun": "closed"}, {4: (Span(0, DAY),)}),
        ({"Mon": " 8:00 - 12:00 "}, {0: (MORNING,)}),
        ({"mon \u2013 tue": "8:00\u201312:00"}, {0: (MORNING,), 1: (MORNING,)}),
    ],
)
def test_reads_hours_as_teams_write_them(given, days):
    assert parse_hours(given) == Hours(tuple(days.get(day, ()) for day in range(7)))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"moo-fri": "08:00-12:00"}, "hours moo-fri: there is no day 'moo'; write 'mon'"),
        ({"maandag": "08:00-12:00"}, "hours maandag: there is no day 'maandag'; write 'mon'"),
        ({"thursday": "08:00-12:00"}, "hours thursday: there is no day 'thursday'; write 'thu'"),
        ({"zzz": "08:00-12:00"}, "there is no day 'zzz'; use mon, tue, wed, thu, fri, sat, sun"),
        ({"fri": "20:00-02:00"}, "hours fri: '20:00-02:00' does not end after it begins; write"),
        ({"fri": "20:00-02:00"}, 'write "20:00-24:00", and on the next day "00:00-02:00"'),
        ({"mon": "08:00-08:00"}, "hours mon: '08:00-08:00' does not end after it begins; a span needs"),
        (
            {"mon": "08:00-12:00,11:00-13:00"},
            "hours mon: 08:00-12:00 and 11:00-13:00 overlap; write 08:00-13:00",
        ),
        ({"mon": "08:00-18:00, 09:00-10:00"}, "overlap; write 08:00-18:00"),
        ({"mon": "08:00-24:30"}, "hours mon: '24:30' is no time of the day; use 00:00 to 24:00"),
        ({"mon": "08:75-10:00"}, "hours mon: '08:75' is no time of the day"),
        ({"mon": "8-10"}, "hours mon: '8-10' is no time span; write for example"),
        ({"mon": 1185}, "hours mon: 1185 is no time; write for example"),
        ({"mon": [480]}, "hours mon: 480 is no time span"),
        ({"mon": []}, "hours mon: [] is no time"),
        ({"mon-fri": "08:00-12:00", "wed": "closed"}, "hours wed: wed is named twice"),
        ({}, "hours: no day is named"),
    ],
)
def test_a_mistake_is_named_with_its_fix(given, said):
    with pytest.raises(ValueError, match="hours") as error:
        parse_hours(given)

    assert said in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "mon-fri 18:00-21:00; sat 10:00-12:00",
        "mon 08:00-12:00, 13:00-17:00",
        "mon-sun closed",
        "sun 00:00-24:00",
    ],
)
def test_the_words_of_a_wish_stay_as_they_are(text):
    assert hours_text(parse_hours_text(text)) == text


def test_a_wish_may_have_an_end_mark_and_spaces():
    assert parse_hours_text(" mon - fri 18:00 - 21:00 ;") == parse_hours({"mon-fri": "18:00-21:00"})


@pytest.mark.parametrize(
    "text", ["", "mon", "in the evening", "mon 08:00-09:00; mon 10:00-11:00", "18:00-21:00"]
)
def test_a_wish_that_nobody_can_read_is_refused(text):
    with pytest.raises(ValueError, match="hours"):
        parse_hours_text(text)


@given(weeks)
def test_writing_and_reading_give_the_same_hours(hours):
    assert parse_hours_text(hours_text(hours)) == hours


def test_always_is_the_whole_week():
    assert hours_text(always()) == "mon-sun 00:00-24:00"

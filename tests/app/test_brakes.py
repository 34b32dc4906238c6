"""Brakes: a day that is far from what was expected waits for two people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import SimulatedClock
from app.metrics import metrics_of
from app.releases import held_now, keep_forecast, missing_ahead, missing_now
from engine.brake import Brake, Limits, bounds_of, day_of, judged_day, objection, shortfall
from engine.domain.errors import NotAllowed
from engine.domain.release import read_release
from tests.app.command import done, minnelijk, shipped
from tests.app.conftest import at

#: a Tuesday morning, after the cases came in
NOW = at("2030-03-12T10:00+01:00")
CASES = tuple(f"D-{number}" for number in (2000, 2001, 2002, 2003, 2020, 2021, 2022, 2023, 2040, 2041))
KEY = "2030-03-12/witgoedwinkel/email/none"
LIMITS = Limits(floor=10, factor=2)
BECAUSE = "only 0 contacts, and the forecast said 40"


@pytest.fixture
def braked(any_desk, few_templates, monkeypatch):
    """Open a house whose brake holds more than four of a kind; ten cases want an e-mail now."""
    monkeypatch.setenv("MINNELIJK_TEMPLATES", str(few_templates))
    monkeypatch.setenv("MINNELIJK_BRAKE_FLOOR", "4")
    rows = {"creditor": "witgoedwinkel", "email": "s.bakker@post.example", "prefers": "email", "hours": ""}
    done("import", shipped(any_desk.folder / "portfolio.csv", *CASES, **rows), "--as", "anna")
    done("people", "add", "emre", "team_lead", "--as", "anna")
    opened = any_desk.open(SimulatedClock(NOW))
    yield opened
    opened.store.close()


def decide(house):
    return house.tick().run(house.clock()).decisions["send"]


def send(house):
    return house.dispatch().run().outcomes.total()


def test_holds_what_nobody_expected_until_two_different_people_release_it(braked):
    planned = decide(braked)
    held = send(braked)
    first = done("release", KEY, "--as", "anna")
    same = minnelijk("release", KEY, "--as", "anna")
    still = send(braked)
    second = done("release", KEY, "--as", "emre")

    assert (planned, held, still) == (10, 0, 0)
    assert first.out == f"{KEY}: anna released it; a second person must do the same\n"
    assert (same.code, same.err) == (
        1,
        f"error: anna released {KEY} already: a second person is needed\n",
    )
    assert second.out == f"{KEY}: released by anna and emre; it leaves now\n"
    assert send(braked) == 10


def test_what_is_held_shows_in_the_list_in_the_outlook_and_in_why(braked):
    decide(braked)

    listed = done("release", "--json").json
    because = "10 contacts, and none on any of the 14 days before"
    assert listed == {"release": KEY, "because": because, "first_by": ""}
    assert f"held: {KEY}: {because}" in done("why", CASES[0]).out
    assert done("why", CASES[0], "--json").json["held"] == [f"{KEY}: {because}; two people must release it"]
    assert done("outlook", "--json").json["held"] == [KEY]


def test_what_comes_later_on_a_held_day_is_held_too(braked, any_desk):
    decide(braked)
    rows = {"creditor": "witgoedwinkel", "email": "d.visser@post.example", "prefers": "email", "hours": ""}
    done("import", shipped(any_desk.folder / "later.csv", "D-2042", "D-2043", **rows), "--as", "anna")

    assert decide(braked) == 2
    assert send(braked) == 0


def test_senders_hold_what_came_back_to_a_held_release(braked):
    replace(braked.tick(), brake=Brake()).run(braked.clock())
    tomorrow = bounds_of(NOW.date() + timedelta(days=1))
    with braked.store.begin() as books:
        # of today nothing waits: all of it is in the hands of senders, who put it back
        books.hold_release(read_release(KEY), BECAUSE, braked.clock(), tomorrow)

    held = send(braked)
    done("release", KEY, "--as", "anna")
    done("release", KEY, "--as", "emre")

    assert (held, send(braked)) == (0, 10)


def test_what_two_people_let_go_lets_nothing_pass_that_is_far_more(braked, any_desk):
    """They saw ten contacts: twice as many and one more are another day."""
    decide(braked)
    for name in ("anna", "emre"):
        done("release", KEY, "--as", name)
    first = send(braked)
    with braked.store.begin() as books:
        books.count_releases({read_release(KEY): 9})
    rows = {"creditor": "witgoedwinkel", "email": "d.visser@post.example", "prefers": "email", "hours": ""}
    done("import", shipped(any_desk.folder / "more.csv", "D-2042", **rows), "--as", "anna")
    as_many = decide(braked), send(braked)
    done("import", shipped(any_desk.folder / "most.csv", "D-2043", **rows), "--as", "anna")
    more = decide(braked), send(braked)
    listed = done("release", "--json").json
    for name in ("emre", "anna"):
        done("release", KEY, "--as", name)

    assert (first, as_many, more) == (10, (1, 1), (1, 0))
    assert listed["because"] == "21 contacts, and two people let 10 go"
    assert listed["first_by"] == ""
    assert send(braked) == 1


def test_a_collector_releases_nothing(braked):
    decide(braked)

    answer = minnelijk("release", KEY, "--as", "bram")

    assert answer.code == 1
    assert "bram is collector" in answer.err


def test_what_was_released_before_its_day_is_not_held(braked):
    done("release", KEY, "--as", "anna")
    done("release", KEY, "--as", "emre")

    assert decide(braked) == send(braked) == 10


def test_the_house_keeps_who_released_and_the_chain_holds(braked):
    decide(braked)
    done("release", KEY, "--as", "anna")
    done("release", KEY, "--as", "emre")

    with braked.store.read() as books:
        told = [dict(line.public) for line in books.lines("house") if "staff" not in line.public]
        assert books.verify("house") is None
    assert told == [
        {"held": KEY, "because": "10 contacts, and none on any of the 14 days before"},
        {"released": KEY, "second": False, "by": "anna"},
        {"released": KEY, "second": True, "by": "emre"},
    ]


def test_a_play_ahead_says_what_would_be_held_and_a_kept_forecast_is_kept(braked):
    done("outlook", "--keep-as", "anna")
    answer = done("outlook", "--json")

    ahead = answer.json["to_be_held"]
    assert answer.json["held"] == []
    assert sum(hour["messages"] for hour in answer.json["hours"]) == answer.json["messages"]
    assert all(one["release"].split("/")[1] == "witgoedwinkel" for one in ahead)
    assert minnelijk("outlook", "--keep-as", "bram").code == 1


def test_a_day_like_the_days_before_leaves(braked):
    with braked.store.begin() as books:
        for days in (1, 2, 5):
            before = dict.fromkeys([_release(NOW - timedelta(days=days))], 9)
            books.count_releases(before)

    assert decide(braked) == send(braked) == 10


def _release(moment):
    return read_release(KEY.replace("2030-03-12", str(day_of(moment))))


@pytest.mark.parametrize(
    ("planned", "forecast", "before", "because"),
    [
        pytest.param(10, None, (), "", id="few need no comparison"),
        pytest.param(11, None, (), "11 contacts, and none on any of the 14 days before", id="nobody knows"),
        pytest.param(11, 5, (), "11 contacts, and the forecast said 5", id="more than the forecast"),
        pytest.param(11, 6, (), "", id="as the forecast said"),
        pytest.param(
            21, 20, (10, 10), "21 contacts, and 10 on an ordinary day before", id="a forecast alone"
        ),
        pytest.param(20, None, (1, 10, 10), "", id="one quiet day says little"),
        pytest.param(21, 3, (20,), "21 contacts, and the forecast said 3", id="days before alone"),
    ],
)
def test_says_what_is_far_from_expected(planned, forecast, before, because):
    assert objection(planned, forecast, before, LIMITS) == because


@pytest.mark.parametrize(
    ("planned", "forecast", "before", "because"),
    [
        pytest.param(4, 10, (), "", id="few are never missed"),
        pytest.param(10, 20, (), "", id="half of the forecast"),
        pytest.param(9, 20, (), "only 9 contacts, and the forecast said 20", id="less than half of it"),
        pytest.param(0, None, (40,) * 4, "", id="it is not there every day"),
        pytest.param(
            0, None, (40,) * 5, "only 0 contacts, and 40 on an ordinary day before", id="it always was there"
        ),
        pytest.param(0, 0, (40,) * 9, "", id="the forecast knows better"),
    ],
)
def test_says_what_is_far_below_what_was_expected(planned, forecast, before, because):
    assert shortfall(planned, forecast, before, LIMITS) == because


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2030-03-12T17:00+01:00", "2030-03-12"),
        ("2030-03-12T16:59+01:00", "2030-03-11"),
        ("2030-03-11T09:00+01:00", "2030-03-08"),
        ("2030-12-26T18:00+01:00", "2030-12-24"),
    ],
)
def test_judges_the_last_working_day_that_is_late_enough(now, day):
    assert str(judged_day(at(now))) == day


def test_too_few_raises_an_alarm_and_a_warning(braked):
    with braked.store.begin() as books:
        for days in (1, 4, 5, 6, 7):
            books.count_releases({_release(NOW - timedelta(days=days)): 40})
    decide(braked)
    quiet = metrics_of(braked)()
    braked.clock.set(NOW + timedelta(hours=8))

    loud = metrics_of(braked)()

    assert b"minnelijk_short_releases 0.0" in quiet
    assert b"minnelijk_short_releases 1.0" in loud
    assert missing_now(braked) == [
        (read_release(KEY), "only 10 contacts, and 40 on an ordinary day before"),
    ]


def test_says_what_tomorrow_lacks_in_a_play_of_it(braked):
    with braked.store.begin() as books:
        for days in (1, 4, 5, 6, 7):
            books.count_releases({_release(NOW - timedelta(days=days)): 40})

    short = missing_ahead(braked, braked, NOW + timedelta(days=1))

    tomorrow = read_release(KEY.replace("2030-03-12", "2030-03-13"))
    assert short == [(tomorrow, "only 0 contacts, and 40 on an ordinary day before")]


def test_the_outlook_and_the_list_warn_of_too_few(braked, monkeypatch):
    # the commands live at the same moment: at five in the afternoon another day is judged
    monkeypatch.setattr("app.wiring.real_clock", braked.clock)
    with braked.store.begin() as books:
        day = judged_day(braked.clock())
        books.keep_forecast({replace(read_release(KEY), day=day): 40})

    outlook, listed = done("outlook", "--json"), done("release")

    because = {"release": KEY.replace("2030-03-12", str(day)), "because": BECAUSE}
    assert because in outlook.json["too_few"]
    assert f"too few: {because['release']}: {BECAUSE}" in listed.err


def usual(house, day, planned=40):
    """Let the working days before a day have had so many."""
    with house.store.begin() as books:
        for days in (1, 4, 5, 6, 7, 8):
            books.count_releases({replace(read_release(KEY), day=day - timedelta(days=days)): planned})


def test_a_tomorrow_with_far_too_few_is_held_until_two_people_release_it(braked):
    day = day_of(NOW)
    usual(braked, day)
    with braked.store.begin() as books:
        braked.releasing(books, "anna").hold([(read_release(KEY), BECAUSE)])

    planned, held = decide(braked), send(braked)
    listed = done("release", "--json").json
    done("release", KEY, "--as", "anna")
    assert send(braked) == 0
    done("release", KEY, "--as", "emre")

    assert (planned, held) == (10, 0)
    assert listed == {"release": KEY, "because": BECAUSE, "first_by": ""}
    assert send(braked) == 10
    with braked.store.read() as books:
        told = [dict(line.public) for line in books.lines("house") if "held" in line.public]
        assert books.verify("house") is None
    assert told == [{"held": KEY, "because": BECAUSE, "by": "anna"}]


def test_even_the_few_of_a_held_release_wait(braked):
    with braked.store.begin() as books:
        braked.releasing(books, "anna").hold([(read_release(KEY), BECAUSE)])
    braked.tick().run(braked.clock(), 2)

    assert send(braked) == 0


def test_what_people_released_already_is_not_held_again(braked):
    done("release", KEY, "--as", "anna")
    done("release", KEY, "--as", "emre")
    with braked.store.begin() as books:
        braked.releasing(books, "anna").hold([(read_release(KEY), BECAUSE)])

    assert decide(braked) == send(braked) == 10


def test_keeping_a_forecast_holds_what_tomorrow_has_far_too_few_of(braked):
    tomorrow = NOW + timedelta(days=1)
    usual(braked, day_of(tomorrow))

    keep_forecast(braked, braked, tomorrow, "anna")

    assert [(one.release, one.because) for one in held_now(braked)] == [
        (
            replace(read_release(KEY), day=day_of(tomorrow)),
            "only 0 contacts, and 40 on an ordinary day before",
        )
    ]


def test_a_collector_holds_nothing(braked):
    with braked.store.begin() as books, pytest.raises(NotAllowed, match="bram is collector"):
        braked.releasing(books, "bram").hold([(read_release(KEY), BECAUSE)])
